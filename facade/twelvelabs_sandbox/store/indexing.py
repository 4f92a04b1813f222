"""How assets come into an index, and what both views of them there, indexed assets and videos, have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import not_exist
from twelvelabs_sandbox.store import user_metadata
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES, indexing_phases, spoken_in
from twelvelabs_sandbox.store.phases import total
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url

RANGES = ("duration", "fps", "width", "height", "size")
STREAM_SECONDS = 2.0  # simulated, after indexing


async def put_into_index(platform: Platform, identifier: str, asset: Document, options: Mapping[str, Any]) -> Document:
    """Begin to index an asset.

    Args:
        platform: where the asset is.
        identifier: id of the new indexed asset.
        asset: a video or a sound.
        options: ``index_id``, ``stream`` and ``user_metadata`` of the indexed asset; ``validating``: simulated seconds
            before its indexing begins; ``created_at`` and ``updated_at``, where these are not now.
    """
    now = platform.now()
    indexed = {
        "id": identifier,
        "asset_id": asset["id"],
        "created_at": now,
        "updated_at": now,
        "system_metadata": _system_metadata(asset),
        **options,
    }
    await run_in_threadpool(footage_of, platform, asset["id"], asset["duration"])
    platform.store.put(INDEXED_ASSETS, identifier, indexed)
    return indexed


def find_indexed(platform: Platform, index_id: str, identifier: str) -> Document:
    """The indexed asset of that id within an index.

    Raises:
        ApiError: 404, one of the two is unknown, or it belongs to another index.
    """
    index = platform.find(INDEXES, index_id)
    indexed = platform.find(INDEXED_ASSETS, identifier)
    if indexed["index_id"] != index["id"]:
        raise not_exist(identifier, INDEXED_ASSETS)
    return indexed


def merge_metadata(platform: Platform, indexed: Document, given: Any) -> None:
    """Set and drop keys of the user metadata."""
    metadata = user_metadata.merged(indexed["user_metadata"], given)
    changed = {**indexed, "user_metadata": metadata, "updated_at": platform.now()}
    platform.store.put(INDEXED_ASSETS, indexed["id"], changed)


def passes(indexed: Document, query: Mapping[str, Any]) -> bool:
    """Whether it passes the filters on its file and its user metadata."""
    system = indexed["system_metadata"]
    metadata = {key: _as_text(value) for key, value in indexed["user_metadata"].items()}
    return (
        query.get("filename", system["filename"]) == system["filename"]
        and all(_inside(system[name], query[name]) for name in RANGES if name in query)
        and all(metadata.get(key) == text for key, text in query.get("user_metadata", {}).items())
    )


def indexed_at(platform: Platform, indexed: Document) -> str:
    """When indexing was, or will be, done."""
    return timestamp(platform.instant(indexed["created_at"], total(indexing_phases(indexed))))


def cues_within(platform: Platform, indexed: Document) -> list[dict[str, Any]] | None:
    """The words spoken in it; None without any."""
    spoken = spoken_in(platform, indexed["system_metadata"]["filename"], indexed["asset_id"])
    return [{"start": cue.start, "end": cue.end, "value": cue.text} for cue in spoken] or None


def stream_of(platform: Platform, origin: str, indexed: Document) -> dict[str, Any]:
    """How far its streaming form is, and where."""
    finished = platform.instant(indexed["created_at"], total(indexing_phases(indexed)) + STREAM_SECONDS)
    if platform.now() < finished:
        return {"status": "PROCESSING", "updated_at": timestamp(indexed["created_at"])}
    asset_id = indexed["asset_id"]
    middle = int(indexed["system_metadata"]["duration"] * 500)
    return {
        "status": "COMPLETE",
        "video_url": storage_url(platform, origin, f"hls/{asset_id}/manifest.m3u8"),
        "thumbnail_urls": [storage_url(platform, origin, f"thumbnails/{asset_id}/{middle}.jpg")],
        "updated_at": timestamp(finished),
    }


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


def _inside(value: float, bounds: Mapping[str, float]) -> bool:
    return bool(bounds.get("gte", value) <= value <= bounds.get("lte", value))


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
