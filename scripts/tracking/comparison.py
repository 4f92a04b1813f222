"""Compare the schemas at one place of two descriptions: what changed here, and what to compare next."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from pipeline.specification import Schema, Specification, kind_of, reference, reference_name
from pipeline.variants import paired_variants, tag_values
from pipeline.whole import TYPES
from tracking.limits import changed_limits
from tracking.rules import Finding, Side, finding
from tracking.uses import Use

ANY: Schema = {}
_WIDTHS: dict[str, dict[str | None, int]] = {
    "integer": {"int32": 0, None: 1, "int64": 2},  # without a format most clients take the width of a plain int
    "number": {"float": 0, None: 1, "double": 1},
}
_BYTES = ("binary", "byte")
_OCTETS = "application/octet-stream"


@dataclass(slots=True)
class Compared:
    """What changed at one place, by the step below it where it stands, and the uses with their side to compare next."""

    findings: list[tuple[str, Finding]] = field(default_factory=list)
    deeper: list[tuple[str, Schema, Schema, Side]] = field(default_factory=list)

    def add(self, kind: str, side: Side, text: str, how: str = "", step: str = "") -> None:
        self.findings.append((step, finding(kind, side, text, how)))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two resolved schemas at one place; the names are those of their components, where they are components."""

    old: Schema
    new: Schema
    side: Side
    names: tuple[str | None, str | None] = (None, None)

    def members(self, which: int) -> list[Schema]:
        """The members of a union; anything else is a union of one."""
        schema, name = (self.old, self.new)[which], self.names[which]
        alone = reference(name) if name else schema
        members: list[Schema] = schema.get("oneOf") or [alone]
        return members


def compare_schemas(old: Specification, new: Specification, pair: Pair) -> Compared:
    """What differs between two resolved schemas themselves; attributes of their use are left to `compare_uses`."""
    result = Compared()
    if "oneOf" in pair.old or "oneOf" in pair.new:
        _compare_unions(old, new, pair, result)
        beside = replace(pair, old=_of_union(pair.old), new=_of_union(pair.new))
        _compare_formats("union", beside, result)
        _compare_limits(beside, result)
        return result
    before, after = _type(pair.old), _type(pair.new)
    if before != after:
        result.add("type-changed", pair.side, f"{before} -> {after}", _turn_of_types(before, after))
    else:
        _compare_formats(before, pair, result)
    if before == after or {before, after} == {"integer", "number"}:
        _compare_values(pair, result)
        _compare_limits(pair, result)
    if before == after == "object":
        _compare_objects(old, new, pair, result)
    if before == after == "array":
        result.deeper.append(("[]", pair.old["items"], pair.new["items"], pair.side))
    return result


def _of_union(schema: Schema) -> Schema:
    """What stands beside the members of a union."""
    return schema if "oneOf" in schema else ANY


def _compare_limits(pair: Pair, result: Compared) -> None:
    for turn, text in changed_limits(pair.old, pair.new):
        result.add("limit-tightened" if turn == "tighter" else "limit-loosened", pair.side, text)


def _type(schema: Schema) -> str:
    return str(schema.get("type", "any"))


def _turn_of_types(before: str, after: str) -> str:
    if after == "any" or (before, after) == ("integer", "number"):
        return "wider"
    return "narrower" if before == "any" or (before, after) == ("number", "integer") else ""


def _compare_formats(kind: str, pair: Pair, result: Compared) -> None:
    before, after = _format(pair.old), _format(pair.new)
    if before != after:
        how = _turn_of_formats(kind, before, after)
        result.add("format-changed", pair.side, f"{kind} format {before or 'none'} -> {after or 'none'}", how)
    elif pair.old.get("contentMediaType") != pair.new.get("contentMediaType"):
        declared = [schema.get("contentMediaType") or "none" for schema in (pair.old, pair.new)]
        if _OCTETS not in declared:
            result.add("format-changed", pair.side, f"contentMediaType {declared[0]} -> {declared[1]}", "encoding")


def _format(schema: Schema) -> str | None:
    """OpenAPI 3.1 says `contentEncoding: base64` and a media type where 3.0 says the formats `byte` and `binary`."""
    if schema.get("format"):
        return str(schema["format"])
    encoding = schema.get("x-declared", {}).get("contentEncoding")
    if encoding:
        return "byte" if encoding == "base64" else str(encoding)
    media_type = schema.get("contentMediaType")
    return "binary" if media_type == _OCTETS else media_type


def _turn_of_formats(kind: str, before: str | None, after: str | None) -> str:
    widths = _WIDTHS.get(kind, {})
    if before in widths and after in widths:
        turn = widths[after] - widths[before]
        return "wider" if turn > 0 else "narrower" if turn < 0 else "alike"
    if before in _BYTES or after in _BYTES or (before and after):
        return ""
    return "narrower" if after else "wider"


def _compare_values(pair: Pair, result: Compared) -> None:
    before, after = _values(pair.old), _values(pair.new)
    if before and after:
        if gone := sorted(before[key] for key in before.keys() - after.keys()):
            result.add("enum-value-removed", pair.side, f"gone: {', '.join(gone)}")
        if come := sorted(after[key] for key in after.keys() - before.keys()):
            result.add("enum-value-added", pair.side, f"new: {', '.join(come)}")
    elif after:
        result.add("limit-tightened", pair.side, f"any value -> one of {', '.join(after.values())}")
    elif before:
        result.add("limit-loosened", pair.side, f"one of {', '.join(before.values())} -> any value")


def _values(schema: Schema) -> dict[str, str]:
    """The values as they are shown, by what makes two of them equal: "1" is not 1."""
    written = {json.dumps(value, sort_keys=True): value for value in schema.get("enum") or []}
    return {key: value if isinstance(value, str) else key for key, value in written.items()}


