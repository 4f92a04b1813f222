"""Indexes: containers of indexed assets."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import ordered, since
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.index_records import check_name, dropped, kept_index, renamed
from twelvelabs_sandbox.store.library import INDEXES, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp


async def create(call: Call) -> Reply:
    """Create an index."""
    platform, name = call.platform, call.body["index_name"]
    check_name(platform, name)
    for model in call.body["models"]:
        if not model.get("model_options"):
            raise invalid("models", "Every model needs at least one of model_options.")
    if not call.body["models"]:
        raise invalid("models", "An index needs at least one model.")
    if set(call.body.get("addons", ())) - {"thumbnail"}:
        raise invalid("addons", "It must be one of: thumbnail.")
    built = {"models": call.body["models"], "addons": call.body.get("addons", [])}
    index = kept_index(platform, name, built)
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
    renamed(call.platform, call.platform.find(INDEXES, call.path["index_id"]), call.body["index_name"])
    return Reply()


async def delete(call: Call) -> Reply:
    """Delete an index with all it holds."""
    dropped(call.platform, call.platform.find(INDEXES, call.path["index_id"]))
    return Reply()


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
