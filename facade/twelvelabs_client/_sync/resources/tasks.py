# Derived from _async/resources/tasks.py by `make unasync`; never edited.
"""Tasks: upload and indexing in one, as the API offered it before assets."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import BinaryIO

from twelvelabs_client._runtime import files
from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.deprecation import warn_deprecated
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.core.replacements import NamesReplacements
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.periods import PeriodLike
from twelvelabs_client.intents.ranges import RangeLike
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.task import Task
from twelvelabs_client.uploads.files import check_task_size, largest_of_a_task
from twelvelabs_client.uploads.progress import UploadProgress, sent_to
from twelvelabs_client.versions.shared import tasks_of
from twelvelabs_client.versions.unsupported import check_supported


class Tasks(NamesReplacements):
    """Upload and indexing in one. Deprecated by v1.3 of the API: use `assets` and `indexed_assets`, or `upload`."""

    _place = "tasks."

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = tasks_of(transport.api_version)
        self.api_version = transport.api_version

    def create(
        self,
        index: str | Index,
        source: str | PathLike[str] | BinaryIO | FileSource,
        *,
        filename: str | None = None,
        enable_video_stream: bool | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_progress: Callable[[UploadProgress], None] | None = None,
        on_status: Callable[[Task], None] | None = None,
        timeout: float | None = None,
    ) -> Task:
        """Upload a video and index it. Deprecated in v1.3: use `upload`.

        Args:
            index: Its id, or the index.
            source: A path, a file opened with mode `rb`, a `FileSource`, or an http(s) address of the video itself; at
                most 2 GB.
            filename: The name to keep, of a file; default: its own.
            enable_video_stream: Keep the video for HLS streaming (the API's default: yes).
            user_metadata: Data to keep with it. Only v1.3 takes them here; before it, `upload` does.
            wait: Return only when it is `ready`.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting.
            on_progress: Called with the progress of sending it.
            on_status: Called with the task at every look while waiting.
            timeout: The upload itself in seconds (default: one hour).

        Returns:
            The task: ids only when it was not waited for.

        Raises:
            TaskFailedError: It was waited for, and failed.
            UnsupportedInVersionError: There are user metadata, before v1.3, or a filename beside an address.

        Operation: `POST /tasks`
        """
        warn_deprecated("tasks.create", "upload", self.api_version)
        if wait:
            check_patience(max_wait, poll_interval)
        new = NewTask(
            index_id=checks.identifier(index, "index"),
            enable_video_stream=enable_video_stream,
            user_metadata=check_metadata(user_metadata),
        )
        task = self._send_new(new, source, filename, on_progress, timeout)
        return self._wait(task.id, max_wait, poll_interval, on_status) if wait else task

    def _send_new(
        self,
        new: NewTask,
        source: str | PathLike[str] | BinaryIO | FileSource,
        filename: str | None,
        on_progress: Callable[[UploadProgress], None] | None,
        timeout: float | None,
    ) -> Task:
        by_url = isinstance(source, str) and checks.looks_like_url(source)
        if by_url:
            new = new.of(url=checks.media_url(str(source)))
        check_supported(self.api_version, "tasks.create", new.given(filename))
        if by_url:
            return self._transport.send(self._version.create_task(new), timeout)
        with files.opened(
            source, name=filename, progress=sent_to(on_progress, time.monotonic), largest=largest_of_a_task
        ) as part:
            check_task_size(part.size, part.name)
            return self._transport.send(self._version.create_task(new.of(file=part)), timeout)

    def list(
        self,
        *,
        task: str | Task | None = None,
        index: str | Index | None = None,
        status: Sequence[str] | None = None,
        filename: str | None = None,
        duration: RangeLike = None,
        width: int | None = None,
        height: int | None = None,
        created_at: PeriodLike = None,
        updated_at: PeriodLike = None,
        estimated_time: PeriodLike = None,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[Task]:
        """List tasks. Deprecated in v1.3: use `indexed_assets.list`.

        Args:
            task: Only the task of this id; not in v1.3.
            index: Only tasks of this index.
            status: Only these states: `uploading`, `validating`, `pending`, `queued`, `indexing`, `ready`, `failed`.
                v1.1 takes one, v1.2 none.
            filename: Only files of this name.
            duration: In seconds, exactly. Before v1.3 a whole number finds all lengths that round down to it, and a
                pair (from, to) those between, of which either may be None.
            width: Exactly this width in pixels.
            height: Exactly this height in pixels.
            created_at: Only those made at this datetime or later. Before v1.3 also a date (that day in UTC), or a pair
                (from, to) of them, of which either may be None.
            updated_at: Only those changed then, likewise.
            estimated_time: Only those that should be ready then, likewise; not in v1.3.
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of tasks, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: An argument makes no sense.
            UnsupportedInVersionError: The API version cannot list by one of them.

        Operation: `GET /tasks`
        """
        warn_deprecated("tasks.list", "indexed_assets.list", self.api_version)
        from twelvelabs_client.intents.filters import TaskFilter

        asked = TaskFilter(
            task=task,
            index=index,
            status=status,
            filename=filename,
            duration=duration,
            width=width,
            height=height,
            created_at=created_at,
            updated_at=updated_at,
            estimated_time=estimated_time,
            sort_by=sort_by,
            sort_order=sort_order,
            page_limit=page_limit,
        )
        check_supported(self._transport.api_version, asked.method, asked.given())
        return listed(self._transport, lambda number: self._version.list_tasks(asked, number), page, timeout)

    def get(self, task: str | Task, *, timeout: float | None = None) -> Task:
        """Read one task. Deprecated in v1.3: use `indexed_assets.get`.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such task.

        Operation: `GET /tasks/{task_id}`
        """
        warn_deprecated("tasks.get", "indexed_assets.get", self.api_version)
        return self._transport.send(self._version.get_task(checks.identifier(task, "task")), timeout)

    def wait(
        self,
        task: str | Task,
        *,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[Task], None] | None = None,
    ) -> Task:
        """Wait until a task is `ready`. Deprecated in v1.3: use `indexed_assets.wait`.

        Args:
            task: Its id, or the task.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the task at every look, the first included.

        Raises:
            TaskFailedError: It failed.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /tasks/{task_id}`, repeatedly
        """
        warn_deprecated("tasks.wait", "indexed_assets.wait", self.api_version)
        return self._wait(checks.identifier(task, "task"), max_wait, poll_interval, on_status)

    def _wait(
        self, identifier: str, max_wait: float, poll_interval: float | None, on_status: Callable[[Task], None] | None
    ) -> Task:
        return wait_until_final(
            "task",
            identifier,
            lambda: self._transport.send(self._version.get_task(identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )

    def delete(self, task: str | Task, *, timeout: float | None = None) -> None:
        """Delete a task; one that is under way is refused. Deprecated in v1.3: use `indexed_assets.delete`.

        Before v1.3 one that is `ready` is refused too, as long as its video is there: `videos.delete` comes first.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            BadRequestError, ConflictError: It cannot be deleted now.

        Operation: `DELETE /tasks/{task_id}`
        """
        warn_deprecated("tasks.delete", "indexed_assets.delete", self.api_version)
        self._transport.send(self._version.delete_task(checks.identifier(task, "task")), timeout)
