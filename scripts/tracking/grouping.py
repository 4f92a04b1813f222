"""Which rows of a comparison are one change: those of a shared component, and one pattern over many operations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tracking.change import Change

# One identical change over more operations than this is most often the exporter's, not the API's.
MANY_OPERATIONS = 10
PATTERN = "pattern:"

_Key = tuple[str, str, str, str]


def grouped(changes: list[Change], shared: set[str]) -> list[Change]:
    """The same rows: `group` names the shared component, or the pattern that goes beyond one component."""
    rows = [change if change.group in shared else replace(change, group=None) for change in changes]
    alike: dict[_Key, list[Change]] = {}
    for change in rows:
        alike.setdefault(_key(change), []).append(change)
    names = _names(key for key, same in alike.items() if _is_pattern(same))
    return [replace(change, group=names.get(_key(change), change.group)) for change in rows]


def _key(change: Change) -> _Key:
    return change.kind, change.level, generalised(change.where), change.text


def generalised(where: str) -> str:
    """`response 404 /docs_url` as `response error /docs_url`, `response 204` as `response success`."""
    where = re.sub(r"^response 2\w\w", "response success", where)
    return re.sub(r"^response (\w{3}|default)(?= |$)", "response error", where)


def last_step(where: str) -> tuple[str, str]:
    """On which side a place is, and how it ends: `response 200 /data[]/x` as `response success` and `/x`."""
    where = generalised(where)
    side = re.match(r"request|response \w+|", where)
    cut = where.rfind("/")
    return (side[0] if side else ""), where[cut:] if cut > 0 else where


def _is_pattern(same: list[Change]) -> bool:
    """Many operations, and not all through one shared component; an operation that comes or goes is one by itself."""
    many = len({change.operation for change in same}) > MANY_OPERATIONS
    sources = {change.group or change.operation for change in same}
    return many and len(sources) > 1 and not same[0].kind.startswith("operation-")


def _names(keys: Iterable[_Key]) -> dict[_Key, str]:
    names: dict[_Key, str] = {}
    for key in sorted(keys):
        name = f"{PATTERN}{key[0]} {key[2]}"
        taken = sum(1 for other in names.values() if other.split(" #")[0] == name)
        names[key] = f"{name} #{taken + 1}" if taken else name
    return names
