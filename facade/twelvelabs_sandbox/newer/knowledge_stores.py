"""Knowledge stores: what items are kept in."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.analysis.enrichment import check_enrichment
from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.knowledge import (
    COLLECTIONS,
    ITEMS,
    STORES,
    collections_within,
    items_within,
    kept_metadata,
)
from twelvelabs_sandbox.store.platform import Platform, timestamp


async def create(call: Call) -> Reply:
    """Create a knowledge store."""
    platform, body = call.platform, call.body
    _check_name(body)
    if "ingestion_config" in body:
        check_enrichment(body["ingestion_config"]["enrichment_config"])
    now = platform.now()
    store = {
        "id": f"ks_{platform.new_uuid()}",
        "created_at": now,
        "updated_at": now,
        "name": body["name"],
        "description": body.get("description"),
        "ingestion_config": body.get("ingestion_config"),
        "metadata": kept_metadata(body),
    }
    platform.store.put(STORES, store["id"], store)
    return Reply(status=201, body=_view(platform, store))


async def list_all(call: Call) -> Reply:
    """List knowledge stores."""
    page, info = paginate(ordered(call.platform.store.all(STORES), call.query), call.query)
    return Reply(body={"data": [_view(call.platform, store) for store in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one knowledge store."""
    return Reply(body=_view(call.platform, _find(call)))


async def update(call: Call) -> Reply:
    """Change name, description or metadata; what is not sent stays."""
    store = _find(call)
    _check_name(call.body)
    kept_metadata(call.body)
    changed = {**store, **call.body, "updated_at": call.platform.now()}
    call.platform.store.put(STORES, store["id"], changed)
    return Reply(body=_view(call.platform, changed))


async def delete(call: Call) -> Reply:
    """Delete a knowledge store with its items and item collections."""
    platform, store = call.platform, _find(call)
    for item in items_within(platform, store["id"]):
        platform.store.delete(ITEMS, item["id"])
    for collection in collections_within(platform, store["id"]):
        platform.store.delete(COLLECTIONS, collection["id"])
    platform.store.delete(STORES, store["id"])
    return Reply()


def _find(call: Call) -> Document:
    return call.platform.find(STORES, call.path["knowledge_store_id"])


def _check_name(body: Any) -> None:
    if not body.get("name", "unchanged").strip():
        raise invalid("name", "It must not be empty.")


def _view(platform: Platform, store: Document) -> dict[str, Any]:
    view = {
        "_id": store["id"],
        "name": store["name"],
        "item_count": len(items_within(platform, store["id"])),
        "created_at": timestamp(store["created_at"]),
        "updated_at": timestamp(store["updated_at"]),
    }
    told = ("description", "ingestion_config", "metadata")
    return {**view, **{name: store[name] for name in told if store[name]}}
