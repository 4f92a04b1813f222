"""What texts about a video and embeddings look like on the wire of v1.2, and what it refuses to be asked."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest

from tests.transport.scripted import Part, parts_of
from tests.versions.older.wire import Intent, sent_by, wire_of
from tests.versions.wire import Query, text
from twelvelabs_client import InvalidInputError, MissingInVersionError, TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.models import EmbeddingTask, IndexedAsset

VERSION = "v1.2"
URL = "https://media.example/clip.mp4"
ENGINE = text("engine_name", "Marengo-retrieval-2.6")
DAY = datetime.datetime(2024, 10, 20, 10, 41, 7, tzinfo=datetime.UTC)
VIDEO = IndexedAsset("v1")

TEXTS: list[tuple[Intent, str, dict[str, Any]]] = [
    (lambda tl: tl.gist("v1"), "/gist", {"video_id": "v1", "types": ["title", "topic", "hashtag"]}),
    (lambda tl: tl.gist(VIDEO, "topic"), "/gist", {"video_id": "v1", "types": ["topic"]}),
    (lambda tl: tl.summarize("v1"), "/summarize", {"video_id": "v1", "type": "summary"}),
    (
        lambda tl: tl.summarize(VIDEO, "chapter", prompt="For sailors.", temperature=0),
        "/summarize",
        {"video_id": "v1", "type": "chapter", "prompt": "For sailors.", "temperature": 0},
    ),
    (lambda tl: tl.generate.run("v1", "What?"), "/generate", {"video_id": "v1", "prompt": "What?"}),
    (
        lambda tl: tl.generate.run(VIDEO, "x" * 1500, temperature=1),
        "/generate",
        {"video_id": "v1", "prompt": "x" * 1500, "temperature": 1},
    ),
]


@pytest.mark.parametrize(("intent", "path", "body"), TEXTS)
def test_texts_are_asked_for_in_json(intent: Intent, path: str, body: dict[str, Any]) -> None:
    request = sent_by(VERSION, intent)

    assert wire_of(VERSION, request) == ("POST", path, [])
    assert json.loads(request.content) == body


FORMS: list[tuple[Intent, str, list[Part]]] = [
    (lambda tl: tl.embed.v1.create("boat"), "/embed", [ENGINE, text("text", "boat")]),
    (
        lambda tl: tl.embed.v1.create("boat", text_truncate="none", model="Marengo-retrieval-2.7"),
        "/embed",
        [text("engine_name", "Marengo-retrieval-2.7"), text("text", "boat"), text("text_truncate", "none")],
    ),
    (
        lambda tl: tl.embed.v1.create(image=URL, audio=io.BytesIO(b"wave"), audio_start=2.5),
        "/embed",
        [
            ENGINE,
            text("image_url", URL),
            Part("audio_file", b"wave", "upload.bin", "application/octet-stream"),
            text("audio_start_offset_sec", "2.5"),
        ],
    ),
    (lambda tl: tl.embed.v1.tasks.create(URL), "/embed/tasks", [ENGINE, text("video_url", URL)]),
    (
        lambda tl: tl.embed.v1.tasks.create(
            b"film", start=0, end=30, clip_length=4.0, scopes=["clip", "video"], filename="clip.mp4"
        ),
        "/embed/tasks",
        [
            ENGINE,
            Part("video_file", b"film", "clip.mp4", "video/mp4"),
            text("video_start_offset_sec", "0"),
            text("video_end_offset_sec", "30"),
            text("video_clip_length", "4"),
            text("video_embedding_scope", "clip"),
            text("video_embedding_scope", "video"),
        ],
    ),
]


@pytest.mark.parametrize(("intent", "path", "parts"), FORMS)
def test_embeddings_are_asked_for_in_forms(intent: Intent, path: str, parts: list[Part]) -> None:
    request = sent_by(VERSION, intent)

    assert wire_of(VERSION, request) == ("POST", path, [])
    assert parts_of(request) == parts


READS: list[tuple[Intent, str, Query]] = [
    (lambda tl: tl.embed.v1.tasks.list().to_list(), "/embed/tasks", [("page", "1")]),
    (
        lambda tl: tl.embed.v1.tasks.list(
            started_at=DAY, ended_at=DAY, status="failed", page=2, page_limit=50
        ).to_list(),
        "/embed/tasks",
        [
            ("ended_at", "2024-10-20T10:41:07Z"),
            ("page", "2"),
            ("page_limit", "50"),
            ("started_at", "2024-10-20T10:41:07Z"),
            ("status", "failed"),
        ],
    ),
    (lambda tl: tl.embed.v1.tasks.status(EmbeddingTask("t1")), "/embed/tasks/t1/status", []),
    (lambda tl: tl.embed.v1.tasks.get("t1"), "/embed/tasks/t1", []),
]


@pytest.mark.parametrize(("intent", "path", "query"), READS)
def test_reads_say_what_they_ask_for(intent: Intent, path: str, query: Query) -> None:
    assert wire_of(VERSION, sent_by(VERSION, intent)) == ("GET", path, query)


UNSUPPORTED: list[tuple[str, Intent]] = [
    ("embedding_options: v1.2", lambda tl: tl.embed.v1.tasks.get("t1", embedding_options=["visual"])),
    ("embedding_options: v1.2", lambda tl: tl.embed.v1.tasks.wait("t1", embedding_options=["visual"])),
    ("clip_length: a fraction of a second: v1.2", lambda tl: tl.embed.v1.tasks.create(b"film", clip_length=4.5)),
    ("clip_length: a fraction of a second: v1.2", lambda tl: tl.embed.v1.tasks.create(URL, clip_length=2.5)),
]


def refusal_of(says: str) -> str:
    """How the refusal reads of what is not available in a version."""
    what, _, version = says.rpartition(": ")
    return rf"^{what}: not available in API {version}; \w+"


@pytest.mark.parametrize(("says", "intent"), UNSUPPORTED)
def test_what_v1_2_cannot_say_is_refused_at_once(says: str, intent: Intent) -> None:
    with (
        TwelveLabs(api_key="made-up", api_version=VERSION) as tl,
        pytest.raises(UnsupportedInVersionError, match=refusal_of(says)),
    ):
        intent(tl)


def test_v1_3_cannot_be_told_where_to_cut_a_text() -> None:
    with (
        TwelveLabs(api_key="made-up") as tl,
        pytest.warns(DeprecationWarning, match="embed.v1.create"),
        pytest.raises(UnsupportedInVersionError, match=r"^text_truncate: not available in API v1\.3; cut the text"),
    ):
        tl.embed.v1.create("boat", text_truncate="end")


REFUSED: list[tuple[str, Intent]] = [
    ("video: the id is empty", lambda tl: tl.gist("")),
    ("types: nothing is asked for", lambda tl: tl.gist("v1", [])),
    ("video: expected an id", lambda tl: tl.summarize(7)),
    ("prompt: the text is empty", lambda tl: tl.summarize("v1", prompt=" ")),
    ("prompt: 1501 characters are more than the 1500", lambda tl: tl.summarize("v1", prompt="x" * 1501)),
    ("temperature: 2 is not a number from 0 to 1", lambda tl: tl.summarize("v1", temperature=2)),
    ("video: the id is empty", lambda tl: tl.generate.run("", "What?")),
    ("prompt: the text is empty", lambda tl: tl.generate.run("v1", "")),
    ("prompt: 1501 characters", lambda tl: tl.generate.stream("v1", "x" * 1501)),
    ("temperature: -1 is not", lambda tl: tl.generate.run("v1", "What?", temperature=-1)),
    ("temperature: nan is not", lambda tl: tl.generate.stream("v1", "What?", temperature=float("nan"))),
    ("model: the text is empty", lambda tl: tl.embed.v1.create("boat", model="")),
]


@pytest.mark.parametrize(("says", "intent"), REFUSED)
def test_what_makes_no_sense_is_refused_at_once(says: str, intent: Intent) -> None:
    with TwelveLabs(api_key="made-up", api_version=VERSION) as tl, pytest.raises(InvalidInputError) as refusal:
        intent(tl)

    assert str(refusal.value).startswith(says)


MISSING = [
    ("v1.1", "gist"),
    ("v1.1", "summarize"),
    ("v1.1", "generate"),
    ("v1.1", "embed"),
    ("v1.2", "analyze"),
    ("v1.3", "gist"),
    ("v1.3", "summarize"),
    ("v1.3", "generate"),
]


@pytest.mark.parametrize(("version", "noun"), MISSING)
def test_other_versions_tell_what_to_use_instead(version: str, noun: str) -> None:
    with (
        TwelveLabs(api_key="made-up", api_version=version) as tl,
        pytest.raises(MissingInVersionError, match=rf"^{noun}: not available in API {version}; \w+"),
    ):
        getattr(tl, noun)


@pytest.mark.parametrize(("name", "instead"), [("create", "use embed.v1"), ("tasks", "use embed.v1.tasks")])
def test_the_newer_embeddings_are_missing(name: str, instead: str) -> None:
    with TwelveLabs(api_key="made-up", api_version="v1.2") as tl, pytest.raises(MissingInVersionError) as refusal:
        getattr(tl.embed, name)

    assert (refusal.value.unsupported, refusal.value.replacement) == (f"embed.{name}", instead)
    assert not hasattr(tl.embed, name)
