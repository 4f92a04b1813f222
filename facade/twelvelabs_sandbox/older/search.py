"""Search by text, by an image, or by joined queries: clips with scores, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.http.paging import page_limit
from twelvelabs_sandbox.http.routing import Call, Handler, Reply
from twelvelabs_sandbox.older.combined import COMBINATION, combined_hits, wanted_in
from twelvelabs_sandbox.older.matching import (
    Hit,
    Wanted,
    check_exactness,
    check_searchable,
    confidence_of,
    hits_by_video,
    is_exact,
    page_gone,
    reaches,
    view_of,
)
from twelvelabs_sandbox.older.names import VISUAL
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.older.videos import title_of
from twelvelabs_sandbox.search.filters import checked, kept, read_filter
from twelvelabs_sandbox.search.queries import LONGEST_TEXT, images_of
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url

SEARCHES = "older-searches"
TOKEN_LIFETIME = 900.0  # simulated seconds
# Which of the addresses for pages continues a search.
TEXT, COMBINED, ANY = "text", "combined", "any"
EXPIRED = "search_page_token_expired"
# What the first version of the API called it; the error of version 1.2 has both.
OLD_NUMBER = 104

Found = Mapping[str, Sequence[Hit]]


async def create(call: Call) -> Reply:
    """Search an index by a text, or by texts that are joined."""
    body = call.body
    if isinstance(body["query"], Mapping):
        return await _combined(call, TEXT)
    _check_text("query", body["query"])
    index = call.platform.find(INDEXES, body["index_id"])
    wanted = _wanted(body, text=body["query"])
    check_searchable(index, wanted.options)
    videos = _videos(call.platform, index, body.get("filter"))
    return _first_page(call, index, await hits_by_video(call.platform, videos, wanted), TEXT)


async def create_combined(call: Call) -> Reply:
    """Search an index by joined texts."""
    return await _combined(call, COMBINED)


async def _combined(call: Call, family: str) -> Reply:
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    parts = wanted_in(body["query"], body)
    check_searchable(index, [option for part in parts for option in part.options])
    videos = _videos(platform, index, body.get("filter"))
    found = {
        video["id"]: await run_in_threadpool(combined_hits, platform, video, body["query"], body) for video in videos
    }
    return _first_page(call, index, found, family)


async def create_v2(call: Call) -> Reply:
    """Search an index by a text or by an image."""
    body = call.body
    index = call.platform.find(INDEXES, body["index_id"])
    _check_one_query(body)
    if "query_text" in body:
        _check_text("query_text", body["query_text"])
        wanted = _wanted(body, text=body["query_text"])
    else:
        # An address wins over a file.
        media = {"query_media_url" if "query_media_url" in body else "query_media_file"}
        wanted = _wanted(body, images=tuple(await images_of({name: body[name] for name in media})))
    check_searchable(index, wanted.options)
    videos = _videos(call.platform, index, read_filter(body.get("filter")))
    return _first_page(call, index, await hits_by_video(call.platform, videos, wanted), ANY)


def page_of(family: str) -> Handler:
    """Reads another page of an earlier search of one kind."""

    async def retrieve(call: Call) -> Reply:
        token = call.path["page_token"]
        identifier, _, number = token.rpartition("-")
        search = call.platform.store.get(SEARCHES, identifier)
        asked = {"family": family, "version": call.version}
        known = search is not None and asked.items() <= search.items()
        if not known or not number.isdecimal() or not _still_good(call.platform, search or {}, int(number)):
            error = page_gone(token, EXPIRED)
            error.number = of_older(call.version, v1_1=None, v1_2=OLD_NUMBER)
            raise error
        return Reply(body=_page(call, search or {}, int(number)))

    return retrieve


def _wanted(body: Mapping[str, Any], **what: Any) -> Wanted:
    options, how = body["search_options"], body.get("conversation_option", "semantic")
    check_exactness(options, how, COMBINATION)
    if what.get("images"):
        if VISUAL not in options or is_exact(how):
            raise ApiError(
                400, COMBINATION, "An image is looked for by visual, and by its meaning: not by exact words."
            )
        options = [VISUAL]
    every = body.get("operator", "or") == "and"
    return Wanted(options=tuple(options), exact=is_exact(how), all_options=every, **what)


def _videos(platform: Platform, index: Document, given: Mapping[str, Any] | None) -> list[Document]:
    """The videos that a filter lets through; `title` is that which was set, or the name of the file."""
    wanted = dict(given or {})
    title = wanted.pop("title", None)
    videos = kept(ready_within(platform, index["id"]), checked(wanted))
    return [video for video in videos if title is None or title_of(video) == title]


def _first_page(call: Call, index: Document, found: Found, family: str) -> Reply:
    platform, body = call.platform, call.body
    grouped = body.get("group_by") == "video"
    if body.get("sort_option") == "clip_count" and not grouped:
        raise invalid("sort_option", "clip_count needs group_by video.")
    strictness = float(body.get("adjust_confidence_level", 0.5))
    clips = _ranked(found, body.get("threshold", "low"), strictness)
    ready = ready_within(platform, index["id"])
    search: Document = {
        "id": platform.new_uuid(),
        "version": call.version,
        "family": family,
        "index_id": index["id"],
        "created_at": platform.now(),
        "searched": [video["id"] for video in ready],
        "limit": page_limit(body),
        "clips": len(clips),
        "grouped": grouped,
        "thumbnails": "thumbnail" in index["addons"],
        "strictness": strictness,
        "several": len(body.get("search_options", ())) > 1,
        "results": _grouped(clips, body.get("sort_option", "score")) if grouped else clips,
        "pool": {
            "total_count": len(ready),
            "total_duration": sum(video["system_metadata"]["duration"] for video in ready),
            "index_id": index["id"],
        },
    }
    platform.store.put(SEARCHES, search["id"], search)
    return Reply(body=_page(call, search, 0))


def _ranked(found: Found, threshold: str, strictness: float) -> list[Document]:
    clips = [
        {
            **view_of(hit, video, strictness),
            "matches": [_match(option, hit) for option in hit.scores],
            "modules": [
                {"type": option, "confidence": confidence_of(score, strictness)} for option, score in hit.scores.items()
            ],
        }
        for video, hits in found.items()
        for hit in hits
        if reaches(hit.score, threshold, strictness)
    ]
    return sorted(clips, key=lambda clip: -clip["score"])


def _match(option: str, hit: Hit) -> dict[str, str]:
    """What matched in one modality; what is seen has no text."""
    return {"type": option, "text": hit.texts[option]} if option in hit.texts else {"type": option}


def _grouped(clips: Sequence[Document], order: str) -> list[Document]:
    """Clips gathered under their video; the video of the best clip, or that with most clips, comes first."""
    places = {clip["video_id"]: place for place, clip in reversed(list(enumerate(clips)))}
    by_video = sorted(clips, key=lambda clip: places[clip["video_id"]])
    groups = [{"id": video, "clips": list(each)} for video, each in groupby(by_video, lambda clip: clip["video_id"])]
    return sorted(groups, key=lambda group: -len(group["clips"])) if order == "clip_count" else groups


def _still_good(platform: Platform, search: Document, number: int) -> bool:
    """Tokens die with time, past the end, and when the content of the index changes."""
    searched = [video["id"] for video in ready_within(platform, search["index_id"])]
    return (
        platform.elapsed(search["created_at"]) < TOKEN_LIFETIME
        and number * search["limit"] < max(1, len(search["results"]))
        and searched == search["searched"]
    )


def _page(call: Call, search: Document, number: int) -> dict[str, Any]:
    shown = search["results"][number * search["limit"] : (number + 1) * search["limit"]]
    data = [_group(call, search, each) if search["grouped"] else _clip(call, search, each) for each in shown]
    return {"search_pool": search["pool"], "data": data, "page_info": _page_info(call.platform, search, number)}


def _page_info(platform: Platform, search: Document, number: int) -> dict[str, Any]:
    info = {
        "limit_per_page": search["limit"],
        "total_results": len(search["results"]),
        # The server tells the instant of the request; the tokens are good for longer.
        "page_expired_at": timestamp(platform.now(), milliseconds=False),
    }
    if search["grouped"]:
        info["total_inner_matches"] = search["clips"]
    if (number + 1) * search["limit"] < len(search["results"]):
        info["next_page_token"] = f"{search['id']}-{number + 1}"
    if number:
        info["prev_page_token"] = f"{search['id']}-{number - 1}"
    return info


def _group(call: Call, search: Document, group: Document) -> dict[str, Any]:
    return {"clips": [_clip(call, search, each) for each in group["clips"]], "id": group["id"]}


def _clip(call: Call, search: Document, clip: Document) -> dict[str, Any]:
    view = {name: value for name, value in clip.items() if name not in ("matches", "modules")}
    if clip["matches"]:
        view["metadata"] = clip["matches"]
    if clip["modules"] and search["several"]:
        view["modules"] = clip["modules"]
    if search["thumbnails"]:
        view["thumbnail_url"] = still_of(call, clip)
    return view


def still_of(call: Call, clip: Mapping[str, Any]) -> str:
    """The address of a still image from the middle of a clip."""
    video = call.platform.find(INDEXED_ASSETS, clip["video_id"])
    middle = int((clip["start"] + clip["end"]) * 500)
    return storage_url(call.platform, call.origin, f"thumbnails/{video['asset_id']}/{middle}.jpg")


def _check_one_query(body: Mapping[str, Any]) -> None:
    media = "query_media_url" in body or "query_media_file" in body
    if media and "query_text" in body:
        raise invalid("query_text", "Give a text or an image, not both.")
    if not media and "query_text" not in body:
        raise not_provided("query_media_url" if "query_media_type" in body else "query_text")
    if media and "query_media_type" not in body:
        raise not_provided("query_media_type")


def _check_text(name: str, text: str) -> None:
    if not text.strip():
        raise invalid(name, "It must not be empty.")
    if len(text.split()) > LONGEST_TEXT:
        raise invalid(name, f"It must not be longer than {LONGEST_TEXT} tokens.")
