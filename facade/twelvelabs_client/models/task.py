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
        video_id: The video's id in the index.
        index_id: The index.
        system_metadata: What the platform measured.
        hls: Its stream.
        created_at: When it was made.
        updated_at: When it last changed.
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
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
