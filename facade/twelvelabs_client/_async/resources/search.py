"""Search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from os import PathLike
from typing import Any, BinaryIO, Literal, TypeVar, overload

from twelvelabs_client._async.search_results import AsyncSearchResults
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._runtime import files
from twelvelabs_client.core import checks
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.replacements import NamesReplacements
from twelvelabs_client.intents.search import (
    Query,
    Scoring,
    check_filter,
    check_options,
    check_query,
    check_scoring,
    default_options,
)
from twelvelabs_client.intents.values import SEARCH_OPERATORS, TRANSCRIPTION_OPTIONS, one_known, some_known
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions.shared import search_of
from twelvelabs_client.versions.unsupported import check_supported

T = TypeVar("T")
Image = str | PathLike[str] | BinaryIO | bytes


class AsyncSearch(NamesReplacements):
    """Search the videos of an index by text, by images, or by both."""

    _place = "search."

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.api_version = transport.api_version
        self._version = search_of(transport.api_version)

    @overload
    def query(
        self,
        index: str | Index,
        text: str | None = None,
        *,
        images: Image | Sequence[Image] = (),
        options: Sequence[str] | None = None,
        transcription_options: Sequence[str] | None = None,
        operator: Literal["or", "and"] | None = None,
        filter: Mapping[str, Any] | None = None,
        group_by: Literal["clip"] = "clip",
        include_user_metadata: bool | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> AsyncSearchResults[Clip]: ...
    @overload
    def query(
        self,
        index: str | Index,
        text: str | None = None,
        *,
        images: Image | Sequence[Image] = (),
        options: Sequence[str] | None = None,
        transcription_options: Sequence[str] | None = None,
        operator: Literal["or", "and"] | None = None,
        filter: Mapping[str, Any] | None = None,
        group_by: Literal["video"],
        include_user_metadata: bool | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> AsyncSearchResults[VideoMatch]: ...
    def query(
        self,
        index: str | Index,
        text: str | None = None,
        *,
        images: Image | Sequence[Image] = (),
        options: Sequence[str] | None = None,
        transcription_options: Sequence[str] | None = None,
        operator: Literal["or", "and"] | None = None,
        filter: Mapping[str, Any] | None = None,
        group_by: Literal["clip", "video"] = "clip",
        include_user_metadata: bool | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> AsyncSearchResults[Clip] | AsyncSearchResults[VideoMatch]:
        """Search an index.

        Args:
            index: Its id, or the index.
            text: What to look for, up to 500 tokens; entities as `<@entity_id>`.
            images: One image or up to 10: paths, binary files, bytes, or http(s) addresses.
            options: What to look at: `visual`, `audio` (sounds), `transcription` (spoken words). Default: all of them
                for a text; `visual` and `audio` for images alone. An index of an older model has no `transcription`.
            transcription_options: How spoken words match: `lexical`, `semantic`; default: both.
            operator: `or` (default): any of the options matches; `and`: all of them.
            filter: Only videos for which this holds: `id` (list), `duration`, `width`, `height`, `size` (a number or
                `{"gte": ..., "lte": ...}`), `filename` (exact), or keys of user metadata.
            group_by: `clip`: clips, best first; `video`: videos with their clips.
            include_user_metadata: Also return each video's user metadata.
            page_limit: Results a page, 1 to 50 (default 10); videos when grouped.
            timeout: Each page's call in seconds.

        Returns:
            An iterable of `Clip`, or of `VideoMatch` when grouped, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: Nothing is asked, or options contradict each other.
            NotFoundError: There is no such index (raised when iterated).
            PageTokenExpiredError: A further page was asked for too late (raised when iterated).

        Operation: `POST /search`, then `GET /search/{page-token}`; in v1.2 `POST /search-v2`, then
        `GET /search-v2/{page-token}`
        """
        return self._ask(
            index,
            text,
            images=images,
            options=options,
            transcription_options=transcription_options,
            operator=operator,
            filter=filter,
            group_by=group_by,
            include_user_metadata=include_user_metadata,
            page_limit=page_limit,
            timeout=timeout,
            scoring=Scoring(),
        )

    def _ask(
        self,
        index: str | Index,
        text: str | None,
        *,
        images: Image | Sequence[Image],
        options: Sequence[str] | None,
        transcription_options: Sequence[str] | None,
        operator: str | None,
        filter: Mapping[str, Any] | None,
        group_by: str,
        include_user_metadata: bool | None,
        page_limit: int | None,
        timeout: float | None,
        scoring: Scoring,
    ) -> AsyncSearchResults[Clip] | AsyncSearchResults[VideoMatch]:
        wanted = default_options(text) if options is None else check_options(options)
        spoken = some_known(transcription_options, "transcription_options", TRANSCRIPTION_OPTIONS)
        pictures = _listed(images)
        check_query(text, len(pictures), wanted, spoken)
        checks.one_of(group_by, "group_by", ("clip", "video"))
        one_known(operator, "operator", SEARCH_OPERATORS)
        addresses = [image for image in pictures if isinstance(image, str) and checks.looks_like_url(image)]
        urls = [checks.media_url(address) for address in addresses]
        local = [image for image in pictures if image not in addresses]
        check_filter(filter)
        check_scoring(scoring, group_by)
        query = Query(
            index_id=checks.identifier(index, "index"),
            text=text,
            image_urls=urls,
            options=wanted,
            transcription_options=spoken,
            operator=operator,
            filter=filter,
            group_by=None if group_by == "clip" else group_by,
            page_limit=checks.page_limit(page_limit),
            include_user_metadata=include_user_metadata,
            scoring=scoring,
        )
        check_supported(self.api_version, "search.query", query.given(len(pictures)))
        if group_by == "video":
            return self._results(query, local, self._version.first_videos, self._version.further_videos, timeout)
        return self._results(query, local, self._version.first_clips, self._version.further_clips, timeout)

    def _results(
        self,
        query: Query,
        images: Sequence[Image],
        first: Callable[[Query, Sequence[FilePart]], Call[SearchPage[T]]],
        later: Callable[[str, bool | None], Call[SearchPage[T]]],
        timeout: float | None,
    ) -> AsyncSearchResults[T]:
        async def search() -> SearchPage[T]:
            with ExitStack() as stack:
                parts = [stack.enter_context(files.opened(image)) for image in images]
                return await self._transport.send(first(query, parts), timeout)

        async def further(token: str) -> SearchPage[T]:
            return await self._transport.send(later(token, query.include_user_metadata), timeout)

        return AsyncSearchResults(search, further)

    @overload
    async def page(
        self,
        token: str,
        *,
        group_by: Literal["clip"] = "clip",
        include_user_metadata: bool | None = None,
        timeout: float | None = None,
    ) -> SearchPage[Clip]: ...
    @overload
    async def page(
        self,
        token: str,
        *,
        group_by: Literal["video"],
        include_user_metadata: bool | None = None,
        timeout: float | None = None,
    ) -> SearchPage[VideoMatch]: ...
    async def page(
        self,
        token: str,
        *,
        group_by: Literal["clip", "video"] = "clip",
        include_user_metadata: bool | None = None,
        timeout: float | None = None,
    ) -> SearchPage[Clip] | SearchPage[VideoMatch]:
        """Fetch one further page of a search by its token.

        Args:
            token: The `next_page_token` or `previous_page_token` of a page.
            group_by: `video` where the search was grouped by it; the API goes by the token.
            include_user_metadata: Also return each video's user metadata.
            timeout: The whole call in seconds.

        Raises:
            PageTokenExpiredError: The token is too old, or the index changed: search again.

        Operation: `GET /search/{page-token}`; in v1.2 `GET /search-v2/{page-token}`
        """
        checked = checks.identifier(token, "token")
        check_supported(self.api_version, "search.page", {"include_user_metadata": include_user_metadata})
        checks.one_of(group_by, "group_by", ("clip", "video"))
        if group_by == "video":
            return await self._transport.send(self._version.further_videos(checked, include_user_metadata), timeout)
        return await self._transport.send(self._version.further_clips(checked, include_user_metadata), timeout)


def _listed(images: Image | Sequence[Image]) -> list[Image]:
    """One image alone is a list of one."""
    return [images] if isinstance(images, str | bytes) or not isinstance(images, Sequence) else [*images]
