"""Search as v1.3 puts it: a form for the first page, a token for the others."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.search import Query, filter_text
from twelvelabs_client.core.uploads import FilePart
from twelvelabs_client.models.search import Clip, SearchPage, SearchPool, VideoMatch
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare
from twelvelabs_client.versions.v1_3._options import check_options
from twelvelabs_generated.types import File, Unset, read_datetime
from twelvelabs_generated.v1_3.models.search_clip import SearchClip
from twelvelabs_generated.v1_3.models.search_item import SearchItem
from twelvelabs_generated.v1_3.models.search_page_info import SearchPageInfo
from twelvelabs_generated.v1_3.models.search_results import SearchResults

T = TypeVar("T")


def check_query(query: Query, images: int) -> None:
    """Refuse what v1.3 cannot be asked."""
    check_options(query.options, "options")


def first_clips(query: Query, images: Sequence[FilePart]) -> Call[SearchPage[Clip]]:
    """The first page of clips, which is the search itself."""
    return _first_page(query, images, read_clip)


def first_videos(query: Query, images: Sequence[FilePart]) -> Call[SearchPage[VideoMatch]]:
    """The first page of videos with their clips."""
    return _first_page(query, images, read_video)


def further_clips(token: str, include_user_metadata: bool | None) -> Call[SearchPage[Clip]]:
    """A further page of clips; the token stands for everything else that was asked."""
    return _further_page(token, include_user_metadata, read_clip)


def further_videos(token: str, include_user_metadata: bool | None) -> Call[SearchPage[VideoMatch]]:
    """A further page of videos with their clips."""
    return _further_page(token, include_user_metadata, read_video)


def _first_page(query: Query, images: Sequence[FilePart], read_item: Callable[[SearchItem], T]) -> Call[SearchPage[T]]:
    from twelvelabs_generated.v1_3.api.search import search as operation
    from twelvelabs_generated.v1_3.models.search_request import SearchRequest

    has_media = bool(query.image_urls or images)
    body = SearchRequest(
        index_id=query.index_id,
        query_text=optional(query.text),
        query_media_type=optional("image" if has_media else None),
        query_media_url=optional(list(query.image_urls) or None),
        query_media_file=optional([File(image.payload, image.name, image.media_type) for image in images] or None),
        search_options=query.options,
        transcription_options=optional(query.transcription_options),
        operator=optional(query.operator),
        filter_=optional(filter_text(query.filter)),
        group_by=optional(query.group_by),
        page_limit=optional(query.page_limit),
        include_user_metadata=optional(query.include_user_metadata),
    )
    call = prepare(operation, lambda reply: _read_page(reply, read_item), body=body)
    return evolve(call, replayable=all(image.replayable for image in images))


def _further_page(
    token: str, include_user_metadata: bool | None, read_item: Callable[[SearchItem], T]
) -> Call[SearchPage[T]]:
    from twelvelabs_generated.v1_3.api.search import retrieve_search_page as operation

    return prepare(
        operation,
        lambda reply: _read_page(reply, read_item),
        token,
        include_user_metadata=optional(include_user_metadata),
    )


def read_clip(item: SearchItem | SearchClip) -> Clip:
    """A clip, of a flat result or of a video."""
    return Clip(
        video_id=given(item.video_id) or "",
        start=given(item.start),
        end=given(item.end),
        rank=given(item.rank),
        thumbnail_url=given(item.thumbnail_url),
        transcription=given(item.transcription),
        user_metadata=json_of(item.user_metadata),
        raw=item.raw_,
    )


def read_video(item: SearchItem) -> VideoMatch:
    """A video with its clips; clips inherit the id of their video."""
    video_id = given(item.id) or given(item.video_id) or ""
    clips = [read_clip(clip) for clip in given(item.clips) or ()]
    clips = [clip if clip.video_id else evolve(clip, video_id=video_id) for clip in clips]
    return VideoMatch(video_id=video_id, clips=clips, raw=item.raw_)


def _read_page(reply: SearchResults, read_item: Callable[[SearchItem], T]) -> SearchPage[T]:
    items = [read_item(item) for item in given(reply.data) or ()]
    pool = reply.search_pool
    read_pool = (
        None
        if isinstance(pool, Unset)
        else SearchPool(given(pool.index_id), given(pool.total_count), given(pool.total_duration))
    )
    info = reply.page_info
    if isinstance(info, Unset):
        return SearchPage(items, pool=read_pool, raw=reply.raw_)
    return SearchPage(
        items,
        total_results=given(info.total_results),
        total_inner_matches=given(info.total_inner_matches),
        next_token=given(info.next_page_token) or None,
        previous_token=given(info.prev_page_token) or None,
        page_expires_at=_expiry(info),
        pool=read_pool,
        raw=reply.raw_,
    )


def _expiry(info: SearchPageInfo) -> datetime.datetime | None:
    """The API's guide calls the field `page_expired_at`, its replies `page_expires_at`."""
    expiry = info.page_expires_at
    return given(read_datetime(info.raw_.get("page_expired_at")) if isinstance(expiry, Unset) else expiry)