def _compare_objects(old: Specification, new: Specification, pair: Pair, result: Compared) -> None:
    """A field that is read only is nothing that a request holds, nor is one that is write only in a reply."""
    flag = "readOnly" if pair.side == "request" else "writeOnly"
    before, after = pair.old.get("properties") or {}, pair.new.get("properties") or {}
    must, shall = set(pair.old.get("required") or []), set(pair.new.get("required") or [])
    unused: Side = "unused"
    for name, use in before.items():
        was = Use.of(old, use).flagged(flag)
        if name not in after:
            result.add("field-removed", unused if was else pair.side, f"{name} is gone", step=f"/{name}")
            continue
        is_now = Use.of(new, after[name]).flagged(flag)
        result.deeper.append((f"/{name}", use, after[name], unused if was and is_now else pair.side))
        if (name in must) != (name in shall) or (was and not is_now and name in shall):
            turn = "required" if name in shall else "optional"
            side = unused if is_now else pair.side
            result.add(f"became-{turn}", side, f"{name} is {turn} now", step=f"/{name}")
    for name, use in after.items():
        if name not in before:
            how = "required" if name in shall else ""
            side = unused if Use.of(new, use).flagged(flag) else pair.side
            result.add("field-added", side, f"{name} is new{', required' if how else ''}", how, step=f"/{name}")
    values = [schema.get("additionalProperties", ANY) for schema in (pair.old, pair.new)]
    if all(isinstance(value, dict) for value in values) and any(values):
        result.deeper.append(("{}", values[0], values[1], pair.side))


def _compare_unions(old: Specification, new: Specification, pair: Pair, result: Compared) -> None:
    before, after = pair.members(0), pair.members(1)
    if "any" in (kind_of(pair.old), kind_of(pair.new)):
        turn = "narrower" if kind_of(pair.old) == "any" else "wider"
        result.add("type-changed", pair.side, f"{kind_of(pair.old)} -> {kind_of(pair.new)}", turn)
        return
    pairs = list(paired_variants(old, new, before, after))
    if not any(one is not None and two is not None for _, one, two in pairs) and (len(before) == 1 or len(after) == 1):
        result.add("type-changed", pair.side, f"{_told(old, before)} -> {_told(new, after)}")
        return
    for label, one, two in pairs:
        one = one if one is not None else _holder(old, before, tag_values(new, two or {}))
        two = two if two is not None else _holder(new, after, tag_values(old, one or {}))
        if one is None:
            result.add("variant-added", pair.side, f"{label} is new", step=f"<{label}>")
        elif two is None:
            result.add("variant-removed", pair.side, f"{label} is gone", step=f"<{label}>")
        else:
            result.deeper.append((f"<{label}>", one, two, pair.side))
    if "oneOf" in pair.old and "oneOf" in pair.new:
        unions = [schema.get("x-declared", {}).get("union", "oneOf") for schema in (pair.old, pair.new)]
        if unions[0] != unions[1] and TYPES not in unions:
            how = "added" if unions[1] == "oneOf" else "removed"
            result.add("keyword-changed", pair.side, f"{unions[0]} -> {unions[1]}", how)
        _compare_discriminators(old, new, pair, result)


def _holder(specification: Specification, members: list[Schema], tags: list[str]) -> Schema | None:
    """The member that holds all of these tags: what one side describes as several may be one on the other."""
    return next((member for member in members if tags and set(tags) <= set(tag_values(specification, member))), None)


def _told(specification: Specification, members: list[Schema]) -> str:
    kinds = [kind_of(specification.resolve(member)) for member in members]
    return kinds[0] if len(kinds) == 1 else f"union of {', '.join(kinds)}"


def _compare_discriminators(old: Specification, new: Specification, pair: Pair, result: Compared) -> None:
    told = [schema.get("x-declared", {}).get("discriminator", {}) for schema in (pair.old, pair.new)]
    used = [schema.get("discriminator", {}).get("propertyName") for schema in (pair.old, pair.new)]
    names = [declared.get("propertyName") for declared in told]
    if names[0] != names[1]:
        how = "alike" if used[0] == used[1] or not used[0] else "lost" if not used[1] else ""
        result.add("discriminator-changed", pair.side, f"{names[0] or 'none'} -> {names[1] or 'none'}", how)
        return
    tags = {tag for member in pair.members(0) for tag in tag_values(old, member)}
    tags |= {tag for member in pair.members(1) for tag in tag_values(new, member)}
    before, after = (declared.get("mapping", {}) for declared in told)
    moved = [
        f"{value}: {one} -> {after[value]}" for value, one in before.items() if _moved(one, after.get(value), pair)
    ]
    strange = [{value for value in mapping if value not in tags} for mapping in (before, after)]
    if moved or (before and after and strange[0] != strange[1]):
        result.add("discriminator-changed", pair.side, _mapped(before, after, moved))
    elif before.keys() != after.keys():
        result.add("discriminator-changed", pair.side, _mapped(before, after, moved), "alike")


def _moved(before: str, after: str | None, pair: Pair) -> bool:
    """Whether a value names another member, and not one that is called otherwise."""
    if after in (None, before):
        return False
    known = [{reference_name(member) for member in pair.members(side) if "$ref" in member} for side in (0, 1)]
    return before in known[1] or after in known[0]


def _mapped(before: Schema, after: Schema, moved: list[str]) -> str:
    values = (", ".join(sorted(mapping)) or "none" for mapping in (before, after))
    return f"mapped values {'; '.join(moved) or ' -> '.join(values)}"
