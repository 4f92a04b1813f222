from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class Engine:
    """A model that an index can be built with, as the versions before v1.3 list them.

    Attributes:
        id: Its name, such as `marengo2.6`; the name of an `IndexModel`.
        options: What it can look at: `visual`, `audio`, `text_in_video`, `logo`.
        author: Who made it.
        ready: Whether it can be used.
        finetune: Whether it can be tuned with data of one's own.
        created_at: When it was made.
        updated_at: When it last changed.
        raw: The JSON object as received.
    """

    id: str
    options: Sequence[str] = ()
    author: str | None = None
    ready: bool | None = None
    finetune: bool | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
