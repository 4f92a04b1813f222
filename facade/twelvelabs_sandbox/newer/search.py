"""Search: clips of an index that answer a query, page by page."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.paging import page_limit
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media.sound import mean_loudness
from twelvelabs_sandbox.media.transcripts import between, text_of
from twelvelabs_sandbox.search.filters import kept, read_filter
from twelvelabs_sandbox.search.queries import read_query
from twelvelabs_sandbox.search.ranking import Query, match, reasons
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES, ready_within, spoken_in
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url

SEARCHES = "searches"
TOKEN_LIFETIME = 900.0  # simulated seconds


async def create(call: Call) -> Reply:
    """Search an index; the first page of what was found."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    query = await read_query(platform, body, index)
    ready = ready_within(platform, index["id"])
    videos = kept(ready, read_filter(body.get("filter")))
    clips = await run_in_threadpool(_ranked, platform, videos, query)
    search = {
        "id": platform.new_token(),
        "index_id": index["id"],
        "created_at": platform.now(),
        "searched": [video["id"] for video in ready],
        "limit": page_limit(body),
        "clips": len(clips),
        "grouped": body.get("group_by") == "video",
        "thumbnails": "thumbnail" in index["addons"],
        "pool": {
            "total_count": len(ready),
            "total_duration": wire_seconds(sum(video["system_metadata"]["duration"] for video in ready)),
            "index_id": index["id"],
        },
    }
    search["results"] = _grouped(clips) if search["grouped"] else clips
    platform.store.put(SEARCHES, search["id"], search)
    return Reply(body=_page(call, search, 0, body.get("include_user_metadata", False)))


async def retrieve(call: Call) -> Reply:
    """Read another page of an earlier search."""
    token = call.path["page_token"]
    identifier, _, number = token.rpartition("-")
    search = call.platform.store.get(SEARCHES, identifier)
    if search is None or not number.isdecimal() or not _still_good(call.platform, search, int(number)):
        message = f"The page token {token} has expired or is invalid. Search again."
        raise ApiError(400, "search_page_token_expired", message, code_field="error_code")
    return Reply(body=_page(call, search, int(number), call.query.get("include_user_metadata", False)))


def wire_seconds(seconds: float) -> float | int:
    """Seconds as the API writes them: tenths in 32-bit precision, whole numbers without a fraction."""
    tenths = round(float(seconds), 1)
    return int(tenths) if tenths.is_integer() else float(struct.unpack("f", struct.pack("f", tenths))[0])


def _ranked(platform: Platform, videos: Sequence[Document], query: Query) -> list[Document]:
    found = [clip for video in videos for clip in _matching(platform, video, query)]
    best_first = sorted(found, key=lambda clip: -float(clip["score"]))
    return [{**clip, "rank": rank} for rank, clip in enumerate(best_first, start=1)]


def _matching(platform: Platform, video: Document, query: Query) -> list[Document]:
    footage = footage_of(platform, video["asset_id"], video["system_metadata"]["duration"])
    cues = spoken_in(platform, video["system_metadata"]["filename"], video["asset_id"])
    found = []
    for clip in footage.clips:
        speech = text_of(between(cues, clip.start, clip.end))
        loudness = mean_loudness(footage.loudness, clip.start, clip.end)
        matched = match(query, clip, loudness, speech)
        if matched:
            said = {"transcription": speech} if matched.spoken else {}
            said["matched"] = reasons(query, clip, loudness, speech)
            found.append({"score": matched.score, "start": clip.start, "end": clip.end, "video": video["id"], **said})
    return found


def _grouped(clips: Sequence[Document]) -> list[Document]:
    """Clips gathered under their video; the video of the best clip comes first."""
    places = {clip["video"]: place for place, clip in reversed(list(enumerate(clips)))}
    by_video = sorted(clips, key=lambda clip: (places[clip["video"]], clip["rank"]))
    return [{"video": video, "clips": list(found)} for video, found in groupby(by_video, lambda clip: clip["video"])]


def _still_good(platform: Platform, search: Document, number: int) -> bool:
    """Tokens die with time, past the end, and when the content of the index changes."""
    searched = [video["id"] for video in ready_within(platform, search["index_id"])]
    return (
        platform.elapsed(search["created_at"]) < TOKEN_LIFETIME
        and number * search["limit"] < max(1, len(search["results"]))
        and searched == search["searched"]
    )


def _page(call: Call, search: Document, number: int, with_metadata: bool) -> dict[str, Any]:
    start, end = number * search["limit"], (number + 1) * search["limit"]
    found = search["results"][start:end]
    data = (
        [_group(call, search, each, with_metadata) for each in found]
        if search["grouped"]
        else [_clip(call, search, each, with_metadata) for each in found]
    )
    return {"search_pool": search["pool"], "data": data, "page_info": _page_info(call.platform, search, number)}


def _page_info(platform: Platform, search: Document, number: int) -> dict[str, Any]:
    expiry = platform.instant(search["created_at"], TOKEN_LIFETIME)
    info = {
        "limit_per_page": search["limit"],
        "total_results": len(search["results"]),
        "page_expires_at": timestamp(expiry, milliseconds=False),
    }
    if search["grouped"]:
        info["total_inner_matches"] = search["clips"]
    if (number + 1) * search["limit"] < len(search["results"]):
        info["next_page_token"] = f"{search['id']}-{number + 1}"
    if number:
        info["prev_page_token"] = f"{search['id']}-{number - 1}"
    return info


def _group(call: Call, search: Document, group: Document, with_metadata: bool) -> dict[str, Any]:
    return {"id": group["video"], "clips": [_clip(call, search, each, with_metadata) for each in group["clips"]]}


def _clip(call: Call, search: Document, clip: Document, with_metadata: bool) -> dict[str, Any]:
    view = {
        "rank": clip["rank"],
        "start": wire_seconds(clip["start"]),
        "end": wire_seconds(clip["end"]),
        "video_id": clip["video"],
        # Not a field of the API: the sandbox tells why, for people who look at `.raw`.
        "sandbox_matched": clip["matched"],
    }
    video = call.platform.find(INDEXED_ASSETS, clip["video"])
    if search["thumbnails"] and video["system_metadata"]["width"]:
        middle = int((clip["start"] + clip["end"]) * 500)
        view["thumbnail_url"] = storage_url(call.platform, call.origin, f"thumbnails/{video['asset_id']}/{middle}.jpg")
    if "transcription" in clip:
        view["transcription"] = clip["transcription"]
    if with_metadata and video["user_metadata"]:
        view["user_metadata"] = video["user_metadata"]
    return view
