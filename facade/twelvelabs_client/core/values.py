"""Values that users add to requests, as they stand in JSON, in a URL and in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from enum import Enum
from typing import Any

import orjson


def plain(value: Any) -> Any:
    """A value as JSON knows it: a member of an enum is its value, also as a key."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | Set):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def pairs(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values of a URL or a form: a list repeats its name, an object is JSON text, None is left out.

    Raises:
        TypeError: A value is not one of JSON.
    """
    for name, value in plain(fields).items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, item if isinstance(item, str) else orjson.dumps(item).decode()
