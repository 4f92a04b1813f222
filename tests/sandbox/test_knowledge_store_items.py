"""Items of knowledge stores: what becomes of an asset in a store, over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock, copy_sound
from twelvelabs_sandbox.settings import MEGABYTE
from twelvelabs_sandbox.store.library import ASSETS

MEADOW = Path(__file__).resolve().parents[1] / "media" / "meadow.jpg"


@pytest.fixture
def store(api: Api) -> str:
    return str(api.post("/knowledge-stores", json={"name": "coast"}).json()["_id"])


def add(api: Api, store: str, asset: str, **more: Any) -> dict[str, Any]:
    reply = api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset, **more})
    assert reply.status_code == 202, reply.text
    item: dict[str, Any] = reply.json()
    return item


def status(api: Api, store: str, item: dict[str, Any]) -> str:
    return str(api.get(f"/knowledge-stores/{store}/items/{item['_id']}").json()["status"])


def test_a_video_is_queued_with_what_was_measured(api: Api, store: str, asset: str, video: Path) -> None:
    metadata = {"series": "harbor", "episode": 3, "tags": ["a", "b"], "long": "x" * 8192}

    item = add(api, store, asset, asset_type="video", metadata=metadata)

    assert item["_id"].startswith("ksi_")
    assert (item["asset_id"], item["asset_type"], item["status"]) == (asset, "video", "queued")
    assert item["metadata"] == metadata
    assert item["system_metadata"] == {
        "asset_type": "video",
        "filename": video.name,
        "duration": 6.0,
        "fps": 5.0,
        "width": 64,
        "height": 36,
        "codec_name": api.get(f"/assets/{asset}").json()["technical_metadata"]["video_codec"],
        "size": video.stat().st_size,
    }


def test_an_image_has_neither_duration_nor_frames(api: Api, clock: Clock, store: str) -> None:
    image = api.upload(MEADOW)
    clock.advance(4)

    item = add(api, store, image)

    assert item["asset_type"] == "image"
    assert item["system_metadata"].keys() == {"asset_type", "filename", "width", "height", "codec_name", "size"}


def test_an_item_is_queued_waits_is_processed_and_gets_ready(api: Api, clock: Clock, store: str, asset: str) -> None:
    item = add(api, store, asset)
    seen = [status(api, store, item)]

    for seconds in (2, 2, 6.2):
        clock.advance(seconds)
        seen.append(status(api, store, item))

    assert seen == ["queued", "pending", "processing", "ready"]


def test_an_item_fails_when_its_asset_goes_before_it_is_ready(
    api: Api, clock: Clock, store: str, asset: str, video: Path
) -> None:
    ready = add(api, store, asset)
    clock.advance(11)
    unfinished = add(api, store, asset)
    clock.advance(5)

    assert api.send("DELETE", f"/assets/{asset}").is_success

    assert (status(api, store, ready), status(api, store, unfinished)) == ("ready", "failed")
    clock.advance(60)
    assert status(api, store, unfinished) == "failed"


def test_a_failed_item_is_tried_again_as_a_new_one(api: Api, store: str, asset: str) -> None:
    first, second = (add(api, store, asset) for _ in range(2))

    assert first["_id"] != second["_id"]


def test_only_what_is_ready_and_of_the_right_kind_is_taken(
    api: Api, clock: Clock, store: str, asset: str, video: Path, tmp_path: Path
) -> None:
    sound = api.upload(copy_sound(video, tmp_path / "tone.wav"))
    text = tmp_path / "notes.txt"
    text.write_text("made up")
    document = api.upload(text)
    clock.advance(4)
    young = api.upload(video)

    def refused(asset_id: str, **more: Any) -> tuple[int, str]:
        reply = api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset_id, **more})
        return reply.status_code, reply.json()["code"]

    assert refused("f" * 24) == (404, "resource_not_exist")
    assert refused(young) == (400, "asset_not_ready")
    assert refused(sound) == (400, "parameter_invalid")
    assert refused(document) == (400, "parameter_invalid")
    assert refused(asset, asset_type="image") == (400, "parameter_invalid")
    assert refused(asset, asset_type="sound") == (400, "parameter_invalid")
    assert api.get(f"/knowledge-stores/{store}").json()["item_count"] == 0


@pytest.mark.parametrize(("kind", "limit"), [("video", 10 * 1024 * MEGABYTE), ("image", 32 * MEGABYTE)])
def test_an_asset_that_is_too_large_is_refused(
    api: Api, clock: Clock, store: str, video: Path, kind: str, limit: int
) -> None:
    identifier = api.upload(video if kind == "video" else MEADOW)
    clock.advance(4)
    document = api.platform.find(ASSETS, identifier)
    statuses = []

    for size in (limit, limit + 1):
        api.platform.store.put(ASSETS, identifier, {**document, "size": size})
        statuses.append(api.post(f"/knowledge-stores/{store}/items", json={"asset_id": identifier}).status_code)

    assert statuses == [202, 400]


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param({str(number): 1 for number in range(51)}, id="51 keys"),
        pytest.param({"k" * 129: 1}, id="a long key"),
        pytest.param({"a": "x" * 8193}, id="a long text"),
        pytest.param({"a": None}, id="null"),
        pytest.param({"a": {"b": 1}}, id="an object"),
    ],
)
def test_metadata_beyond_the_limits_are_refused(api: Api, store: str, asset: str, metadata: Any) -> None:
    reply = api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset, "metadata": metadata})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_items_are_listed_by_state_and_age(api: Api, clock: Clock, store: str, asset: str) -> None:
    old = add(api, store, asset)["_id"]
    clock.advance(11)
    young = add(api, store, asset)["_id"]

    def listed(query: str) -> list[str]:
        return [item["_id"] for item in api.get(f"/knowledge-stores/{store}/items?{query}").json()["data"]]

    assert listed("") == [young, old]
    assert listed("sort_option=asc") == [old, young]
    assert listed("status=ready") == [old]
    assert listed("status=queued&status=pending") == [young]
    assert listed("status=queued&status=ready&page_limit=1&page=2") == [old]
    assert api.get(f"/knowledge-stores/{store}/items?status=done").status_code == 400


def test_a_deleted_item_leaves_its_asset_and_its_collections(api: Api, store: str, asset: str) -> None:
    gone, kept = (add(api, store, asset)["_id"] for _ in range(2))
    collections = f"/knowledge-stores/{store}/item-collections"
    collection = api.post(collections, json={"name": "best"}).json()["_id"]
    api.post(f"{collections}/{collection}/items/add", json={"item_ids": [gone, kept]})

    assert api.send("DELETE", f"/knowledge-stores/{store}/items/{gone}").is_success

    assert api.get(f"/knowledge-stores/{store}/items/{gone}").status_code == 404
    assert api.send("DELETE", f"/knowledge-stores/{store}/items/{gone}").status_code == 404
    assert [item["_id"] for item in api.get(f"{collections}/{collection}/items").json()["data"]] == [kept]
    assert api.get(f"/assets/{asset}").status_code == 200


def test_an_item_is_found_in_its_own_store_only(api: Api, store: str, asset: str) -> None:
    item = add(api, store, asset)["_id"]
    other = api.post("/knowledge-stores", json={"name": "other"}).json()["_id"]

    assert api.get(f"/knowledge-stores/{other}/items/{item}").json()["code"] == "resource_not_exist"
