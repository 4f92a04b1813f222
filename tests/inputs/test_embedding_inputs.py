"""Inputs of embeddings: what makes no sense is refused when they are made, what is not certain is left to the API."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from twelvelabs_client import InvalidInputError
from twelvelabs_client.intents import (
    AudioInput,
    DocumentInput,
    DynamicSegmentation,
    FixedSegmentation,
    ImageInput,
    InputSource,
    MultiInput,
    PageSegmentation,
    SentenceSegmentation,
    TextImageInput,
    TextInput,
    TimedText,
    VideoInput,
)
from twelvelabs_client.models import Asset

PDF, TEXT = Asset("a1", filename="Plan.PDF"), Asset("a2", filename="notes.md")
NAN = float("nan")
SENTENCES, PAGES = SentenceSegmentation(2), PageSegmentation("standard")
IMAGE = InputSource("image", "a1")
KNOWN = TimedText(0, 1, "x")


def row(says: str, make: Callable[[], Any]) -> Any:
    return pytest.param(make, says, id=says)


def wrong(value: Any) -> Any:
    """A value whose type the checker would refuse, too."""
    return value


REFUSED = [
    row("text: the text is empty", lambda: TextInput(" ")),
    row("text: expected a text, got int", lambda: TextInput(wrong(7))),
    row("text: the text is empty", lambda: TextImageInput("", "a1")),
    row("media: the id is empty", lambda: ImageInput("")),
    row("media: 'a b' is no id", lambda: ImageInput("a b")),
    row("media: expected an asset or its id, an address, a Path,", lambda: ImageInput(wrong(7))),
    row("media: expected an asset or its id, an address, a Path,", lambda: TextImageInput("x", wrong(None))),
    row("url: a YouTube link leads to a page", lambda: VideoInput("https://youtu.be/x")),
    row("url: 'ftp://a.example/b.jpg' is no http", lambda: ImageInput("ftp://a.example/b.jpg")),
    row("start: -1 is not a number of seconds from 0", lambda: AudioInput("a1", start=-1)),
    row("start: nan is not a number of seconds from 0", lambda: VideoInput("a1", start=NAN)),
    row("end: True is not a number of seconds from 0", lambda: VideoInput("a1", end=True)),
    row("end: 0 is not after the start, 0.0", lambda: VideoInput("a1", end=0)),
    row("end: 2 is not after the start, 2.0", lambda: AudioInput("a1", start=2.0, end=2)),
    row("options: the list is empty; leave it out", lambda: VideoInput("a1", options=[])),
    row("scopes: the list is empty; leave it out", lambda: AudioInput("a1", scopes=[])),
    row("segmentation: expected FixedSegmentation or", lambda: VideoInput("a1", segmentation=wrong(PAGES))),
    row("segmentation: expected FixedSegmentation or", lambda: AudioInput("a1", segmentation=wrong(6))),
    row("segmentation: expected PageSegmentation or", lambda: DocumentInput("a1", segmentation=wrong("standard"))),
    row(
        "time_based_metadata: expected a list",
        lambda: VideoInput("a1", time_based_metadata=wrong(KNOWN)),
    ),
    row("time_based_metadata: expected a list", lambda: AudioInput("a1", time_based_metadata=wrong([{"start": 0}]))),
    row("duration: 1 is not a whole number from 2 to 10", lambda: FixedSegmentation(1)),
    row("duration: 11 is not a whole number from 2 to 10", lambda: FixedSegmentation(11)),
    row("duration: 2.5 is not a whole number from 2 to 10", lambda: FixedSegmentation(wrong(2.5))),
    row("min_duration: 6 is not a whole number from 2 to 5", lambda: DynamicSegmentation(6)),
    row("min_duration: True is not a whole number from 2 to 5", lambda: DynamicSegmentation(True)),
    row("max_sentences: 0 is not a whole number from 1", lambda: SentenceSegmentation(0)),
    row("overlap_sentences: 3 is not a whole number from 0 to 2", lambda: SentenceSegmentation(3, 3)),
    row("overlap_sentences: -1 is not a whole number from 0 to 2", lambda: SentenceSegmentation(3, -1)),
    row("end: 1 is before the start, 2", lambda: TimedText(2, 1, "x")),
    row("start: -1 is not a number of seconds from 0", lambda: TimedText(-1, 1, "x")),
    row("text: the text is empty", lambda: TimedText(0, 1, "")),
    row("name: the text is empty", lambda: InputSource("image", "a1", "")),
    row("MultiInput: give a text, sources, or both", lambda: MultiInput()),
    row("text: the text is empty", lambda: MultiInput(" ", [IMAGE])),
    row("sources: expected a list of InputSource", lambda: MultiInput("x", wrong(IMAGE))),
    row("sources: expected a list of InputSource", lambda: MultiInput("x", wrong([ImageInput("a1")]))),
    row("sources: the name 'hat' is given twice", lambda: MultiInput(sources=[InputSource("image", "a1", "hat")] * 2)),
    row("options, scopes: no PDF gives text+local", lambda: DocumentInput(PDF, options=["text"], scopes=["local"])),
    row(
        "options, scopes: no PDF gives text+local;",
        lambda: DocumentInput(b"%PDF-1.7", options=["text", "visual"], scopes=["local", "asset"]),
    ),
    row(
        "options, scopes: no text file gives visual+asset;",
        lambda: DocumentInput(TEXT, options="visual", scopes="asset"),
    ),
    row(
        "options, scopes: no document gives text+local with visual+local",
        lambda: DocumentInput("a1", options=["visual", "text"], scopes=["local"]),
    ),
    row("segmentation: sentences need a text file,", lambda: DocumentInput(PDF, segmentation=SENTENCES)),
    row("segmentation: sentences need a text file,", lambda: DocumentInput(TEXT, segmentation=SENTENCES)),
    row(
        "segmentation: sentences need a text file,", lambda: DocumentInput("a1", scopes="asset", segmentation=SENTENCES)
    ),
    row("segmentation: pages need a PDF,", lambda: DocumentInput(TEXT, scopes="local", segmentation=PAGES)),
    row("segmentation: pages need a PDF,", lambda: DocumentInput("a1", options="text", segmentation=PAGES)),
    row(
        "segmentation: a text file with scope 'local' needs SentenceSegmentation",
        lambda: DocumentInput("a1", options="text", scopes="local"),
    ),
    row(
        "segmentation: a text file with scope 'local' needs SentenceSegmentation",
        lambda: DocumentInput("https://media.example/a.txt?x=1", scopes=["local", "asset"]),
    ),
]


@pytest.mark.parametrize(("make", "says"), REFUSED)
def test_what_makes_no_sense_is_refused_in_one_line(make: Callable[[], Any], says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        make()

    assert str(refusal.value).startswith(says)
    assert str(refusal.value).isprintable()


TAKEN: dict[str, Callable[[], Any]] = {
    "an id": lambda: ImageInput("0123456789abcdef01234567"),
    "an id with a prefix": lambda: ImageInput("asset_01-x"),
    "an asset": lambda: VideoInput(Asset("a1")),
    "an address": lambda: VideoInput("https://media.example/clip.mp4?token=a/b"),
    "a path that is not looked at yet": lambda: VideoInput(Path("nowhere.mp4")),
    "a file": lambda: AudioInput(io.BytesIO(b"x")),
    "bytes": lambda: DocumentInput(b"any"),
    "one word alone": lambda: VideoInput("a1", options="visual", scopes="clip", types="fused_embedding"),
    "the scope local of a sound": lambda: AudioInput("a1", scopes=["local"]),
    "a point in time": lambda: TimedText(3, 3, "x"),
    "the ends of lengths": lambda: (FixedSegmentation(2), FixedSegmentation(10), DynamicSegmentation(5)),
    "most overlap": lambda: SentenceSegmentation(3, 2),
    "one name and none": lambda: MultiInput(sources=[InputSource("image", "a1", "hat"), IMAGE, IMAGE]),
    "all pairs of a PDF but one": lambda: DocumentInput(PDF, options=["visual"], scopes=["local", "asset"]),
    "the text of a PDF": lambda: DocumentInput(PDF, options="text", scopes="asset"),
    "chunks of a text file": lambda: DocumentInput(TEXT, options="text", scopes="local", segmentation=SENTENCES),
    "a kind that cannot be seen": lambda: DocumentInput("a1", options=["visual"], scopes=["local"]),
    "half a pair, so that the other is the API's": lambda: DocumentInput("a1", scopes="local", segmentation=SENTENCES),
    "pages by default": lambda: DocumentInput("a1", segmentation=PAGES),
}


@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN)
def test_what_may_be_right_is_taken(make: Callable[[], Any]) -> None:
    make()


def test_inputs_are_values() -> None:
    video = VideoInput("a1", options=["visual"], segmentation=FixedSegmentation(6))

    assert video == VideoInput("a1", options="visual", segmentation=FixedSegmentation(6)) != VideoInput("a1")
    assert pickle.loads(pickle.dumps(video)) == video
    with pytest.raises(AttributeError):
        video.start = 3.0  # type: ignore[misc]
