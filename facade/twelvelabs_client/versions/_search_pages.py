"""Pages of search results, which all versions put alike."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from attrs import evolve

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.search import Clip, SearchPage, SearchPool, VideoMatch
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.types import Unset, read_datetime

T = TypeVar("T")
I_co = TypeVar("I_co", covariant=True)
EXPIRIES = ("page_expires_at", "page_expired_at")


class Pool(Protocol):
    """What a generated reply says of what was searched."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def index_id(self) -> str | Unset: ...
    @property
    def total_count(self) -> int | Unset: ...
    @property
    def total_duration(self) -> float | Unset: ...


class PageInfo(Protocol):
    """What a generated reply says of its page."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def total_results(self) -> int | Unset: ...
    @property
    def total_inner_matches(self) -> int | Unset: ...
    @property
    def limit_per_page(self) -> int | Unset: ...
    @property
    def next_page_token(self) -> str | Unset: ...
    @property
    def prev_page_token(self) -> str | Unset: ...


class Results(Protocol[I_co]):
    """A generated reply with results."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def data(self) -> Sequence[I_co] | Unset: ...
    @property
    def page_info(self) -> PageInfo | Unset: ...
    @property
    def search_pool(self) -> Pool | Unset: ...


def search_page(reply: Results[I_co], read_item: Callable[[I_co], T]) -> SearchPage[T]:
    """A page of clips or of videos."""
    items = [read_item(item) for item in given(reply.data) or ()]
    pool, info = _pool_of(reply.search_pool), reply.page_info
    if isinstance(info, Unset):
        return SearchPage(items, pool=pool, raw=reply.raw_)
    return SearchPage(
        items,
        total_results=given(info.total_results),
        total_inner_matches=given(info.total_inner_matches),
        next_page_token=given(info.next_page_token) or None,
        previous_page_token=given(info.prev_page_token) or None,
        page_expires_at=_expiry(info.raw_),
        limit_per_page=given(info.limit_per_page),
        pool=pool,
        raw=reply.raw_,
    )


def video_match(video_id: str, clips: Sequence[Clip], raw: JsonObject) -> VideoMatch:
    """A video with its clips; clips inherit the id of their video."""
    clips = [clip if clip.video_id else evolve(clip, video_id=video_id) for clip in clips]
    return VideoMatch(video_id=video_id, clips=clips, raw=raw)


def _pool_of(pool: Pool | Unset) -> SearchPool | None:
    if isinstance(pool, Unset):
        return None
    return SearchPool(given(pool.index_id), given(pool.total_count), given(pool.total_duration), pool.raw_)


def _expiry(info: JsonObject) -> datetime.datetime | None:
    """Older versions and the guide of v1.3 say `page_expired_at`, the replies of v1.3 `page_expires_at`."""
    told = (given(read_datetime(info.get(name))) for name in EXPIRIES)
    return next((instant for instant in told if instant is not None), None)
