"""Indexes: containers of indexed assets."""

from __future__ import annotations

from typing import Any

from twelvelabs_client.sandbox.errors import ApiError, invalid
from twelvelabs_client.sandbox.library import INDEXES, forget_indexed, indexed_within, ready_within
from twelvelabs_client.sandbox.ordering import ordered, since
from twelvelabs_client.sandbox.paging import paginate
from twelvelabs_client.sandbox.platform import Platform, timestamp
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.store import Document


async def create(call: Call) -> Reply:
    """Create an index."""
    platform, name = call.platform, call.body["index_name"]
    _check_name(platform, name)
    for model in call.body["models"]:
        if not model.get("model_options"):
            raise invalid("models", "Every model needs at least one of model_options.")
    if not call.body["models"]:
        raise invalid("models", "An index needs at least one model.")
    if set(call.body.get("addons", ())) - {"thumbnail"}:
        raise invalid("addons", "It must be one of: thumbnail.")
    now = platform.now()
    index = {
        "id": platform.new_id(),
        "created_at": now,
        "updated_at": now,
        "index_name": name,
        "models": call.body["models"],
        "addons": call.body.get("addons", []),
    }
    platform.store.put(INDEXES, index["id"], index)
    return Reply(status=201, body={"_id": index["id"]})


async def list_all(call: Call) -> Reply:
    """List indexes."""
    indexes = [index for index in since(call.platform.store.all(INDEXES), call.query) if _wanted(index, call)]
    page, info = paginate(ordered(indexes, call.query), call.query)
    return Reply(body={"data": [_view(call.platform, index) for index in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one index."""
    return Reply(body=_view(call.platform, call.platform.find(INDEXES, call.path["index_id"])))


async def update(call: Call) -> Reply:
    """Rename an index."""
    index = call.platform.find(INDEXES, call.path["index_id"])
    if call.body["index_name"] != index["index_name"]:
        _check_name(call.platform, call.body["index_name"])
    changed = {**index, "index_name": call.body["index_name"], "updated_at": call.platform.now()}
    call.platform.store.put(INDEXES, index["id"], changed)
    return Reply()


async def delete(call: Call) -> Reply:
    """Delete an index with all it holds."""
    index = call.platform.find(INDEXES, call.path["index_id"])
    for indexed in indexed_within(call.platform, index["id"]):
        forget_indexed(call.platform, indexed)
    call.platform.store.delete(INDEXES, index["id"])
    return Reply()


def _check_name(platform: Platform, name: str) -> None:
    if not name.strip():
        raise invalid("index_name", "It must not be empty.")
    if any(index["index_name"] == name for index in platform.store.all(INDEXES)):
        raise ApiError(400, "index_name_already_exists", f"The index name {name} already exists. Use a unique one.")


def _wanted(index: Document, call: Call) -> bool:
    query = call.query
    options = {option for model in index["models"] for option in model["model_options"]}
    asked = set(query.get("model_options", ()))
    family = query.get("model_family", "")
    return (
        query.get("index_name", index["index_name"]) == index["index_name"]
        and asked <= options
        and any(model["model_name"].startswith(family) for model in index["models"])
    )


def _view(platform: Platform, index: Document) -> dict[str, Any]:
    ready = ready_within(platform, index["id"])
    return {
        "_id": index["id"],
        "index_name": index["index_name"],
        "models": index["models"],
        "addons": index["addons"],
        "video_count": len(ready),
        "total_duration": sum(indexed["system_metadata"]["duration"] for indexed in ready),
        "created_at": timestamp(index["created_at"]),
        "updated_at": timestamp(index["updated_at"]),
        "expires_at": None,
    }
