"""Item collections: named subsets of the items of a knowledge store."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.newer import knowledge_store_items
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.knowledge import (
    COLLECTIONS,
    STORES,
    collections_within,
    find_collection,
    items_within,
    kept_metadata,
    members_of,
)
from twelvelabs_sandbox.store.platform import Platform, timestamp

SORT_KEYS = ("created_at", "updated_at", "name")


async def create(call: Call) -> Reply:
    """Create an empty item collection."""
    platform, body = call.platform, call.body
    store = platform.find(STORES, call.path["knowledge_store_id"])
    _check_name(platform, store["id"], body["name"])
    now = platform.now()
    collection = {
        "id": f"ksic_{platform.new_uuid()}",
        "knowledge_store_id": store["id"],
        "created_at": now,
        "updated_at": now,
        "name": body["name"],
        "description": body.get("description"),
        "metadata": kept_metadata(body),
        "item_ids": [],
    }
    platform.store.put(COLLECTIONS, collection["id"], collection)
    return Reply(status=201, body=_view(collection))


async def list_all(call: Call) -> Reply:
    """List the item collections of a knowledge store."""
    store = call.platform.find(STORES, call.path["knowledge_store_id"])
    collections = ordered(collections_within(call.platform, store["id"]), call.query, SORT_KEYS)
    page, info = paginate(collections, call.query)
    return Reply(body={"data": [_view(collection) for collection in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one item collection."""
    return Reply(body=_view(_find(call)))


async def update(call: Call) -> Reply:
    """Change name, description or metadata; what is not sent stays."""
    collection, name = _find(call), call.body.get("name")
    if name is not None and name != collection["name"]:
        _check_name(call.platform, collection["knowledge_store_id"], name)
    kept_metadata(call.body)
    return Reply(body=_view(_changed(call, collection, call.body)))


async def delete(call: Call) -> Reply:
    """Delete an item collection; its items stay."""
    call.platform.store.delete(COLLECTIONS, _find(call)["id"])
    return Reply()


async def list_items(call: Call) -> Reply:
    """List the items in a collection, the last put there first."""
    page, info = paginate(members_of(call.platform, _find(call))[::-1], call.query)
    data = [knowledge_store_items.view(call.platform, item) for item in page]
    return Reply(body={"data": data, "page_info": info})


async def add_items(call: Call) -> Reply:
    """Put items into a collection; those inside stay where they are."""
    collection, asked = _find(call), call.body["item_ids"]
    present = {item["id"] for item in items_within(call.platform, collection["knowledge_store_id"])}
    for identifier in asked:
        if identifier not in present:
            raise invalid("item_ids", f"The item {identifier} is not in the knowledge store.")
    together = list(dict.fromkeys([*collection["item_ids"], *asked]))
    return Reply(body=_view(_with_items(call, collection, together)))


async def remove_items(call: Call) -> Reply:
    """Take items out of a collection; others are passed over."""
    collection = _find(call)
    gone = set(call.body["item_ids"])
    _with_items(call, collection, [each for each in collection["item_ids"] if each not in gone])
    return Reply()


def _find(call: Call) -> Document:
    return find_collection(call.platform, call.path["knowledge_store_id"], call.path["collection_id"])


def _check_name(platform: Platform, store_id: str, name: str) -> None:
    if not name.strip():
        raise invalid("name", "It must not be empty.")
    if any(collection["name"] == name for collection in collections_within(platform, store_id)):
        raise invalid("name", f"The knowledge store has an item collection named {name} already. Use a unique name.")


def _with_items(call: Call, collection: Document, item_ids: list[str]) -> Document:
    if item_ids == collection["item_ids"]:
        return collection
    return _changed(call, collection, {"item_ids": item_ids})


def _changed(call: Call, collection: Document, changes: Any) -> Document:
    changed = {**collection, **changes, "updated_at": call.platform.now()}
    call.platform.store.put(COLLECTIONS, collection["id"], changed)
    return changed


def _view(collection: Document) -> dict[str, Any]:
    view = {
        "_id": collection["id"],
        "knowledge_store_id": collection["knowledge_store_id"],
        "name": collection["name"],
        "member_count": len(collection["item_ids"]),
        "created_at": timestamp(collection["created_at"]),
        "updated_at": timestamp(collection["updated_at"]),
    }
    return {**view, **{name: collection[name] for name in ("description", "metadata") if collection[name]}}
