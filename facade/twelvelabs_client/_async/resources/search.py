"""Search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from os import PathLike
from typing import Any, BinaryIO, Literal, TypeVar, overload

from twelvelabs_client._async.search_results import AsyncSearchResults
from twelvelabs_client._async.transport import AsyncTransport
from twelvelabs_client._runtime import files
from twelvelabs_client.core import checks
from twelvelabs_client.core.search import OPTIONS, TRANSCRIPTION_OPTIONS, check_query, filter_text
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
from twelvelabs_client.versions.v1_3 import search as v1_3

T = TypeVar("T")
Image = str | PathLike[str] | BinaryIO | bytes


class AsyncSearch:
    """Search the videos of an index by text, by images, or by both."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @overload
    def query(
        self,
        index: str | Index,
        text: str | None = None,
        *,
        images: Image | Sequence[Image] = (),
        options: Sequence[str] = ("visual", "audio"),
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
        options: Sequence[str] = ("visual", "audio"),
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
        options: Sequence[str] = ("visual", "audio"),
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
            options: What to look at: `visual`, `audio` (sounds), `transcription` (spoken words).
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
            PageTokenExpired: A further page was asked for too late (raised when iterated).

        Operation: `POST /search`, then `GET /search/{page-token}`
        """
        wanted = checks.some_of(options, "options", OPTIONS) or []
        spoken = checks.some_of(transcription_options, "transcription_options", TRANSCRIPTION_OPTIONS)
        pictures = _listed(images)
        check_query(text, len(pictures), wanted, spoken)
        checks.one_of(group_by, "group_by", ("clip", "video"))
        checks.one_of(operator, "operator", ("or", "and"))
        addresses = [image for image in pictures if isinstance(image, str) and checks.looks_like_url(image)]
        urls = [checks.media_url(address) for address in addresses]
        local = [image for image in pictures if image not in addresses]
        asked = {
            "index_id": checks.identifier(index, "index"),
            "text": text,
            "image_urls": urls,
            "options": wanted,
            "transcription_options": spoken,
            "operator": operator,
            "filter_text": filter_text(filter),
            "group_by": None if group_by == "clip" else group_by,
            "page_limit": checks.page_limit(page_limit),
            "include_user_metadata": include_user_metadata,
        }
        if group_by == "video":
            return self._results(asked, local, v1_3.read_video, timeout)
        return self._results(asked, local, v1_3.read_clip, timeout)

    def _results(
        self, asked: dict[str, Any], images: Sequence[Image], read_item: Callable[..., T], timeout: float | None
    ) -> AsyncSearchResults[T]:
        async def search() -> SearchPage[T]:
            with ExitStack() as stack:
                parts = [stack.enter_context(files.opened(image)) for image in images]
                query = v1_3.Query(images=parts, **asked)
                return await self._transport.send(v1_3.first_page(query, read_item), timeout)

        async def further(token: str) -> SearchPage[T]:
            call = v1_3.further_page(token, asked["include_user_metadata"], read_item)
            return await self._transport.send(call, timeout)

        return AsyncSearchResults(search, further)

    async def page(
        self, token: str, *, include_user_metadata: bool | None = None, timeout: float | None = None
    ) -> SearchPage[Clip]:
        """Fetch one further page of a search by its token.

        Args:
            token: The `next_token` or `previous_token` of a page.
            include_user_metadata: Also return each video's user metadata.
            timeout: The whole call in seconds.

        Raises:
            PageTokenExpired: The token is too old, or the index changed: search again.

        Operation: `GET /search/{page-token}`
        """
        checked = checks.identifier(token, "token")
        return await self._transport.send(v1_3.further_page(checked, include_user_metadata, v1_3.read_clip), timeout)


def _listed(images: Image | Sequence[Image]) -> list[Image]:
    """One image alone is a list of one."""
    return [images] if isinstance(images, str | bytes) or not isinstance(images, Sequence) else [*images]
