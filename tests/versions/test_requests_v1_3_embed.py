"""What each call about embeddings becomes on the wire of v1.3; no default is written, but the model always is."""

from __future__ import annotations

import base64
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.transport.scripted import Part, parts_of
from tests.versions.wire import Intent, Query, sent, text, wire
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
from twelvelabs_client.models import Asset, EmbeddingTask

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

OLDER, NEWER = "marengo3.0", "marengo3.5"
URL = "https://media.example/clip.mp4"
BYTES = b"\x00\xff\x10 bytes"
BASE64 = base64.b64encode(BYTES).decode()
DAY = datetime.datetime(2026, 7, 20, 10, 41, 7, tzinfo=datetime.UTC)
FIXED, DYNAMIC = FixedSegmentation(6), DynamicSegmentation(4)
FIXED_JSON: dict[str, Any] = {"strategy": "fixed", "fixed": {"duration_sec": 6}}
DYNAMIC_JSON: dict[str, Any] = {"strategy": "dynamic", "dynamic": {"min_duration_sec": 4}}
FUSED = ["fused_embedding"]
ASSET = {"asset_id": "a1"}


def at_once(given: Any, model: str = OLDER, **more: Any) -> Intent:
    return lambda tl: tl.embed.create(given, model=model, **more)


def by_task(given: Any, model: str = OLDER, **more: Any) -> Intent:
    return lambda tl: tl.embed.tasks.create(given, model=model, **more)


