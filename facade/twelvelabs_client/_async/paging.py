"""Lists that fetch their pages as they are asked for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._runtime.tasks import ordered_map
from twelvelabs_client.core import checks
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import EndGuard, Page, next_number

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = TypeVar("P", bound="HasToken")

MOST_AHEAD = 32


class HasItems(Protocol[T_co]):
    """A page, of whatever kind."""

    @property
    def items(self) -> Sequence[T_co]: ...


class HasToken(HasItems[object], Protocol):
    """A page that says by which token the next one is asked for; without one it is the last."""

    @property
    def next_page_token(self) -> str | None: ...


class AsyncPagedItems(Generic[T]):
    """The items of pages that come one after the other; each iteration starts anew."""

    def pages(self) -> AsyncGenerator[HasItems[T], None]:
        """The pages, one request each."""
        raise NotImplementedError

    async def __aiter__(self) -> AsyncIterator[T]:
        pages = self.pages()
        try:
            async for page in pages:
                for item in page.items:
                    yield item
        finally:
            await pages.aclose()

    async def first(self, count: int) -> list[T]:
        """The first so many items, with no more requests than they need."""
        items: list[T] = []
        if count <= 0:
            return items
        pages = self._one_by_one()
        try:
            async for page in pages:
                items.extend(page.items[: count - len(items)])
                if len(items) >= count:
                    break
        finally:
            await pages.aclose()
        return items

    async def to_list(self) -> list[T]:
        """All items of all pages."""
        return [item async for item in self]

    def _one_by_one(self) -> AsyncGenerator[HasItems[T], None]:
        return self.pages()


class AsyncPaginator(AsyncPagedItems[T], Generic[T]):
    """A list of the API. Iterate over it for its items, or over `pages()`; nothing is fetched before that.

    Each iteration starts anew. An error on a page is raised when that page is reached, after the items before it.
    """

    def __init__(
        self,
        fetch: Callable[[int], Awaitable[Page[T]]],
        first: int = 1,
        ahead: int = 1,
        *,
        further: Callable[[str], Awaitable[Page[T]]] | None = None,
    ) -> None:
        self._fetch = fetch
        self._first = first
        self._ahead = ahead
        self._further = further

    def prefetch(self, count: int) -> AsyncPaginator[T]:
        """The same list with several pages under way at once: `tl.assets.list().prefetch(4)`.

        The first page tells how many there are; the others come in their order, and none past the last is asked for.
        Where the API does not tell, or pages by tokens, they come one by one. Stopping early ends what is under way.

        Args:
            count: How many, 1 to 32. Each is a request that counts towards your rate limits.

        Raises:
            InvalidInputError: It is another number.
        """
        ahead = checks.whole_number(count, "prefetch", 1, MOST_AHEAD)
        return AsyncPaginator(self._fetch, self._first, ahead, further=self._further)

    def pages(self) -> AsyncGenerator[Page[T], None]:
        """The pages, one request each; there is no request past the last one."""
        # What a token leads to cannot be fetched ahead.
        if self._ahead == 1 or self._further is not None:
            return self._one_by_one()
        return self._several_at_once()

    def _one_by_one(self) -> AsyncGenerator[Page[T], None]:
        if self._further is None:
            return self._by_number()
        return pages_by_token(lambda: self._fetch(self._first), self._further)

    async def _by_number(self) -> AsyncGenerator[Page[T], None]:
        guard = EndGuard()
        number: int | None = self._first
        while number is not None:
            page = await self._fetch(number)
            guard.check(page.items)
            yield page
            number = next_number(page, number)

    async def _several_at_once(self) -> AsyncGenerator[Page[T], None]:
        last = self._first

        async def fetch(number: int) -> Page[T]:
            nonlocal last
            page = await self._fetch(number)
            # What a page tells counts as soon as it is there: a list can shrink or grow while it is read.
            last = number if page.total_pages is None else page.total_pages
            return page

        def known(number: int) -> Iterator[int]:
            yield number
            while number < last:
                number += 1
                yield number

        guard = EndGuard()
        number: int | None = self._first
        while number is not None:
            fetched = ordered_map(fetch, known(number), self._ahead)
            try:
                async for page in fetched:
                    guard.check(page.items)
                    yield page
                    asked, number = number, next_number(page, number)
                    if number != asked + 1:
                        break
            finally:
                await fetched.aclose()


async def pages_by_token(
    begin: Callable[[], Awaitable[P]], further: Callable[[str], Awaitable[P]]
) -> AsyncGenerator[P, None]:
    """Pages of which each has the token of the next one.

    Raises:
        PaginationError: The API repeats a token or its pages, or sends empty pages without end.
    """
    guard = EndGuard()
    page = await begin()
    yield page
    while page.next_page_token:
        guard.check(page.items, page.next_page_token)
        page = await further(page.next_page_token)
        yield page


def listed(
    transport: AsyncTransport, call_of: Callable[[int], Call[Page[T]]], page: int, timeout: float | None
) -> AsyncPaginator[T]:
    """A list that fetches its pages as they are needed.

    Args:
        transport: What sends.
        call_of: The call of a page, by its number. If it has the calls of further pages, they are asked for by token.
        page: The page to begin with, from 1.
        timeout: Each page's call in seconds.

    Raises:
        InvalidInputError: `page` is not a page number.
        UnsupportedInVersionError: The list is paged by tokens, and `page` is another than the first.
    """
    first = checks.page_number(page)
    by_token = call_of(first).further

    async def fetch(number: int) -> Page[T]:
        return await transport.send(call_of(number), timeout)

    if by_token is None:
        return AsyncPaginator(fetch, first)

    async def further(token: str) -> Page[T]:
        return await transport.send(by_token(token), timeout)

    return AsyncPaginator(fetch, first, further=further)
