# Derived from _async/resources/embed.py by `make unasync`; never edited.
"""Embeddings: vectors of texts, images, sounds, videos and documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from twelvelabs_client._runtime import files
from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.embedding import EmbeddingChoices, EmbeddingInput, EmbeddingTaskInput
from twelvelabs_client.intents.embedding_rules import check_at_once, check_task, meant
from twelvelabs_client.models.embedding import Embeddings, EmbeddingTask
from twelvelabs_client.versions.newer import embed_of

if TYPE_CHECKING:
    from twelvelabs_client._sync.resources.embed_v1 import EmbedV1


class Embed(Resource):
    """Vectors of texts, images, sounds, videos and sets of them. Vectors of different models cannot be compared."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = embed_of(transport.api_version)

    @cached_property
    def tasks(self) -> EmbedTasks:
        """Embeddings that are made while you do something else: long media, images and documents."""
        return EmbedTasks(self._transport)

    @property
    @deprecated("use embed.create and embed.tasks", category=None)
    def v1(self) -> EmbedV1:
        """The older embeddings. Deprecated by the API: use `embed.create` and `embed.tasks`."""
        return self._v1

    @cached_property
    def _v1(self) -> EmbedV1:
        from twelvelabs_client._sync.resources.embed_v1 import EmbedV1

        return EmbedV1(self._transport)

    def create(
        self,
        input: str | EmbeddingInput,
        *,
        model: str,
        dimension: int | None = None,
        uncertainty: bool | None = None,
        auto_truncate: bool | None = None,
        timeout: float | None = None,
    ) -> Embeddings:
        """Make the embeddings of one input and wait for them.

        Args:
            input: A text; or of `twelvelabs_client.intents` a `TextInput`, `ImageInput`, `TextImageInput`, `AudioInput`
                or `VideoInput` (up to 10 minutes each; these five need `marengo3.0`), or a `MultiInput`.
            model: `marengo3.0` or `marengo3.5`.
            dimension: Numbers per vector (the API's default: 512); `marengo3.5`.
            uncertainty: Also tell how uncertain each number is; `marengo3.5`, for a text alone or media alone, not for
                documents.
            auto_truncate: Cut a text of more than 2,000 tokens instead of refusing it; `marengo3.5`.
            timeout: The whole call in seconds (default: 10 minutes).

        Returns:
            The vectors: one for a text or an image, for sounds and videos one for each piece, option and scope.

        Raises:
            InvalidInputError: The model does not take the input, or a file is too large.
            NotFoundError: There is no such asset.
            BadRequestError: The media do not meet the model's limits.

        Operation: `POST /embed-v2`
        """
        checks.text(model, "model")
        asked = meant(input, model)
        check_at_once(asked, model, dimension, uncertainty)
        choices = EmbeddingChoices(
            model=model, dimension=dimension, uncertainty=uncertainty, auto_truncate=auto_truncate
        )
        return self._transport.send(self._version.create_embeddings(asked, files.content_of, choices), timeout)


class EmbedTasks(Resource):
    """Embeddings that are made while you do something else; kept for 7 days."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = embed_of(transport.api_version)

    def create(
        self,
        input: EmbeddingTaskInput,
        *,
        model: str,
        dimension: int | None = None,
        uncertainty: bool | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[EmbeddingTask], None] | None = None,
        timeout: float | None = None,
    ) -> EmbeddingTask:
        """Begin to make the embeddings of one input.

        Args:
            input: Of `twelvelabs_client.intents` an `AudioInput` or `VideoInput` (4 s to 4 h, up to 4 GB; as bytes or a
                file up to 36 MB), or, for `marengo3.5`, an `ImageInput` or `DocumentInput`.
            model: `marengo3.0` or `marengo3.5`.
            dimension: Numbers per vector (the API's default: 512); `marengo3.5`.
            uncertainty: Also tell how uncertain each number is; `marengo3.5`, not with scope `asset` of sounds and
                videos, not for PDFs, and of text files with scope `local` only.
            wait: Return only when it is `ready`, with its vectors.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting.
            on_status: Called with the task at every look while waiting.
            timeout: The creation itself in seconds (default: 10 minutes).

        Returns:
            The task; without vectors when it was not waited for.

        Raises:
            InvalidInputError: Tasks, or the model, do not take the input.
            TaskFailedError: It was waited for, and failed.

        Operation: `POST /embed-v2/tasks`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        checks.text(model, "model")
        check_task(input, model, dimension, uncertainty)
        choices = EmbeddingChoices(model=model, dimension=dimension, uncertainty=uncertainty)
        task = self._transport.send(self._version.create_task(input, files.content_of, choices), timeout)
        if not wait:
            return task
        return self.wait(task, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status)

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
        """List tasks, newest first, without their vectors.

        Args:
            started_at: Only those made at this instant or later; without instants the API tells the last 7 days.
            ended_at: Only those made at this instant or earlier.
            status: Only this state: `processing`, `ready` or `failed`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of tasks, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /embed-v2/tasks`
        """
        from twelvelabs_client.intents.filters import EmbeddingTaskFilter

        asked = EmbeddingTaskFilter(started_at=started_at, ended_at=ended_at, status=status, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_tasks(asked, number), page, timeout)

    def get(self, task: str | EmbeddingTask, *, timeout: float | None = None) -> EmbeddingTask:
        """Read one task, with its vectors once it is `ready`.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such task, or it is no longer kept.

        Operation: `GET /embed-v2/tasks/{task_id}`
        """
        return self._transport.send(self._version.get_task(checks.identifier(task, "task")), timeout)

    def wait(
        self,
        task: str | EmbeddingTask,
        *,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[EmbeddingTask], None] | None = None,
    ) -> EmbeddingTask:
        """Wait until a task is `ready`.

        Args:
            task: Its id, or the task.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the task at every look, the first included.

        Returns:
            The task with its vectors.

        Raises:
            TaskFailedError: It failed; the text says why, where the API does.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /embed-v2/tasks/{task_id}`, repeatedly
        """
        identifier = checks.identifier(task, "task")
        return wait_until_final(
            "embedding task",
            identifier,
            lambda: self._transport.send(self._version.get_task(identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )
