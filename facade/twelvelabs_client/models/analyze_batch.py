from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.analysis import Analysis
from twelvelabs_client.models.analyze_task import WebhookDelivery


@frozen
class AnalyzeBatchItem:
    """One analysis of a new batch.

    Attributes:
        task_id: Its task.
        custom_id: Your label.
        raw: The JSON object as received.
    """

    task_id: str
    custom_id: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class AnalyzeBatch:
    """Many analyses in one submission.

    Attributes:
        id: The batch's id.
        status: `pending`, `processing`, `canceling`, `canceled`, `completed` or `expired`; final are `canceled`,
            `completed` and `expired`. A completed batch can hold failed items: see `all_ready`.
        analysis_mode: `general` (texts) or `time_based_metadata` (segments).
        model: The model of all items.
        total_items: How many items it has.
        queued_items: Items that wait.
        processing_items: Items that are worked on.
        ready_items: Items with an answer.
        failed_items: Items that failed.
        canceled_items: Items that were canceled with the batch, or when it expired.
        items: The items in the order of the requests; told only when the batch is made.
        webhooks: How news of it was delivered.
        created_at: When it was made.
        expires_at: When what is not done will be canceled: 24 hours later.
        completed_at: When it was completed.
        canceled_at: When it was canceled.
        expired_at: When it expired.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    analysis_mode: str | None = None
    model: str | None = None
    total_items: int | None = None
    queued_items: int | None = None
    processing_items: int | None = None
    ready_items: int | None = None
    failed_items: int | None = None
    canceled_items: int | None = None
    items: Sequence[AnalyzeBatchItem] = ()
    webhooks: Sequence[WebhookDelivery] = ()
    created_at: datetime | None = None
    expires_at: datetime | None = None
    completed_at: datetime | None = None
    canceled_at: datetime | None = None
    expired_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def all_ready(self) -> bool:
        """Whether every item has an answer; False as long as that is not known."""
        return self.total_items is not None and self.ready_items == self.total_items

    @property
    def error(self) -> str | None:
        """How much is missing of a batch that is over; None while it is at work, and when nothing is missing."""
        if self.status not in ("canceled", "completed", "expired") or self.all_ready:
            return None
        failed, canceled = self.failed_items or 0, self.canceled_items or 0
        return f"{self.ready_items or 0} of {self.total_items} items are ready, {failed} failed, {canceled} canceled"


@frozen
class AnalyzeBatchResult:
    """One item of a batch, with its answer if it has one.

    Attributes:
        task_id: The item's task.
        custom_id: Your label.
        status: `queued`, `processing`, `ready`, `failed` or `canceled`; the last three are final.
        result: The answer; only when ready.
        error: Why it failed. Not to be parsed.
        error_code: The API's word for that, such as `asset_unavailable`; often not told.
        raw: The JSON object as received.
    """

    task_id: str
    custom_id: str | None = None
    status: str | None = None
    result: Analysis | None = None
    error: str | None = None
    error_code: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def ok(self) -> bool:
        """Whether it has an answer."""
        return self.result is not None

    @property
    def text(self) -> str | None:
        """The answer's text; None without one."""
        return None if self.result is None else self.result.text
