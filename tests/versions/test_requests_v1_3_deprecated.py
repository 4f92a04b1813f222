"""What each call about videos and tasks, which the API means to remove, becomes on the wire of v1.3."""

from __future__ import annotations

import datetime
import io
import json

import pytest

from tests.transport.scripted import Part, parts_of
from tests.versions.wire import Intent, Query, sent, text, wire
from twelvelabs_client.models import Index, IndexedAsset, Task

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

DAY = datetime.datetime(2026, 7, 20, 10, 41, 7, tzinfo=datetime.UTC)

PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.videos.list("i1").to_list(), "GET", "/indexes/i1/videos", [("page", "1")]),
    (
        lambda tl: tl.videos.list(
            Index("i1"),
            filename="clip & harbor.mp4",
            duration=(10, 20.5),
            fps=25,
            width=(639.5, None),
            height=(None, 1080),
            size=(1, 10**10),
            created_at=DAY,
            updated_at=DAY,
            user_metadata={"category": "harbour", "views": 7, "public": True},
            sort_by="updated_at",
            sort_order="asc",
            page=2,
            page_limit=50,
        ).to_list(),
        "GET",
        "/indexes/i1/videos",
        [
            ("page", "2"),
            ("page_limit", "50"),
            ("sort_by", "updated_at"),
            ("sort_option", "asc"),
            ("filename", "clip & harbor.mp4"),
            ("duration[gte]", "10"),
            ("duration[lte]", "20.5"),
            ("fps[gte]", "25"),
            ("fps[lte]", "25"),
            ("width[gte]", "640"),
            ("height[lte]", "1080"),
            ("size[gte]", "1"),
            ("size[lte]", "10000000000"),
            ("created_at", "2026-07-20T10:41:07Z"),
            ("updated_at", "2026-07-20T10:41:07Z"),
            ("category", "harbour"),
            ("views", "7"),
            ("public", "true"),
        ],
    ),
    (lambda tl: tl.videos.get("i1", "v1"), "GET", "/indexes/i1/videos/v1", []),
    (
        lambda tl: tl.videos.get(
            "i1", IndexedAsset("v1"), embedding_options=["visual-text", "transcription"], transcription=True
        ),
        "GET",
        "/indexes/i1/videos/v1",
        [("embedding_option", "visual-text"), ("embedding_option", "transcription"), ("transcription", "true")],
    ),
    (lambda tl: tl.videos.delete(Index("i1"), "v1"), "DELETE", "/indexes/i1/videos/v1", []),
    (lambda tl: tl.tasks.list().to_list(), "GET", "/tasks", [("page", "1")]),
    (
        lambda tl: tl.tasks.list(
            index=Index("i1"),
            status=["ready", "failed"],
            filename="clip.mp4",
            duration=6.5,
            width=480,
            height=360,
            created_at=DAY,
            updated_at=DAY,
            sort_by="created_at",
            sort_order="desc",
            page=3,
            page_limit=1,
        ).to_list(),
        "GET",
        "/tasks",
        [
            ("page", "3"),
            ("page_limit", "1"),
            ("sort_by", "created_at"),
            ("sort_option", "desc"),
            ("index_id", "i1"),
            ("status", "ready"),
            ("status", "failed"),
            ("filename", "clip.mp4"),
            ("duration", "6.5"),
            ("width", "480"),
            ("height", "360"),
            ("created_at", "2026-07-20T10:41:07Z"),
            ("updated_at", "2026-07-20T10:41:07Z"),
        ],
    ),
    (lambda tl: tl.tasks.get("t1"), "GET", "/tasks/t1", []),
    (lambda tl: tl.tasks.get(Task("t1")), "GET", "/tasks/t1", []),
    (lambda tl: tl.tasks.delete("t1"), "DELETE", "/tasks/t1", []),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_a_call_without_a_body(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert (request.method, wire(request)[1], sorted(wire(request)[2])) == (method, path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


def test_metadata_of_a_video_are_a_json_body_in_which_null_removes_a_key() -> None:
    request = sent(lambda tl: tl.videos.update("i1", "v1", user_metadata={"category": None, "views": 7}))
    assert wire(request) == ("PATCH", "/indexes/i1/videos/v1", [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"user_metadata": {"category": None, "views": 7}}


FORMS: list[tuple[Intent, list[Part]]] = [
    (
        lambda tl: tl.tasks.create("i1", io.BytesIO(b"made up"), filename="clip ä.mp4"),
        [text("index_id", "i1"), Part("video_file", b"made up", "clip ä.mp4", "video/mp4")],
    ),
    (
        lambda tl: tl.tasks.create(
            Index("i1"),
            io.BytesIO(b"made up"),
            enable_video_stream=False,
            user_metadata={"camera": "A", "take": 7},
        ),
        [
            text("index_id", "i1"),
            Part("video_file", b"made up", "upload.bin", "application/octet-stream"),
            text("enable_video_stream", "false"),
            text("user_metadata", '{"camera":"A","take":7}'),
        ],
    ),
    (
        lambda tl: tl.tasks.create("i1", "https://media.example/clip.mp4", enable_video_stream=True),
        [
            text("index_id", "i1"),
            text("video_url", "https://media.example/clip.mp4"),
            text("enable_video_stream", "true"),
        ],
    ),
]


@pytest.mark.parametrize(("intent", "parts"), FORMS)
def test_a_task_is_made_by_a_form(intent: Intent, parts: list[Part]) -> None:
    request = sent(intent)
    assert wire(request) == ("POST", "/tasks", [])
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert sorted(parts_of(request), key=lambda part: part.name) == sorted(parts, key=lambda part: part.name)
