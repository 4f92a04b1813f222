"""What makes no sense about tasks, videos and transfers before v1.3 is refused in one line, before a byte is sent."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.facade.refusals import ID, NAN, Ask, is_one_clear_line, refused, send_nothing
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError
from twelvelabs_client.intents import TransferObject

OBJECT = TransferObject(ID, "s3://films/01.mp4")
FILM = "https://media.example/clip.mp4"
NESTED: Any = {"a": {"b": 1}}
ANYTHING: Any = object()


async def ask_of(version: str, ask: Ask) -> None:
    transport = httpx.MockTransport(send_nothing)
    async with AsyncTwelveLabs(api_key="made-up", api_version=version, transport=transport) as tl:
        await ask(tl)


def a_part(method: str, **seconds: Any) -> Ask:
    """What is said or seen in a part of a video."""
    return lambda tl: getattr(tl.videos, method)(ID, ID, **seconds)


NO_SECONDS = [
    refused(
        f"{noun}: {value!r} is not a number of seconds",
        a_part(method, **{noun: value}),
    )
    for method in ("transcription", "text_in_video", "logos")
    for noun in ("start", "end")
    for value in (-0.5, NAN)
]
REFUSED = [
    *(
        refused(f"{noun}: the id is empty", ask)
        for noun, ask in (
            ("index", lambda tl: tl.tasks.counts("")),
            ("index", lambda tl: tl.tasks.create("", FILM)),
            ("index", lambda tl: tl.videos.transcription("", ID)),
            ("video", lambda tl: tl.videos.transcription(ID, "")),
            ("video", lambda tl: tl.videos.text_in_video(ID, "")),
            ("video", lambda tl: tl.videos.logos(ID, "")),
            ("video", lambda tl: tl.videos.thumbnail(ID, "")),
            ("video", lambda tl: tl.videos.update(ID, "", title="Evening")),
        )
    ),
    refused("end: 1 comes before the start, 2", lambda tl: tl.videos.transcription(ID, ID, start=2, end=1)),
    refused("time: -1 is not a number of seconds", lambda tl: tl.videos.thumbnail(ID, ID, time=-1)),
    refused("user_metadata: nothing to set", lambda tl: tl.videos.update(ID, ID)),
    refused("user_metadata: nothing to set", lambda tl: tl.videos.update(ID, ID, user_metadata={})),
    refused("user_metadata: a: the API keeps", lambda tl: tl.videos.update(ID, ID, user_metadata=NESTED)),
    refused("title: the text is empty", lambda tl: tl.videos.update(ID, ID, title=" ")),
    refused("no such file", lambda tl: tl.tasks.create(ID, FILM, transcription="nowhere.srt")),
    refused("transcription: 'ftp://a/b.srt'", lambda tl: tl.tasks.create(ID, FILM, transcription="ftp://a/b.srt")),
    refused("the file was opened as text", lambda tl: tl.tasks.create(ID, FILM, transcription=io.StringIO("words"))),
    refused("max_wait and poll_interval: ", lambda tl: tl.tasks.create(ID, FILM, wait=True, max_wait=-1)),
    refused("user_metadata: a: the API keeps", lambda tl: tl.upload(FILM, index=ID, user_metadata=NESTED)),
    refused("objects: the list is empty", lambda tl: tl.transfers.create([])),
    refused("objects[1]: must be a TransferObject", lambda tl: tl.transfers.create([OBJECT, {"index_id": ID}])),
    refused("no such file", lambda tl: tl.transfers.create("nowhere.json")),
    refused("objects: must be a list, a string, a path or", lambda tl: tl.transfers.create(ANYTHING)),
]
REFUSED_V1_2 = [
    refused("url: 'youtu.be/1' is no http", lambda tl: tl.tasks.create_external(ID, "youtu.be/1")),
    refused("url: the text is empty", lambda tl: tl.tasks.create_external(ID, "")),
    refused("index: the id is empty", lambda tl: tl.tasks.create_external("", FILM)),
    refused("integration: the id is empty", lambda tl: tl.transfers.import_videos("", ID)),
    refused("index: the id is empty", lambda tl: tl.transfers.import_videos(ID, "")),
    refused("user_metadata: a: the", lambda tl: tl.transfers.import_videos(ID, ID, user_metadata=NESTED)),
    refused("integration: the id is empty", lambda tl: tl.transfers.import_status("", ID)),
    refused("integration: 'a/b' is no id", lambda tl: tl.transfers.import_logs("a/b")),
]


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@pytest.mark.parametrize(("ask", "says"), [*REFUSED, *NO_SECONDS])
@in_both_colours
async def test_what_makes_no_sense_is_refused(version: str, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask_of(version, ask)

    assert says in str(refusal.value)
    assert is_one_clear_line(refusal.value)


@pytest.mark.parametrize(("ask", "says"), REFUSED_V1_2)
@in_both_colours
async def test_what_makes_no_sense_in_v1_2_is_refused(ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask_of("v1.2", ask)

    assert says in str(refusal.value)
    assert is_one_clear_line(refusal.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"index": "", "object": "s3://films/01.mp4"}, "index: the id is empty"),
        ({"index": ID, "object": ""}, "object: the text is empty"),
        (
            {"index": ID, "object": "https://films.example/01.mp4"},
            "object: 'https://films.example/01.mp4' is no address",
        ),
        ({"index": ID, "object": "s3://films"}, "object: 's3://films' is no address of an object in S3"),
        ({"index": ID, "object": "s3:///01.mp4"}, "object: 's3:///01.mp4' is no address"),
        ({"index": ID, "object": "s3://films/1.mp4", "transcription": "1.srt"}, "transcription: '1.srt' is no address"),
    ],
)
def test_an_object_of_a_bucket_is_checked_when_it_is_named(given: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        TransferObject(**given)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
