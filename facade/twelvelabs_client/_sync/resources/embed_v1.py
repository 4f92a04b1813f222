# Derived from _async/resources/embed_v1.py by `make unasync`; never edited.
"""The older embeddings: forms instead of JSON, and tasks for videos alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property
from os import PathLike
from typing import BinaryIO

from twelvelabs_client._runtime import files
from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.deprecation import warn_deprecated
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.embedding_tasks import (
    EmbeddingsOfForms,
    Part,
    check_offsets,
    check_scopes,
)
from twelvelabs_client.intents.values import STORED_EMBEDDING_OPTIONS, TRUNCATIONS, one_known, some_known
from twelvelabs_client.models.embedding import EmbeddingsByKind, EmbeddingTask
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.uploads.progress import UploadProgress, sent_to
from twelvelabs_client.versions.shared import embed_v1_of
from twelvelabs_client.versions.unsupported import check_supported

Media = str | PathLike[str] | BinaryIO | bytes


class EmbedV1(Resource):
    """The older embeddings. Deprecated in v1.3, which has `embed`; in v1.2 there are no others."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = embed_v1_of(transport.api_version)
        self.api_version = transport.api_version

    @cached_property
    def tasks(self) -> EmbedV1Tasks:
        """The older embeddings of videos. Deprecated by the API."""
        return EmbedV1Tasks(self._transport)

    def create(
        self,
        text: str | None = None,
        *,
        text_truncate: str | None = None,
        image: Media | None = None,
        audio: Media | None = None,
        audio_start: float | None = None,
        model: str | None = None,
        timeout: float | None = None,
    ) -> EmbeddingsByKind:
        """Make embeddings of a text, an image, a sound, or several of them. Deprecated: use `embed.create`.

        Args:
            text: A text of up to 500 tokens; in v1.2 77.
            text_truncate: What to do with a longer one: cut its `start` or its `end` (the API's default), or refuse it
                with `none`; v1.2.
            image: A path, a binary file, bytes, or an http(s) address of the image itself.
            audio: The same of a sound.
            audio_start: Seconds of the sound to skip.
            model: Default: the only one, `marengo3.0`; in v1.2 `Marengo-retrieval-2.6`.
            timeout: The whole call in seconds (default: 10 minutes).

        Returns:
            The vectors by kind; a kind that failed has an `error` instead.

        Raises:
            InvalidInputError: There is nothing to make embeddings of.
            UnsupportedInVersionError: The API version cannot be asked for this.

        Operation: `POST /embed`
        """
        warn_deprecated("embed.v1.create", "embed.create", self.api_version)
        if text is None and image is None and audio is None:
            raise InvalidInputError("embed.v1.create: give a text, an image, an audio, or several of them")
        if text is not None:
            checks.text(text, "text")
        one_known(text_truncate, "text_truncate", TRUNCATIONS)
        if audio_start is not None and (not checks.is_number(audio_start) or audio_start < 0):
            raise InvalidInputError(f"audio_start: {audio_start!r} is not a number of seconds from 0")
        if model is not None:
            checks.text(model, "model")
        check_supported(self.api_version, "embed.v1.create", {"text_truncate": text_truncate})
        with ExitStack() as stack:
            asked = EmbeddingsOfForms(
                model=model,
                text=text,
                text_truncate=text_truncate,
                image=None if image is None else _form_media(image, stack),
                audio=None if audio is None else _form_media(audio, stack),
                audio_start=audio_start,
            )
            return self._transport.send(self._version.create_embeddings(asked), timeout)


