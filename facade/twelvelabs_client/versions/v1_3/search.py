"""Search as v1.3 puts it: a form for the first page, a token for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.search import Query, filter_text
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare
from twelvelabs_client.versions._search_pages import search_page, video_match
from twelvelabs_generated.types import File
from twelvelabs_generated.v1_3.models.search_clip import SearchClip
from twelvelabs_generated.v1_3.models.search_item import SearchItem

T = TypeVar("T")


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
    call = prepare(operation, lambda reply: search_page(reply, read_item), body=body)
    return evolve(call, replayable=all(image.replayable for image in images))


def _further_page(
    token: str, include_user_metadata: bool | None, read_item: Callable[[SearchItem], T]
) -> Call[SearchPage[T]]:
    from twelvelabs_generated.v1_3.api.search import retrieve_search_page as operation

    return prepare(
        operation,
        lambda reply: search_page(reply, read_item),
        token,
        include_user_metadata=optional(include_user_metadata),
    )


def read_clip(item: SearchItem | SearchClip) -> Clip:
    """A clip, of a flat result or of a video."""
    return Clip(
        given(item.video_id) or "",
        given(item.start),
        given(item.end),
        given(item.rank),
        given(item.thumbnail_url),
        given(item.transcription),
        json_of(item.user_metadata),
        raw=item.raw_,
    )


def read_video(item: SearchItem) -> VideoMatch:
    """A video with its clips."""
    video_id = given(item.id) or given(item.video_id) or ""
    return video_match(video_id, [read_clip(clip) for clip in given(item.clips) or ()], item.raw_)
