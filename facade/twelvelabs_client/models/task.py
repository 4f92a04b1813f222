from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.indexed_asset import IndexedHls, SystemMetadata


@frozen
class Task:
    """An upload and indexing in one, as the API offered it before assets.

    Attributes:
        id: The task's id.
        status: `uploading`, `validating`, `pending`, `queued`, `indexing`, `ready` or `failed`; the last two are final.
        video_id: The video's id in the index. Before v1.3 told of a single task, once it is `ready`.
        index_id: The index.
        system_metadata: What the platform measured.
        hls: Its stream.
        created_at: When it was made.
        updated_at: When it last changed.
        estimated_time: When it should be ready. Told before v1.3.
        percentage: How much is indexed, 0 to 100. Told before v1.3, while it is `indexing`.
        remaining_seconds: How long that should still take. Told likewise.
        error: Always None: the API gives no reason for a failed task.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    video_id: str | None = None
    index_id: str | None = None
    system_metadata: SystemMetadata | None = None
    hls: IndexedHls | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    estimated_time: datetime | None = None
    percentage: float | None = None
    remaining_seconds: float | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class TaskCounts:
    """How many tasks are in which state. A state that the API does not tell counts as none.

    Attributes:
        index_id: The index.
        validating: Being checked.
        pending: Waiting for a place.
        queued: About to be indexed.
        indexing: Being indexed.
        ready: Done.
        failed: Ended in failure.
        total: All together, those of unknown states included where the API tells.
        raw: The JSON object as received; empty where the API had no task to count.
    """

    index_id: str | None = None
    validating: int = 0
    pending: int = 0
    queued: int = 0
    indexing: int = 0
    ready: int = 0
    failed: int = 0
    total: int = 0
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
