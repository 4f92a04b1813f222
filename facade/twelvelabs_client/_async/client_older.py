"""What the clients of v1.1 and v1.2 have in common beyond what every client has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.client import AsyncTwelveLabs

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.older.search import AsyncOlderSearch


class AsyncOlderTwelveLabs(AsyncTwelveLabs):
    """A client of a version before v1.3."""

    @cached_property
    def search(self) -> AsyncOlderSearch:
        """Search in an index, also by joined queries."""
        from twelvelabs_client._async.resources.older.search import AsyncOlderSearch

        return AsyncOlderSearch(self._transport)
