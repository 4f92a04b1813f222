"""Calls and made-up bodies of knowledge stores, their items and item collections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.filters import ItemCollectionFilter, ItemFilter, KnowledgeStoreFilter
from twelvelabs_client.intents.knowledge_stores import StoreQuery
from twelvelabs_client.versions.v1_3 import (
    item_collections,
    knowledge_store_items,
    knowledge_store_search,
    knowledge_stores,
)

QUERY = StoreQuery(
    store_id="ks_1",
    text="boat",
    asset_types=None,
    item_ids=None,
    modalities=None,
    group_by=None,
    page_limit=None,
    include_metadata=None,
)
STORE_PATH = "/knowledge-stores/{knowledge_store_id}"
ITEMS_PATH = f"{STORE_PATH}/items"
COLLECTIONS_PATH = f"{STORE_PATH}/item-collections"
COLLECTION_PATH = f"{COLLECTIONS_PATH}/{{collection_id}}"
STAMP = "2026-07-20T10:41:07.123Z"
PAGE_INFO = {"page": 1, "total_page": 3, "total_results": 21, "limit_per_page": 10}
WANTED: dict[str, Any] = {"name": "coast", "description": None, "metadata": None}
ANY_PAGE: dict[str, Any] = {"page": 1, "page_limit": None}
ANY_ORDER: dict[str, Any] = {**ANY_PAGE, "sort_by": None, "sort_option": None}


def create_store() -> Call[Any]:
    return knowledge_stores.create_knowledge_store("coast", enrichment_config=None, description=None, metadata=None)


CALLS: dict[str, Callable[[], Call[Any]]] = {
    "POST /knowledge-stores": create_store,
    "GET /knowledge-stores": lambda: knowledge_stores.list_knowledge_stores(KnowledgeStoreFilter(), 1),
    f"GET {STORE_PATH}": lambda: knowledge_stores.get_knowledge_store("ks_1"),
    f"PATCH {STORE_PATH}": lambda: knowledge_stores.update_knowledge_store("ks_1", **WANTED),
    f"DELETE {STORE_PATH}": lambda: knowledge_stores.delete_knowledge_store("ks_1"),
    f"POST {STORE_PATH}/search": lambda: knowledge_store_search.results_page(QUERY, None),
    f"POST {ITEMS_PATH}": lambda: knowledge_store_items.create_item("ks_1", "a1", asset_type=None, metadata=None),
    f"GET {ITEMS_PATH}": lambda: knowledge_store_items.list_items("ks_1", ItemFilter(), 1),
    f"GET {ITEMS_PATH}/{{item_id}}": lambda: knowledge_store_items.get_item("ks_1", "ksi_1"),
    f"DELETE {ITEMS_PATH}/{{item_id}}": lambda: knowledge_store_items.delete_item("ks_1", "ksi_1"),
    f"POST {COLLECTIONS_PATH}": lambda: item_collections.create_item_collection("ks_1", **WANTED),
    f"GET {COLLECTIONS_PATH}": lambda: item_collections.list_item_collections("ks_1", ItemCollectionFilter(), 1),
    f"GET {COLLECTION_PATH}": lambda: item_collections.get_item_collection("ks_1", "ksic_1"),
    f"PATCH {COLLECTION_PATH}": lambda: item_collections.update_item_collection("ks_1", "ksic_1", **WANTED),
    f"DELETE {COLLECTION_PATH}": lambda: item_collections.delete_item_collection("ks_1", "ksic_1"),
    f"GET {COLLECTION_PATH}/items": lambda: item_collections.list_members("ks_1", "ksic_1", **ANY_PAGE),
    f"POST {COLLECTION_PATH}/items/add": lambda: item_collections.add_items("ks_1", "ksic_1", ["ksi_1"]),
    f"POST {COLLECTION_PATH}/items/remove": lambda: item_collections.remove_items("ks_1", "ksic_1", ["ksi_1"]),
}

METADATA: dict[str, Any] = {"text": "a", "whole": 7, "number": 0.5, "truth": True, "list": ["a", "b"]}
STORE: dict[str, Any] = {
    "_id": "ks_1",
    "name": "coast",
    "description": "Films of the coast",
    "ingestion_config": {
        "enrichment_config": {
            "type": "json_schema",
            "json_schema": {
                "type": "object",
                "properties": {"topic": {"type": "string", "description": "What it is about"}},
                "required": ["topic"],
            },
        }
    },
    "item_count": 2,
    "created_at": STAMP,
    "updated_at": STAMP,
    "metadata": METADATA,
}
STORE_IN_WORDS: dict[str, Any] = {
    "_id": "ks_2",
    "ingestion_config": {"enrichment_config": {"type": "description", "description": "the ships"}},
}
ITEM: dict[str, Any] = {
    "_id": "ksi_1",
    "asset_type": "video",
    "asset_id": "a1",
    "status": "failed",
    "system_metadata": {
        "asset_type": "video",
        "filename": "clip.mp4",
        "duration": 60.5,
        "fps": 25,
        "width": 1280,
        "height": 720,
        "codec_name": "h264",
        "size": 1048576,
    },
    "metadata": METADATA,
    "created_at": STAMP,
    "updated_at": STAMP,
    "error": {"message": "The file is broken."},
}
IMAGE: dict[str, Any] = {
    "_id": "ksi_2",
    "asset_type": "image",
    "system_metadata": {"asset_type": "image", "filename": "a.png", "width": 64, "codec_name": "png"},
}
COLLECTION: dict[str, Any] = {
    "_id": "ksic_1",
    "knowledge_store_id": "ks_1",
    "name": "best",
    "description": "To show first",
    "metadata": METADATA,
    "member_count": 3,
    "created_at": STAMP,
    "updated_at": STAMP,
}
VIDEO_HIT: dict[str, Any] = {
    "asset_type": "video",
    "rank": 1,
    "item_id": "ksi_1",
    "metadata": {"system": {"duration": 60.5, "width": 1280, "height": 720, "size": 1048576}, "user": METADATA},
    "matches": [
        {"start_sec": 1.5, "end_sec": 6, "modalities": ["visual", "audio"], "transcription": "ahoy"},
        {"start_sec": 9, "end_sec": 12, "modalities": ["visual"]},
    ],
}
IMAGE_HIT: dict[str, Any] = {
    "asset_type": "image",
    "rank": 2,
    "item_id": "ksi_2",
    "metadata": {"system": {"width": 64, "height": 36, "size": 99}},
}
SEARCHED: dict[str, Any] = {
    "data": [VIDEO_HIT, IMAGE_HIT],
    "next_page_token": "t-2",
    "effective_search_options": {"video": {"modalities": ["visual"]}},
}

MADE_UP: dict[str, dict[str, Any]] = {
    "POST /knowledge-stores": STORE,
    "GET /knowledge-stores": {"data": [STORE, STORE_IN_WORDS], "page_info": PAGE_INFO},
    f"GET {STORE_PATH}": STORE,
    f"PATCH {STORE_PATH}": STORE_IN_WORDS,
    f"POST {STORE_PATH}/search": SEARCHED,
    f"POST {ITEMS_PATH}": ITEM,
    f"GET {ITEMS_PATH}": {"data": [ITEM, IMAGE], "page_info": PAGE_INFO},
    f"GET {ITEMS_PATH}/{{item_id}}": ITEM,
    f"POST {COLLECTIONS_PATH}": COLLECTION,
    f"GET {COLLECTIONS_PATH}": {"data": [COLLECTION, {"_id": "ksic_2"}], "page_info": PAGE_INFO},
    f"GET {COLLECTION_PATH}": COLLECTION,
    f"PATCH {COLLECTION_PATH}": COLLECTION,
    f"GET {COLLECTION_PATH}/items": {"data": [ITEM, IMAGE], "page_info": PAGE_INFO},
    f"POST {COLLECTION_PATH}/items/add": COLLECTION,
}
