"""Classification: which classes videos belong to, in the form of whichever revision a request is written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.http.paging import page_limit
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.older.classes import Belonging, Seen, belongings, limits_of, prompted
from twelvelabs_sandbox.older.matching import confidence_of, page_gone
from twelvelabs_sandbox.older.names import options_of, searching_engine
from twelvelabs_sandbox.older.search import TOKEN_LIFETIME, still_of
from twelvelabs_sandbox.older.videos import ready_video
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import INDEXES, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp

PAGES = "classified"
LONGEST = 10 * 3600.0


async def create(call: Call) -> Reply:
    """Classify one video, or some of one index."""
    body = call.body
    if "video_id" in body and "video_ids" in body:
        raise invalid("video_id", "Give video_id or video_ids, not both.")
    if "video_id" in body:
        return await _single(call, ready_video(call.platform, body["video_id"]))
    if "video_ids" not in body:
        raise not_provided("video_ids")
    videos = [ready_video(call.platform, identifier) for identifier in dict.fromkeys(body["video_ids"])]
    if len({video["index_id"] for video in videos}) > 1:
        raise invalid("video_ids", "All videos must be in one index.")
    if sum(video["system_metadata"]["duration"] for video in videos) > LONGEST:
        raise invalid("video_ids", "The videos must not be longer than 10 hours together.")
    return await _several(call, call.platform.find(INDEXES, videos[0]["index_id"]), videos)


async def create_bulk(call: Call) -> Reply:
    """Classify every video of an index."""
    index = call.platform.find(INDEXES, call.body["index_id"])
    return await _several(call, index, ready_within(call.platform, index["id"]))


async def retrieve(call: Call) -> Reply:
    """Read another page of classified videos."""
    token = call.path["page_token"]
    identifier, _, number = token.rpartition("-")
    pages = call.platform.store.get(PAGES, identifier)
    if pages is None or not number.isdecimal() or int(number) * pages["limit"] >= max(1, len(pages["rows"])):
        raise page_gone(token, "classify_page_token_invalid")
    if call.platform.elapsed(pages["created_at"]) >= TOKEN_LIFETIME:
        raise page_gone(token, "classify_page_token_expired")
    return Reply(body=_page(call.platform, pages, int(number)))


async def _single(call: Call, video: Document) -> Reply:
    """The form of the first two revisions, for one video and without pages."""
    index = call.platform.find(INDEXES, video["index_id"])
    _check_options(call, index)
    limits = limits_of(call.body, several=False)
    found = await run_in_threadpool(belongings, call.platform, video, prompted(call.body), limits)
    return Reply(body={"video_id": video["id"], **_told(call, index, video, found)})


async def _several(call: Call, index: Document, videos: Sequence[Document]) -> Reply:
    _check_options(call, index)
    classes, limits = prompted(call.body), limits_of(call.body, several=True)
    rows = []
    for video in videos:
        found = await run_in_threadpool(belongings, call.platform, video, classes, limits)
        if found:
            rows.append({"video_id": video["id"], **_told(call, index, video, found)})
    pages: Document = {
        "id": call.platform.new_uuid(),
        "created_at": call.platform.now(),
        "limit": page_limit(call.body),
        "rows": rows,
    }
    call.platform.store.put(PAGES, pages["id"], pages)
    return Reply(body=_page(call.platform, pages, 0))


def _page(platform: Platform, pages: Document, number: int) -> dict[str, Any]:
    limit = pages["limit"]
    shown = pages["rows"][number * limit : (number + 1) * limit]
    more = (number + 1) * limit < len(pages["rows"])
    info = {
        # The server tells how many there are, not how many were asked for, and empty tokens where there is no page.
        "limit_per_page": len(shown),
        "total_results": len(pages["rows"]),
        "page_expired_at": timestamp(platform.now(), milliseconds=False),
        "next_page_token": f"{pages['id']}-{number + 1}" if more else "",
        "prev_page_token": f"{pages['id']}-{number - 1}" if number else "",
    }
    return {"data": shown, "page_info": info}


def _check_options(call: Call, index: Document) -> None:
    if searching_engine(index) is None:
        message = f"The index {index['id']} has no engine that can classify. Use one with a Marengo engine."
        raise ApiError(400, "classify_not_supported_engine", message)
    asked = {
        *call.body["options"],
        *(option for each in call.body.get("classes", ()) for option in each.get("options", ())),
    }
    missing = sorted(asked - set(options_of(index)))
    if missing:
        raise invalid("options", f"The index {index['id']} was not built with {', '.join(missing)}.")


def _told(call: Call, index: Document, video: Document, found: Sequence[Belonging]) -> dict[str, Any]:
    """The classes of a video, by the name that the request calls them."""
    still = "thumbnail" in index["addons"]
    if "labels" in call.body:
        return {"labels": [_label(call, video, each, still=still) for each in found]}
    return {"classes": [_class(call, video, each, still=still) for each in found]}


def _label(call: Call, video: Document, found: Belonging, *, still: bool) -> dict[str, Any]:
    label: dict[str, Any] = {
        "name": found.name,
        "max_score": found.highest,
        "confidence": confidence_of(found.highest),
        "duration": found.duration,
    }
    if call.body.get("include_clips", False):
        clips = [_clip(call, video, each, still=still) for each in found.clips]
        label["clips"] = [{**clip, "confidence": confidence_of(clip["score"])} for clip in clips]
    return label


def _class(call: Call, video: Document, found: Belonging, *, still: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": found.name, "score": found.score, "duration_ratio": found.ratio}
    if call.body.get("include_clips", False):
        told["clips"] = [_clip(call, video, each, still=still) for each in found.clips]
    if call.body.get("show_detailed_score", False):
        told["detailed_scores"] = _details(call.body, found)
    return told


def _details(body: Mapping[str, Any], found: Belonging) -> dict[str, float]:
    details = {"max_score": found.highest, "avg_score": found.mean, "normalized_score": found.normalized}
    # Known of the second revision alone, which has one video or a number as its threshold.
    older = "video_id" in body or isinstance(body.get("threshold"), (int, float))
    return {**details, "duration_weighted_score": found.weighted} if older else details


def _clip(call: Call, video: Document, clip: Seen, *, still: bool) -> dict[str, Any]:
    view: dict[str, Any] = {
        "start": clip.start,
        "end": clip.end,
        "score": clip.score,
        "option": clip.option,
        "prompt": clip.prompt,
    }
    return {**view, "thumbnail_url": still_of(call, {**view, "video_id": video["id"]})} if still else view
