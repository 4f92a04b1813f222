"""What each call about uploads in chunks becomes on the wire of v1.3, and what the storage gets to see."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx
import pytest

from tests.transport.scripted import KEY, ROOT, reply, serve
from tests.versions.wire import Intent, Query, sent, wire
from twelvelabs_client import TwelveLabs
from twelvelabs_client.models import SentChunk, Upload

UPLOADS = "/assets/multipart-uploads"
STORAGE = "https://storage.example"

PLAIN: list[tuple[Intent, str, Query]] = [
    (lambda tl: tl.uploads.list().to_list(), UPLOADS, [("page", "1")]),
    (
        lambda tl: tl.uploads.list(page=2, page_limit=50).to_list(),
        UPLOADS,
        [("page", "2"), ("page_limit", "50")],
    ),
    (lambda tl: tl.uploads.get("u1"), f"{UPLOADS}/u1", [("page", "1"), ("page_limit", "50")]),
    (lambda tl: tl.uploads.get(Upload("u1")), f"{UPLOADS}/u1", [("page", "1"), ("page_limit", "50")]),
    (lambda tl: tl.uploads.get("u:1%"), f"{UPLOADS}/u%3A1%25", [("page", "1"), ("page_limit", "50")]),
]


@pytest.mark.parametrize(("intent", "path", "query"), PLAIN)
def test_a_session_is_read_without_a_body(intent: Intent, path: str, query: Query) -> None:
    request = sent(intent)
    assert (request.method, wire(request)[1], sorted(wire(request)[2])) == ("GET", path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


def test_a_look_while_waiting_asks_for_no_more_chunks_than_need_be() -> None:
    server = serve(reply(200, {"upload_id": "u1", "status": "completed"}))
    with TwelveLabs(**server.options) as tl:
        tl.uploads.wait("u1")
    assert [wire(request) for request in server.requests] == [("GET", f"{UPLOADS}/u1", [("page", "1")])]


JSON: list[tuple[Intent, str, dict[str, Any]]] = [
    (
        lambda tl: tl.uploads.create("clip.mp4", total_size=7),
        UPLOADS,
        {"filename": "clip.mp4", "type": "video", "total_size": 7},
    ),
    (
        lambda tl: tl.uploads.create(
            "Möwe",
            total_size=10 * 2**30,
            kind="audio",
            enable_hls=True,
            enable_thumbnail=False,
            user_metadata={"camera": "A", "take": 7, "good": True, "rate": 0.5},
        ),
        UPLOADS,
        {
            "filename": "Möwe",
            "type": "audio",
            "total_size": 10737418240,
            "enable_hls": True,
            "enable_thumbnail": False,
            "user_metadata": {"camera": "A", "take": 7, "good": True, "rate": 0.5},
        },
    ),
    (
        lambda tl: tl.uploads.create("still.PNG", total_size=7, user_metadata={}),
        UPLOADS,
        {"filename": "still.PNG", "type": "image", "total_size": 7, "user_metadata": {}},
    ),
    (
        lambda tl: tl.uploads.report(Upload("u1"), [SentChunk(2, "e2", 3), SentChunk(1, "e1", 5)]),
        f"{UPLOADS}/u1",
        {
            "completed_chunks": [
                {"chunk_index": 2, "proof": "e2", "proof_type": "etag", "chunk_size": 3},
                {"chunk_index": 1, "proof": "e1", "proof_type": "etag", "chunk_size": 5},
            ]
        },
    ),
    (
        lambda tl: tl.uploads.presigned_urls("u1", start=11, count=50),
        f"{UPLOADS}/u1/presigned-urls",
        {"start": 11, "count": 50},
    ),
]


@pytest.mark.parametrize(("intent", "path", "body"), JSON)
def test_a_session_is_changed_by_a_json_body(intent: Intent, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == ("POST", path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


def stored(request: httpx.Request) -> httpx.Response:
    return reply(200, None, etag=f'"{hashlib.md5(request.read(), usedforsecurity=False).hexdigest()}"')


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, {"content-type": "application/octet-stream"}),
        ({"Content-Type": "video/mp4", "x-amz-meta-a": "b"}, {"content-type": "video/mp4", "x-amz-meta-a": "b"}),
        ({"CONTENT-LENGTH": "99"}, {"content-type": "application/octet-stream"}),
    ],
)
def test_a_file_in_chunks_is_opened_sent_reported_and_looked_after(asked: dict[str, str], told: dict[str, str]) -> None:
    urls = [{"chunk_index": index, "url": f"{STORAGE}/{index}?X-Amz-Signature=a%2Fb"} for index in (1, 2)]
    opened = {"upload_id": "u1", "asset_id": "a1", "chunk_size": 4, "total_chunks": 2, "upload_urls": urls}
    server = serve(
        reply(201, {**opened, "upload_headers": asked}),
        stored,
        stored,
        reply(200, {"processed_chunks": 2}),
        reply(200, {"upload_id": "u1", "status": "completed"}),
        reply(200, {"_id": "a1", "status": "processing"}),
    )
    with TwelveLabs(**server.options, headers={"x-own": "1"}) as tl:
        asset = tl.assets.upload(b"0123456", filename="clip.mp4", multipart=True, max_concurrency=1)

    assert (asset.id, asset.status) == ("a1", "processing")
    assert [(request.method, str(request.url).removeprefix(ROOT)) for request in server.requests] == [
        ("POST", UPLOADS),
        ("PUT", f"{STORAGE}/1?X-Amz-Signature=a%2Fb"),
        ("PUT", f"{STORAGE}/2?X-Amz-Signature=a%2Fb"),
        ("POST", f"{UPLOADS}/u1"),
        ("GET", f"{UPLOADS}/u1?page=1"),
        ("GET", "/assets/a1"),
    ]
    puts = [request for request in server.requests if request.method == "PUT"]
    assert [request.content for request in puts] == [b"0123", b"456"]
    assert [request.headers.get_list("content-length") for request in puts] == [["4"], ["3"]]
    for request in puts:
        assert {name: request.headers.get_list(name) for name in told} == {name: [it] for name, it in told.items()}
        assert not {"x-api-key", "authorization", "cookie", "x-own", "transfer-encoding"} & set(request.headers)
        assert KEY not in str(request.headers.raw)
    proofs = json.loads(server.requests[3].content)["completed_chunks"]
    assert [proof["proof"] for proof in proofs] == [hashlib.md5(it).hexdigest() for it in (b"0123", b"456")]
