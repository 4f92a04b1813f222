"""Imports: what becomes of each file, and how its asset goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from twelvelabs_sandbox import Sandbox
from twelvelabs_sandbox.store.connecting import connect
from twelvelabs_sandbox.store.remote_files import RemoteFile

GIGABYTE = 1024**3
Offer: TypeAlias = Callable[..., None]


@pytest.fixture
def connection(api: Api) -> str:
    return str(connect(api.platform, "user@example.com", "team-7")["id"])


@pytest.fixture
def offer(api: Api, video: Path) -> Offer:
    """Puts a file into the store outside."""

    def put(source_id: str, path: Path = video, name: str = "harbor.mp4", size: int = 7, readable: bool = True) -> None:
        api.platform.remote_files[source_id] = RemoteFile(path=path, name=name, size=size, readable=readable)

    return put


def run_import(api: Api, connection: str, *source_ids: str) -> dict[str, Any]:
    reply = api.post(f"/connections/{connection}/imports", json={"items": [{"source_id": each} for each in source_ids]})
    assert reply.status_code == 202, reply.text
    told: dict[str, Any] = reply.json()
    return told


def states(api: Api, connection: str, made: dict[str, Any]) -> list[tuple[str, str | None]]:
    items = api.get(f"/connections/{connection}/imports/{made['_id']}").json()["items"]
    return [(item["action"], item.get("status")) for item in items]


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def test_an_import_makes_an_asset_of_each_file(
    api: Api, clock: Clock, connection: str, offer: Offer, video: Path
) -> None:
    offer("f1")
    offer("f2", name="other.mov")

    made = run_import(api, connection, "f2", "f1")

    assert made["has_failures"] is False
    assert [(item["source_id"], item["action"], item["status"]) for item in made["items"]] == [
        ("f2", "created", "processing"),
        ("f1", "created", "processing"),
    ]
    clock.advance(4)
    assert states(api, connection, made) == [("created", "ready")] * 2
    asset = api.get(f"/assets/{made['items'][1]['asset_id']}").json()
    assert (asset["method"], asset["status"], asset["size"]) == ("connector", "ready", video.stat().st_size)
    assert asset["source"] == {
        "type": "connector",
        "details": {
            "provider": "google_drive",
            "source_id": "f1",
            "original_filename": "harbor.mp4",
            "source_link": "https://drive.google.com/file/d/f1/view",
        },
    }


def test_an_imported_video_can_be_indexed(api: Api, clock: Clock, connection: str, offer: Offer, index: str) -> None:
    offer("f1")
    asset = run_import(api, connection, "f1")["items"][0]["asset_id"]
    clock.advance(4)

    indexed = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset})

    assert indexed.status_code == 202


def test_a_file_is_not_fetched_twice_from_one_account(api: Api, clock: Clock, connection: str, offer: Offer) -> None:
    offer("f1")
    first = run_import(api, connection, "f1")["items"][0]
    del api.platform.remote_files["f1"]
    again = connect(api.platform, "user@example.com", None)["id"]

    under_way = run_import(api, connection, "f1")
    clock.advance(4)
    later = run_import(api, again, "f1")

    assert under_way["items"] == [
        {"source_id": "f1", "action": "skipped", "asset_id": first["asset_id"], "status": "processing"}
    ]
    assert (later["has_failures"], later["items"][0]["status"]) == (False, "ready")
    assert len(api.get("/assets").json()["data"]) == 1


def test_two_imports_at_once_make_one_asset(api: Api, connection: str, offer: Offer) -> None:
    offer("f1")
    ask = partial(api.client.post, f"/v1.3/connections/{connection}/imports", json={"items": [{"source_id": "f1"}]})

    async def both() -> tuple[httpx.Response, httpx.Response]:
        return await asyncio.gather(ask(), ask())

    replies = api._runner.run(both())

    assert sorted(reply.json()["items"][0]["action"] for reply in replies) == ["created", "skipped"]
    assert len(api.get("/assets").json()["data"]) == 1


def test_another_account_has_files_of_its_own(api: Api, connection: str, offer: Offer) -> None:
    offer("f1")
    other = connect(api.platform, "other@example.com", None)["id"]

    actions = [run_import(api, each, "f1")["items"][0]["action"] for each in (connection, other)]

    assert actions == ["created", "created"]


@pytest.mark.parametrize("broken", ["no video", None])
def test_a_file_whose_fetch_failed_is_fetched_again(
    api: Api, clock: Clock, connection: str, offer: Offer, tmp_path: Path, broken: str | None
) -> None:
    path = tmp_path / "clip.mp4"
    if broken is not None:
        path.write_text(broken)
    offer("f1", path)
    first = run_import(api, connection, "f1")
    skipped = run_import(api, connection, "f1")
    clock.advance(4)
    failed = states(api, connection, first)
    error = api.get(f"/assets/{first['items'][0]['asset_id']}").json()["error"]["message"]
    offer("f1")

    retried = run_import(api, connection, "f1")
    clock.advance(4)

    assert skipped["items"][0]["action"] == "skipped"
    assert failed == [("created", "failed")]
    assert error
    assert (retried["has_failures"], retried["items"][0]["action"]) == (False, "retried")
    assert retried["items"][0]["asset_id"] == first["items"][0]["asset_id"]
    assert states(api, connection, retried) == [("retried", "ready")]
    assert states(api, connection, first) == [("created", "ready")]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (None, "source_unavailable"),
        ({"readable": False}, "source_not_authorized"),
        ({"name": "notes.pdf"}, "unsupported_media_type"),
        ({"name": "folder"}, "unsupported_media_type"),
        ({"name": "film.mp4", "size": 10 * GIGABYTE + 1}, "video_filesize_too_large"),
        ({"name": "song.mp3", "size": 4 * GIGABYTE + 1}, "audio_filesize_too_large"),
        ({"name": "still.png", "size": 32 * 1024**2 + 1}, "media_filesize_too_large"),
    ],
)
def test_a_file_that_cannot_be_had_is_rejected_by_itself(
    api: Api, connection: str, offer: Offer, file: dict[str, Any] | None, code: str
) -> None:
    offer("good")
    if file is not None:
        offer("bad", **file)

    made = run_import(api, connection, "bad", "good")

    bad, good = made["items"]
    assert made["has_failures"] is True
    assert (bad["action"], bad["error"]["code"], good["action"]) == ("rejected", code, "created")
    assert bad.keys() == {"source_id", "action", "error"}
    assert states(api, connection, made)[0] == ("rejected", None)


def test_an_import_is_taken_even_when_every_file_is_rejected(api: Api, connection: str) -> None:
    assert run_import(api, connection, "f1", "f2")["has_failures"] is True


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"items": []}, "parameter_invalid"),
        ({"items": [{}]}, "parameter_not_provided"),
        ({"items": [{"source_id": ""}]}, "parameter_invalid"),
        ({"items": [{"source_id": "f1"}, {"source_id": "f1"}]}, "parameter_invalid"),
        ({"items": [{"source_id": str(number)} for number in range(101)]}, "parameter_invalid"),
        ({"items": [{"source_id": "f1"}], "wait": True}, "parameter_unknown"),
    ],
    ids=["no items", "none", "no id", "empty id", "twice", "101", "unknown"],
)
def test_a_bad_import_is_refused_whole(api: Api, connection: str, body: dict[str, Any], code: str) -> None:
    assert code_of(api.post(f"/connections/{connection}/imports", json=body)) == (400, code)
    assert api.get(f"/connections/{connection}/imports").json()["data"] == []


def test_imports_are_listed_newest_first_without_their_files(
    api: Api, clock: Clock, connection: str, offer: Offer
) -> None:
    offer("f1")
    older = run_import(api, connection, "f1", "f2")["_id"]
    clock.advance(1)
    newer = run_import(api, connection, "f1")["_id"]
    run_import(api, connect(api.platform, "other@example.com", None)["id"], "f1")

    listed = api.get(f"/connections/{connection}/imports").json()

    assert [(each["_id"], each["item_count"]) for each in listed["data"]] == [(newer, 1), (older, 2)]
    assert listed["data"][0].keys() == {"_id", "connection_id", "provider", "custom_id", "item_count", "created_at"}
    assert listed["page_info"]["total_results"] == 2


def test_a_file_whose_asset_was_deleted_is_no_longer_listed_and_can_be_imported_again(
    api: Api, connection: str, offer: Offer
) -> None:
    offer("f1")
    offer("f2")
    made = run_import(api, connection, "f1", "f2")
    api.send("DELETE", f"/assets/{made['items'][0]['asset_id']}")

    read = api.get(f"/connections/{connection}/imports/{made['_id']}").json()

    assert (read["item_count"], [item["source_id"] for item in read["items"]]) == (2, ["f2"])
    assert run_import(api, connection, "f1")["items"][0]["action"] == "created"


def test_an_import_belongs_to_its_connection(api: Api, connection: str) -> None:
    made = run_import(api, connection, "f1")["_id"]
    other = connect(api.platform, "other@example.com", None)["id"]

    replies = [
        api.get(f"/connections/{other}/imports/{made}"),
        api.get(f"/connections/{connection}/imports/{'f' * 24}"),
        api.get(f"/connections/{'f' * 24}/imports/{made}"),
        api.get(f"/connections/{'f' * 24}/imports"),
    ]

    assert {code_of(reply) for reply in replies} == {(404, "resource_not_exist")}


def test_assets_stay_when_their_connection_goes(api: Api, connection: str, offer: Offer) -> None:
    offer("f1")
    asset = run_import(api, connection, "f1")["items"][0]["asset_id"]

    api.send("DELETE", f"/connections/{connection}")

    assert api.get(f"/assets/{asset}").status_code == 200


def test_a_server_is_given_files_by_their_paths(video: Path) -> None:
    with Sandbox(speed=500) as sandbox, httpx.Client(base_url=f"{sandbox.url}/v1.3", trust_env=False) as client:
        client.headers["x-api-key"] = sandbox.api_key
        connection = sandbox.connect()
        sandbox.add_remote_file("f1", str(video))
        sandbox.add_remote_file("f2", video, name="film.mp4", size=11 * GIGABYTE)
        items = [{"source_id": source_id} for source_id in ("f1", "f2")]
        made = client.post(f"/connections/{connection}/imports", json={"items": items}).json()
        asset = client.get(f"/assets/{made['items'][0]['asset_id']}").json()

    assert [item["action"] for item in made["items"]] == ["created", "rejected"]
    assert asset["filename"] == video.name
