"""Which page comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import field, frozen

from twelvelabs_client.core.errors import PaginationError
from twelvelabs_client.core.json import JsonObject

T = TypeVar("T")
# Pages in a row without an item: a list that is filtered on the way can have some.
MOST_EMPTY_PAGES = 100
MOST_REPEATED_PAGES = 3
ENDLESS = "the list has no end"
AGAIN = "list again, with another filter"


@frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: What the page holds.
        number: The page's number, from 1.
        total_pages: How many pages there are, as the API counts them.
        total_results: How many items there are on all pages.
        limit_per_page: How many items a page has at most.
        next_page_token: The token of the next page, where the API pages by tokens; None after the last.
        raw: The JSON object as received.
    """

    items: Sequence[T]
    number: int | None = None
    total_pages: int | None = None
    total_results: int | None = None
    limit_per_page: int | None = None
    next_page_token: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


def next_number(page: Page[T], asked: int) -> int | None:
    """The number of the page after this one; None after the last, so that no request goes past it.

    An empty page in the middle does not end a list whose total says that more follow; without a total it does. Where
    the API answers an earlier page than it was asked for, the numbers go on all the same: else a list would never end.
    """
    number = max(asked, page.number or asked)
    if page.total_pages is not None:
        return number + 1 if number < page.total_pages else None
    return number + 1 if page.items else None


class EndGuard:
    """Sees to it that a list ends, whatever the server answers: its pages must bring something new."""

    def __init__(self) -> None:
        self._tokens: set[str] = set()
        self._seen: set[int] = set()
        self._repeated = 0
        self._empty = 0

    def check(self, items: Sequence[object], token: str | None = None) -> None:
        """Look at a page before the next one is asked for.

        Args:
            items: What the page holds.
            token: The token of the next page, where pages have tokens.

        Raises:
            PaginationError: Pages repeat earlier ones, the token was given before, or too many pages are empty.
        """
        if token is not None and token in self._tokens:
            raise PaginationError(f"{ENDLESS}: the API repeats a page token; {AGAIN}")
        if token is not None:
            self._tokens.add(token)
        self._empty = 0 if items else self._empty + 1
        if self._empty >= MOST_EMPTY_PAGES:
            raise PaginationError(f"{ENDLESS}: {MOST_EMPTY_PAGES} pages in a row are empty; {AGAIN}")
        if not items:
            return
        # Its ends say enough of a page, at a small part of the price.
        page = hash((len(items), repr(items[0]), repr(items[-1])))
        # One can come again while the list grows; several in a row cannot.
        self._repeated = self._repeated + 1 if page in self._seen else 0
        self._seen.add(page)
        if self._repeated >= MOST_REPEATED_PAGES:
            raise PaginationError(f"{ENDLESS}: the API repeats its pages; {AGAIN}")
