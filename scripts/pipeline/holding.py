"""What a success response must hold: the one field, of a few, without which it is not what was asked for.

A resource holds its id, a list its `data` or at least its `page_info`, a text its `data`. Where that says nothing, or
not the right thing, our description names the fields itself: `x-holds` of a schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.specification import Operation, Schema, Specification, is_object

WORD = "x-holds"
_IDS = ("_id", "id")
_KINDS_OF_TYPES = {"string": "text", "array": "list", "object": "object", "integer": "number", "boolean": "boolean"}


class Holding(NamedTuple):
    """What the response of one operation must hold.

    Attributes:
        holds: Fields with their kinds, at least one of which must be there; empty where nothing decides.
        each: Lists of the response with fields and their kinds, at least one of which each object in them must have.
    """

    holds: tuple[tuple[str, str], ...] = ()
    each: tuple[tuple[str, str, str], ...] = ()


def holding_of(specification: Specification, operation: Operation) -> Holding:
    """What our description says of a response, or what its form says of one that only a published one has.

    Raises:
        LookupError: `x-holds` names a field that the schema does not have.
    """
    schema = _response(specification, operation)
    properties: Schema = schema.get("properties") or {}
    holds = tuple(_fields(specification, schema))
    asked_for = {name for name, _ in holds}
    each = (
        (name, *field)
        for name, value in properties.items()
        for field in _fields_of_items(specification, value, asked_for=name in asked_for)
    )
    return Holding(holds, tuple(each))


def _response(specification: Specification, operation: Operation) -> Schema:
    """The object that a success is, or that each line of it is; of several forms, the first, which is ours."""
    bodies = (
        specification.resolve(media["schema"])
        for reply in operation.successes().values()
        for name, media in reply["content"].items()
        if name.endswith(("/json", "/jsonl"))
    )
    return next(bodies, {})


def _fields(specification: Specification, schema: Schema) -> Iterator[tuple[str, str]]:
    properties: Schema = schema.get("properties") or {}
    data = specification.resolve(properties.get("data") or {})
    names: list[str] = schema.get(WORD) or _own_id(specification, schema)
    if not names and data.get("type") in ("array", "string"):
        names = ["data", *(name for name in ("page_info",) if name in properties and data["type"] == "array")]
    return _with_kinds(specification, properties, names)


def _with_kinds(specification: Specification, properties: Schema, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name not in properties:
            raise LookupError(f"{WORD} names {name}, which is not a property")
        yield name, _kind(name, specification.resolve(properties[name]))


def _own_id(specification: Specification, schema: Schema) -> list[str]:
    """The id that is required: `_id` or `id`, else the first that ends like one."""
    required = schema.get("required") or ()
    found = [
        name
        for name, value in (schema.get("properties") or {}).items()
        if name in required
        and (name in _IDS or name.endswith("_id"))
        and specification.resolve(value).get("type") == "string"
    ]
    return [name for name in found if name in _IDS][:1] or found[:1]


def _fields_of_items(specification: Specification, schema: Schema, *, asked_for: bool) -> list[tuple[str, str]]:
    """What `x-holds` says of the objects in a list, else their id in a list that was asked for.

    Of several kinds of objects: what all of them have.
    """
    items = specification.resolve(specification.resolve(schema).get("items") or {})
    members = [specification.resolve(member) for member in items.get("oneOf") or [items]]
    found = [_fields_of_item(specification, member, asked_for=asked_for) for member in members if is_object(member)]
    return found[0] if found and all(each == found[0] for each in found) else []


def _fields_of_item(specification: Specification, item: Schema, *, asked_for: bool) -> list[tuple[str, str]]:
    names: list[str] = item.get(WORD) or (_own_id(specification, item) if asked_for else [])
    return list(_with_kinds(specification, item["properties"], names))


def _kind(name: str, schema: Schema) -> str:
    if schema.get("type") == "string" and (name in _IDS or name.endswith("_id")):
        return "id"
    return _KINDS_OF_TYPES.get(schema.get("type", "object"), "number")
