# Derived from _async/older/client.py by `make unasync`; never edited.
"""What the clients of v1.1 and v1.2 have in common beyond what every client has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._sync.client import TwelveLabs

if TYPE_CHECKING:
    from twelvelabs_client._sync.older.classify import Classify
    from twelvelabs_client._sync.older.engines import Engines
    from twelvelabs_client._sync.older.search import OlderSearch
    from twelvelabs_client._sync.older.tasks import OlderTasks
    from twelvelabs_client._sync.older.transfers import OlderTransfers
    from twelvelabs_client._sync.older.videos import OlderVideos


class OlderTwelveLabs(TwelveLabs):
    """A client of a version before v1.3."""

    @cached_property
    def tasks(self) -> OlderTasks:
        """Upload and indexing in one."""
        from twelvelabs_client._sync.older.tasks import OlderTasks

        return OlderTasks(self._transport)

    @cached_property
    def transfers(self) -> OlderTransfers:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._sync.older.transfers import OlderTransfers

        return OlderTransfers(self._transport)

    @cached_property
    def videos(self) -> OlderVideos:
        """Indexed videos, and what is said and seen in them."""
        from twelvelabs_client._sync.older.videos import OlderVideos

        return OlderVideos(self._transport)

    @cached_property
    def engines(self) -> Engines:
        """The models that an index can be built with."""
        from twelvelabs_client._sync.older.engines import Engines

        return Engines(self._transport)

    @cached_property
    def classify(self) -> Classify:
        """Sort videos into classes that prompts describe."""
        from twelvelabs_client._sync.older.classify import Classify

        return Classify(self._transport)

    @cached_property
    def search(self) -> OlderSearch:
        """Search in an index, also by joined queries."""
        from twelvelabs_client._sync.older.search import OlderSearch

        return OlderSearch(self._transport)
