# Derived from _async/older/client_v1_1.py by `make unasync`; never edited.
"""The client of v1.1 of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twelvelabs_client._sync.older.client import OlderTwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._sync.client import Settings


class TwelveLabsV1_1(OlderTwelveLabs):
    """A client of v1.1, for programs that have not moved to v1.3 yet. See `TwelveLabs` for its arguments."""

    _speaks = "v1.1"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[Settings]) -> Self: ...
