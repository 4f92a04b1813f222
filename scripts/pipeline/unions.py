"""Give every member of a discriminated union the values of its tag, also where the description forgot to."""

from __future__ import annotations

import re

from pipeline.schemas import fingerprint_of
from pipeline.specification import Schema, Specification, reference_name
from pipeline.whole import note_twin


def tag_members(specification: Specification, *, whole: bool = False) -> None:
    """Mark each object member of a tagged union with `x-tag: {property, values}`.

    A union's tag is its discriminator; without one, the property in which all members hold different single values.
    Members that all allow every value (an error of some published descriptions) get the value their name tells, or,
    where names tell nothing, theirs by order. A `whole` reading keeps what members say that are merged.
    """
    for schema in [*specification.schemas.values(), *_inline(specification)]:
        for union in _unions(schema):
            _tag_union(specification, union, whole=whole)


def _inline(specification: Specification) -> list[Schema]:
    found: list[Schema] = []
    for operation in specification.operations.values():
        found += [parameter["schema"] for parameter in operation.parameters]
        contents = [operation.request, *(reply["content"] for reply in operation.responses.values())]
        found += [media["schema"] for content in contents for media in content.values()]
    return found


def _unions(schema: Schema) -> list[Schema]:
    found: list[Schema] = []
    stack = [schema]
    while stack:
        node = stack.pop()
        if "oneOf" in node:
            found.append(node)
            stack += node["oneOf"]
        stack += (node.get("properties") or {}).values()
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                stack.append(node[key])
    return found


def _tag_union(specification: Specification, union: Schema, *, whole: bool) -> None:
    members = [specification.resolve(member) for member in union["oneOf"]]
    objects = [member for member in members if member.get("properties")]
    if len(objects) < 2:
        return
    name = (union.get("discriminator") or {}).get("propertyName") or _common_tag(specification, objects)
    if name is None or not all(name in member["properties"] for member in objects):
        return
    union["discriminator"] = {"propertyName": name}
    uses = [use for use, member in zip(union["oneOf"], members, strict=True) if member.get("properties")]
    told = [_values(specification, member["properties"][name]) for member in objects]
    allowed = _dealt([values or _mapped(union, use) for values, use in zip(told, uses, strict=True)], uses)
    for member, values in zip(objects, allowed, strict=True):
        if values and "x-tag" not in member:
            member["x-tag"] = {"property": name, "values": values}
    _merge_twins(union, whole=whole)


def _mapped(union: Schema, use: Schema) -> list[str]:
    """The tag values that the discriminator's mapping gives to a member which does not list its own."""
    mapping = union.get("x-declared", {}).get("discriminator", {}).get("mapping") or {}
    return [value for value, name in mapping.items() if "$ref" in use and name == reference_name(use)]


def _merge_twins(union: Schema, *, whole: bool) -> None:
    """Members that differ in their tag only are one member with several tag values."""
    kept: dict[str, Schema] = {}
    for member in union["oneOf"]:
        twin = kept.setdefault(fingerprint_of({**member, "x-tag": None}), member)
        if twin is not member and whole:
            note_twin(twin, member)
        if twin is not member and "x-tag" in member:
            values = [*twin["x-tag"]["values"], *member["x-tag"]["values"]]
            twin["x-tag"] = {**member["x-tag"], "values": list(dict.fromkeys(values))}
    union["oneOf"] = list(kept.values())
    if len(kept) == 1:
        beside = {key: value for key, value in union.items() if key not in ("oneOf", "discriminator")}
        only = union["oneOf"][0]
        union.clear()
        union.update({**only, **beside})


def _common_tag(specification: Specification, objects: list[Schema]) -> str | None:
    for name in objects[0]["properties"]:
        values = [_values(specification, member["properties"].get(name) or {}) for member in objects]
        if all(len(value) == 1 for value in values) and len({value[0] for value in values}) == len(values):
            return str(name)
    return None


def _values(specification: Specification, schema: Schema) -> list[str]:
    return [value for value in specification.resolve(schema).get("enum") or [] if isinstance(value, str)]


def _dealt(allowed: list[list[str]], uses: list[Schema]) -> list[list[str]]:
    """Deal tag values that as many members share out to them: by the value in a member's name, else by order."""
    dealt = list(allowed)
    for values in dict.fromkeys(tuple(values) for values in allowed if len(values) > 1):
        sharers = [index for index, candidate in enumerate(allowed) if tuple(candidate) == values]
        if len(sharers) == len(values):
            chosen = _by_name(values, [uses[index] for index in sharers]) or values
            for index, value in zip(sharers, chosen, strict=True):
                dealt[index] = [value]
    return dealt


def _by_name(values: tuple[str, ...], uses: list[Schema]) -> tuple[str, ...]:
    names = [re.sub(r"[^a-z0-9]", "", str(use.get("$ref", "")).rsplit("/", 1)[-1].lower()) for use in uses]
    found: dict[int, str] = {}
    for value in sorted(values, key=len, reverse=True):
        holders = [i for i, name in enumerate(names) if value.replace("_", "").lower() in name and i not in found]
        if len(holders) == 1:
            found[holders[0]] = value
    return tuple(found[index] for index in sorted(found)) if len(found) == len(values) else ()
