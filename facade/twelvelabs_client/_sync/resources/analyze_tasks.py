# Derived from _async/resources/analyze_tasks.py by `make unasync`; never edited.
"""Analysis tasks: analysis in the background."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from twelvelabs_client._runtime import files
from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.analysis import check_custom_id
from twelvelabs_client.intents.media import MediaLike
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.intents.segments import Segments
from twelvelabs_client.models.analyze_task import AnalyzeTask
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.versions.newer import analyze_tasks_of

FAILED = frozenset({"failed", "canceled"})


class AnalyzeTasks(Resource):
    """Analyses in the background: of longer videos too, as text or as segments with their times."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = analyze_tasks_of(transport.api_version)

    def create(
        self,
        source: MediaLike | Images,
        prompt: str | Prompt | Segments,
        *,
        model: str | None = None,
        custom_id: str | None = None,
        temperature: float | None = None,
        max_tokens: int | str | None = None,
        response_schema: Mapping[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        idempotency_key: str | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[AnalyzeTask], None] | None = None,
        timeout: float | None = None,
    ) -> AnalyzeTask:
        """Start an analysis in the background.

        Args:
            source: A video of 1 s to 2 h, or of up to 4 h with a window: an asset (its id, the asset, or its place in
                an index), an http(s) address of the file or of an HLS manifest, bytes, or a file as `Path` or opened
                with mode `rb`, of at most 30 MB. Or `Images`.
            prompt: What to do or to answer; a `Prompt` where it points to images; `Segments` to find these instead.
            model: `pegasus1.5` or `pegasus1.6`; default: the older one, where it can do what is asked.
            custom_id: Your label, 1 to 64 letters, digits, `-` and `_`; need not be unique.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer: 512 to 98,304 (the API's default: 4,096), for segments 2,048 to 98,304 (the
                API's default: 32,768) or `unlimited`. Segments that reach the limit fail the task.
            response_schema: A JSON Schema that the answer shall fit; read it with `Analysis.json()`.
            start_time: Where the part to look at begins, in seconds on the video's own clock.
            end_time: Where it ends, in seconds; the part lasts 1 s to 2 h.
            idempotency_key: The same for every attempt at one task, so that the API can tell a repeated call from a
                new one; default: a fresh one, the same for all attempts of this call.
            wait: Return only when it is `ready`.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the task at every look while waiting.
            timeout: The call itself in seconds.

        Returns:
            The task: its id and state only when it was not waited for.

        Raises:
            InvalidInputError: An argument makes no sense, or does not go with another.
            TaskFailedError: It was waited for, and failed or was canceled.
            WaitTimeoutError: It was waited for in vain.

        Operation: `POST /analyze/tasks`
        """
        question = Question(
            source=source,
            prompt=prompt,
            model=model,
            temperature=temperature,
            max_tokens=max_tokens,
            response_schema=response_schema,
            start_time=start_time,
            end_time=end_time,
        )
        check_custom_id(custom_id)
        key = str(uuid.uuid4()) if idempotency_key is None else checks.text(idempotency_key, "idempotency_key")
        checks.header_value(key, "idempotency_key")
        if wait:
            check_patience(max_wait, poll_interval)
        call = self._version.create_task(question, files.content_of, custom_id=custom_id, idempotency_key=key)
        task = self._transport.send(call, timeout)
        return self.wait(task, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status) if wait else task

    def list(
        self,
        *,
        status: str | None = None,
        asset: str | Asset | IndexedAsset | None = None,
        video_url: str | None = None,
        analysis_mode: str | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[AnalyzeTask]:
        """List analysis tasks, newest first; what was asked is told in short.

        Args:
            status: Only this state: `queued`, `pending`, `processing`, `ready`, `failed` or `canceled`.
            asset: Only tasks about this asset.
            video_url: Only tasks about the video at exactly this address.
            analysis_mode: Only texts (`general`) or only segments (`time_based_metadata`).
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of tasks, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /analyze/tasks`
        """
        from twelvelabs_client.intents.filters import AnalyzeTaskFilter

        asked = AnalyzeTaskFilter(
            status=status, asset=asset, video_url=video_url, analysis_mode=analysis_mode, page_limit=page_limit
        )
        return listed(self._transport, lambda number: self._version.list_tasks(asked, number), page, timeout)

    def get(self, task: str | AnalyzeTask, *, timeout: float | None = None) -> AnalyzeTask:
        """Read one analysis task, with its `result` once it is `ready`.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such task.

        Operation: `GET /analyze/tasks/{task_id}`
        """
        return self._transport.send(self._version.get_task(checks.identifier(task, "task")), timeout)

    def wait(
        self,
        task: str | AnalyzeTask,
        *,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[AnalyzeTask], None] | None = None,
    ) -> AnalyzeTask:
        """Wait until an analysis task is `ready`.

        Args:
            task: Its id, or the task.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the task at every look, the first included.

        Returns:
            The task with its `result`.

        Raises:
            TaskFailedError: It failed or was canceled; the text says which, and why.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /analyze/tasks/{task_id}`, repeatedly
        """
        identifier = checks.identifier(task, "task")
        return wait_until_final(
            "analyze task",
            identifier,
            lambda: self._transport.send(self._version.get_task(identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
            failure=FAILED,
        )

    def cancel(self, task: str | AnalyzeTask, *, timeout: float | None = None) -> AnalyzeTask:
        """Cancel an analysis task that is not over, at once and for good; canceling it again is a success.

        A task of a batch is canceled with its batch.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Returns:
            The task: its id and state only.

        Raises:
            ConflictError: It is over, or belongs to a batch.
            NotFoundError: There is no such task.

        Operation: `POST /analyze/tasks/{task_id}/cancel`
        """
        return self._transport.send(self._version.cancel_task(checks.identifier(task, "task")), timeout)

    def delete(self, task: str | AnalyzeTask, *, timeout: float | None = None) -> None:
        """Delete an analysis task with its result.

        Args:
            task: Its id, or the task.
            timeout: The whole call in seconds.

        Raises:
            ConflictError: It is being worked on; cancel it first.
            NotFoundError: There is no such task.

        Operation: `DELETE /analyze/tasks/{task_id}`
        """
        self._transport.send(self._version.delete_task(checks.identifier(task, "task")), timeout)
