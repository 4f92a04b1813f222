"""What the clients of v1.1 and v1.2 have in common beyond what every client has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.client import AsyncTwelveLabs

if TYPE_CHECKING:
    from twelvelabs_client._async.older.classify import AsyncClassify
    from twelvelabs_client._async.older.engines import AsyncEngines
    from twelvelabs_client._async.older.search import AsyncOlderSearch
    from twelvelabs_client._async.older.tasks import AsyncOlderTasks
    from twelvelabs_client._async.older.transfers import AsyncOlderTransfers
    from twelvelabs_client._async.older.videos import AsyncOlderVideos


class AsyncOlderTwelveLabs(AsyncTwelveLabs):
    """A client of a version before v1.3."""

    @cached_property
    def tasks(self) -> AsyncOlderTasks:
        """Upload and indexing in one."""
        from twelvelabs_client._async.older.tasks import AsyncOlderTasks

        return AsyncOlderTasks(self._transport)

    @cached_property
    def transfers(self) -> AsyncOlderTransfers:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._async.older.transfers import AsyncOlderTransfers

        return AsyncOlderTransfers(self._transport)

    @cached_property
    def videos(self) -> AsyncOlderVideos:
        """Indexed videos, and what is said and seen in them."""
        from twelvelabs_client._async.older.videos import AsyncOlderVideos

        return AsyncOlderVideos(self._transport)

    @cached_property
    def engines(self) -> AsyncEngines:
        """The models that an index can be built with."""
        from twelvelabs_client._async.older.engines import AsyncEngines

        return AsyncEngines(self._transport)

    @cached_property
    def classify(self) -> AsyncClassify:
        """Sort videos into classes that prompts describe."""
        from twelvelabs_client._async.older.classify import AsyncClassify

        return AsyncClassify(self._transport)

    @cached_property
    def search(self) -> AsyncOlderSearch:
        """Search in an index, also by joined queries."""
        from twelvelabs_client._async.older.search import AsyncOlderSearch

        return AsyncOlderSearch(self._transport)
