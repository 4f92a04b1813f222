"""The states in which an upload session ends."""

from __future__ import annotations

COMPLETED = frozenset({"completed"})
ENDED = frozenset({"failed", "expired"})
