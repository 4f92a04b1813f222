from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class IndexModel:
    """A model that an index runs its videos through.

    Attributes:
        name: Such as `marengo3.0`.
        options: What of a video it looks at: `visual`, `audio`; before v1.3 also `text_in_video`, `logo`.
        raw: The JSON object as received.
    """

    name: str
    options: Sequence[str] = ("visual", "audio")
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Index:
    """A container of indexed videos with a fixed choice of models.

    Attributes:
        id: The index's id.
        name: Its name, unique in the account.
        models: The models its videos run through.
        addons: What was enabled beside them, such as `thumbnail`.
        video_count: How many videos it holds.
        total_duration: Their length together, in seconds.
        created_at: When it was made.
        updated_at: When it was last changed.
        expires_at: When it will be deleted (free plan), or None.
        deleted: Whether it is deleted already: v1.1 still tells of such an index for a while.
        raw: The JSON object as received.
    """

    id: str
    name: str | None = None
    models: Sequence[IndexModel] = ()
    addons: Sequence[str] = ()
    video_count: int | None = None
    total_duration: float | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    deleted: bool = False
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
