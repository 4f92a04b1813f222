"""Schemas that say what a knowledge store extracts from its content: what may stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twelvelabs_sandbox.errors import ApiError

Schema = Mapping[str, Any]

WORDS = {"type", "title", "description", "enum", "format"}
OBJECTS = {"properties", "required", "additionalProperties"}
ARRAYS = {"items", "prefixItems", "minItems", "maxItems"}
KEYWORDS = WORDS | OBJECTS | ARRAYS | {"minimum", "maximum"}
TYPES = ("object", "array", "string", "number", "integer", "boolean")


def check_enrichment(config: Mapping[str, Any]) -> None:
    """Refuse a schema that the API does not take; words are always taken.

    Raises:
        ApiError: 422, it holds a keyword or a type that is not known, or a property without a description.
    """
    if config["type"] == "json_schema":
        _check(config["json_schema"], "json_schema")


def _check(schema: Any, place: str) -> None:
    if not isinstance(schema, Mapping):
        raise _refused(place, "It must be a schema.")
    for keyword in schema:
        if keyword not in KEYWORDS:
            raise _refused(place, f"The keyword {keyword} is not supported.")
    if schema.get("type", "object") not in TYPES:
        raise _refused(place, f"The type must be one of: {', '.join(TYPES)}.")
    if not isinstance(schema.get("additionalProperties", True), bool):
        raise _refused(place, "additionalProperties must be true or false.")
    for name, part in _properties(schema, place):
        _check(part, name)
        if not part.get("description"):
            raise _refused(name, "Every property needs a description.")
    for part in (*schema.get("prefixItems", ()), *([schema["items"]] if "items" in schema else [])):
        _check(part, f"{place}[]")


def _properties(schema: Schema, place: str) -> Iterator[tuple[str, Any]]:
    return ((f"{place}.{name}", part) for name, part in schema.get("properties", {}).items())


def _refused(place: str, reason: str) -> ApiError:
    return ApiError(422, "parameter_invalid", f"The enrichment_config parameter is invalid. {place}: {reason}")
