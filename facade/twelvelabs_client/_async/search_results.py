"""The results of searches, which fetch their pages as they are asked for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Generic, TypeVar

from twelvelabs_client._async.paging import AsyncPagedItems, pages_by_token
from twelvelabs_client.models.search import SearchPage

T = TypeVar("T")


class AsyncSearchResults(AsyncPagedItems[T], Generic[T]):
    """The results of one search: iterate for the items of all pages, or over `pages()`.

    Nothing is sent before that. The tokens of further pages expire; iterating anew searches anew.
    """

    def __init__(
        self,
        search: Callable[[], Awaitable[SearchPage[T]]],
        further: Callable[[str], Awaitable[SearchPage[T]]],
    ) -> None:
        self._search = search
        self._further = further

    def pages(self) -> AsyncGenerator[SearchPage[T], None]:
        """The pages, one request each.

        Raises:
            PaginationError: The API repeats a token, or sends empty pages without end.
            PageTokenExpiredError: The next page was asked for too late, or what is searched changed meanwhile.
        """
        return pages_by_token(self._search, self._further)
