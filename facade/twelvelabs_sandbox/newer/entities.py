"""Entities: people, known by images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.ordering import NAMED_SORT_KEYS, ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.newer.entity_collections import check_name, has_name
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.entity_records import (
    ENTITIES,
    ENTITY_COLLECTIONS,
    entities_with,
    entities_within,
    entity_status,
    find_entity,
)
from twelvelabs_sandbox.store.library import ASSETS, ready_asset
from twelvelabs_sandbox.store.platform import Platform, timestamp


async def create(call: Call) -> Reply:
    """Create an entity."""
    return Reply(status=201, body=_view(call.platform, _created(call.platform, _collection(call), call.body)))


async def create_bulk(call: Call) -> Reply:
    """Create as many of the given entities as can be; what is wrong with the others is told."""
    collection = _collection(call)
    made, errors = [], []
    for place, entity in enumerate(call.body["entities"]):
        try:
            made.append(_created(call.platform, collection, entity))
        except ApiError as error:
            errors.append({"entity_index": place, "entity_name": entity["name"], "error_reason": error.message})
    body = {
        "success_count": len(made),
        "failed_count": len(errors),
        "entities": [{"_id": each["id"], "name": each["name"], "status": "processing"} for each in made],
        "errors": errors,
    }
    return Reply(status=201, body=body)


async def list_all(call: Call) -> Reply:
    """List the entities of a collection."""
    kept = [entity for entity in entities_within(call.platform, _collection(call)["id"]) if _wanted(entity, call)]
    return _page(call, ordered(kept, call.query, NAMED_SORT_KEYS))


async def list_by_asset(call: Call) -> Reply:
    """List the entities of all collections that hold an asset, newest first."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    return _page(call, entities_with(call.platform, asset["id"])[::-1])


async def retrieve(call: Call) -> Reply:
    """Read one entity."""
    return Reply(body=_view(call.platform, _find(call)))


async def update(call: Call) -> Reply:
    """Change name, description or metadata; without any of them, nothing. Metadata are replaced whole."""
    entity = _find(call)
    if "name" in call.body:
        check_name(call.body["name"])
    return _keep(call, {**entity, **call.body}) if call.body else Reply(body=_view(call.platform, entity))


async def delete(call: Call) -> Reply:
    """Delete an entity; its assets stay."""
    call.platform.store.delete(ENTITIES, _find(call)["id"])
    return Reply()


async def add_assets(call: Call) -> Reply:
    """Add images; one that is there already is there once."""
    entity = _find(call)
    added = _images(call.platform, call.body["asset_ids"])
    return _keep_images(call, entity, _once([*entity["asset_ids"], *added]))


async def remove_assets(call: Call) -> Reply:
    """Take images away; one must remain, and one that is not there is gone already."""
    entity = _find(call)
    gone = call.body["asset_ids"]
    kept = [asset_id for asset_id in entity["asset_ids"] if asset_id not in gone]
    if entity["asset_ids"] and not kept:
        raise invalid("asset_ids", "The last asset of an entity cannot be removed. Add another one first.")
    return _keep_images(call, entity, kept)


def _created(platform: Platform, collection: Document, given: Mapping[str, Any]) -> Document:
    check_name(given["name"])
    now = platform.now()
    entity = {
        "collection_id": collection["id"],
        "name": given["name"],
        "description": given.get("description", ""),
        "metadata": given.get("metadata", {}),
        "asset_ids": _images(platform, given["asset_ids"]),
        "created_at": now,
        "updated_at": now,
        "processed_since": now,
        "id": platform.new_id(),
    }
    platform.store.put(ENTITIES, entity["id"], entity)
    return entity


def _images(platform: Platform, asset_ids: Sequence[str]) -> list[str]:
    for asset_id in asset_ids:
        asset = ready_asset(platform, asset_id, "asset_not_ready")
        if asset["kind"] != "image":
            raise invalid("asset_ids", f"Asset {asset_id} is a {asset['kind']} file; an entity takes images only.")
    return _once(asset_ids)


def _once(asset_ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(asset_ids))


def _keep_images(call: Call, entity: Document, asset_ids: list[str]) -> Reply:
    """With other images an entity is processed anew."""
    if asset_ids == entity["asset_ids"]:
        return Reply(body=_view(call.platform, entity))
    return _keep(call, {**entity, "asset_ids": asset_ids, "processed_since": call.platform.now()})


def _keep(call: Call, entity: Document) -> Reply:
    changed = {**entity, "updated_at": call.platform.now()}
    call.platform.store.put(ENTITIES, changed["id"], changed)
    return Reply(body=_view(call.platform, changed))


def _collection(call: Call) -> Document:
    return call.platform.find(ENTITY_COLLECTIONS, call.path["entity_collection_id"])


def _find(call: Call) -> Document:
    return find_entity(call.platform, call.path["entity_collection_id"], call.path["entity_id"])


def _wanted(entity: Document, call: Call) -> bool:
    status = call.query.get("status")
    return has_name(entity, call) and status in (None, entity_status(call.platform, entity))


def _page(call: Call, entities: list[Document]) -> Reply:
    page, info = paginate(entities, call.query)
    return Reply(body={"data": [_view(call.platform, entity) for entity in page], "page_info": info})


def _view(platform: Platform, entity: Document) -> dict[str, Any]:
    view = {
        "_id": entity["id"],
        "entity_collection_id": entity["collection_id"],
        "name": entity["name"],
        "asset_ids": entity["asset_ids"],
        "status": entity_status(platform, entity),
        "created_at": timestamp(entity["created_at"]),
        "updated_at": timestamp(entity["updated_at"]),
    }
    return {**view, **{key: entity[key] for key in ("description", "metadata") if entity[key]}}
