"""What every reply has in common: keys, headers, endpoints, limits, expiring URLs, records."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import DESCRIPTION, Api, Clock
from tests.sandbox.uploading import Upload
from twelvelabs_sandbox.http.description import load_description
from twelvelabs_sandbox.http.routing import Operation
from twelvelabs_sandbox.newer.operations import OPERATIONS
from twelvelabs_sandbox.settings import Settings


def test_every_reply_carries_the_headers_of_the_api(api: Api) -> None:
    replies = [api.get("/indexes"), api.get("/nowhere"), api.get("/indexes/none"), api.post("/search", json={})]

    for reply in replies:
        assert reply.headers["x-trace-id"].isdecimal()
        assert reply.headers["x-ratelimit-dimensions"] == "Request"
        assert int(reply.headers["x-ratelimit-request-remaining"]) < int(reply.headers["x-ratelimit-request-limit"])
    assert len({reply.headers["x-trace-id"] for reply in replies}) == len(replies)


def test_every_reply_says_how_honest_it_is(api: Api, asset: str) -> None:
    body = {"video": {"type": "asset_id", "asset_id": asset}, "prompt": "What?"}

    assert api.get("/indexes").headers["x-sandbox-class"] == "stateful"
    assert api.get(f"/assets/{asset}").headers["x-sandbox-class"] == "computed"
    assert api.post("/analyze", json=body).headers["x-sandbox-class"] == "scripted"


@pytest.mark.parametrize("key", ["", "tlk_OTHER"])
def test_only_the_right_key_is_let_in(api: Api, key: str) -> None:
    reply = api.get("/indexes", headers={"x-api-key": key})

    assert (reply.status_code, reply.json()["code"]) == (401, "api_key_invalid")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nowhere"), ("GET", "/indexes/"), ("PATCH", "/indexes"), ("POST", "/indexes/a/b/c")]
)
def test_there_is_nothing_elsewhere(api: Api, method: str, path: str) -> None:
    reply = api.send(method, path)

    assert (reply.status_code, reply.json()["code"]) == (404, "endpoint_not_exists")


def test_what_belongs_to_another_account_is_refused(api: Api) -> None:
    theirs = "f" * 24
    api.platform.foreign.add(theirs)

    for reply in (api.get(f"/indexes/{theirs}"), api.send("DELETE", f"/assets/{theirs}"), api.get(f"/tasks/{theirs}")):
        assert (reply.status_code, reply.json()["code"]) == (403, "read_not_allowed")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation.method} {operation.path}")
def test_every_operation_is_described(operation: Operation) -> None:
    assert load_description().has(operation.method, operation.path)


def test_what_is_not_described_is_not_there(start: Callable[..., Api], tmp_path: Path) -> None:
    older = {**DESCRIPTION, "paths": {path: item for path, item in DESCRIPTION["paths"].items() if path != "/tasks"}}
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(older))
    api = start(description=path)

    assert api.get("/tasks").json()["code"] == "endpoint_not_exists"
    assert api.get("/indexes").status_code == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page_limit=51", "parameter_invalid"),
        ("page_limit=0", "parameter_invalid"),
        ("page_limit=ten", "parameter_invalid"),
        ("page=0", "parameter_invalid"),
        ("pages=1", "parameter_unknown"),
        ("sort_by=name", "parameter_invalid"),
        ("sort_option=up", "parameter_invalid"),
        ("created_at=yesterday", "parameter_invalid"),
    ],
)
def test_a_bad_query_is_refused_by_name(api: Api, query: str, code: str) -> None:
    reply = api.get(f"/indexes?{query}")

    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert query.partition("=")[0] in reply.json()["message"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null"])
def test_a_body_that_is_no_object_is_refused(api: Api, content: bytes) -> None:
    reply = api.post("/indexes", content=content, headers={"content-type": "application/json"})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_the_rate_limit_refuses_until_the_window_ends(start: Callable[..., Api], clock: Clock) -> None:
    api = start(rate_limit=2)
    passed = [api.get("/indexes").status_code for _ in range(2)]

    refused = api.get("/indexes")
    clock.advance(int(refused.headers["retry-after"]))

    assert passed == [200, 200]
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert refused.headers["x-ratelimit-request-remaining"] == "0"
    assert api.get("/indexes").status_code == 200


def test_storage_urls_expire(api: Api, clock: Clock, asset: str) -> None:
    clock.advance(1)
    url = api.get(f"/assets/{asset}").json()["thumbnail"]["representative_url"]

    fresh = api.fetch(url)
    clock.advance(3601)
    stale = api.fetch(url)

    assert (fresh.status_code, fresh.headers["content-type"]) == (200, "image/jpeg")
    assert (stale.status_code, "expired" in stale.text) == (403, True)


def test_storage_urls_cannot_be_made_up(api: Api, asset: str) -> None:
    assert api.fetch(f"/storage/media/{asset}").status_code == 403


def test_storage_may_live_on_another_host(start: Callable[..., Api], clock: Clock, video: Path) -> None:
    api = start(storage_url="https://storage.example.com")
    identifier = api.upload(video)
    clock.advance(5)

    url = api.get(f"/assets/{identifier}").json()["thumbnail"]["representative_url"]

    assert url.startswith("https://storage.example.com/storage/thumbnails/")
    assert api.fetch(url).status_code == 200


def test_a_playlist_leads_to_the_file(api: Api, clock: Clock, asset: str, video: Path) -> None:
    clock.advance(8)
    playlist = api.fetch(api.get(f"/assets/{asset}").json()["hls"]["manifest_url"]).text

    piece = next(line for line in playlist.splitlines() if line.startswith("https://"))

    assert api.fetch(piece).content == video.read_bytes()


def test_dates_are_those_of_the_clock(api: Api, clock: Clock) -> None:
    identifier = api.create_index()

    written = api.get(f"/indexes/{identifier}").json()["created_at"]

    assert written.endswith("Z")
    assert datetime.fromisoformat(written).timestamp() == clock.now


def everything(api: Api, video: Path) -> list[httpx.Response]:
    """A whole story: upload, poll, index, poll, search, analyze; then once more in chunks, and in one step."""
    index = api.create_index(addons=["thumbnail"])
    asset = api.upload(video)
    replies = [api.get(f"/assets/{asset}") for _ in range(4)]
    indexed = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset}).json()["_id"]
    replies += [api.get(f"/indexes/{index}/indexed-assets/{indexed}") for _ in range(6)]
    replies.append(api.form("/search", index_id=index, search_options="visual", query_text="moving", page_limit=1))
    replies.append(api.get(f"/search/{replies[-1].json()['page_info']['next_page_token']}"))
    body = {"video": {"type": "asset_id", "asset_id": asset}, "prompt": "What?"}
    replies.append(api.post("/analyze", json=body))
    upload = Upload(api, video.read_bytes())
    replies += [upload.reply, *map(upload.put, upload.chunks), upload.more_urls(1)]
    replies.append(api.form("/tasks", ("video_file", (video.name, video.read_bytes())), index_id=index))
    return [*replies, *(api.get(f"/tasks/{replies[-1].json()['_id']}") for _ in range(6))]


def test_a_recording_is_the_same_twice_and_still_moves(start: Callable[..., Api], video: Path) -> None:
    fixed = Settings.recording(seed=5)
    settings = {"seed": fixed.seed, "clock": fixed.clock, "step": fixed.step, "speed": fixed.speed}

    first, second = (
        [(reply.content, reply.headers) for reply in everything(start(**settings), video)] for _ in range(2)
    )

    assert first == second
    assert b'"status":"processing"' in first[0][0]
    assert b'"status":"ready"' in first[3][0]


def test_another_seed_gives_other_ids(start: Callable[..., Api]) -> None:
    assert start(seed=1).create_index() != start(seed=2).create_index()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"speed": 0}, "speed must be above 0"),
        ({"chunk_size": 0}, "chunk_size must be 1 or more"),
        ({"first_urls": -1}, "first_urls must be 0 or more"),
    ],
)
def test_settings_must_make_sense(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Settings(**wrong)
