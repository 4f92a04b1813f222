"""How the limits of two schemas compare: which became tighter, which looser."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal

from pipeline.specification import Schema
from tracking.patterns import accepts_all_of

Turn = Literal["tighter", "looser"]

# Keyword, and what it means where it is absent.
_LEAST = {"minLength": 0, "minItems": 0, "minProperties": 0}
_MOST = {"maxLength": math.inf, "maxItems": math.inf, "maxProperties": math.inf}


def changed_limits(old: Schema, new: Schema) -> Iterator[tuple[Turn, str]]:
    """Each limit that differs between two resolved schemas, and how."""
    yield from _range(old, new)
    for keyword, absent in {**_LEAST, **_MOST}.items():
        before, after = (_number(schema, keyword, absent) for schema in (old, new))
        yield from _bound(keyword, before, after, upward=keyword in _LEAST)
    yield from _multiple(*(_number(schema, "multipleOf", 0) for schema in (old, new)))
    yield from _pattern(old.get("pattern"), new.get("pattern"))
    yield from _flag("uniqueItems", old.get("uniqueItems") is True, new.get("uniqueItems") is True)
    yield from _flag("no other properties", *(schema.get("additionalProperties") is False for schema in (old, new)))


def _range(old: Schema, new: Schema) -> Iterator[tuple[Turn, str]]:
    yield from _bound("minimum", _lower(old), _lower(new), upward=True)
    yield from _bound("maximum", _upper(old), _upper(new), upward=False)


def _lower(schema: Schema) -> tuple[float, int]:
    """The lower end, and 1 where it is itself excluded; for whole numbers the next one is meant."""
    at, above = _number(schema, "minimum", -math.inf), _number(schema, "exclusiveMinimum", -math.inf)
    if schema.get("type") == "integer" and above != -math.inf:
        return (max(at, math.floor(above) + 1), 0)
    return max((at, 0), (above, 1))


def _upper(schema: Schema) -> tuple[float, int]:
    at, below = _number(schema, "maximum", math.inf), _number(schema, "exclusiveMaximum", math.inf)
    if schema.get("type") == "integer" and below != math.inf:
        return (min(at, math.ceil(below) - 1), 0)
    return min((at, 0), (below, -1))


def _number(schema: Schema, keyword: str, absent: float) -> float:
    value = schema.get(keyword, absent)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else absent


def _bound(keyword: str, old: Any, new: Any, *, upward: bool) -> Iterator[tuple[Turn, str]]:
    if old != new:
        yield "tighter" if (new > old) == upward else "looser", f"{keyword} {_told(old)} -> {_told(new)}"


def _told(bound: Any) -> str:
    end, excluded = bound if isinstance(bound, tuple) else (bound, 0)
    return "none" if abs(end) == math.inf else f"{end}{' (excluded)' if excluded else ''}"


def _multiple(old: float, new: float) -> Iterator[tuple[Turn, str]]:
    if old != new:
        loosened = not new or (old and math.isclose(old / new, round(old / new)))
        yield "looser" if loosened else "tighter", f"multipleOf {old or 'none'} -> {new or 'none'}"


def _pattern(old: Any, new: Any) -> Iterator[tuple[Turn, str]]:
    """A pattern that is not known to accept all that the other did may refuse some of it."""
    before, after = str(old or ""), str(new or "")
    if before != after:
        looser = accepts_all_of(after, before)
        yield "looser" if looser else "tighter", f"pattern {before or 'none'} -> {after or 'none'}"


def _flag(keyword: str, old: bool, new: bool) -> Iterator[tuple[Turn, str]]:
    if old != new:
        yield ("tighter", f"{keyword} from now on") if new else ("looser", f"{keyword} no more")
