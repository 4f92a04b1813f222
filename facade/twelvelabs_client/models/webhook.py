from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen(kw_only=True)
class WebhookEvent:
    """What the API tells a server: of this class itself where its type is not known here.

    Attributes:
        id: The event's id. A repeated delivery has the same one: handle it once.
        type: Such as `index.task.ready`.
        created_at: When it was made.
        raw: The JSON object as received.
    """

    id: str = ""
    type: str = ""
    created_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class WebhookModel:
    """A model that indexes a video.

    Attributes:
        name: Such as `marengo3.0`.
        options: What it looks at, such as `visual` and `audio`, in the words of `IndexModel`.
        raw: The JSON object as received.
    """

    name: str
    options: Sequence[str] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen(kw_only=True)
class IndexTaskEvent(WebhookEvent):
    """The end of an indexing task: `index.task.ready` or `index.task.failed`. It does not name the video.

    Attributes:
        task_id: The task, to be read for everything else.
        status: `ready` or `failed`.
        duration: The video's length in seconds.
        models: What it is indexed with, whatever the API version calls that.
        tags: Tags of the task.
        metadata: What the API tells of the video.
    """

    task_id: str | None = None
    status: str | None = None
    duration: float | None = None
    models: Sequence[WebhookModel] = ()
    tags: Sequence[str] = ()
    metadata: JsonObject | None = None


@frozen
class WebhookVideoSource:
    """Where the video of an analysis came from.

    Attributes:
        type: `url`, `base64_string`, `asset_id` or `video_id`.
        url: Its address.
        asset_id: The asset.
        video_id: The indexed video.
        duration: Its length in seconds.
        raw: The JSON object as received.
    """

    type: str | None = None
    url: str | None = None
    asset_id: str | None = None
    video_id: str | None = None
    duration: float | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen(kw_only=True)
class AnalyzeTaskEvent(WebhookEvent):
    """The end of an analysis task: `analyze.task.ready`, `.failed` or `.canceled`. It does not hold the result.

    Attributes:
        task_id: The task, to be read for its result.
        status: `ready`, `failed` or `canceled`.
        custom_id: Your own label of the task.
        task_created_at: When the task was made.
        error: Why it failed; with `ready`, why the result is not whole. Not to be parsed.
        video_source: Where the video came from.
    """

    task_id: str | None = None
    status: str | None = None
    custom_id: str | None = None
    task_created_at: datetime | None = None
    error: str | None = None
    video_source: WebhookVideoSource | None = None
