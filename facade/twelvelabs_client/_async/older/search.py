"""Search before v1.3: with scores, and by queries that are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, overload

from twelvelabs_client._async.resources.search import AsyncSearch, Image
from twelvelabs_client._async.search_results import AsyncSearchResults
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.intents.older.combined_queries import CombinedQuery, check_matching, query_of, texts_in, widened
from twelvelabs_client.intents.search import (
    Query,
    Scoring,
    check_filter,
    check_options,
    check_scoring,
)
from twelvelabs_client.intents.values import TRANSCRIPTION_OPTIONS, some_known
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.versions.older import dispatch
from twelvelabs_client.versions.unsupported import check_supported

Threshold: TypeAlias = Literal["high", "medium", "low", "none"]


class AsyncOlderSearch(AsyncSearch):
    """Search the videos of an index by text, by joined texts, or, in v1.2, by an image."""

    def __init__(self, transport: AsyncTransport) -> None:
        super().__init__(transport)
        self._older = dispatch.search_of(dispatch.older(transport.api_version))

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
        threshold: Threshold | None = None,
        sort_by: Literal["score", "clip_count"] | None = None,
        adjust_confidence_level: float | None = None,
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
        threshold: Threshold | None = None,
        sort_by: Literal["score", "clip_count"] | None = None,
        adjust_confidence_level: float | None = None,
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
        threshold: Threshold | None = None,
        sort_by: Literal["score", "clip_count"] | None = None,
        adjust_confidence_level: float | None = None,
    ) -> AsyncSearchResults[Clip] | AsyncSearchResults[VideoMatch]:
        """Search an index.

        Args:
            index: Its id, or the index.
            text: What to look for, up to 500 tokens.
            images: One image in place of a text, in v1.2 only: a path, binary file, bytes, or http(s) address.
            options: What to look at: `visual`; `audio` and `transcription`, which both mean spoken words here;
                `text_in_video`; `logo`. Default: `visual` and spoken words.
            transcription_options: How spoken words match: `lexical`, which needs `transcription` alone, or `semantic`
                (default).
            operator: `or` (default): any of the options matches; `and`: all of them.
            filter: Only videos for which this holds: `id` (list), `duration`, `width`, `height`, `size` (a number or
                `{"gte": ..., "lte": ...}`), `title` (exact; the file's name, unless one was set; `filename` means the
                same here), or keys of user metadata.
            group_by: `clip`: clips, best first; `video`: videos with their clips.
            include_user_metadata: Not before v1.3; read them with `videos.get`.
            page_limit: Results a page, 1 to 50 (default 10); videos when grouped.
            timeout: Each page's call in seconds.
            threshold: The least confidence: `high`, `medium`, `low` (default), or `none` for all.
            sort_by: `score` (default): the best first; `clip_count`: the video with most clips first, when grouped.
            adjust_confidence_level: How strictly scores become confidence, 0 to 1 (default 0.5); in v1.2 only.

        Returns:
            An iterable of `Clip`, or of `VideoMatch` when grouped, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: Nothing is asked, or options contradict each other.
            UnsupportedInVersionError: This version cannot be asked that; the text says what to do instead.
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
            scoring=Scoring(threshold=threshold, sort_by=sort_by, adjust_confidence_level=adjust_confidence_level),
        )

    def combined(
        self,
        index: str | Index,
        query: str | CombinedQuery,
        *,
        proximity: float | None = None,
        options: Sequence[str] = ("visual", "audio"),
        transcription_options: Sequence[str] | None = None,
        threshold: Threshold | None = None,
        adjust_confidence_level: float | None = None,
        filter: Mapping[str, Any] | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> AsyncSearchResults[Clip]:
        """Search an index by queries that are joined by and, or, not and then.

        Such as `combined(index, And("winning the race", Not("car accident", without="fire")), proximity=30)`.

        Args:
            index: Its id, or the index.
            query: `And(...)`, `Or(...)`, `Then(...)` or `Not(..., without=...)` of `twelvelabs_client.intents`; within
                these texts, `TextQuery` for a text with options of its own, or the same again.
            proximity: Seconds by which each match of the outermost query is widened on both sides (default 0); queries
                within it take their own.
            options: What to look at, for texts that do not say it themselves: as of `query`.
            transcription_options: How spoken words match, likewise: `lexical` or `semantic`.
            threshold: The least confidence: `high`, `medium`, `low` (default), or `none` for all.
            adjust_confidence_level: How strictly scores become confidence, 0 to 1 (default 0.5); in v1.2 only.
            filter: Only videos for which this holds: as of `query`.
            page_limit: Clips a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of `Clip`, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: Nothing is asked, or options contradict each other.
            UnsupportedInVersionError: This version cannot be asked that; the text says what to do instead.
            NotFoundError: There is no such index (raised when iterated).
            PageTokenExpiredError: A further page was asked for too late (raised when iterated).

        Operation: `POST /beta/search`, then `GET /beta/search/{page-token}`; in v1.2 `POST /search/combined`, then
        `GET /search/combined/{page-token}`
        """
        joined = widened(query_of(query, "query"), proximity)
        wanted = check_options(options)
        spoken = some_known(transcription_options, "transcription_options", TRANSCRIPTION_OPTIONS)
        check_matching(joined, wanted, spoken)
        check_filter(filter)
        scoring = Scoring(threshold=threshold, adjust_confidence_level=adjust_confidence_level)
        check_scoring(scoring, None)
        asked = Query(
            index_id=checks.identifier(index, "index"),
            options=wanted,
            transcription_options=spoken,
            filter=filter,
            page_limit=checks.page_limit(page_limit),
            scoring=scoring,
        )
        check_supported(self.api_version, "search.combined", asked.given(0, list(texts_in(joined))))

        async def search() -> SearchPage[Clip]:
            return await self._transport.send(self._older.first_combined(asked, joined), timeout)

        async def further(token: str) -> SearchPage[Clip]:
            return await self._transport.send(self._older.further_combined(token), timeout)

        return AsyncSearchResults(search, further)

    async def combined_page(self, token: str, *, timeout: float | None = None) -> SearchPage[Clip]:
        """Fetch one further page of a search by joined queries, by its token.

        Args:
            token: The `next_page_token` or `previous_page_token` of a page of `combined`; `page` takes those of
                `query`.
            timeout: The whole call in seconds.

        Raises:
            PageTokenExpiredError: The token is too old, or the index changed: search again.

        Operation: `GET /beta/search/{page-token}`; in v1.2 `GET /search/combined/{page-token}`
        """
        return await self._transport.send(self._older.further_combined(checks.identifier(token, "token")), timeout)
