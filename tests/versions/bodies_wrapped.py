"""Calls and whole responses of the operations that `make wrap` wrapped, which adds a row to each table.

`tests/versions/bodies.py` takes them to its own. A row can be moved there, and be changed, like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twelvelabs_client.core.call import Call

CALLS: dict[str, Callable[[], Call[Any]]] = {}
MADE_UP: dict[str, Any] = {}
