"""Tasks as v1.3 still puts them; deprecated by the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.models.indexed_asset import SystemMetadata
from twelvelabs_client.models.task import Task
from twelvelabs_client.uploads.files import UPLOAD_TIMEOUT
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import form_file, given, metadata_values, optional, prepare, prepare_empty
from twelvelabs_client.versions.v1_3.indexed_assets import read_hls
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.task import Task as TaskReply
from twelvelabs_generated.v1_3.models.task_created import TaskCreated
from twelvelabs_generated.v1_3.models.task_detail import TaskDetail
from twelvelabs_generated.v1_3.models.task_list import TaskList
from twelvelabs_generated.v1_3.models.task_system_metadata import TaskSystemMetadata

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import TaskFilter


def create_task(new: NewTask) -> Call[Task]:
    """Upload and index in one; the API answers with ids alone."""
    from twelvelabs_generated.v1_3.api.tasks import create_task as operation
    from twelvelabs_generated.v1_3.models.create_task_request import CreateTaskRequest

    def read(reply: TaskCreated) -> Task:
        return Task(id=given(reply.id) or "", video_id=given(reply.video_id), index_id=new.index_id, raw=reply.raw_)

    metadata = (
        None if new.user_metadata is None else json.dumps(metadata_values(new.user_metadata), separators=(",", ":"))
    )
    body = CreateTaskRequest(
        index_id=new.index_id,
        video_file=optional(form_file(new.file)),
        video_url=optional(new.url),
        enable_video_stream=optional(new.enable_video_stream),
        user_metadata=optional(metadata),
    )
    call = prepare(operation, read, body=body)
    return call if new.file is None else evolve(call, replayable=new.file.replayable, timeout=UPLOAD_TIMEOUT)


def list_tasks(asked: TaskFilter, page: int) -> Call[Page[Task]]:
    """One page of tasks; numbers must match exactly."""
    from twelvelabs_generated.v1_3.api.tasks import list_tasks as operation

    def read(reply: TaskList) -> Page[Task]:
        return page_of(reply.data, read_task, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        index_id=optional(asked.index_id),
        status=optional(asked.status),
        filename=optional(asked.filename),
        duration=optional(asked.duration.low),
        width=optional(asked.width),
        height=optional(asked.height),
        created_at=optional(asked.created_at.first),
        updated_at=optional(asked.updated_at.first),
    )


def get_task(task_id: str) -> Call[Task]:
    """One task."""
    from twelvelabs_generated.v1_3.api.tasks import retrieve_task as operation

    def read(reply: TaskDetail) -> Task:
        return evolve(read_task(reply), hls=read_hls(reply.hls))

    return prepare(operation, read, task_id)


def delete_task(task_id: str) -> Call[None]:
    """Remove a task."""
    from twelvelabs_generated.v1_3.api.tasks import delete_task as operation

    return prepare_empty(operation, task_id)


def read_task(reply: TaskReply | TaskDetail) -> Task:
    """The facade's task."""
    return Task(
        id=given(reply.id) or "",
        status=given(reply.status),
        video_id=given(reply.video_id),
        index_id=given(reply.index_id),
        system_metadata=_read_system_metadata(reply.system_metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def _read_system_metadata(reply: TaskSystemMetadata | Unset) -> SystemMetadata | None:
    if isinstance(reply, Unset):
        return None
    return SystemMetadata(
        filename=given(reply.filename),
        duration=given(reply.duration),
        width=given(reply.width),
        height=given(reply.height),
        raw=reply.raw_,
    )
