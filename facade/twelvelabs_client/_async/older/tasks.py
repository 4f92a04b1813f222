"""Tasks before v1.3: with transcripts of your own, counts, and videos of a video site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from typing import BinaryIO

from twelvelabs_client._async.resources.tasks import AsyncTasks
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.waiting import check_patience
from twelvelabs_client._runtime import files
from twelvelabs_client.core import checks
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.intents.values import TASK_LANGUAGES, one_known
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.task import Task, TaskCounts
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.uploads.progress import UploadProgress
from twelvelabs_client.versions.older import dispatch


class AsyncOlderTasks(AsyncTasks):
    """Upload and indexing in one."""

    def __init__(self, transport: AsyncTransport) -> None:
        super().__init__(transport)
        self._version = self._older = dispatch.tasks_of(dispatch.older(transport.api_version))

    async def create(
        self,
        index: str | Index,
        source: str | PathLike[str] | BinaryIO | FileSource,
        *,
        filename: str | None = None,
        transcription: str | PathLike[str] | BinaryIO | None = None,
        language: str | None = None,
        enable_video_stream: bool | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_progress: Callable[[UploadProgress], None] | None = None,
        on_status: Callable[[Task], None] | None = None,
        timeout: float | None = None,
    ) -> Task:
        """Upload a video and index it.

        Args:
            index: Its id, or the index.
            source: A path, a file opened with mode `rb`, a `FileSource`, or an http(s) address of the video itself; at
                most 2 GB.
            filename: The name to keep, of a file; default: its own.
            transcription: A transcript to use instead of the API's own, SRT or VTT: a path, a file opened with mode
                `rb`, or an http(s) address.
            language: What is spoken; the API knows `en` alone.
            enable_video_stream: Keep the video for HLS streaming (the API's default: yes).
            user_metadata: v1.3 alone takes them here; `upload` and `videos.update` do in every version.
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
            UnsupportedInVersionError: There are user metadata, or a filename beside an address.

        Operation: `POST /tasks`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        with _transcript(transcription) as (transcript, transcript_url):
            new = NewTask(
                index_id=checks.identifier(index, "index"),
                enable_video_stream=enable_video_stream,
                user_metadata=check_metadata(user_metadata),
                transcript=transcript,
                transcript_url=transcript_url,
                language=one_known(language, "language", TASK_LANGUAGES),
            )
            task = await self._send_new(new, source, filename, on_progress, timeout)
        return await self._wait(task.id, max_wait, poll_interval, on_status) if wait else task

    async def counts(self, index: str | Index, *, timeout: float | None = None) -> TaskCounts:
        """Count the tasks of an index by state.

        Args:
            index: Its id, or the index.
            timeout: The whole call in seconds.

        Returns:
            The numbers; all are 0 where the index has no task.

        Raises:
            NotFoundError: There is no such index.

        Operation: `GET /tasks/status`
        """
        return await self._transport.send(self._older.count_tasks(checks.identifier(index, "index")), timeout)


class AsyncTasksV1_2(AsyncOlderTasks):
    """Upload and indexing in one, as v1.2 has it."""

    async def create_external(self, index: str | Index, url: str, *, timeout: float | None = None) -> Task:
        """Index a video of YouTube.

        Args:
            index: Its id, or the index.
            url: The address of the page that shows the video.
            timeout: The whole call in seconds.

        Returns:
            The task: ids only. Wait for it with `tasks.wait`.

        Raises:
            BadRequestError: It is no video of YouTube, or it cannot be had; `code` tells which.

        Operation: `POST /tasks/external-provider`
        """
        from twelvelabs_client.versions.older.v1_2.tasks import create_external

        checks.web_address(checks.text(url, "url"), "url")
        return await self._transport.send(create_external(checks.identifier(index, "index"), url), timeout)


@contextmanager
def _transcript(source: str | PathLike[str] | BinaryIO | None) -> Iterator[tuple[FilePart | None, str | None]]:
    """A transcript as a file, which stays open until it is sent, or its URL."""
    if source is None:
        yield None, None
    elif isinstance(source, str) and checks.looks_like_url(source):
        checks.web_address(source, "transcription")
        yield None, source
    else:
        with files.opened(source) as part:
            yield part, None
