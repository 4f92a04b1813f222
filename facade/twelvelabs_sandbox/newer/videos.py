"""Videos: the older view of the indexed assets that are ready."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import not_exist
from twelvelabs_sandbox.http.ordering import ordered, since
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import cues_within, find_indexed, indexed_at, merge_metadata, passes, stream_of
from twelvelabs_sandbox.store.library import INDEXES, forget_indexed, indexed_status, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp


async def list_all(call: Call) -> Reply:
    """List the videos of an index."""
    index = call.platform.find(INDEXES, call.path["index_id"])
    kept = [each for each in since(ready_within(call.platform, index["id"]), call.query) if passes(each, call.query)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(call.platform, each) for each in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one video."""
    video = _find(call)
    view = _summary(call.platform, video)
    # Only lists tell the size.
    view["system_metadata"] = {name: value for name, value in video["system_metadata"].items() if name != "size"}
    if video["user_metadata"]:
        view["user_metadata"] = video["user_metadata"]
    if video["stream"]:
        view["hls"] = stream_of(call.platform, call.origin, video)
    if call.query.get("transcription"):
        view["transcription"] = cues_within(call.platform, video)
    return Reply(body=view)


async def update(call: Call) -> Reply:
    """Change the user metadata of a video."""
    merge_metadata(call.platform, _find(call), call.body.get("user_metadata") or {})
    return Reply()


async def delete(call: Call) -> Reply:
    """Take a video out of its index."""
    forget_indexed(call.platform, _find(call))
    return Reply()


def _find(call: Call) -> Document:
    video = find_indexed(call.platform, call.path["index_id"], call.path["video_id"])
    if indexed_status(call.platform, video) != "ready":
        raise not_exist(video["id"], "videos")
    return video


def _summary(platform: Platform, video: Document) -> dict[str, Any]:
    return {
        "_id": video["id"],
        "asset_id": video["asset_id"],
        "created_at": timestamp(video["created_at"]),
        "updated_at": timestamp(video["updated_at"]),
        "indexed_at": indexed_at(platform, video),
        "system_metadata": video["system_metadata"],
    }
