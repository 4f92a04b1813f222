"""Give every member of a discriminated union the values of its tag, also where the description forgot to."""

from __future__ import annotations

import copy
import re

from pipeline.names import pascal, unique
from pipeline.schemas import fingerprint_of
from pipeline.specification import Schema, Specification, reference, reference_name
from pipeline.whole import note_twin

# A tag is a word, rarely a number or a yes and no.
Tag = str | int


def tag_members(specification: Specification, *, whole: bool = False) -> None:
    """Mark each object member of a tagged union with `x-tag: {property, values}`.

    A union's tag is its discriminator; without one, the property in which all members hold different values.
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
    if "discriminator" in union.get("x-declared", {}):
        # The members have the property that distinguishes them, described or not.
        for member in objects:
            member["properties"].setdefault(name, {"type": "string"})
    if name is None or not all(name in member["properties"] for member in objects):
        return
    union["discriminator"] = {"propertyName": name}
    uses = [use for use, member in zip(union["oneOf"], members, strict=True) if member.get("properties")]
    own = [_values(specification, member["properties"][name]) for member in objects]
    kinds = [specification.resolve(member["properties"][name]).get("type") for member in objects]
    mapped = [[_typed(value, kind) for value in _mapped(union, use)] for use, kind in zip(uses, kinds, strict=True)]
    allowed = _dealt([values or others for values, others in zip(own, mapped, strict=True)], uses)
    for index, (use, values) in enumerate(zip(uses, allowed, strict=True)):
        member, tag = specification.resolve(use), {"property": name, "values": values}
        if values and "x-tag" not in member:
            member["x-tag"] = tag
        elif values and not own[index] and "$ref" in use:
            others = [value for other, dealt in enumerate(allowed) for value in dealt if other != index]
            _tag_again(specification, union, use, tag, others)
    _merge_twins(union, whole=whole)


def _typed(value: Tag, kind: str | None) -> Tag:
    """A value of a mapping, whose names are always text, as the tag holds it."""
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return int(value) if kind in ("integer", "number") and re.fullmatch(r"-?\d+", str(value)) else value


def _tag_again(specification: Specification, union: Schema, use: Schema, tag: Schema, others: list[Tag]) -> None:
    """Several unions may map one member to values of their own: all of them are its, unless they are another's here."""
    known = specification.resolve(use)["x-tag"]
    others += [value for other in union["oneOf"] if other is not use for value in _tagged(specification, other)]
    if known["property"] == tag["property"] and not {*known["values"], *tag["values"]} & {*others}:
        known["values"] = list(dict.fromkeys([*known["values"], *tag["values"]]))
    elif known != tag:
        name = unique(f"{reference_name(use)}As{pascal(str(tag['values'][0]))}", specification.schemas)
        specification.schemas[name] = {**copy.deepcopy(specification.resolve(use)), "x-tag": tag}
        use["$ref"] = reference(name)["$ref"]


def _tagged(specification: Specification, use: Schema) -> list[Tag]:
    found: list[Tag] = specification.resolve(use).get("x-tag", {}).get("values", [])
    return found


def _mapped(union: Schema, use: Schema) -> list[Tag]:
    """The values that a discriminator gives to a member which does not list its own: as mapped, else its name."""
    declared = union.get("x-declared", {})
    if "discriminator" not in declared or "$ref" not in use:
        return []
    member = reference_name(use)
    found = [value for value, name in declared["discriminator"]["mapping"].items() if name == member]
    return found or ([] if member == declared.get("base") else [member])


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
    by_name = {
        name: [_values(specification, member["properties"].get(name) or {}) for member in objects]
        for name in objects[0]["properties"]
    }
    apart = [name for name, values in by_name.items() if all(values) and _are_disjoint(values)]
    return next((name for name in apart if all(len(each) == 1 for each in by_name[name])), next(iter(apart), None))


def _are_disjoint(values: list[list[Tag]]) -> bool:
    return len({value for each in values for value in each}) == sum(map(len, values))


def _values(specification: Specification, schema: Schema) -> list[Tag]:
    return [value for value in specification.resolve(schema).get("enum") or [] if isinstance(value, str | int)]


def _dealt(allowed: list[list[Tag]], uses: list[Schema]) -> list[list[Tag]]:
    """Deal tag values that as many members share out to them: by the value in a member's name, else by order."""
    dealt = list(allowed)
    for values in dict.fromkeys(tuple(values) for values in allowed if len(values) > 1):
        sharers = [index for index, candidate in enumerate(allowed) if tuple(candidate) == values]
        if len(sharers) == len(values):
            chosen = _by_name(values, [uses[index] for index in sharers]) or values
            for index, value in zip(sharers, chosen, strict=True):
                dealt[index] = [value]
    return dealt


def _by_name(values: tuple[Tag, ...], uses: list[Schema]) -> tuple[Tag, ...]:
    names = [re.sub(r"[^a-z0-9]", "", str(use.get("$ref", "")).rsplit("/", 1)[-1].lower()) for use in uses]
    found: dict[int, Tag] = {}
    for value in sorted(values, key=lambda value: len(str(value)), reverse=True):
        word = str(value).replace("_", "").lower()
        holders = [i for i, name in enumerate(names) if word in name and i not in found]
        if len(holders) == 1:
            found[holders[0]] = value
    return tuple(found[index] for index in sorted(found)) if len(found) == len(values) else ()
