"""Search as v1.2 puts it: a form for the first page, a token for the others; joined queries as JSON.

The form is that of its second search, which says all that its first one does, and takes images.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.older.combined_queries import CombinedQuery
from twelvelabs_client.intents.search import Query, filter_text
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import form_file, optional, prepare
from twelvelabs_client.versions._search_pages import search_page
from twelvelabs_client.versions.older.shared import search as older
from twelvelabs_client.versions.older.shared.options import conversation_option, older_options
from twelvelabs_generated.v1_2.models.search_results import SearchResults

T = TypeVar("T")


def first_clips(query: Query, images: Sequence[FilePart]) -> Call[SearchPage[Clip]]:
    """The first page of clips, which is the search itself."""
    return _first_page(query, images, _read_clips)


def first_videos(query: Query, images: Sequence[FilePart]) -> Call[SearchPage[VideoMatch]]:
    """The first page of videos with their clips."""
    return _first_page(query, images, _read_videos)


def further_clips(token: str, _include_user_metadata: bool | None) -> Call[SearchPage[Clip]]:
    """A further page of clips; the token stands for everything else that was asked."""
    return _further_page(token, _read_clips)


def further_videos(token: str, _include_user_metadata: bool | None) -> Call[SearchPage[VideoMatch]]:
    """A further page of videos with their clips."""
    return _further_page(token, _read_videos)


def first_combined(query: Query, joined: CombinedQuery) -> Call[SearchPage[Clip]]:
    """The first page of what joined queries find."""
    from twelvelabs_generated.v1_2.api.search import search_combined as operation
    from twelvelabs_generated.v1_2.models.combined_query import CombinedQuery as CombinedQueryRequest
    from twelvelabs_generated.v1_2.models.combined_query_exclusion import CombinedQueryExclusion
    from twelvelabs_generated.v1_2.models.search_combined_request import SearchCombinedRequest
    from twelvelabs_generated.v1_2.models.search_filter import SearchFilter

    conditions = older.older_filter(query.filter)
    body = SearchCombinedRequest(
        index_id=query.index_id,
        query=older.joined_query(joined, CombinedQueryRequest, CombinedQueryExclusion),
        search_options=older_options(query.options),
        conversation_option=optional(conversation_option(query.transcription_options)),
        threshold=optional(query.scoring.threshold),
        adjust_confidence_level=optional(query.scoring.adjust_confidence_level),
        page_limit=optional(query.page_limit),
        filter_=optional(SearchFilter(additional_properties=conditions) if conditions else None),
    )
    return prepare(operation, _read_clips, body=body)


def further_combined(token: str) -> Call[SearchPage[Clip]]:
    """A further page of what joined queries find."""
    from twelvelabs_generated.v1_2.api.search import retrieve_search_combined_page as operation

    return prepare(operation, _read_clips, token)


def _first_page(
    query: Query, images: Sequence[FilePart], read: Callable[[SearchResults], SearchPage[T]]
) -> Call[SearchPage[T]]:
    from twelvelabs_generated.v1_2.api.search import search_v2 as operation
    from twelvelabs_generated.v1_2.models.search_v2_request import SearchV2Request

    image = next(iter(images), None)
    address = next(iter(query.image_urls), None)
    body = SearchV2Request(
        index_id=query.index_id,
        query_text=optional(query.text),
        query_media_type=optional("image" if image or address else None),
        query_media_url=optional(address),
        query_media_file=optional(form_file(image)),
        search_options=older_options(query.options),
        operator=optional(query.operator),
        conversation_option=optional(conversation_option(query.transcription_options)),
        group_by=optional(query.group_by),
        threshold=optional(query.scoring.threshold),
        adjust_confidence_level=optional(query.scoring.adjust_confidence_level),
        sort_option=optional(query.scoring.sort_by),
        page_limit=optional(query.page_limit),
        filter_=optional(filter_text(older.older_filter(query.filter))),
    )
    return evolve(prepare(operation, read, body=body), replayable=all(each.replayable for each in images))


def _further_page(token: str, read: Callable[[SearchResults], SearchPage[T]]) -> Call[SearchPage[T]]:
    from twelvelabs_generated.v1_2.api.search import retrieve_search_v2_page as operation

    return prepare(operation, read, token)


def _read_clips(reply: SearchResults) -> SearchPage[Clip]:
    return search_page(reply, older.read_clip)


def _read_videos(reply: SearchResults) -> SearchPage[VideoMatch]:
    return search_page(reply, older.read_video)
