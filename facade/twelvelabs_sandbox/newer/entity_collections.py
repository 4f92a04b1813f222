"""Entity collections: groups of entities."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import NAMED_SORT_KEYS, ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.entity_records import ENTITIES, ENTITY_COLLECTIONS, entities_within
from twelvelabs_sandbox.store.platform import timestamp


async def create(call: Call) -> Reply:
    """Create a collection."""
    check_name(call.body["name"])
    now = call.platform.now()
    collection = {
        "id": call.platform.new_id(),
        "name": call.body["name"],
        "description": call.body.get("description", ""),
        "created_at": now,
        "updated_at": now,
    }
    call.platform.store.put(ENTITY_COLLECTIONS, collection["id"], collection)
    return Reply(status=201, body=_view(collection))


async def list_all(call: Call) -> Reply:
    """List collections."""
    kept = [each for each in call.platform.store.all(ENTITY_COLLECTIONS) if has_name(each, call)]
    page, info = paginate(ordered(kept, call.query, NAMED_SORT_KEYS), call.query)
    return Reply(body={"data": [_view(collection) for collection in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one collection."""
    return Reply(body=_view(_find(call)))


async def update(call: Call) -> Reply:
    """Change name or description; without either, nothing."""
    collection, body = _find(call), call.body
    if not body:
        return Reply(body=_view(collection))
    if "name" in body:
        check_name(body["name"])
    changed = {**collection, **body, "updated_at": call.platform.now()}
    call.platform.store.put(ENTITY_COLLECTIONS, collection["id"], changed)
    return Reply(body=_view(changed))


async def delete(call: Call) -> Reply:
    """Delete a collection with its entities."""
    collection = _find(call)
    for entity in entities_within(call.platform, collection["id"]):
        call.platform.store.delete(ENTITIES, entity["id"])
    call.platform.store.delete(ENTITY_COLLECTIONS, collection["id"])
    return Reply()


def check_name(name: str) -> None:
    """Let only names that say something pass.

    Raises:
        ApiError: 400, the name is blank.
    """
    if not name.strip():
        raise invalid("name", "It must not be empty.")


def has_name(document: Document, call: Call) -> bool:
    """Whether a record passes the filter on names."""
    return bool(call.query.get("name", document["name"]) == document["name"])


def _find(call: Call) -> Document:
    return call.platform.find(ENTITY_COLLECTIONS, call.path["entity_collection_id"])


def _view(collection: Document) -> dict[str, Any]:
    view = {
        "_id": collection["id"],
        "name": collection["name"],
        "created_at": timestamp(collection["created_at"]),
        "updated_at": timestamp(collection["updated_at"]),
    }
    return {**view, "description": collection["description"]} if collection["description"] else view
