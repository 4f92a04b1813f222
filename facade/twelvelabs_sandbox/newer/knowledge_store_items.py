"""Items: assets in knowledge stores."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.ordering import ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.settings import MEGABYTE
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.knowledge import (
    ITEMS,
    STORES,
    find_item,
    forget_item,
    item_status,
    items_within,
    kept_metadata,
)
from twelvelabs_sandbox.store.library import ready_asset
from twelvelabs_sandbox.store.platform import Platform, timestamp

LIMITS = {"video": 10 * 1024 * MEGABYTE, "image": 32 * MEGABYTE}


async def create(call: Call) -> Reply:
    """Add an asset to a knowledge store."""
    platform, body = call.platform, call.body
    store = platform.find(STORES, call.path["knowledge_store_id"])
    asset = ready_asset(platform, body["asset_id"], "asset_not_ready")
    _check_asset(asset, body.get("asset_type", asset["kind"]))
    await run_in_threadpool(footage_of, platform, asset["id"], asset["duration"])
    now = platform.now()
    item = {
        "id": f"ksi_{platform.new_uuid()}",
        "knowledge_store_id": store["id"],
        "asset_id": asset["id"],
        "created_at": now,
        "updated_at": now,
        "failed": False,
        "system_metadata": _system_metadata(asset),
        "metadata": kept_metadata(body),
    }
    platform.store.put(ITEMS, item["id"], item)
    return Reply(status=202, body=view(platform, item))


async def list_all(call: Call) -> Reply:
    """List the items of a knowledge store."""
    platform, asked = call.platform, call.query.get("status")
    store = platform.find(STORES, call.path["knowledge_store_id"])
    items = items_within(platform, store["id"])
    kept = [item for item in items if asked is None or item_status(platform, item) in asked]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [view(platform, item) for item in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one item."""
    return Reply(body=view(call.platform, _find(call)))


async def delete(call: Call) -> Reply:
    """Take an item out of its store."""
    forget_item(call.platform, _find(call))
    return Reply()


def view(platform: Platform, item: Document) -> dict[str, Any]:
    """An item as the API tells it."""
    told = {
        "_id": item["id"],
        "asset_type": item["system_metadata"]["asset_type"],
        "asset_id": item["asset_id"],
        "status": item_status(platform, item),
        "system_metadata": item["system_metadata"],
        "created_at": timestamp(item["created_at"]),
        "updated_at": timestamp(item["updated_at"]),
    }
    return {**told, "metadata": item["metadata"]} if item["metadata"] else told


def _find(call: Call) -> Document:
    return find_item(call.platform, call.path["knowledge_store_id"], call.path["item_id"])


def _check_asset(asset: Document, asset_type: str) -> None:
    kind = asset["kind"]
    if kind not in LIMITS:
        raise invalid("asset_id", f"The asset is of kind {kind}; a knowledge store takes videos and images only.")
    if kind != asset_type:
        raise invalid("asset_type", f"The asset is of kind {kind}. Leave the parameter out, or send {kind}.")
    if asset["size"] > LIMITS[kind]:
        message = f"The asset has {asset['size']} bytes, the maximum for a {kind} is {LIMITS[kind]}."
        raise ApiError(400, f"{kind}_filesize_too_large", message)


def _system_metadata(asset: Document) -> dict[str, Any]:
    technical, kind = asset["technical_metadata"], asset["kind"]
    facts = {
        "asset_type": kind,
        "filename": asset["filename"],
        "width": technical[f"{kind}_width"],
        "height": technical[f"{kind}_height"],
        "size": asset["size"],
    }
    if kind == "image":
        return {**facts, "codec_name": technical["image_format"]}
    codec, fps = technical["video_codec"], technical.get("video_fps", 0.0)
    return {**facts, "codec_name": codec, "fps": fps, "duration": asset["duration"]}
