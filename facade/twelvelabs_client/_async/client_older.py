"""What the clients of v1.1 and v1.2 have in common beyond what every client has."""

from __future__ import annotations

from twelvelabs_client._async.client import AsyncTwelveLabs


class AsyncOlderTwelveLabs(AsyncTwelveLabs):
    """A client of a version before v1.3."""