AT_ONCE: list[tuple[Intent, dict[str, Any]]] = [
    (at_once("a red car"), {"input_type": "text", "model_name": OLDER, "text": {"input_text": "a red car"}}),
    (
        at_once("a red car", NEWER),
        {"input_type": "multi_input", "model_name": NEWER, "multi_input": {"input_text": "a red car"}},
    ),
    (at_once(TextInput("boat")), {"input_type": "text", "model_name": OLDER, "text": {"input_text": "boat"}}),
    (
        at_once(TextInput("boat"), "marengo4.0", dimension=1024),
        {"input_type": "text", "model_name": "marengo4.0", "text": {"input_text": "boat"}, "embedding_dimension": 1024},
    ),
    (
        at_once(ImageInput(Asset("a1"))),
        {"input_type": "image", "model_name": OLDER, "image": {"media_source": ASSET}},
    ),
    (
        at_once(TextImageInput("boat", URL)),
        {
            "input_type": "text_image",
            "model_name": OLDER,
            "text_image": {"media_source": {"url": URL}, "input_text": "boat"},
        },
    ),
    (at_once(AudioInput("a1")), {"input_type": "audio", "model_name": OLDER, "audio": {"media_source": ASSET}}),
    (
        at_once(AudioInput(BYTES, start=0, end=30.5, options="audio", scopes=["clip"], segmentation=FIXED)),
        {
            "input_type": "audio",
            "model_name": OLDER,
            "audio": {
                "media_source": {"base64_string": BASE64},
                "start_sec": 0,
                "end_sec": 30.5,
                "segmentation": FIXED_JSON,
                "embedding_option": ["audio"],
                "embedding_scope": ["clip"],
            },
        },
    ),
    (at_once(VideoInput("a1")), {"input_type": "video", "model_name": OLDER, "video": {"media_source": ASSET}}),
    (
        at_once(VideoInput("a1", options=["visual", "audio"], types=FUSED, segmentation=DYNAMIC)),
        {
            "input_type": "video",
            "model_name": OLDER,
            "video": {
                "media_source": ASSET,
                "segmentation": DYNAMIC_JSON,
                "embedding_option": ["visual", "audio"],
                "embedding_type": FUSED,
            },
        },
    ),
    (
        at_once(MultiInput(sources=[InputSource("image", "a1"), InputSource("image", BYTES, "hat")])),
        {
            "input_type": "multi_input",
            "model_name": OLDER,
            "multi_input": {
                "media_sources": [
                    {"media_type": "image", "asset_id": "a1"},
                    {"name": "hat", "media_type": "image", "base64_string": BASE64},
                ]
            },
        },
    ),
    (
        at_once(
            MultiInput("like <@hat>", [InputSource("image", URL, "hat"), InputSource("document", "a1")]),
            NEWER,
            dimension=256,
            uncertainty=False,
            auto_truncate=False,
        ),
        {
            "input_type": "multi_input",
            "model_name": NEWER,
            "multi_input": {
                "input_text": "like <@hat>",
                "media_sources": [
                    {"name": "hat", "media_type": "image", "url": URL},
                    {"media_type": "document", "asset_id": "a1"},
                ],
            },
            "auto_truncate": False,
            "embedding_uncertainty": False,
            "embedding_dimension": 256,
        },
    ),
]
BY_TASK: list[tuple[Intent, dict[str, Any]]] = [
    (by_task(VideoInput(URL)), {"input_type": "video", "model_name": OLDER, "video": {"media_source": {"url": URL}}}),
    (
        by_task(AudioInput("a1", segmentation=FIXED, scopes=["local"])),
        {
            "input_type": "audio",
            "model_name": OLDER,
            "audio": {"media_source": ASSET, "segmentation": FIXED_JSON, "embedding_scope": ["local"]},
        },
    ),
    (
        by_task(AudioInput("a1", segmentation=DYNAMIC), NEWER),
        {
            "input_type": "audio",
            "model_name": NEWER,
            "audio": {"media_source": ASSET, "segmentation": {"temporal": DYNAMIC_JSON}},
        },
    ),
    (
        by_task(VideoInput("a1", segmentation=DYNAMIC)),
        {
            "input_type": "video",
            "model_name": OLDER,
            "video": {"media_source": ASSET, "segmentation": DYNAMIC_JSON},
        },
    ),
    (
        by_task(
            VideoInput(
                "a1",
                start=2,
                end=9,
                segmentation=FIXED,
                types=FUSED,
                scopes=["local"],
                time_based_metadata=[TimedText(2, 2, "goal"), TimedText(3, 9.5, "cheers")],
            ),
            NEWER,
            dimension=64,
            uncertainty=True,
        ),
        {
            "input_type": "video",
            "model_name": NEWER,
            "video": {
                "media_source": ASSET,
                "start_sec": 2,
                "end_sec": 9,
                "segmentation": {"temporal": FIXED_JSON},
                "embedding_scope": ["local"],
                "embedding_type": FUSED,
                "time_based_metadata": [
                    {"start": 2, "end": 2, "text": "goal"},
                    {"start": 3, "end": 9.5, "text": "cheers"},
                ],
            },
            "embedding_uncertainty": True,
            "embedding_dimension": 64,
        },
    ),
    (
        by_task(ImageInput("a1"), NEWER),
        {"input_type": "image", "model_name": NEWER, "image": {"media_source": ASSET}},
    ),
    (
        by_task(DocumentInput("a1"), NEWER),
        {"input_type": "document", "model_name": NEWER, "document": {"media_source": ASSET}},
    ),
    (
        by_task(
            DocumentInput("a1", options=["visual"], scopes=["local"], segmentation=PageSegmentation("quadrants")), NEWER
        ),
        {
            "input_type": "document",
            "model_name": NEWER,
            "document": {
                "media_source": ASSET,
                "segmentation": {"spatial": {"strategy": "quadrants"}},
                "embedding_option": ["visual"],
                "embedding_scope": ["local"],
            },
        },
    ),
    (
        by_task(DocumentInput("a1", options="text", scopes="local", segmentation=SentenceSegmentation(3, 1)), NEWER),
        {
            "input_type": "document",
            "model_name": NEWER,
            "document": {
                "media_source": ASSET,
                "segmentation": {"sequential": {"strategy": "sentence", "max_sentences": 3, "overlap_sentences": 1}},
                "embedding_option": ["text"],
                "embedding_scope": ["local"],
            },
        },
    ),
]


@pytest.mark.parametrize(
    ("intent", "path", "body"),
    [(intent, "/embed-v2", body) for intent, body in AT_ONCE]
    + [(intent, "/embed-v2/tasks", body) for intent, body in BY_TASK],
)
def test_an_input_is_tagged_with_its_kind_and_nothing_else_is_added(
    intent: Intent, path: str, body: dict[str, Any]
) -> None:
    request = sent(intent)

    assert wire(request) == ("POST", path, [])
    assert json.loads(request.content) == body


@pytest.mark.parametrize("given", ["path", "file", "bytes"])
def test_a_file_is_sent_as_base64(given: str, tmp_path: Path) -> None:
    path = tmp_path / "clip.jpg"
    path.write_bytes(BYTES)
    media: Any = {"path": path, "file": io.BytesIO(BYTES), "bytes": BYTES}[given]

    request = sent(lambda tl: tl.embed.create(ImageInput(media), model=OLDER))

    assert json.loads(request.content)["image"] == {"media_source": {"base64_string": BASE64}}


