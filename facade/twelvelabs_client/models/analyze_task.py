from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.analysis import Analysis


@frozen
class AnalyzeSource:
    """Where an analyzed video comes from.

    Attributes:
        type: `asset_id`, `url`, `base64_string` or `video_id`.
        asset_id: The asset.
        url: The address.
        video_id: Its id in an index, for videos that were uploaded by a task.
        index_id: That index.
        duration: In seconds, where known.
        raw: The JSON object as received.
    """

    type: str | None = None
    asset_id: str | None = None
    url: str | None = None
    video_id: str | None = None
    index_id: str | None = None
    duration: float | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class WebhookDelivery:
    """How news was delivered to one of your addresses.

    Attributes:
        url: The address.
        delivered: Whether it arrived.
        attempts: How often it was tried.
        last_error: What went wrong the last time, if it did not arrive.
        raw: The JSON object as received.
    """

    url: str | None = None
    delivered: bool | None = None
    attempts: int | None = None
    last_error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class AnalyzeTask:
    """An analysis in the background.

    Attributes:
        id: The task's id.
        status: `queued`, `pending`, `processing`, `ready`, `failed` or `canceled`; the last three are final.
        custom_id: Your label.
        batch_id: The batch it belongs to, if any.
        source: The video; None when images were analyzed.
        request_params: What was asked, as the API tells it; lists tell it in short.
        result: The answer, once ready.
        error: Why it failed or was canceled. Not to be parsed.
        error_code: The API's word for that, such as `user_canceled`; often not told.
        warning: What is missing of the answer of a ready task, if something is.
        webhooks: How news of it was delivered.
        created_at: When it was started.
        completed_at: When it came to its end, whichever that was.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    custom_id: str | None = None
    batch_id: str | None = None
    source: AnalyzeSource | None = None
    request_params: JsonObject | None = None
    result: Analysis | None = None
    error: str | None = None
    error_code: str | None = None
    warning: str | None = None
    webhooks: Sequence[WebhookDelivery] = ()
    created_at: datetime | None = None
    completed_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
