"""Videos as v1.1 and v1.2 tell them alike: what you keep with a video stands among what was measured of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from attrs import evolve

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.indexed_asset import IndexedAsset, IndexedHls, SystemMetadata
from twelvelabs_client.models.older.seen_text import SeenText
from twelvelabs_client.models.transcription import SpokenText
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.types import Unset

# What the API tells of a video under names of its own, beside which the keys of its users stand.
FACTS = (
    "filename", "duration", "fps", "width", "height", "size", "video_title", "engine_id", "engine_ids",
    "vispresso_index_id",
)  # fmt: skip


class HlsReply(Protocol):
    """The stream of a video."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def status(self) -> str | Unset: ...
    @property
    def video_url(self) -> str | Unset: ...
    @property
    def thumbnail_urls(self) -> Sequence[str] | Unset: ...
    @property
    def updated_at(self) -> datetime | Unset: ...


class VideoMetadata(Protocol):
    """What was measured, with custom keys beside it."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def filename(self) -> str | Unset: ...
    @property
    def duration(self) -> float | Unset: ...
    @property
    def fps(self) -> float | Unset: ...
    @property
    def width(self) -> int | Unset: ...
    @property
    def height(self) -> int | Unset: ...
    @property
    def size(self) -> int | Unset: ...
    @property
    def video_title(self) -> str | Unset: ...


class VideoReply(Protocol):
    """A video of a list."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def id(self) -> str | Unset: ...
    @property
    def created_at(self) -> datetime | Unset: ...
    @property
    def updated_at(self) -> datetime | Unset: ...
    @property
    def indexed_at(self) -> datetime | Unset: ...
    @property
    def metadata(self) -> VideoMetadata | Unset: ...


class VideoDetailReply(VideoReply, Protocol):
    """A video that was asked for by its id."""

    @property
    def hls(self) -> HlsReply | Unset: ...


class Item(Protocol):
    """Something that is said or seen in a part of a video."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def start(self) -> float | Unset: ...
    @property
    def end(self) -> float | Unset: ...
    @property
    def value(self) -> str | Unset: ...


class Logo(Item, Protocol):
    """A brand that is seen."""

    @property
    def score(self) -> float | Unset: ...


def read_video(reply: VideoReply, index_id: str) -> IndexedAsset:
    """The facade's indexed asset."""
    metadata = None if isinstance(reply.metadata, Unset) else reply.metadata
    return IndexedAsset(
        id=given(reply.id) or "",
        index_id=index_id,
        system_metadata=None if metadata is None else _measured(metadata),
        user_metadata=None if metadata is None else _custom(metadata.raw_),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        indexed_at=given(reply.indexed_at),
        title=None if metadata is None else given(metadata.video_title),
        raw=reply.raw_,
    )


def read_video_detail(reply: VideoDetailReply, index_id: str) -> IndexedAsset:
    """The facade's indexed asset, with what only a single one tells."""
    return evolve(read_video(reply, index_id), hls=read_hls(reply.hls))


def read_hls(reply: HlsReply | Unset) -> IndexedHls | None:
    """The stream of a video."""
    if isinstance(reply, Unset):
        return None
    return IndexedHls(
        status=given(reply.status),
        video_url=given(reply.video_url),
        thumbnail_urls=given(reply.thumbnail_urls) or (),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def read_spoken(items: Sequence[Item] | Unset) -> list[SpokenText]:
    """What is said; null where nothing is."""
    return [
        SpokenText(given(item.start), given(item.end), given(item.value) or "", raw=item.raw_)
        for item in given(items) or ()
    ]


def read_seen(items: Sequence[Item] | Unset) -> list[SeenText]:
    """What is to be read; null where nothing is."""
    return [
        SeenText(given(item.start), given(item.end), given(item.value) or "", raw=item.raw_)
        for item in given(items) or ()
    ]


def read_logos(items: Sequence[Logo] | Unset) -> list[SeenText]:
    """The brands that are seen; null where there are none."""
    return [
        SeenText(given(item.start), given(item.end), given(item.value) or "", given(item.score), item.raw_)
        for item in given(items) or ()
    ]


def _measured(reply: VideoMetadata) -> SystemMetadata:
    return SystemMetadata(
        filename=given(reply.filename),
        duration=given(reply.duration),
        fps=given(reply.fps),
        width=given(reply.width),
        height=given(reply.height),
        size=given(reply.size),
        raw=reply.raw_,
    )


def _custom(metadata: JsonObject) -> JsonObject:
    return {key: value for key, value in metadata.items() if key not in FACTS}
