# Derived from _async/client_older.py by `make unasync`; never edited.
"""What the clients of v1.1 and v1.2 have in common beyond what every client has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._sync.client import TwelveLabs

if TYPE_CHECKING:
    from twelvelabs_client._sync.resources.older.search import OlderSearch


class OlderTwelveLabs(TwelveLabs):
    """A client of a version before v1.3."""

    @cached_property
    def search(self) -> OlderSearch:
        """Search in an index, also by joined queries."""
        from twelvelabs_client._sync.resources.older.search import OlderSearch

        return OlderSearch(self._transport)
