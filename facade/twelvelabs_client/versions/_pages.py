"""Pages of lists, which all versions put alike: numbered ones, and those that have tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.errors import UnsupportedInVersionError
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.core.paging import Page
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.types import Unset

T = TypeVar("T")
U = TypeVar("U")


class PageInfo(Protocol):
    """What a generated reply says of its page."""

    @property
    def page(self) -> int | Unset: ...
    @property
    def limit_per_page(self) -> int | Unset: ...
    @property
    def total_page(self) -> int | Unset: ...
    @property
    def total_results(self) -> int | Unset: ...


class TokenInfo(Protocol):
    """What a generated reply says of its page where lists are paged by tokens."""

    @property
    def next_page_token(self) -> str | Unset: ...


def page_of(data: Sequence[T] | Unset, read: Callable[[T], U], info: PageInfo | Unset, raw: JsonObject) -> Page[U]:
    """A page of facade models."""
    items = [read(item) for item in given(data) or ()]
    if isinstance(info, Unset):
        return Page(items, raw=raw)
    return Page(
        items,
        number=given(info.page),
        total_pages=given(info.total_page),
        total_results=given(info.total_results),
        limit_per_page=given(info.limit_per_page),
        raw=raw,
    )


def token_page_of(
    data: Sequence[T] | Unset, read: Callable[[T], U], info: TokenInfo | Unset, raw: JsonObject
) -> Page[U]:
    """A page of facade models that says by which token the next one is asked for."""
    items = [read(item) for item in given(data) or ()]
    token = None if isinstance(info, Unset) else given(info.next_page_token)
    return Page(items, next_page_token=token or None, raw=raw)


def listed_by_token(version: ApiVersion, page: int, call_of: Callable[[str | None], Call[Page[T]]]) -> Call[Page[T]]:
    """The first page of a list that is paged by tokens, with the way to the others.

    Args:
        version: The API version that pages this list so.
        page: The page to begin with.
        call_of: The call of a page by its token; None for the first.

    Raises:
        UnsupportedInVersionError: `page` is another than the first: its token is on the page before it.
    """
    if page != 1:
        raise UnsupportedInVersionError(version, f"page: {page}", "leave it out, and iterate over the list")
    return evolve(call_of(None), further=call_of)
