"""The client of v1.1 of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twelvelabs_client._async.older.client import AsyncOlderTwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._async.client import AsyncSettings


class AsyncTwelveLabsV1_1(AsyncOlderTwelveLabs):
    """A client of v1.1, for programs that have not moved to v1.3 yet. See `AsyncTwelveLabs` for its arguments."""

    _speaks = "v1.1"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[AsyncSettings]) -> Self: ...
