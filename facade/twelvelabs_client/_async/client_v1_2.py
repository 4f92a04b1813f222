"""The client of v1.2 of the API."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.client_older import AsyncOlderTwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._async.client import AsyncSettings
    from twelvelabs_client._async.resources.older.tasks import AsyncTasksV1_2
    from twelvelabs_client._async.resources.older.transfers import AsyncTransfersV1_2
    from twelvelabs_client._async.resources.older.videos import AsyncVideosV1_2


class AsyncTwelveLabsV1_2(AsyncOlderTwelveLabs):
    """A client of v1.2, for programs that have not moved to v1.3 yet. See `AsyncTwelveLabs` for its arguments."""

    _speaks = "v1.2"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[AsyncSettings]) -> Self: ...

    @cached_property
    def tasks(self) -> AsyncTasksV1_2:
        """Upload and indexing in one."""
        from twelvelabs_client._async.resources.older.tasks import AsyncTasksV1_2

        return AsyncTasksV1_2(self._transport)

    @cached_property
    def transfers(self) -> AsyncTransfersV1_2:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._async.resources.older.transfers import AsyncTransfersV1_2

        return AsyncTransfersV1_2(self._transport)

    @cached_property
    def videos(self) -> AsyncVideosV1_2:
        """Indexed videos, what is said and seen in them, and their embeddings."""
        from twelvelabs_client._async.resources.older.videos import AsyncVideosV1_2

        return AsyncVideosV1_2(self._transport)
