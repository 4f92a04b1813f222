"""Tasks as v1.2 puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.models.task import Task, TaskCounts
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import form_file, given, optional, prepare, prepare_empty
from twelvelabs_client.versions.older.shared.filters import dates_of, length_of
from twelvelabs_client.versions.older.shared.tasks import (
    disabled,
    read_counts,
    read_created,
    read_task,
    read_task_detail,
    with_files,
)
from twelvelabs_generated.v1_2.models.task_counts import TaskCounts as TaskCountsReply
from twelvelabs_generated.v1_2.models.task_list import TaskList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import TaskFilter


def create_task(new: NewTask) -> Call[Task]:
    """Upload and index in one; the API answers with an id alone."""
    from twelvelabs_generated.v1_2.api.tasks import create_task as operation
    from twelvelabs_generated.v1_2.models.create_task_request import CreateTaskRequest

    transcribed = new.transcript is not None or new.transcript_url is not None
    body = CreateTaskRequest(
        index_id=new.index_id,
        video_file=optional(form_file(new.file)),
        video_url=optional(new.url),
        language=optional(new.language),
        provide_transcription=optional(True if transcribed else None),
        transcription_file=optional(form_file(new.transcript)),
        transcription_url=optional(new.transcript_url),
        disable_video_stream=optional(disabled(new.enable_video_stream)),
    )
    return with_files(
        prepare(operation, lambda reply: read_created(reply, new.index_id), body=body), new.file, new.transcript
    )


def list_tasks(asked: TaskFilter, page: int) -> Call[Page[Task]]:
    """One page of tasks."""
    from twelvelabs_generated.v1_2.api.tasks import list_tasks as operation

    def read(reply: TaskList) -> Page[Task]:
        return page_of(reply.data, read_task, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        id=optional(asked.task_id),
        index_id=optional(asked.index_id),
        filename=optional(asked.filename),
        **length_of(asked.duration),
        width=optional(asked.width),
        height=optional(asked.height),
        **dates_of(asked),
        estimated_time=optional(asked.estimated_time.day),
        estimated_time_gte=optional(asked.estimated_time.first),
        estimated_time_lte=optional(asked.estimated_time.last),
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

    def read(reply: TaskCountsReply | None) -> TaskCounts:
        # Null is how the API says that an index has no task.
        if reply is None:
            return TaskCounts(index_id)
        return read_counts(reply.raw_, given(reply.index_id) or index_id)

    return prepare(operation, read, index_id=index_id)


def create_external(index_id: str, url: str) -> Call[Task]:
    """Index a video of a video site."""
    from twelvelabs_generated.v1_2.api.tasks import create_external_task as operation
    from twelvelabs_generated.v1_2.models.create_external_task_request import CreateExternalTaskRequest

    body = CreateExternalTaskRequest(index_id=index_id, url=url)
    return prepare(operation, lambda reply: read_created(reply, index_id), body=body)
