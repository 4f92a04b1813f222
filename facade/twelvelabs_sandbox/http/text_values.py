"""Values written as text, in query strings and form parts, read back by schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from twelvelabs_sandbox.http.description import Schema

Resolve = Callable[[Schema], Schema]


def read_text(values: Sequence[Any], schema: Schema, resolve: Resolve) -> Any:
    """The value that `values`, all given under one name, stand for.

    A text that does not fit stays as it is, for the validator to refuse.
    """
    schema = resolve(schema)
    if "anyOf" in schema:
        return _read_union(values, [resolve(member) for member in schema["anyOf"]], resolve)
    if len(schema.get("allOf", ())) == 1:
        return read_text(values, schema["allOf"][0], resolve)
    if schema.get("type") == "array":
        items = resolve(schema.get("items", {}))
        return [_read_one(value, items) for value in _split(values, items)]
    return _read_one(values[-1], schema)


def _read_union(values: Sequence[Any], members: Sequence[Schema], resolve: Resolve) -> Any:
    arrays = [member for member in members if member.get("type") == "array"]
    if arrays and (len(values) > 1 or len(arrays) == len(members)):
        return read_text(values, arrays[0], resolve)
    read = [read_text(values, member, resolve) for member in members if member not in arrays]
    return next((value for value in read if not isinstance(value, str)), values[-1])


def _split(values: Sequence[Any], items: Schema) -> Sequence[Any]:
    if len(values) == 1 and isinstance(values[0], str) and "enum" in items:
        return values[0].split(",")
    return values


def _read_one(value: Any, schema: Schema) -> Any:
    if not isinstance(value, str):
        return value
    kind = schema.get("type")
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind in ("integer", "number"):
        with suppress(ValueError):
            return int(value)
    if kind == "number":
        with suppress(ValueError):
            return float(value)
    return value
