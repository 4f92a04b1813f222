"""Numbered pages, which all versions put alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.core.paging import Page
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
