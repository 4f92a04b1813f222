"""The results of searches, which fetch their pages as they are asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from twelvelabs_client.models.search import SearchPage

T = TypeVar("T")


class AsyncSearchResults(Generic[T]):
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

    async def pages(self) -> AsyncIterator[SearchPage[T]]:
        """The pages, one request each.

        Raises:
            PageTokenExpired: The next page was asked for too late, or what is searched changed meanwhile.
        """
        page = await self._search()
        yield page
        while page.next_token:
            page = await self._further(page.next_token)
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def first(self, count: int) -> list[T]:
        """The best so many results, with no more requests than they need."""
        items: list[T] = []
        if count <= 0:
            return items
        async for page in self.pages():
            items.extend(page.items[: count - len(items)])
            if len(items) >= count:
                break
        return items

    async def to_list(self) -> list[T]:
        """All results."""
        return [item async for item in self]
