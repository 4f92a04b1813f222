"""Tasks as v1.1 and v1.2 tell them alike."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.indexed_asset import SystemMetadata
from twelvelabs_client.models.task import Task, TaskCounts
from twelvelabs_client.uploads.files import UPLOAD_TIMEOUT, FilePart
from twelvelabs_client.versions._prepare import given
from twelvelabs_client.versions.older.shared.videos import HlsReply, read_hls
from twelvelabs_generated.types import Unset, read_integer

T = TypeVar("T")

STATES = ("validating", "pending", "queued", "indexing", "ready", "failed")


class TaskCreatedReply(Protocol):
    """A task that was just made."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def id(self) -> str | Unset: ...


class TaskMetadata(Protocol):
    """What was measured of a task's video."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def filename(self) -> str | Unset: ...
    @property
    def duration(self) -> float | Unset: ...
    @property
    def width(self) -> int | Unset: ...
    @property
    def height(self) -> int | Unset: ...


class Process(Protocol):
    """How far an indexing is."""

    @property
    def percentage(self) -> float | Unset: ...
    @property
    def remain_seconds(self) -> float | Unset: ...


class TaskReply(Protocol):
    """A task of a list."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def id(self) -> str | Unset: ...
    @property
    def index_id(self) -> str | Unset: ...
    @property
    def status(self) -> str | Unset: ...
    @property
    def created_at(self) -> datetime | Unset: ...
    @property
    def updated_at(self) -> datetime | Unset: ...
    @property
    def estimated_time(self) -> datetime | Unset: ...
    @property
    def metadata(self) -> TaskMetadata | Unset: ...


class TaskDetailReply(TaskReply, Protocol):
    """A task that was asked for by its id."""

    @property
    def video_id(self) -> str | Unset: ...
    @property
    def hls(self) -> HlsReply | Unset: ...
    @property
    def process(self) -> Process | Unset: ...


def disabled(enable_video_stream: bool | None) -> bool | None:
    """The older switch, which says the opposite."""
    return None if enable_video_stream is None else not enable_video_stream


def with_files(call: Call[T], video: FilePart | None, transcript: FilePart | None) -> Call[T]:
    """The call of a form with files: sent again only if all of them can be, and as patient as a video is large."""
    replayable = all(part.replayable for part in (video, transcript) if part is not None)
    return evolve(call, replayable=replayable, timeout=None if video is None else UPLOAD_TIMEOUT)


def read_created(reply: TaskCreatedReply, index_id: str) -> Task:
    """The facade's task, of which its id alone is told."""
    return Task(given(reply.id) or "", index_id=index_id, raw=reply.raw_)


def read_task(reply: TaskReply) -> Task:
    """The facade's task."""
    return Task(
        id=given(reply.id) or "",
        status=given(reply.status),
        index_id=given(reply.index_id),
        system_metadata=_read_metadata(reply.metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        estimated_time=given(reply.estimated_time),
        raw=reply.raw_,
    )


def read_task_detail(reply: TaskDetailReply) -> Task:
    """The facade's task, with what only a single one tells."""
    process = None if isinstance(reply.process, Unset) else reply.process
    return evolve(
        read_task(reply),
        video_id=given(reply.video_id),
        hls=read_hls(reply.hls),
        percentage=None if process is None else given(process.percentage),
        remaining_seconds=None if process is None else given(process.remain_seconds),
    )


def read_counts(reply: JsonObject, index_id: str | None) -> TaskCounts:
    """How many tasks are in which state."""
    numbers = {state: given(read_integer(reply.get(state))) or 0 for state in STATES}
    total = given(read_integer(reply.get("total_result")))
    return TaskCounts(index_id, **numbers, total=sum(numbers.values()) if total is None else total, raw=reply)


def _read_metadata(reply: TaskMetadata | Unset) -> SystemMetadata | None:
    if isinstance(reply, Unset):
        return None
    return SystemMetadata(
        filename=given(reply.filename),
        duration=given(reply.duration),
        width=given(reply.width),
        height=given(reply.height),
        raw=reply.raw_,
    )
