"""Compare the schemas at one place of two descriptions: what changed here, and what to compare next."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pipeline.specification import Schema, Specification, kind_of, reference
from pipeline.variants import paired_variants, tag_values
from tracking.limits import changed_limits
from tracking.rules import Finding, Side, finding

ANY: Schema = {}
_WIDTHS: dict[str, dict[str | None, int]] = {
    "integer": {"int32": 0, None: 1, "int64": 2},  # without a format most clients take the width of a plain int
    "number": {"float": 0, None: 1, "double": 1},
}
_BYTES = ("binary", "byte")


@dataclass(slots=True)
class Compared:
    """What changed at one place, by the step below it where it stands, and the pairs of uses to compare next."""

    findings: list[tuple[str, Finding]] = field(default_factory=list)
    deeper: list[tuple[str, Schema, Schema]] = field(default_factory=list)

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
        return result
    before, after = _type(pair.old), _type(pair.new)
    if before != after:
        result.add("type-changed", pair.side, f"{before} -> {after}", _turn_of_types(before, after))
    else:
        _compare_formats(before, pair, result)
    if before == after or {before, after} == {"integer", "number"}:
        _compare_values(pair, result)
        for turn, text in changed_limits(pair.old, pair.new):
            result.add("limit-tightened" if turn == "tighter" else "limit-loosened", pair.side, text)
    if before == after == "object":
        _compare_objects(pair, result)
    if before == after == "array":
        result.deeper.append(("[]", pair.old["items"], pair.new["items"]))
    return result


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


def _format(schema: Schema) -> str | None:
    """OpenAPI 3.1 says `contentEncoding: base64` and a media type where 3.0 says the formats `byte` and `binary`."""
    if schema.get("format"):
        return str(schema["format"])
    encoding = schema.get("x-declared", {}).get("contentEncoding")
    if encoding:
        return "byte" if encoding == "base64" else str(encoding)
    media_type = schema.get("contentMediaType")
    return "binary" if media_type == "application/octet-stream" else media_type


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
        if gone := sorted(set(before) - set(after)):
            result.add("enum-value-removed", pair.side, f"gone: {', '.join(gone)}")
        if come := sorted(set(after) - set(before)):
            result.add("enum-value-added", pair.side, f"new: {', '.join(come)}")
    elif after:
        result.add("limit-tightened", pair.side, f"any value -> one of {', '.join(after)}")
    elif before:
        result.add("limit-loosened", pair.side, f"one of {', '.join(before)} -> any value")


def _values(schema: Schema) -> list[str]:
    return [value if isinstance(value, str) else json.dumps(value) for value in schema.get("enum") or []]


def _compare_objects(pair: Pair, result: Compared) -> None:
    before, after = pair.old.get("properties") or {}, pair.new.get("properties") or {}
    must, shall = set(pair.old.get("required") or []), set(pair.new.get("required") or [])
    for name in before:
        if name not in after:
            result.add("field-removed", pair.side, f"{name} is gone", step=f"/{name}")
            continue
        result.deeper.append((f"/{name}", before[name], after[name]))
        if (name in must) != (name in shall):
            turn = "required" if name in shall else "optional"
            result.add(f"became-{turn}", pair.side, f"{name} is {turn} now", step=f"/{name}")
    for name in after:
        if name not in before:
            how = "required" if name in shall else ""
            result.add("field-added", pair.side, f"{name} is new{', required' if how else ''}", how, step=f"/{name}")
    values = [schema.get("additionalProperties", ANY) for schema in (pair.old, pair.new)]
    if all(isinstance(value, dict) for value in values) and any(values):
        result.deeper.append(("{}", values[0], values[1]))


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
            result.deeper.append((f"<{label}>", one, two))
    if "oneOf" in pair.old and "oneOf" in pair.new:
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
    mapped = [{value for value in declared.get("mapping", {}) if value not in tags} for declared in told]
    if all(declared.get("mapping") for declared in told) and mapped[0] != mapped[1]:
        text = f"mapped values {', '.join(sorted(mapped[0])) or 'none'} -> {', '.join(sorted(mapped[1])) or 'none'}"
        result.add("discriminator-changed", pair.side, text)
