"""Indexed assets: assets made searchable within an index."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox import errors
from twelvelabs_sandbox.http.ordering import ordered, since
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store import user_metadata
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import (
    cues_within,
    find_indexed,
    indexed_at,
    merge_metadata,
    passes,
    put_into_index,
    stream_of,
)
from twelvelabs_sandbox.store.library import (
    ASSETS,
    INDEXES,
    forget_indexed,
    indexed_from,
    indexed_status,
    indexed_within,
    ready_asset,
)
from twelvelabs_sandbox.store.platform import Platform, timestamp


async def create(call: Call) -> Reply:
    """Index an asset into an index."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, call.path["index_id"])
    asset = ready_asset(platform, body["asset_id"], "asset_not_ready")
    if asset["kind"] not in ("video", "audio"):
        raise errors.invalid("asset_id", f"The asset is a {asset['kind']}; only video and audio can be indexed.")
    options = {
        "index_id": index["id"],
        "stream": body.get("enable_video_stream", False),
        "user_metadata": user_metadata.replaced(body.get("user_metadata") or {}),
    }
    indexed = await put_into_index(platform, platform.new_id(), asset, options)
    location = f"/v{call.version}/indexes/{index['id']}/indexed-assets/{indexed['id']}"
    body = {"_id": indexed["id"], "asset_id": asset["id"]}
    return Reply(status=202, body=body, headers={"Location": location})


async def list_all(call: Call) -> Reply:
    """List the indexed assets of an index."""
    index = call.platform.find(INDEXES, call.path["index_id"])
    kept = [each for each in since(indexed_within(call.platform, index["id"]), call.query) if _wanted(each, call)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(call.platform, each) for each in page], "page_info": info})


async def list_by_asset(call: Call) -> Reply:
    """List where an asset is indexed, newest first."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    page, info = paginate(indexed_from(call.platform, asset["id"])[::-1], call.query)
    return Reply(body={"data": [_place(call.platform, each) for each in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one indexed asset."""
    indexed = _find(call)
    view = _summary(call.platform, indexed)
    if indexed["user_metadata"]:
        view["user_metadata"] = indexed["user_metadata"]
    if indexed["stream"]:
        view["hls"] = stream_of(call.platform, call.origin, indexed)
    if call.query.get("transcription") and view["status"] == "ready":
        view["transcription"] = cues_within(call.platform, indexed)
    return Reply(body=view)


async def update(call: Call) -> Reply:
    """Change the user metadata of an indexed asset."""
    merge_metadata(call.platform, _find(call), call.body.get("user_metadata") or {})
    return Reply()


async def delete(call: Call) -> Reply:
    """Take an asset out of an index."""
    forget_indexed(call.platform, _find(call))
    return Reply()


def _find(call: Call) -> Document:
    return find_indexed(call.platform, call.path["index_id"], call.path["indexed_asset_id"])


def _wanted(indexed: Document, call: Call) -> bool:
    status = indexed_status(call.platform, indexed)
    return status in call.query.get("status", [status]) and passes(indexed, call.query)


def _summary(platform: Platform, indexed: Document) -> dict[str, Any]:
    status = indexed_status(platform, indexed)
    view = {
        "_id": indexed["id"],
        "asset_id": indexed["asset_id"],
        "status": status,
        "created_at": timestamp(indexed["created_at"]),
        "updated_at": timestamp(indexed["updated_at"]),
        "system_metadata": indexed["system_metadata"],
    }
    return {**view, "indexed_at": indexed_at(platform, indexed)} if status == "ready" else view


def _place(platform: Platform, indexed: Document) -> dict[str, Any]:
    index = platform.find(INDEXES, indexed["index_id"])
    return {"_id": indexed["id"], "index": {"_id": index["id"], "name": index["index_name"]}}
