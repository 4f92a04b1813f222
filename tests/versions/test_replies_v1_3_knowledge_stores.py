"""Replies about knowledge stores are read into the facade's models, what is unknown in them included."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest

from tests.versions.knowledge_stores import (
    CALLS,
    COLLECTION,
    COLLECTIONS_PATH,
    IMAGE,
    ITEM,
    ITEMS_PATH,
    METADATA,
    SEARCHED,
    STORE,
    STORE_IN_WORDS,
    STORE_PATH,
    VIDEO_HIT,
)
from twelvelabs_client.models import ItemClip, ItemSystemMetadata

STAMP = datetime.datetime(2026, 7, 20, 10, 41, 7, 123000, tzinfo=datetime.UTC)
SEARCH = f"POST {STORE_PATH}/search"
GET_ITEM = f"GET {ITEMS_PATH}/{{item_id}}"


def decode(operation: str, body: Any) -> Any:
    return CALLS[operation]().decode(200, copy.deepcopy(body))


def test_a_store_is_read_whole() -> None:
    store = decode(f"GET {STORE_PATH}", STORE)
    assert (store.id, store.name, store.description, store.item_count) == ("ks_1", "coast", "Films of the coast", 2)
    assert store.enrichment_config == STORE["ingestion_config"]["enrichment_config"]["json_schema"]
    assert (store.metadata, store.created_at, store.updated_at) == (METADATA, STAMP, STAMP)


@pytest.mark.parametrize(
    ("config", "read"),
    [
        (STORE_IN_WORDS["ingestion_config"], "the ships"),
        ({"enrichment_config": {"type": "of_tomorrow", "recipe": 7}}, None),
        ({"enrichment_config": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_is_extracted_is_words_a_schema_or_not_known(config: Any, read: Any) -> None:
    assert decode(f"GET {STORE_PATH}", {"_id": "ks_1", "ingestion_config": config}).enrichment_config == read


def test_an_item_is_read_whole_and_knows_its_store() -> None:
    item = decode(GET_ITEM, ITEM)
    assert (item.id, item.knowledge_store_id, item.asset_id) == ("ksi_1", "ks_1", "a1")
    assert (item.asset_type, item.status, item.error) == ("video", "failed", "The file is broken.")
    assert item.system_metadata == ItemSystemMetadata("clip.mp4", 60.5, 25, 1280, 720, "h264", 1048576)
    assert (item.metadata, item.created_at, item.updated_at) == (METADATA, STAMP, STAMP)


@pytest.mark.parametrize(
    ("error", "read"),
    [
        ({"message": "broken"}, "broken"),
        ("broken", "broken"),
        ({"code": "x"}, None),
        ({"message": 7}, None),
        (None, None),
        (7, None),
    ],
)
def test_the_reason_of_a_failure_is_read_in_any_form(error: Any, read: str | None) -> None:
    assert decode(GET_ITEM, {"_id": "ksi_1", "status": "failed", "error": error}).error == read


@pytest.mark.parametrize("kind", ["image", "document_of_tomorrow", None])
def test_what_was_measured_is_read_of_every_kind_of_item(kind: str | None) -> None:
    body = {**IMAGE, "asset_type": kind, "system_metadata": {**IMAGE["system_metadata"], "asset_type": kind}}
    item = decode(GET_ITEM, body)
    assert item.asset_type == kind
    assert item.system_metadata == ItemSystemMetadata(filename="a.png", width=64, codec_name="png")


def test_a_collection_is_read_whole_and_knows_its_store() -> None:
    collection = decode(f"GET {COLLECTIONS_PATH}/{{collection_id}}", COLLECTION)
    assert (collection.id, collection.name, collection.description) == ("ksic_1", "best", "To show first")
    assert (collection.member_count, collection.metadata) == (3, METADATA)
    assert (collection.created_at, collection.updated_at) == (STAMP, STAMP)
    assert decode(f"GET {COLLECTIONS_PATH}/{{collection_id}}", {"_id": "ksic_2"}).knowledge_store_id == "ks_1"


def test_results_are_videos_with_clips_and_images_without() -> None:
    page = decode(SEARCH, SEARCHED)
    video, image = page.items
    assert (video.item_id, video.asset_type, video.rank, video.metadata) == ("ksi_1", "video", 1, METADATA)
    assert video.clips == [ItemClip(1.5, 6, ["visual", "audio"], "ahoy"), ItemClip(9, 12, ["visual"])]
    assert video.system_metadata == ItemSystemMetadata(duration=60.5, width=1280, height=720, size=1048576)
    assert (image.item_id, image.asset_type, image.clips, image.metadata) == ("ksi_2", "image", [], None)
    assert image.system_metadata == ItemSystemMetadata(width=64, height=36, size=99)
    assert (page.next_page_token, page.modalities) == ("t-2", ["visual"])


def test_a_result_of_a_kind_of_tomorrow_is_not_passed_over() -> None:
    page = decode(SEARCH, {**SEARCHED, "data": [{**VIDEO_HIT, "asset_type": "audio"}, {"item_id": "ksi_3"}]})
    assert [(match.asset_type, match.item_id) for match in page.items] == [("audio", "ksi_1"), (None, "ksi_3")]
    assert page.items[0].clips[0].transcription == "ahoy"


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"effective_search_options": {}}, ()),
        ({"effective_search_options": {"video": {}}}, ()),
        ({}, None),
        ({"effective_search_options": None}, None),
    ],
)
def test_that_no_videos_were_searched_differs_from_not_being_told(told: dict[str, Any], read: Any) -> None:
    assert decode(SEARCH, {"data": [], **told}).modalities == read


@pytest.mark.parametrize("token", ["", None, 7])
def test_a_token_that_is_empty_is_none(token: Any) -> None:
    assert decode(SEARCH, {"data": [], "next_page_token": token}).next_page_token is None