PLAIN: list[tuple[Intent, str, Query]] = [
    (lambda tl: tl.embed.tasks.list().to_list(), "/embed-v2/tasks", [("page", "1")]),
    (
        lambda tl: tl.embed.tasks.list(started_at=DAY, ended_at=DAY, status="ready", page=2, page_limit=50).to_list(),
        "/embed-v2/tasks",
        [
            ("started_at", "2026-07-20T10:41:07Z"),
            ("ended_at", "2026-07-20T10:41:07Z"),
            ("status", "ready"),
            ("page", "2"),
            ("page_limit", "50"),
        ],
    ),
    (lambda tl: tl.embed.tasks.get(EmbeddingTask("t1")), "/embed-v2/tasks/t1", []),
    (lambda tl: tl.embed.v1.tasks.list().to_list(), "/embed/tasks", [("page", "1")]),
    (
        lambda tl: tl.embed.v1.tasks.list(started_at=DAY, status="failed", page_limit=1).to_list(),
        "/embed/tasks",
        [("started_at", "2026-07-20T10:41:07Z"), ("status", "failed"), ("page", "1"), ("page_limit", "1")],
    ),
    (lambda tl: tl.embed.v1.tasks.status("t1"), "/embed/tasks/t1/status", []),
    (lambda tl: tl.embed.v1.tasks.status(EmbeddingTask("t2")), "/embed/tasks/t2/status", []),
    (lambda tl: tl.embed.v1.tasks.get(EmbeddingTask("t1")), "/embed/tasks/t1", []),
    (
        lambda tl: tl.embed.v1.tasks.get("t1", embedding_options=["visual", "visual-text"]),
        "/embed/tasks/t1",
        [("embedding_option", "visual"), ("embedding_option", "visual-text")],
    ),
]


@pytest.mark.parametrize(("intent", "path", "query"), PLAIN)
def test_reads_say_what_they_ask_for(intent: Intent, path: str, query: Query) -> None:
    request = sent(intent)

    assert wire(request) == ("GET", path, query)
    assert request.content == b""


FORMS: list[tuple[Intent, str, list[Part]]] = [
    (
        lambda tl: tl.embed.v1.create("boat", model=OLDER),
        "/embed",
        [text("model_name", OLDER), text("text", "boat")],
    ),
    (
        lambda tl: tl.embed.v1.create(image=URL, audio=URL, audio_start=2.5, model=OLDER),
        "/embed",
        [
            text("model_name", OLDER),
            text("image_url", URL),
            text("audio_url", URL),
            text("audio_start_offset_sec", "2.5"),
        ],
    ),
    (
        lambda tl: tl.embed.v1.create(image=b"jpeg", audio=io.BytesIO(b"wave"), model=OLDER),
        "/embed",
        [
            text("model_name", OLDER),
            Part("image_file", b"jpeg", "upload.bin", "application/octet-stream"),
            Part("audio_file", b"wave", "upload.bin", "application/octet-stream"),
        ],
    ),
    (
        lambda tl: tl.embed.v1.tasks.create(URL, model=OLDER),
        "/embed/tasks",
        [text("model_name", OLDER), text("video_url", URL)],
    ),
    (
        lambda tl: tl.embed.v1.tasks.create(
            b"film", model=OLDER, start=0, end=30, clip_length=4.5, scopes=["clip", "video"], filename="clip.mp4"
        ),
        "/embed/tasks",
        [
            text("model_name", OLDER),
            Part("video_file", b"film", "clip.mp4", "video/mp4"),
            text("video_start_offset_sec", "0"),
            text("video_end_offset_sec", "30"),
            text("video_clip_length", "4.5"),
            text("video_embedding_scope", "clip"),
            text("video_embedding_scope", "video"),
        ],
    ),
]


@pytest.mark.parametrize(("intent", "path", "parts"), FORMS)
def test_the_older_calls_are_forms(intent: Intent, path: str, parts: list[Part]) -> None:
    request = sent(intent)

    assert wire(request) == ("POST", path, [])
    assert parts_of(request) == parts


def test_the_model_must_be_said() -> None:
    with pytest.raises(TypeError, match="model"):
        sent(lambda tl: tl.embed.create("boat"))  # type: ignore[call-arg]
