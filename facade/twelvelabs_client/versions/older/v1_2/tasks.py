"""Tasks as v1.2 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.errors import UnsupportedInVersion
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.task import Task, TaskCounts
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import form_file, given, optional, prepare, prepare_empty
from twelvelabs_client.versions.older.shared.tasks import (
    also_null,
    disabled,
    read_counts,
    read_created,
    read_task,
    read_task_detail,
    refuse_user_metadata,
    with_files,
)
from twelvelabs_generated.v1_2.models.task_counts import TaskCounts as TaskCountsReply
from twelvelabs_generated.v1_2.models.task_list import TaskList


def create_task(
    index_id: str,
    *,
    file: FilePart | None,
    url: str | None,
    enable_video_stream: bool | None,
    user_metadata: Mapping[str, Any] | None,
    transcript: FilePart | None = None,
    transcript_url: str | None = None,
    language: str | None = None,
) -> Call[Task]:
    """Upload and index in one; the API answers with an id alone."""
    from twelvelabs_generated.v1_2.api.tasks import create_task as operation
    from twelvelabs_generated.v1_2.models.create_task_request import CreateTaskRequest

    refuse_user_metadata("v1.2", user_metadata)
    transcribed = transcript is not None or transcript_url is not None
    body = CreateTaskRequest(
        index_id=index_id,
        video_file=optional(form_file(file)),
        video_url=optional(url),
        language=optional(language),
        provide_transcription=optional(True if transcribed else None),
        transcription_file=optional(form_file(transcript)),
        transcription_url=optional(transcript_url),
        disable_video_stream=optional(disabled(enable_video_stream)),
    )
    return with_files(prepare(operation, lambda reply: read_created(reply, index_id), body=body), file, transcript)


def list_tasks(
    *,
    page: int,
    page_limit: int | None,
    sort_by: str | None,
    sort_option: str | None,
    index_id: str | None,
    status: Sequence[str] | None,
    filename: str | None,
    duration: float | None,
    width: int | None,
    height: int | None,
    created_at: datetime | None,
    updated_at: datetime | None,
) -> Call[Page[Task]]:
    """One page of tasks. A length or time alone means another thing here than in v1.3: bounds mean what is meant."""
    from twelvelabs_generated.v1_2.api.tasks import list_tasks as operation

    if status is not None:
        raise UnsupportedInVersion("v1.2", "status", "look at the status of each task, or count with tasks.counts")

    def read(reply: TaskList) -> Page[Task]:
        return page_of(reply.data, read_task, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(page_limit),
        sort_by=optional(sort_by),
        sort_option=optional(sort_option),
        index_id=optional(index_id),
        filename=optional(filename),
        duration_gte=optional(duration),
        duration_lte=optional(duration),
        width=optional(width),
        height=optional(height),
        created_at_gte=optional(created_at),
        updated_at_gte=optional(updated_at),
    )


def get_task(task_id: str) -> Call[Task]:
    """One task."""
    from twelvelabs_generated.v1_2.api.tasks import retrieve_task as operation

    return prepare(operation, read_task_detail, task_id)


def delete_task(task_id: str) -> Call[None]:
    """Remove a task."""
    from twelvelabs_generated.v1_2.api.tasks import delete_task as operation

    return prepare_empty(operation, task_id)


def count_tasks(index_id: str) -> Call[TaskCounts]:
    """How many tasks of an index are in which state."""
    from twelvelabs_generated.v1_2.api.tasks import retrieve_task_counts as operation

    def read(reply: TaskCountsReply) -> TaskCounts:
        return read_counts(reply.raw_, given(reply.index_id) or index_id)

    return also_null(prepare(operation, read, index_id=index_id), index_id)


def create_external(index_id: str, url: str) -> Call[Task]:
    """Index a video of a video site."""
    from twelvelabs_generated.v1_2.api.tasks import create_external_task as operation
    from twelvelabs_generated.v1_2.models.create_external_task_request import CreateExternalTaskRequest

    body = CreateExternalTaskRequest(index_id=index_id, url=url)
    return prepare(operation, lambda reply: read_created(reply, index_id), body=body)