class EmbedV1Tasks(Resource):
    """The older embeddings of videos. Deprecated in v1.3, which has `embed.tasks`; in v1.2 there are no others."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = embed_v1_of(transport.api_version)
        self.api_version = transport.api_version

    def create(
        self,
        source: str | PathLike[str] | BinaryIO | bytes,
        *,
        model: str | None = None,
        start: float | None = None,
        end: float | None = None,
        clip_length: float | None = None,
        scopes: Sequence[str] | None = None,
        filename: str | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_progress: Callable[[UploadProgress], None] | None = None,
        on_status: Callable[[EmbeddingTask], None] | None = None,
        timeout: float | None = None,
    ) -> EmbeddingTask:
        """Begin to make the embeddings of a video. Deprecated: use `embed.tasks.create`.

        Args:
            source: A path, a binary file, bytes, or an http(s) address of the video itself; at most 2 GB.
            model: Default: the only one, `marengo3.0`; in v1.2 `Marengo-retrieval-2.6`.
            start: Where the part to look at begins, in seconds; together with `end` or not at all.
            end: Where it ends, in seconds.
            clip_length: Seconds per piece, 2 to 10 (the API's default: 6), in v1.2 whole ones; a last piece of under
                2 s is dropped.
            scopes: `["clip"]` (the API's default) or `["clip", "video"]`.
            filename: The name of the file; default: its own.
            wait: Return only when it is `ready`, with its vectors.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting.
            on_progress: Called with the progress of sending it.
            on_status: Called with the task at every look while waiting.
            timeout: The upload itself in seconds (default: one hour).

        Returns:
            The task; its id alone when it was not waited for.

        Raises:
            TaskFailedError: It was waited for, and failed.

        Operation: `POST /embed/tasks`
        """
        warn_deprecated("embed.v1.tasks.create", "embed.tasks.create", self.api_version)
        if wait:
            check_patience(max_wait, poll_interval)
        if model is not None:
            checks.text(model, "model")
        check_offsets(start, end)
        part = Part(
            start=start,
            end=end,
            clip_length=checks.within(clip_length, "clip_length", 2, 10),
            scopes=check_scopes(scopes),
        )
        check_supported(self.api_version, "embed.v1.tasks.create", part.given())
        if isinstance(source, str) and checks.looks_like_url(source):
            if filename is not None:
                raise InvalidInputError("filename: a video at a URL keeps the name it has there; leave it out")
            call = self._version.create_task(checks.media_url(source), part, model=model)
            task = self._transport.send(call, timeout)
        else:
            with files.opened(source, name=filename, progress=sent_to(on_progress, time.monotonic)) as file:
                task = self._transport.send(self._version.create_task(file, part, model=model), timeout)
        return self._wait(task.id, None, max_wait, poll_interval, on_status) if wait else task

    def list(
        self,
        *,
        started_at: datetime | None = None,
        ended_at: datetime | None = None,
        status: str | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[EmbeddingTask]:
        """List tasks, newest first, without their vectors. Deprecated: use `embed.tasks.list`.

        Args:
            started_at: Only those made at this instant or later; without instants the API tells the last 7 days.
            ended_at: Only those made at this instant or earlier.
            status: Only this state: `processing`, `ready` or `failed`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of tasks, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /embed/tasks`
        """
        warn_deprecated("embed.v1.tasks.list", "embed.tasks.list", self.api_version)
        from twelvelabs_client.intents.filters import EmbeddingTaskFilter

        asked = EmbeddingTaskFilter(started_at=started_at, ended_at=ended_at, status=status, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_tasks(asked, number), page, timeout)

    def status(self, task: str | EmbeddingTask, *, timeout: float | None = None) -> EmbeddingTask:
        """Read the state of one task, without its vectors. Deprecated: use `embed.tasks.get`.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such task.

        Operation: `GET /embed/tasks/{task_id}/status`
        """
        warn_deprecated("embed.v1.tasks.status", "embed.tasks.get", self.api_version)
        return self._transport.send(self._version.get_status(checks.identifier(task, "task")), timeout)

    def get(
        self,
        task: str | EmbeddingTask,
        *,
        embedding_options: Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> EmbeddingTask:
        """Fetch the vectors of a `ready` task. Deprecated: use `embed.tasks.get`.

        Args:
            task: Its id, or the task.
            embedding_options: Only vectors of `visual`, `audio`, `transcription` or `visual-text`; default: all. Not in
                v1.2.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such task.

        Operation: `GET /embed/tasks/{task_id}`
        """
        warn_deprecated("embed.v1.tasks.get", "embed.tasks.get", self.api_version)
        options = some_known(embedding_options, "embedding_options", STORED_EMBEDDING_OPTIONS)
        check_supported(self.api_version, "embed.v1.tasks.get", {"embedding_options": options})
        return self._transport.send(self._version.get_task(checks.identifier(task, "task"), options), timeout)

    def wait(
        self,
        task: str | EmbeddingTask,
        *,
        embedding_options: Sequence[str] | None = None,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[EmbeddingTask], None] | None = None,
    ) -> EmbeddingTask:
        """Wait until a task is `ready`, and fetch its vectors. Deprecated: use `embed.tasks.wait`.

        Args:
            task: Its id, or the task.
            embedding_options: Only vectors of `visual`, `audio`, `transcription` or `visual-text`; default: all. Not in
                v1.2.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the task at every look, the first included.

        Returns:
            The task with its vectors.

        Raises:
            TaskFailedError: It failed.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /embed/tasks/{task_id}/status`, repeatedly, and `GET /embed/tasks/{task_id}`
        """
        warn_deprecated("embed.v1.tasks.wait", "embed.tasks.wait", self.api_version)
        options = some_known(embedding_options, "embedding_options", STORED_EMBEDDING_OPTIONS)
        check_supported(self.api_version, "embed.v1.tasks.get", {"embedding_options": options})
        return self._wait(checks.identifier(task, "task"), options, max_wait, poll_interval, on_status)

    def _wait(
        self,
        identifier: str,
        options: Sequence[str] | None,
        max_wait: float,
        poll_interval: float | None,
        on_status: Callable[[EmbeddingTask], None] | None,
    ) -> EmbeddingTask:
        result = self._version.get_task(identifier, options)
        wait_until_final(
            "embedding task",
            identifier,
            lambda: self._transport.send(self._version.get_status(identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )
        return self._transport.send(result)


def _form_media(media: Media, stack: ExitStack) -> FilePart | str:
    """An address as it is, anything else opened until the stack is left."""
    if isinstance(media, str) and checks.looks_like_url(media):
        return checks.media_url(media)
    return stack.enter_context(files.opened(media))
