"""What each call about knowledge stores, their items and item collections becomes on the wire of v1.3."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.transport.scripted import reply, serve
from tests.versions.wire import Intent, Query, sent, wire
from twelvelabs_client import TwelveLabs
from twelvelabs_client.models import Asset, ItemCollection, KnowledgeStore, KnowledgeStoreItem

STORE = "/knowledge-stores/ks_1"
COLLECTIONS = f"{STORE}/item-collections"
SORTED: Query = [("page", "2"), ("page_limit", "50"), ("sort_by", "updated_at"), ("sort_option", "asc")]
SCHEMA = {
    "type": "object",
    "title": "Shot",
    "description": "One shot",
    "properties": {
        "ships": {"type": "array", "description": "Names", "items": {"type": "string"}, "minItems": 0},
        "berth": {"type": "object", "description": "Where", "properties": {}, "additionalProperties": True},
    },
    "required": ["ships"],
    "additionalProperties": False,
}
METADATA: dict[str, Any] = {"text": "ä", "whole": 7, "number": 0.5, "truth": False, "list": ["a"], "empty": ""}

PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.knowledge_stores.list().to_list(), "GET", "/knowledge-stores", [("page", "1")]),
    (
        lambda tl: tl.knowledge_stores.list(sort_by="updated_at", sort_order="asc", page=2, page_limit=50).to_list(),
        "GET",
        "/knowledge-stores",
        SORTED,
    ),
    (lambda tl: tl.knowledge_stores.get("ks_1"), "GET", STORE, []),
    (lambda tl: tl.knowledge_stores.get(KnowledgeStore("ks:1%")), "GET", "/knowledge-stores/ks%3A1%25", []),
    (lambda tl: tl.knowledge_stores.delete("ks_1"), "DELETE", STORE, []),
    (lambda tl: tl.knowledge_stores.items.list("ks_1").to_list(), "GET", f"{STORE}/items", [("page", "1")]),
    (
        lambda tl: tl.knowledge_stores.items.list(
            KnowledgeStore("ks_1"),
            status=["queued", "pending"],
            sort_by="updated_at",
            sort_order="asc",
            page=2,
            page_limit=50,
        ).to_list(),
        "GET",
        f"{STORE}/items",
        [*SORTED, ("status", "queued"), ("status", "pending")],
    ),
    (lambda tl: tl.knowledge_stores.items.get("ks_1", "ksi_1"), "GET", f"{STORE}/items/ksi_1", []),
    (
        lambda tl: tl.knowledge_stores.items.delete("ks_1", KnowledgeStoreItem("ksi_1")),
        "DELETE",
        f"{STORE}/items/ksi_1",
        [],
    ),
    (lambda tl: tl.knowledge_stores.item_collections.list("ks_1").to_list(), "GET", COLLECTIONS, [("page", "1")]),
    (
        lambda tl: tl.knowledge_stores.item_collections.list(
            "ks_1", sort_by="name", sort_order="desc", page=3, page_limit=1
        ).to_list(),
        "GET",
        COLLECTIONS,
        [("page", "3"), ("page_limit", "1"), ("sort_by", "name"), ("sort_option", "desc")],
    ),
    (lambda tl: tl.knowledge_stores.item_collections.get("ks_1", "ksic_1"), "GET", f"{COLLECTIONS}/ksic_1", []),
    (
        lambda tl: tl.knowledge_stores.item_collections.delete("ks_1", ItemCollection("ksic_1")),
        "DELETE",
        f"{COLLECTIONS}/ksic_1",
        [],
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.list_items("ks_1", "ksic_1", page=2, page_limit=50).to_list(),
        "GET",
        f"{COLLECTIONS}/ksic_1/items",
        [("page", "2"), ("page_limit", "50")],
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_a_call_without_a_body(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert (request.method, wire(request)[1], sorted(wire(request)[2])) == (method, path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


def enriched(config: Any) -> dict[str, Any]:
    return {"name": "coast", "ingestion_config": {"enrichment_config": config}}


JSON: list[tuple[Intent, str, str, dict[str, Any]]] = [
    (lambda tl: tl.knowledge_stores.create("coast"), "POST", "/knowledge-stores", {"name": "coast"}),
    (
        lambda tl: tl.knowledge_stores.create("coast", description="", metadata={}),
        "POST",
        "/knowledge-stores",
        {"name": "coast", "description": "", "metadata": {}},
    ),
    (
        lambda tl: tl.knowledge_stores.create("coast", description="Films", metadata=METADATA),
        "POST",
        "/knowledge-stores",
        {"name": "coast", "description": "Films", "metadata": METADATA},
    ),
    (
        lambda tl: tl.knowledge_stores.create("coast", enrichment_config="the ships"),
        "POST",
        "/knowledge-stores",
        enriched({"type": "description", "description": "the ships"}),
    ),
    (
        lambda tl: tl.knowledge_stores.create("coast", enrichment_config=SCHEMA),
        "POST",
        "/knowledge-stores",
        enriched({"type": "json_schema", "json_schema": SCHEMA}),
    ),
    (lambda tl: tl.knowledge_stores.update("ks_1", name="new"), "PATCH", STORE, {"name": "new"}),
    (lambda tl: tl.knowledge_stores.update("ks_1", description=""), "PATCH", STORE, {"description": ""}),
    (lambda tl: tl.knowledge_stores.update("ks_1", metadata={}), "PATCH", STORE, {"metadata": {}}),
    (
        lambda tl: tl.knowledge_stores.update(KnowledgeStore("ks_1"), name="new", metadata=METADATA),
        "PATCH",
        STORE,
        {"name": "new", "metadata": METADATA},
    ),
    (
        lambda tl: tl.knowledge_stores.items.create("ks_1", "a1"),
        "POST",
        f"{STORE}/items",
        {"asset_id": "a1"},
    ),
    (
        lambda tl: tl.knowledge_stores.items.create(
            KnowledgeStore("ks_1"), Asset("a1"), asset_type="image", metadata=METADATA
        ),
        "POST",
        f"{STORE}/items",
        {"asset_id": "a1", "asset_type": "image", "metadata": METADATA},
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.create("ks_1", "best"),
        "POST",
        COLLECTIONS,
        {"name": "best"},
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.create("ks_1", "best", description="a", metadata=METADATA),
        "POST",
        COLLECTIONS,
        {"name": "best", "description": "a", "metadata": METADATA},
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.update("ks_1", "ksic_1", description="", metadata={}),
        "PATCH",
        f"{COLLECTIONS}/ksic_1",
        {"description": "", "metadata": {}},
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.add_items(
            "ks_1", ItemCollection("ksic_1"), items=["ksi_1", KnowledgeStoreItem("ksi_2")]
        ),
        "POST",
        f"{COLLECTIONS}/ksic_1/items/add",
        {"item_ids": ["ksi_1", "ksi_2"]},
    ),
    (
        lambda tl: tl.knowledge_stores.item_collections.remove_items("ks_1", "ksic_1", items="ksi_1"),
        "POST",
        f"{COLLECTIONS}/ksic_1/items/remove",
        {"item_ids": ["ksi_1"]},
    ),
    (
        lambda tl: tl.knowledge_stores.search("ks_1", "boat").to_list(),
        "POST",
        f"{STORE}/search",
        {"query": {"text": "boat"}},
    ),
    (
        lambda tl: tl.knowledge_stores.search(
            KnowledgeStore("ks_1"),
            "boat",
            asset_types="video",
            items=[KnowledgeStoreItem("ksi_1"), "ksi_2"],
            modalities=["visual", "audio"],
            group_by="item",
            include_metadata=True,
            page_limit=50,
            page_token="t/1=",
        ).to_list(),
        "POST",
        f"{STORE}/search",
        {
            "query": {"text": "boat"},
            "filter": {"asset_type": {"in": ["video"]}, "item_id": {"in": ["ksi_1", "ksi_2"]}},
            "search_options": {"video": {"modalities": ["visual", "audio"]}},
            "group_by": "item",
            "include_metadata": True,
            "page_size": 50,
            "page_token": "t/1=",
        },
    ),
    (
        lambda tl: tl.knowledge_stores.search("ks_1", "boat", items="ksi_1", include_metadata=False).to_list(),
        "POST",
        f"{STORE}/search",
        {"query": {"text": "boat"}, "filter": {"item_id": {"in": ["ksi_1"]}}, "include_metadata": False},
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "body"), JSON)
def test_a_call_with_a_json_body(intent: Intent, method: str, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == (method, path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


def test_a_further_page_is_the_same_call_with_a_token() -> None:
    server = serve(reply(200, {"data": [], "next_page_token": "t-2"}), reply(200, {"data": []}))
    with TwelveLabs(**server.options) as tl:
        tl.knowledge_stores.search("ks_1", "boat", group_by="item", page_limit=5).to_list()
    first, second = (json.loads(request.content) for request in server.requests)
    assert second == {**first, "page_token": "t-2"}
