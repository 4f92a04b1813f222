"""Embeddings that no model takes are refused before a byte is sent; where it is not certain, the API decides."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, NAN, Ask, is_one_clear_line, refused, silent_client
from twelvelabs_client import AsyncTwelveLabsV1_3, InvalidInputError, TwelveLabsV1_3
from twelvelabs_client.intents import (
    AudioInput,
    DocumentInput,
    DynamicSegmentation,
    ImageInput,
    InputSource,
    MultiInput,
    TextImageInput,
    TextInput,
    TimedText,
    VideoInput,
)
from twelvelabs_client.models import Asset

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

OLDER, NEWER = "marengo3.0", "marengo3.5"
MEGABYTE = 1024 * 1024
IMAGE, SOUND, DOCUMENT = InputSource("image", ID), InputSource("audio", ID), InputSource("document", ID)
PDF = Asset(ID, filename="plan.pdf")
KNOWN = [TimedText(0, 1, "x")]
PAPER = MultiInput(sources=[DOCUMENT])
FUSED = ["fused_embedding"]
TAKES_MEDIA = "input: a task takes an AudioInput, VideoInput, ImageInput or DocumentInput"


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


def at_once(given: Any, model: str = OLDER, **more: Any) -> Ask:
    return lambda tl: tl.embed.create(given, model=model, **more)


def by_task(given: Any, model: str = OLDER, **more: Any) -> Ask:
    return lambda tl: tl.embed.tasks.create(given, model=model, **more)


AT_ONCE = [
    refused("input: say what the address leads to, as in ImageInput(", at_once("https://media.example/a.jpg")),
    refused("input: expected a text or an input such as ImageInput, got bytes", at_once(b"x")),
    refused("input: expected a text or an input such as ImageInput, got InputSource", at_once(IMAGE)),
    refused("input: a DocumentInput needs a task; at once,", at_once(DocumentInput(ID), NEWER)),
    refused("text: the text is empty", at_once(" ")),
    refused("model: the text is empty", at_once("x", "")),
    refused("model: must be a string, got NoneType", at_once("x", None)),  # type: ignore[arg-type]
    *(
        refused(
            f"model: at once, marengo3.5 takes a text or a MultiInput; {type(given).__name__} needs",
            at_once(given, NEWER),
        )
        for given in (TextInput("x"), ImageInput(ID), TextImageInput("x", ID), AudioInput(ID), VideoInput(ID))
    ),
    refused("dimension: it can be chosen with marengo3.5", at_once("x", dimension=512)),
    refused("dimension: 0 is not a whole number from 1", at_once("x", NEWER, dimension=0)),
    refused("dimension: must be an integer, got float", at_once("x", NEWER, dimension=256.0)),
    refused("sources: marengo3.0 takes images, and one at least", at_once(MultiInput("x"))),
    refused("sources: marengo3.0 takes images, and one at least", at_once(MultiInput("x", [IMAGE, SOUND]))),
    refused("sources: 11 are more than the 10", at_once(MultiInput(sources=[IMAGE] * 11))),
    refused("sources: a PDF stands alone", at_once(MultiInput("x", [IMAGE, InputSource("document", PDF)]), NEWER)),
    refused("text: sources of different kinds (audio, image) need", at_once(MultiInput(sources=[IMAGE, SOUND]), NEWER)),
    refused(
        "uncertainty: it is not told for documents", at_once(MultiInput(None, [DOCUMENT]), NEWER, uncertainty=True)
    ),
    refused("uncertainty: it is told for a text alone", at_once(MultiInput("x", [IMAGE]), NEWER, uncertainty=True)),
    refused("time_based_metadata: it needs a task", at_once(VideoInput(ID, time_based_metadata=KNOWN))),
    refused("segmentation: marengo3.0 divides a sound", at_once(AudioInput(ID, segmentation=DynamicSegmentation(4)))),
    refused("types: 'fused_embedding' needs two", at_once(VideoInput(ID, options=["visual"], types=FUSED))),
]
BY_TASK = [
    *(
        refused(
            f"input: a task takes an AudioInput, VideoInput, ImageInput or DocumentInput, got {type(given).__name__}",
            by_task(given),
        )
        for given in ("x", TextInput("x"), TextImageInput("x", ID), MultiInput("x"), None)
    ),
    refused("model: the text is empty", by_task(VideoInput(ID), " ")),
    refused("model: a task takes ImageInput with marengo3.5 only", by_task(ImageInput(ID))),
    refused("model: a task takes DocumentInput with marengo3.5", by_task(DocumentInput(ID))),
    refused("dimension: it can be chosen with marengo3.5", by_task(VideoInput(ID), dimension=256)),
    refused("segmentation: marengo3.0 divides a sound", by_task(AudioInput(ID, segmentation=DynamicSegmentation(4)))),
    refused("types: 'fused_embedding' needs two", by_task(AudioInput(ID, options=["audio"] * 2, types=FUSED))),
    refused("time_based_metadata: it needs marengo3.5", by_task(VideoInput(ID, time_based_metadata=KNOWN))),
    refused("options: 'transcription' needs marengo3.0", by_task(AudioInput(ID, options="transcription"), NEWER)),
    refused("types: with marengo3.5, 'fused_embedding' and", by_task(VideoInput(ID, types=FUSED), NEWER)),
    refused("types: with marengo3.5, 'fused_embedding' and", by_task(VideoInput(ID, time_based_metadata=KNOWN), NEWER)),
    refused("uncertainty: it is told for pieces", by_task(VideoInput(ID, scopes=["asset"]), NEWER, uncertainty=True)),
    refused("uncertainty: it is not told for PDFs", by_task(DocumentInput(PDF), NEWER, uncertainty=True)),
    refused("uncertainty: of a text file", by_task(DocumentInput(ID, scopes="asset"), NEWER, uncertainty=True)),
    refused("max_wait and poll_interval: seconds", by_task(VideoInput(ID), wait=True, max_wait=0)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.embed.tasks.wait(ID, poll_interval=0)),
]
OLDER_API = [
    refused("embed.v1.create: give a text, an image, an audio", lambda tl: tl.embed.v1.create(model=OLDER)),
    refused("text: the text is empty", lambda tl: tl.embed.v1.create("", model=OLDER)),
    refused("model: the text is empty", lambda tl: tl.embed.v1.create("x", model="")),
    refused("audio_start: -1 is not", lambda tl: tl.embed.v1.create(audio=b"x", audio_start=-1, model=OLDER)),
    refused("audio_start: nan is not", lambda tl: tl.embed.v1.create(audio=b"x", audio_start=NAN, model=OLDER)),
    refused("nowhere.jpg: there is no such file", lambda tl: tl.embed.v1.create(image="nowhere.jpg", model=OLDER)),
    refused("url: a YouTube link", lambda tl: tl.embed.v1.tasks.create("https://youtu.be/x", model=OLDER)),
    refused("model: the text is empty", lambda tl: tl.embed.v1.tasks.create(b"x", model="")),
    refused("start, end: give both or neither", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, start=1)),
    refused("start, end: give both or neither", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, end=1)),
    refused("end: 1 is not after the start, 1", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, start=1, end=1)),
    refused("start: -1 is not a number", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, start=-1, end=1)),
    refused("clip_length: 11 is not", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, clip_length=11)),
    refused("scopes: give ['clip'] or", lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, scopes=["video"])),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.embed.v1.tasks.wait(ID, max_wait=-1)),
    refused(
        "max_wait and poll_interval: seconds",
        lambda tl: tl.embed.v1.tasks.create(b"x", model=OLDER, wait=True, poll_interval=0),
    ),
]


@pytest.mark.parametrize(("ask", "says"), [*AT_ONCE, *BY_TASK, *OLDER_API])
@in_both_colours
async def test_what_no_model_takes_is_refused(tl: AsyncTwelveLabsV1_3, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)


ASKS_BY_ID: dict[str, Callable[[Any, Any], Any]] = {
    "embed.tasks.get": lambda tl, it: tl.embed.tasks.get(it),
    "embed.tasks.wait": lambda tl, it: tl.embed.tasks.wait(it),
    "embed.v1.tasks.get": lambda tl, it: tl.embed.v1.tasks.get(it),
    "embed.v1.tasks.status": lambda tl, it: tl.embed.v1.tasks.status(it),
    "embed.v1.tasks.wait": lambda tl, it: tl.embed.v1.tasks.wait(it),
}


@pytest.mark.parametrize("identifier", ["", "../indexes"])
@pytest.mark.parametrize("method", ASKS_BY_ID)
@in_both_colours
async def test_every_method_checks_its_ids(tl: AsyncTwelveLabsV1_3, method: str, identifier: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^task: (the id is empty|.* is no id: )"):
        await ASKS_BY_ID[method](tl, identifier)


LISTS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "embed.tasks": lambda tl: tl.embed.tasks.list,
    "embed.v1.tasks": lambda tl: tl.embed.v1.tasks.list,
}


@pytest.mark.parametrize("options", [{"page_limit": 51}, {"page_limit": 0}, {"page": 0}], ids=str)
@pytest.mark.parametrize("noun", LISTS)
@in_both_colours
async def test_pages_hold_one_to_fifty_and_are_counted_from_one(
    tl: AsyncTwelveLabsV1_3, noun: str, options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError, match=r"^page(_limit)?: .* is not a whole number from 1"):
        LISTS[noun](tl)(**options)


class Claimed(io.BytesIO):
    """A file that says it is so many bytes long, and is never read."""

    def __init__(self, size: int) -> None:
        super().__init__(b"x")
        self._size = size

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._size if whence == io.SEEK_END else super().seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("it was read")


SIZES: dict[str, tuple[int, Callable[[Any], Ask]]] = {
    "image": (32, lambda media: at_once(ImageInput(media))),
    "text and image": (32, lambda media: at_once(TextImageInput("x", media))),
    "sound": (36, lambda media: at_once(AudioInput(media))),
    "video": (36, lambda media: at_once(VideoInput(media))),
    "source": (32, lambda media: at_once(MultiInput(sources=[InputSource("video", media)]), NEWER)),
    "video of a task": (36, lambda media: by_task(VideoInput(media))),
    "image of a task": (32, lambda media: by_task(ImageInput(media), NEWER)),
    "document of a task": (200, lambda media: by_task(DocumentInput(media), NEWER)),
}


@pytest.mark.parametrize("kind", SIZES)
@in_both_colours
async def test_a_file_that_is_too_large_is_not_even_read(tl: AsyncTwelveLabsV1_3, kind: str) -> None:
    megabytes, ask = SIZES[kind]
    file = Claimed(megabytes * MEGABYTE + 1)

    with pytest.raises(InvalidInputError, match=rf" is more than the {megabytes} MB that can be sent here; upload it"):
        await ask(file)(tl)


@in_both_colours
async def test_a_file_must_be_there_and_hold_something(tl: AsyncTwelveLabsV1_3, tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()

    for name, says in (("nowhere.jpg", "there is no such file"), ("empty.jpg", "the file is empty")):
        with pytest.raises(InvalidInputError, match=says):
            await tl.embed.create(ImageInput(tmp_path / name), model=OLDER)
