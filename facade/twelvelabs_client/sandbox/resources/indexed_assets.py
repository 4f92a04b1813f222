"""Indexed assets: assets made searchable within an index."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_client.sandbox import errors, user_metadata
from twelvelabs_client.sandbox.footage import footage_of
from twelvelabs_client.sandbox.library import (
    INDEXED_ASSETS,
    INDEXES,
    forget_indexed,
    indexed_status,
    indexed_within,
    indexing_phases,
    ready_asset,
    spoken_in,
)
from twelvelabs_client.sandbox.ordering import ordered, since
from twelvelabs_client.sandbox.paging import paginate
from twelvelabs_client.sandbox.phases import total
from twelvelabs_client.sandbox.platform import Platform, timestamp
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.storage import storage_url
from twelvelabs_client.sandbox.store import Document

RANGES = ("duration", "fps", "width", "height", "size")
STREAM_SECONDS = 2.0  # simulated, after indexing


async def create(call: Call) -> Reply:
    """Index an asset into an index."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, call.path["index_id"])
    asset = ready_asset(platform, body["asset_id"], "asset_not_ready")
    if asset["kind"] not in ("video", "audio"):
        raise errors.invalid("asset_id", f"The asset is a {asset['kind']}; only video and audio can be indexed.")
    now = platform.now()
    indexed = {
        "id": platform.new_id(),
        "index_id": index["id"],
        "asset_id": asset["id"],
        "created_at": now,
        "updated_at": now,
        "stream": body.get("enable_video_stream", False),
        "user_metadata": user_metadata.replaced(body.get("user_metadata") or {}),
        "system_metadata": _system_metadata(asset),
    }
    await run_in_threadpool(footage_of, platform, asset["id"], asset["duration"])
    platform.store.put(INDEXED_ASSETS, indexed["id"], indexed)
    location = f"/v1.3/indexes/{index['id']}/indexed-assets/{indexed['id']}"
    body = {"_id": indexed["id"], "asset_id": asset["id"]}
    return Reply(status=202, body=body, headers={"Location": location})


async def list_all(call: Call) -> Reply:
    """List the indexed assets of an index."""
    index = call.platform.find(INDEXES, call.path["index_id"])
    kept = [each for each in since(indexed_within(call.platform, index["id"]), call.query) if _wanted(each, call)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(call.platform, each) for each in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one indexed asset."""
    indexed = _find(call)
    view = _summary(call.platform, indexed)
    if indexed["user_metadata"]:
        view["user_metadata"] = indexed["user_metadata"]
    if indexed["stream"]:
        view["hls"] = _stream(call, indexed)
    if call.query.get("transcription") and view["status"] == "ready":
        view["transcription"] = _cues(call.platform, indexed) or None
    return Reply(body=view)


async def update(call: Call) -> Reply:
    """Change the user metadata of an indexed asset."""
    indexed = _find(call)
    metadata = user_metadata.merged(indexed["user_metadata"], call.body.get("user_metadata") or {})
    changed = {**indexed, "user_metadata": metadata, "updated_at": call.platform.now()}
    call.platform.store.put(INDEXED_ASSETS, indexed["id"], changed)
    return Reply()


async def delete(call: Call) -> Reply:
    """Take an asset out of an index."""
    forget_indexed(call.platform, _find(call))
    return Reply()


def _find(call: Call) -> Document:
    index = call.platform.find(INDEXES, call.path["index_id"])
    indexed = call.platform.find(INDEXED_ASSETS, call.path["indexed_asset_id"])
    if indexed["index_id"] != index["id"]:
        raise errors.not_exist(indexed["id"], INDEXED_ASSETS)
    return indexed


def _system_metadata(asset: Document) -> dict[str, Any]:
    technical = asset["technical_metadata"]
    return {
        "filename": asset["filename"],
        "duration": asset["duration"],
        "fps": technical.get("video_fps", 0),
        "width": technical.get("video_width", 0),
        "height": technical.get("video_height", 0),
        "size": asset["size"],
    }


def _cues(platform: Platform, indexed: Document) -> list[dict[str, Any]]:
    spoken = spoken_in(platform, indexed["system_metadata"]["filename"])
    return [{"start": cue.start, "end": cue.end, "value": cue.text} for cue in spoken]


def _wanted(indexed: Document, call: Call) -> bool:
    query, system = call.query, indexed["system_metadata"]
    metadata = {key: _as_text(value) for key, value in indexed["user_metadata"].items()}
    return (
        indexed_status(call.platform, indexed) in query.get("status", [indexed_status(call.platform, indexed)])
        and query.get("filename", system["filename"]) == system["filename"]
        and all(_inside(system[name], query[name]) for name in RANGES if name in query)
        and all(metadata.get(key) == text for key, text in query.get("user_metadata", {}).items())
    )


def _inside(value: float, bounds: dict[str, float]) -> bool:
    return bool(bounds.get("gte", value) <= value <= bounds.get("lte", value))


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


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
    if status == "ready":
        view["indexed_at"] = timestamp(platform.instant(indexed["created_at"], total(indexing_phases(indexed))))
    return view


def _stream(call: Call, indexed: Document) -> dict[str, Any]:
    finished = call.platform.instant(indexed["created_at"], total(indexing_phases(indexed)) + STREAM_SECONDS)
    if call.platform.now() < finished:
        return {"status": "PROCESSING", "updated_at": timestamp(indexed["created_at"])}
    asset_id = indexed["asset_id"]
    middle = int(indexed["system_metadata"]["duration"] * 500)
    return {
        "status": "COMPLETE",
        "video_url": storage_url(call.platform, call.origin, f"hls/{asset_id}/manifest.m3u8"),
        "thumbnail_urls": [storage_url(call.platform, call.origin, f"thumbnails/{asset_id}/{middle}.jpg")],
        "updated_at": timestamp(finished),
    }
