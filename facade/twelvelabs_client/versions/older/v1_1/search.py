"""Search as v1.1 puts it: JSON for the first page, a token for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.older.combined_queries import CombinedQuery
from twelvelabs_client.intents.search import Query
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import optional, prepare
from twelvelabs_client.versions._search_pages import search_page
from twelvelabs_client.versions.older.shared import search as older
from twelvelabs_client.versions.older.shared.options import conversation_option, older_options
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_1.models.search_results import SearchResults

if TYPE_CHECKING:
    from twelvelabs_generated.v1_1.models.search_filter import SearchFilter
    from twelvelabs_generated.v1_1.models.search_request import SearchRequest


def first_clips(query: Query, _images: Sequence[FilePart]) -> Call[SearchPage[Clip]]:
    """The first page of clips, which is the search itself."""
    from twelvelabs_generated.v1_1.api.search import search as operation

    return prepare(operation, _read_clips, body=_request(query))


def first_videos(query: Query, _images: Sequence[FilePart]) -> Call[SearchPage[VideoMatch]]:
    """The first page of videos with their clips."""
    from twelvelabs_generated.v1_1.api.search import search as operation

    return prepare(operation, _read_videos, body=_request(query))


def further_clips(token: str, _include_user_metadata: bool | None) -> Call[SearchPage[Clip]]:
    """A further page of clips; the token stands for everything else that was asked."""
    from twelvelabs_generated.v1_1.api.search import retrieve_search_page as operation

    return prepare(operation, _read_clips, token)


def further_videos(token: str, _include_user_metadata: bool | None) -> Call[SearchPage[VideoMatch]]:
    """A further page of videos with their clips."""
    from twelvelabs_generated.v1_1.api.search import retrieve_search_page as operation

    return prepare(operation, _read_videos, token)


def first_combined(query: Query, joined: CombinedQuery) -> Call[SearchPage[Clip]]:
    """The first page of what joined queries find."""
    from twelvelabs_generated.v1_1.api.search import search_combined as operation
    from twelvelabs_generated.v1_1.models.combined_query import CombinedQuery as CombinedQueryRequest
    from twelvelabs_generated.v1_1.models.combined_query_exclusion import CombinedQueryExclusion
    from twelvelabs_generated.v1_1.models.search_combined_request import SearchCombinedRequest

    body = SearchCombinedRequest(
        index_id=query.index_id,
        query=older.joined_query(joined, CombinedQueryRequest, CombinedQueryExclusion),
        search_options=older_options(query.options),
        conversation_option=optional(conversation_option(query.transcription_options)),
        threshold=optional(query.scoring.threshold),
        page_limit=optional(query.page_limit),
        filter_=_filter(query),
    )
    return prepare(operation, _read_clips, body=body)


def further_combined(token: str) -> Call[SearchPage[Clip]]:
    """A further page of what joined queries find."""
    from twelvelabs_generated.v1_1.api.search import retrieve_search_combined_page as operation

    return prepare(operation, _read_clips, token)


def _request(query: Query) -> SearchRequest:
    from twelvelabs_generated.v1_1.models.search_request import SearchRequest

    return SearchRequest(
        index_id=query.index_id,
        query=query.text or "",
        search_options=older_options(query.options),
        operator=optional(query.operator),
        conversation_option=optional(conversation_option(query.transcription_options)),
        group_by=optional(query.group_by),
        threshold=optional(query.scoring.threshold),
        sort_option=optional(query.scoring.sort_by),
        page_limit=optional(query.page_limit),
        filter_=_filter(query),
    )


def _filter(query: Query) -> SearchFilter | Unset:
    from twelvelabs_generated.v1_1.models.search_filter import SearchFilter

    conditions = older.older_filter(query.filter)
    return optional(SearchFilter(additional_properties=conditions) if conditions else None)


def _read_clips(reply: SearchResults) -> SearchPage[Clip]:
    return search_page(reply, older.read_clip)


def _read_videos(reply: SearchResults) -> SearchPage[VideoMatch]:
    return search_page(reply, older.read_video)
