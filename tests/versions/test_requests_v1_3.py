"""What each call of the facade becomes on the wire of v1.3: method, path, query, type and every part of its body."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest

from tests.transport.scripted import Part, parts_of, reply, serve
from tests.versions.wire import Intent, Query, sent, text, wire
from twelvelabs_client import TwelveLabs
from twelvelabs_client.models import Asset, Index, IndexedAsset, IndexModel

DAY = datetime.datetime(2026, 7, 20, 10, 41, 7, tzinfo=datetime.UTC)
BOTH = ["visual", "audio"]


# Calls without a body.
PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.indexes.list().to_list(), "GET", "/indexes", [("page", "1")]),
    (
        lambda tl: tl.indexes.list(
            name="harbor",
            model_options=BOTH,
            model_family="marengo",
            created_at=DAY,
            updated_at=DAY,
            sort_by="updated_at",
            sort_order="asc",
            page=2,
            page_limit=50,
        ).to_list(),
        "GET",
        "/indexes",
        [
            ("page", "2"),
            ("page_limit", "50"),
            ("sort_by", "updated_at"),
            ("sort_option", "asc"),
            ("index_name", "harbor"),
            ("model_options", "visual,audio"),
            ("model_family", "marengo"),
            ("created_at", "2026-07-20T10:41:07Z"),
            ("updated_at", "2026-07-20T10:41:07Z"),
        ],
    ),
    (lambda tl: tl.indexes.get("i1"), "GET", "/indexes/i1", []),
    (lambda tl: tl.indexes.get(Index("i1")), "GET", "/indexes/i1", []),
    (lambda tl: tl.indexes.delete("i1"), "DELETE", "/indexes/i1", []),
    (lambda tl: tl.assets.list().to_list(), "GET", "/assets", [("page", "1")]),
    (
        lambda tl: tl.assets.list(
            asset_ids=["a1", Asset("a2")],
            asset_types=["video", "image"],
            filename="Sommer & Meer",
            page=3,
            page_limit=1,
        ).to_list(),
        "GET",
        "/assets",
        [
            ("page", "3"),
            ("page_limit", "1"),
            ("asset_ids", "a1"),
            ("asset_ids", "a2"),
            ("asset_types", "video"),
            ("asset_types", "image"),
            ("filename", "Sommer & Meer"),
        ],
    ),
    (lambda tl: tl.assets.get("a1"), "GET", "/assets/a1", []),
    (lambda tl: tl.assets.delete("a1"), "DELETE", "/assets/a1", []),
    (lambda tl: tl.assets.delete("a1", force=True), "DELETE", "/assets/a1", [("force", "true")]),
    (lambda tl: tl.assets.transcription("a1"), "GET", "/assets/a1/transcription", []),
    (
        lambda tl: tl.assets.transcription("a1", include=["words", "utterances"]),
        "GET",
        "/assets/a1/transcription",
        [("include", "words"), ("include", "utterances")],
    ),
    (lambda tl: tl.assets.clear_metadata("a1"), "DELETE", "/assets/a1/user-metadata", []),
    (lambda tl: tl.indexed_assets.list("i1").to_list(), "GET", "/indexes/i1/indexed-assets", [("page", "1")]),
    (
        lambda tl: tl.indexed_assets.list(
            Index("i1"),
            status=["ready", "failed"],
            filename="clip.mp4",
            duration=(10, 20.5),
            fps=25,
            width=(639.5, None),
            height=(None, 1080),
            size=(1, 10**10),
            created_at=DAY,
            user_metadata={"category": "harbour", "views": 7, "public": True},
            sort_by="created_at",
            sort_order="desc",
        ).to_list(),
        "GET",
        "/indexes/i1/indexed-assets",
        [
            ("page", "1"),
            ("sort_by", "created_at"),
            ("sort_option", "desc"),
            ("status", "ready"),
            ("status", "failed"),
            ("filename", "clip.mp4"),
            ("duration[gte]", "10"),
            ("duration[lte]", "20.5"),
            ("fps[gte]", "25"),
            ("fps[lte]", "25"),
            ("width[gte]", "640"),
            ("height[lte]", "1080"),
            ("size[gte]", "1"),
            ("size[lte]", "10000000000"),
            ("created_at", "2026-07-20T10:41:07Z"),
            ("category", "harbour"),
            ("views", "7"),
            ("public", "true"),
        ],
    ),
    (lambda tl: tl.indexed_assets.get("i1", "v1"), "GET", "/indexes/i1/indexed-assets/v1", []),
    (
        lambda tl: tl.indexed_assets.get(
            "i1", IndexedAsset("v1"), embedding_options=["visual-text", "transcription"], transcription=True
        ),
        "GET",
        "/indexes/i1/indexed-assets/v1",
        [("embedding_option", "visual-text"), ("embedding_option", "transcription"), ("transcription", "true")],
    ),
    (lambda tl: tl.indexed_assets.delete("i1", "v1"), "DELETE", "/indexes/i1/indexed-assets/v1", []),
    (lambda tl: tl.indexed_assets.list_by_asset("a1").to_list(), "GET", "/assets/a1/indexed-assets", [("page", "1")]),
    (
        lambda tl: tl.indexed_assets.list_by_asset(Asset("a1"), page=2, page_limit=50).to_list(),
        "GET",
        "/assets/a1/indexed-assets",
        [("page", "2"), ("page_limit", "50")],
    ),
    (lambda tl: tl.search.page("t-1"), "GET", "/search/t-1", []),
    (
        lambda tl: tl.search.page("a+b=", include_user_metadata=True),
        "GET",
        "/search/a%2Bb%3D",
        [("include_user_metadata", "true")],
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_a_call_without_a_body(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert (request.method, wire(request)[1], sorted(wire(request)[2])) == (method, path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


# Calls with a JSON body.
JSON: list[tuple[Intent, str, str, dict[str, Any]]] = [
    (
        lambda tl: tl.indexes.create("harbor"),
        "POST",
        "/indexes",
        {"index_name": "harbor", "models": [{"model_name": "marengo3.0", "model_options": BOTH}]},
    ),
    (
        lambda tl: tl.indexes.create(
            "harbor", models=[IndexModel("marengo3.0", ["visual"]), "pegasus1.5"], addons="thumbnail"
        ),
        "POST",
        "/indexes",
        {
            "index_name": "harbor",
            "models": [
                {"model_name": "marengo3.0", "model_options": ["visual"]},
                {"model_name": "pegasus1.5", "model_options": BOTH},
            ],
            "addons": ["thumbnail"],
        },
    ),
    (lambda tl: tl.indexes.update("i1", name="meadow"), "PUT", "/indexes/i1", {"index_name": "meadow"}),
    (
        lambda tl: tl.assets.update_metadata("a1", {"camera": "A", "take": 7, "old": None}),
        "PATCH",
        "/assets/a1/user-metadata",
        {"user_metadata": {"camera": "A", "take": 7, "old": None}},
    ),
    (
        lambda tl: tl.assets.replace_metadata("a1", {"camera": "A", "tags": ["x", "y"], "good": True, "rate": 0.5}),
        "PUT",
        "/assets/a1/user-metadata",
        {"user_metadata": {"camera": "A", "tags": ["x", "y"], "good": True, "rate": 0.5}},
    ),
    (lambda tl: tl.assets.replace_metadata("a1", {}), "PUT", "/assets/a1/user-metadata", {"user_metadata": {}}),
    (lambda tl: tl.indexed_assets.create("i1", "a1"), "POST", "/indexes/i1/indexed-assets", {"asset_id": "a1"}),
    (
        lambda tl: tl.indexed_assets.create(
            "i1", Asset("a1"), enable_video_stream=False, user_metadata={"category": "harbour"}
        ),
        "POST",
        "/indexes/i1/indexed-assets",
        {"asset_id": "a1", "enable_video_stream": False, "user_metadata": {"category": "harbour"}},
    ),
    (
        lambda tl: tl.indexed_assets.update("i1", "v1", user_metadata={"category": None}),
        "PATCH",
        "/indexes/i1/indexed-assets/v1",
        {"user_metadata": {"category": None}},
    ),
    (
        lambda tl: tl.analyze.run("a1", "What is seen?"),
        "POST",
        "/analyze",
        {
            "model_name": "pegasus1.5",
            "video": {"type": "asset_id", "asset_id": "a1"},
            "prompt": "What is seen?",
            "stream": False,
        },
    ),
    (
        lambda tl: tl.analyze.run(
            "https://media.example/clip.mp4",
            "List the boats.",
            model="pegasus1.6",
            temperature=0,
            max_tokens=512,
            response_schema={"type": "object", "properties": {"boats": {"type": ["array", "null"]}}, "default": None},
            start_time=1.5,
            end_time=9,
        ),
        "POST",
        "/analyze",
        {
            "model_name": "pegasus1.6",
            "video": {"type": "url", "url": "https://media.example/clip.mp4"},
            "prompt": "List the boats.",
            "stream": False,
            "temperature": 0,
            "max_tokens": 512,
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "type": "object",
                    "properties": {"boats": {"type": ["array", "null"]}},
                    "default": None,
                },
            },
            "start_time": 1.5,
            "end_time": 9,
        },
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "body"), JSON)
def test_a_call_with_a_json_body(intent: Intent, method: str, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == (method, path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


# Calls with a form; it stays one where there is no file.
FORMS: list[tuple[Intent, str, list[Part]]] = [
    (
        lambda tl: tl.assets.upload(io.BytesIO(b"made up"), filename="clip ä.mp4"),
        "/assets",
        [
            text("method", "direct"),
            Part("file", b"made up", "clip ä.mp4", "video/mp4"),
            text("filename", "clip ä.mp4"),
        ],
    ),
    (
        lambda tl: tl.assets.upload(
            io.BytesIO(b"made up"), user_metadata={"camera": "A"}, enable_hls=False, enable_thumbnail=True
        ),
        "/assets",
        [
            text("method", "direct"),
            Part("file", b"made up", "upload.bin", "application/octet-stream"),
            text("filename", "upload.bin"),
            text("enable_hls", "false"),
            text("enable_thumbnail", "true"),
            text("user_metadata", '{"camera":"A"}'),
        ],
    ),
    (
        lambda tl: tl.assets.upload("https://media.example/clip.mp4", filename="harbor.mp4"),
        "/assets",
        [text("method", "url"), text("url", "https://media.example/clip.mp4"), text("filename", "harbor.mp4")],
    ),
    (
        lambda tl: tl.search.query("i1", "boat & <@e1>").to_list(),
        "/search",
        [
            text("query_text", "boat & <@e1>"),
            text("index_id", "i1"),
            text("search_options", "visual"),
            text("search_options", "audio"),
            text("search_options", "transcription"),
        ],
    ),
    (
        lambda tl: tl.search.query("i1", images="https://media.example/boat.png").to_list(),
        "/search",
        [
            text("query_media_type", "image"),
            text("query_media_url", "https://media.example/boat.png"),
            text("index_id", "i1"),
            text("search_options", "visual"),
            text("search_options", "audio"),
        ],
    ),
    (
        lambda tl: tl.search.query(
            Index("i1"),
            "boat",
            images=["https://media.example/boat.png", b"\x89PNG", io.BytesIO(b"\xff\xd8")],
            options=["visual", "transcription"],
            transcription_options=["lexical", "semantic"],
            operator="and",
            filter={"id": ["v1"], "duration": {"gte": 5}, "ort": "Zürich"},
            group_by="video",
            include_user_metadata=True,
            page_limit=50,
        ).to_list(),
        "/search",
        [
            text("query_media_type", "image"),
            text("query_media_url", "https://media.example/boat.png"),
            Part("query_media_file", b"\x89PNG", "upload.bin", "application/octet-stream"),
            Part("query_media_file", b"\xff\xd8", "upload.bin", "application/octet-stream"),
            text("query_text", "boat"),
            text("index_id", "i1"),
            text("search_options", "visual"),
            text("search_options", "transcription"),
            text("transcription_options", "lexical"),
            text("transcription_options", "semantic"),
            text("operator", "and"),
            text("filter", '{"id":["v1"],"duration":{"gte":5},"ort":"Zürich"}'),
            text("group_by", "video"),
            text("page_limit", "50"),
            text("include_user_metadata", "true"),
        ],
    ),
]


@pytest.mark.parametrize(("intent", "path", "parts"), FORMS)
def test_a_call_with_a_form(intent: Intent, path: str, parts: list[Part]) -> None:
    request = sent(intent)
    assert wire(request) == ("POST", path, [])
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert sorted(parts_of(request), key=lambda part: part.name) == sorted(parts, key=lambda part: part.name)


def test_an_answer_as_it_is_written_is_asked_for_by_one_word_of_the_body() -> None:
    server = serve(reply(200, b'{"event_type": "stream_end"}\n'))
    with TwelveLabs(**server.options) as tl:
        assert [event.text for event in tl.analyze.stream("a1", "What is seen?")] == [""]
    body = json.loads(server.requests[0].content)
    assert body == {
        "model_name": "pegasus1.5",
        "video": {"type": "asset_id", "asset_id": "a1"},
        "prompt": "What is seen?",
        "stream": True,
    }
