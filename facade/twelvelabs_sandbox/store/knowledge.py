"""What several resources ask of knowledge stores: their items, the states of these, and who is in a collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import invalid, not_exist
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import Phase, phase_at
from twelvelabs_sandbox.store.platform import Platform

STORES = "knowledge-stores"
ITEMS = "knowledge-store-items"
COLLECTIONS = "item-collections"
LONGEST_KEY = 128
INTEGER_BITS = 53
FINAL = ("ready", "failed")


def item_phases(item: Document) -> tuple[Phase, ...]:
    """The states of an item before it is ready; longer media take longer."""
    duration = float(item["system_metadata"].get("duration", 0.0))
    return (("queued", 2.0), ("pending", 2.0), ("processing", 5.0 + 0.2 * duration))


def item_status(platform: Platform, item: Document) -> str:
    """The state of an item now."""
    if item["failed"]:
        return "failed"
    return phase_at(item_phases(item), "ready", platform.elapsed(item["created_at"]))


def items_within(platform: Platform, store_id: str) -> list[Document]:
    """The items of a store, oldest first."""
    return [item for item in platform.store.all(ITEMS) if item["knowledge_store_id"] == store_id]


def ready_items(platform: Platform, store_id: str) -> list[Document]:
    """The items of a store that can be searched and asked about, oldest first."""
    return [item for item in items_within(platform, store_id) if item_status(platform, item) == "ready"]


def find_item(platform: Platform, store_id: str, identifier: str) -> Document:
    """The item of that id within a store.

    Raises:
        ApiError: 404, one of the two is unknown, or the item is in another store.
    """
    return _find_within(platform, store_id, ITEMS, identifier)


def find_collection(platform: Platform, store_id: str, identifier: str) -> Document:
    """The item collection of that id within a store.

    Raises:
        ApiError: 404, one of the two is unknown, or the collection is of another store.
    """
    return _find_within(platform, store_id, COLLECTIONS, identifier)


def collections_within(platform: Platform, store_id: str) -> list[Document]:
    """The item collections of a store, oldest first."""
    return [each for each in platform.store.all(COLLECTIONS) if each["knowledge_store_id"] == store_id]


def members_of(platform: Platform, collection: Document) -> list[Document]:
    """The items in a collection, in the order in which they were put there."""
    return [platform.find(ITEMS, identifier) for identifier in collection["item_ids"]]


def forget_item(platform: Platform, item: Document) -> None:
    """Drop an item, from all collections too."""
    platform.store.delete(ITEMS, item["id"])
    for collection in collections_within(platform, item["knowledge_store_id"]):
        if item["id"] in collection["item_ids"]:
            left = [each for each in collection["item_ids"] if each != item["id"]]
            platform.store.put(COLLECTIONS, collection["id"], {**collection, "item_ids": left})


def fail_unfinished(platform: Platform, asset_id: str) -> None:
    """An asset is gone: what was still made of it fails, what is ready lives on."""
    for item in platform.store.all(ITEMS):
        if item["asset_id"] == asset_id and item_status(platform, item) not in FINAL:
            platform.store.put(ITEMS, item["id"], {**item, "failed": True, "updated_at": platform.now()})


def kept_metadata(body: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a body; most of its limits are checked with the description.

    Raises:
        ApiError: 400, a key is too long, or an integer too wide.
    """
    metadata: dict[str, Any] = body.get("metadata", {})
    for key, value in metadata.items():
        if len(key) > LONGEST_KEY:
            raise invalid("metadata", f"A key must not be longer than {LONGEST_KEY} characters.")
        if isinstance(value, int) and value.bit_length() > INTEGER_BITS:
            raise invalid("metadata", f"{key}: an integer must fit into {INTEGER_BITS} bits.")
    return metadata


def _find_within(platform: Platform, store_id: str, kind: str, identifier: str) -> Document:
    store = platform.find(STORES, store_id)
    found = platform.find(kind, identifier)
    if found["knowledge_store_id"] != store["id"]:
        raise not_exist(identifier, kind)
    return found
