"""Which page comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject

T = TypeVar("T")


@frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: What the page holds.
        number: The page's number, from 1.
        total_pages: How many pages there are, as the API counts them.
        total_results: How many items there are on all pages.
        raw: The JSON object as received.
    """

    items: Sequence[T]
    number: int | None = None
    total_pages: int | None = None
    total_results: int | None = None
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
