"""Lists that fetch their pages as they are asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from twelvelabs_client.core.paging import Page, next_number

T = TypeVar("T")


class AsyncPaginator(Generic[T]):
    """A list of the API. Iterate over it for its items, or over `pages()`; nothing is fetched before that.

    Each iteration starts anew. An error on a page is raised when that page is reached, after the items before it.
    """

    def __init__(self, fetch: Callable[[int], Awaitable[Page[T]]], first: int = 1) -> None:
        self._fetch = fetch
        self._first = first

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one request each; there is no request past the last one."""
        number: int | None = self._first
        while number is not None:
            page = await self._fetch(number)
            yield page
            number = next_number(page, number)

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def first(self, count: int) -> list[T]:
        """The first so many items, with no more requests than they need."""
        items: list[T] = []
        if count <= 0:
            return items
        async for page in self.pages():
            items.extend(page.items[: count - len(items)])
            if len(items) >= count:
                break
        return items

    async def to_list(self) -> list[T]:
        """All items of all pages."""
        return [item async for item in self]
