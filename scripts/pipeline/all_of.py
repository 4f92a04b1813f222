"""Make one schema of two that both hold (`allOf`): what either asks for, and the narrower of two limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.specification import Schema

# With these beside it, a list of one reference is that reference: OpenAPI 3.0 had no other way to describe its use.
BESIDE_A_REFERENCE = {
    "title", "description", "default", "deprecated", "nullable", "example", "examples", "readOnly", "writeOnly",
}  # fmt: skip
_NARROWER: dict[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
}
_EITHER = {"uniqueItems", "readOnly", "writeOnly", "deprecated"}
# Words of which both sides are there in what is merged.
MERGED = {"properties", "required", "items", "additionalProperties", "type", "oneOf", "anyOf", *_EITHER}


def merge_into(target: Schema, part: Schema) -> None:
    """Add to a schema what another one says that holds together with it, without titles and examples."""
    for key, value in part.items():
        if key in ("title", "example", "examples"):
            continue
        target[key] = _both(key, target[key], value) if key in target else value


def _both(key: str, one: Any, other: Any) -> Any:
    match one, other:
        case dict(), dict() if key == "properties":
            return {
                **one,
                **{name: _together(one[name], value) if name in one else value for name, value in other.items()},
            }
        case list(), list() if key == "required":
            return [*one, *(name for name in other if name not in one)]
        case dict(), dict() if key in ("items", "additionalProperties"):
            return _together(one, other)
    if (narrower := narrowed(key, one, other)) is not None:
        return narrower
    if key in _EITHER:
        return one is True or other is True
    return _kinds(one, other) if key == "type" else other


def narrowed(key: str, one: Any, other: Any) -> Any:
    """What two limits or two lists of values of one kind leave together; None where that is not known."""
    if key == "enum" and isinstance(one, list) and isinstance(other, list):
        return [value for value in one if value in other] or None
    return _NARROWER[key](one, other) if key in _NARROWER and _is_number(one) and _is_number(other) else None


def _together(one: Any, other: Any) -> Any:
    """A schema and what else is said of it; one that is only described once more keeps its name."""
    if one == other or not isinstance(one, dict) or not isinstance(other, dict):
        return other
    for schema, more in ((one, other), (other, one)):
        if schema.keys() == {"$ref"} and not more.keys() - BESIDE_A_REFERENCE:
            return {"allOf": [schema], **more}
    return {"allOf": [one, other]}


def _kinds(one: Any, other: Any) -> Any:
    """The types that both allow; a whole number is a number."""
    kinds, others = ([each] if isinstance(each, str) else list(each or []) for each in (one, other))
    both = [kind for kind in kinds if kind in others or (kind == "integer" and "number" in others)]
    both += [kind for kind in others if kind == "integer" and "number" in kinds and kind not in both]
    return both[0] if len(both) == 1 else both or other


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
