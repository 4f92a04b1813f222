"""How the limits of two schemas compare: which became tighter, which looser."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal

from pipeline.specification import Schema

Turn = Literal["tighter", "looser"]

# Keyword, and what it means where it is absent.
_LEAST = {"minLength": 0, "minItems": 0, "minProperties": 0}
_MOST = {"maxLength": math.inf, "maxItems": math.inf, "maxProperties": math.inf}


def changed_limits(old: Schema, new: Schema) -> Iterator[tuple[Turn, str]]:
    """Each limit that differs between two resolved schemas, and how."""
    yield from _range(old, new)
    for keyword, absent in {**_LEAST, **_MOST}.items():
        yield from _bound(keyword, old.get(keyword, absent), new.get(keyword, absent), upward=keyword in _LEAST)
    yield from _multiple(old.get("multipleOf"), new.get("multipleOf"))
    yield from _pattern(old.get("pattern"), new.get("pattern"))
    yield from _flag("uniqueItems", old.get("uniqueItems") is True, new.get("uniqueItems") is True)
    yield from _flag("no other properties", *(schema.get("additionalProperties") is False for schema in (old, new)))


def _range(old: Schema, new: Schema) -> Iterator[tuple[Turn, str]]:
    yield from _bound("minimum", _lower(old), _lower(new), upward=True)
    yield from _bound("maximum", _upper(old), _upper(new), upward=False)


def _lower(schema: Schema) -> tuple[float, int]:
    """The lower end, and 1 where it is itself excluded; for whole numbers the next one is meant."""
    at, above = schema.get("minimum", -math.inf), schema.get("exclusiveMinimum", -math.inf)
    if schema.get("type") == "integer" and above != -math.inf:
        return (max(at, math.floor(above) + 1), 0)
    return max((at, 0), (above, 1))


def _upper(schema: Schema) -> tuple[float, int]:
    at, below = schema.get("maximum", math.inf), schema.get("exclusiveMaximum", math.inf)
    if schema.get("type") == "integer" and below != math.inf:
        return (min(at, math.ceil(below) - 1), 0)
    return min((at, 0), (below, -1))


def _bound(keyword: str, old: Any, new: Any, *, upward: bool) -> Iterator[tuple[Turn, str]]:
    if old != new:
        yield "tighter" if (new > old) == upward else "looser", f"{keyword} {_told(old)} -> {_told(new)}"


def _told(bound: Any) -> str:
    if isinstance(bound, tuple):
        return f"{_told(bound[0])}{' (excluded)' if bound[1] else ''}"
    return "none" if abs(bound) == math.inf else str(bound)


def _multiple(old: Any, new: Any) -> Iterator[tuple[Turn, str]]:
    if old != new:
        loosened = new is None or (old is not None and new and old % new == 0)
        yield "looser" if loosened else "tighter", f"multipleOf {old or 'none'} -> {new or 'none'}"


def _pattern(old: Any, new: Any) -> Iterator[tuple[Turn, str]]:
    if old != new:
        yield "looser" if new is None else "tighter", f"pattern {old or 'none'} -> {new or 'none'}"


def _flag(keyword: str, old: bool, new: bool) -> Iterator[tuple[Turn, str]]:
    if old != new:
        yield ("tighter", f"{keyword} from now on") if new else ("looser", f"{keyword} no more")
