# Derived from _async/client_v1_2.py by `make unasync`; never edited.
"""The client of v1.2 of the API."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._sync.client_older import OlderTwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._sync.client import Settings
    from twelvelabs_client._sync.resources.older.tasks import TasksV1_2
    from twelvelabs_client._sync.resources.older.transfers import TransfersV1_2
    from twelvelabs_client._sync.resources.older.videos import VideosV1_2


class TwelveLabsV1_2(OlderTwelveLabs):
    """A client of v1.2, for programs that have not moved to v1.3 yet. See `TwelveLabs` for its arguments."""

    _speaks = "v1.2"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[Settings]) -> Self: ...

    @cached_property
    def tasks(self) -> TasksV1_2:
        """Upload and indexing in one."""
        from twelvelabs_client._sync.resources.older.tasks import TasksV1_2

        return TasksV1_2(self._transport)

    @cached_property
    def transfers(self) -> TransfersV1_2:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._sync.resources.older.transfers import TransfersV1_2

        return TransfersV1_2(self._transport)

    @cached_property
    def videos(self) -> VideosV1_2:
        """Indexed videos, what is said and seen in them, and their embeddings."""
        from twelvelabs_client._sync.resources.older.videos import VideosV1_2

        return VideosV1_2(self._transport)
