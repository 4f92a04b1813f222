# Derived from _async/resources/analyze_batches.py by `make unasync`; never edited.
"""Analysis batches: many analyses in one submission."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from twelvelabs_client._runtime import files
from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.streams import Stream
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.batches import BatchDefaults, BatchRequest, batch_requests
from twelvelabs_client.intents.prompts import Prompt
from twelvelabs_client.intents.segments import Segments
from twelvelabs_client.models.analyze_batch import AnalyzeBatch, AnalyzeBatchResult
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.versions.newer import analyze_batches_of

COMPLETED = frozenset({"completed"})
BROKEN_OFF = frozenset({"canceled", "expired"})


class AnalyzeBatches(Resource):
    """Many analyses of stored videos in one submission, by `pegasus1.5`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = analyze_batches_of(transport.api_version)

    def create(
        self,
        requests: Sequence[str | Asset | IndexedAsset | BatchRequest],
        prompt: str | Prompt | Segments | None = None,
        *,
        response_schema: Mapping[str, Any] | None = None,
        temperature: float | None = None,
        max_tokens: int | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        wait: bool = False,
        max_wait: float = 86_400.0,
        poll_interval: float | None = None,
        on_status: Callable[[AnalyzeBatch], None] | None = None,
        timeout: float | None = None,
    ) -> AnalyzeBatch:
        """Submit many analyses; either all are taken, or there is no batch.

        All but `requests` holds for those that do not say otherwise. A batch asks for texts or for segments, not for
        both. Of default segments, the shortest and longest durations hold also where others have definitions of their
        own.

        Args:
            requests: 1 to 1,000 stored videos, of 2,000 hours together: each an asset (its id, the asset, or its place
                in an index), or a `BatchRequest` that says more.
            prompt: What to do or to answer; a `Prompt` where it points to images; `Segments` to find these instead.
            response_schema: A JSON Schema that the answers shall fit; read them with `Analysis.json()`.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer, 512 (for segments 2,048) to 98,304.
            start_time: Where the part to look at begins, in seconds from the video's beginning.
            end_time: Where it ends, in seconds; the part lasts 1 s to 2 h.
            wait: Return only when the batch is `completed`.
            max_wait: How long to wait, in seconds; after 24 hours a batch expires.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the batch at every look while waiting.
            timeout: The call itself in seconds.

        Returns:
            The batch with the tasks of its `items`, in the order of the requests; when it was waited for, its counts.

        Raises:
            InvalidInputError: An argument makes no sense, or does not go with another.
            NotFoundError: There is no such asset.
            ConflictError: An asset is not ready.
            RateLimitError: Five batches are at work already, or too much was asked.
            TaskFailedError: It was waited for, and was canceled or expired.

        Operation: `POST /analyze/batches`
        """
        defaults = BatchDefaults(
            prompt=prompt,
            response_schema=response_schema,
            temperature=temperature,
            max_tokens=max_tokens,
            start_time=start_time,
            end_time=end_time,
        )
        made, segments = batch_requests(requests, defaults)
        if wait:
            check_patience(max_wait, poll_interval)
        call = self._version.create_batch(made, defaults, files.content_of, segments=segments)
        batch = self._transport.send(call, timeout)
        return self.wait(batch, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status) if wait else batch

    def list(
        self,
        *,
        status: Sequence[str] | None = None,
        analysis_mode: Sequence[str] | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[AnalyzeBatch]:
        """List batches, newest first.

        Args:
            status: Only these states: `pending`, `processing`, `canceling`, `canceled`, `completed`, `expired`.
            analysis_mode: Only these: `general` (texts), `time_based_metadata` (segments).
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of batches, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /analyze/batches`
        """
        from twelvelabs_client.intents.filters import AnalyzeBatchFilter

        asked = AnalyzeBatchFilter(status=status, analysis_mode=analysis_mode, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_batches(asked, number), page, timeout)

    def get(self, batch: str | AnalyzeBatch, *, timeout: float | None = None) -> AnalyzeBatch:
        """Read one batch with the counts of its items.

        Args:
            batch: Its id, or the batch.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such batch.

        Operation: `GET /analyze/batches/{batch_id}`
        """
        return self._transport.send(self._version.get_batch(checks.identifier(batch, "batch")), timeout)

    def results(self, batch: str | AnalyzeBatch, *, timeout: float | None = None) -> Stream[AnalyzeBatchResult]:
        """Read the items of a batch one at a time, also while it is at work: unfinished ones come with their state.

        They come in no promised order: tell them apart by `custom_id` or `task_id`. Results stay for 30 days.

        Args:
            batch: Its id, or the batch.
            timeout: Until the reply begins, in seconds; after that only silence ends it.

        Returns:
            An iterable of items, each with its answer or why it failed.

        Raises:
            NotFoundError: There is no such batch (raised when iterated).
            DecodeError: A line is no item; what came before it is good (raised when iterated).
            StreamInterruptedError: The connection broke before the end, or nothing came (raised when iterated).

        Operation: `GET /analyze/batches/{batch_id}/results`
        """
        call = self._version.get_results(checks.identifier(batch, "batch"))
        return Stream(self._transport.stream(call, timeout), call.operation)

    def wait(
        self,
        batch: str | AnalyzeBatch,
        *,
        max_wait: float = 86_400.0,
        poll_interval: float | None = None,
        on_status: Callable[[AnalyzeBatch], None] | None = None,
    ) -> AnalyzeBatch:
        """Wait until a batch is `completed`, which it is also with failed items: look at `all_ready`.

        Args:
            batch: Its id, or the batch.
            max_wait: How long at most, in seconds; after 24 hours a batch expires.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the batch at every look, the first included.

        Returns:
            The batch with its counts: `ready_items`, `failed_items`, `canceled_items`.

        Raises:
            TaskFailedError: It was canceled or expired; what was ready by then can be read from `results`.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /analyze/batches/{batch_id}`, repeatedly
        """
        identifier = checks.identifier(batch, "batch")
        return wait_until_final(
            "analyze batch",
            identifier,
            lambda: self._transport.send(self._version.get_batch(identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
            success=COMPLETED,
            failure=BROKEN_OFF,
        )

    def cancel(self, batch: str | AnalyzeBatch, *, timeout: float | None = None) -> AnalyzeBatch:
        """Begin to cancel a batch: what waits is dropped, what is worked on comes to its end.

        Args:
            batch: Its id, or the batch.
            timeout: The whole call in seconds.

        Returns:
            The batch as it is now, `canceling` as a rule; `wait` tells when it is `canceled`.

        Raises:
            ConflictError: It is over.
            NotFoundError: There is no such batch.

        Operation: `POST /analyze/batches/{batch_id}/cancel`
        """
        return self._transport.send(self._version.cancel_batch(checks.identifier(batch, "batch")), timeout)

    def delete(self, batch: str | AnalyzeBatch, *, timeout: float | None = None) -> None:
        """Delete a batch that is over, with its tasks and results.

        Args:
            batch: Its id, or the batch.
            timeout: The whole call in seconds.

        Raises:
            ConflictError: It is at work; cancel it first.
            NotFoundError: There is no such batch.

        Operation: `DELETE /analyze/batches/{batch_id}`
        """
        self._transport.send(self._version.delete_batch(checks.identifier(batch, "batch")), timeout)
