"""Bring one schema into canonical form, repairing by rule what a published description got wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

from pipeline.all_of import BESIDE_A_REFERENCE, merge_into
from pipeline.heirs import heirs_of
from pipeline.kinds import (
    SHAPES,
    TYPES,
    exclusive_limits_as_numbers,
    inferred_kind,
    is_null,
    is_of_kind,
    json_number,
    only_of_kind,
    take_null,
)
from pipeline.names import unique
from pipeline.references import local_pointer, section, target_of
from pipeline.specification import PREFIX, RESERVED, UNREAD, Schema, reference

KEPT = (
    "description", "format", "default", "deprecated", "pattern", "discriminator", "uniqueItems",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
    "contentMediaType", "readOnly", "writeOnly", "propertyNames",
)  # fmt: skip
# What OpenAPI 3.1 lets stand beside a reference and hold together with it; 3.0 ignores it there.
NARROWS_A_REFERENCE = {
    "type", "enum", "const", "format", "pattern", "properties", "required", "additionalProperties", "items",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "oneOf", "anyOf", "allOf",
}  # fmt: skip
# Forty times what a large description holds; nested `allOf` can unfold without end.
MOST_SCHEMAS = 100_000
SCALARS = ("string", "integer", "number", "boolean")
# Two unions that hold together are one union of their pairs.
MOST_PAIRS = 64


class Endless(Exception):
    """The schemas of a description unfold without end."""


class SchemaReader:
    """Reads schemas of one document; remembers what it repaired and which nameless targets it had to name.

    Args:
        document: The description.
        ours: It is our own, so that its `x-*` words mean something. Those of a published one are never read.
    """

    whole = False

    def __init__(self, document: Schema, *, ours: bool = False) -> None:
        self.document = document
        self.ours = ours
        self.published = section(document, "components", "schemas")
        self.extra: dict[str, Any] = {}
        self._heirs = heirs_of(self.published)
        self._bases = {base: unique(f"{base}Base", self.published) for base in self._heirs}
        self.repairs: list[str] = []
        self.warnings: list[str] = []
        self._merging: list[str] = []
        self._reads = 0
        self._open: set[int] = set()
        self._met_again: dict[int, str] = {}
        self._since_3_1 = not str(document.get("openapi", "")).startswith("3.0")

    def own_words(self, node: Schema) -> Schema:
        """The `x-*` words that we say at a place; the pipeline's own notes cannot be forged, not even by us."""
        if not self.ours:
            return {}
        return {key: value for key, value in node.items() if key.startswith("x-") and key not in RESERVED}

    def unread(self, node: Schema, read: Collection[str]) -> Schema:
        """What a node says besides the words that are read; nothing, unless the reader keeps everything."""
        return {}

    def note_described(self, result: Schema, node: Schema) -> None:
        """Called with each schema that is neither a reference nor a union, and what was read of it."""

    def note_reference(self, result: Schema, node: Schema) -> None:
        """Called with each reference, and what was read of it."""

    def note_union(self, result: Schema, node: Schema, source: Schema) -> None:
        """Called with what stands beside the members of a union, what was read of it all, and all as it stands."""

    def note_types(self, result: Schema) -> None:
        """Called with the union that a list of types was read as."""

    def drop(self, schema: Schema, kept: list[Schema]) -> None:
        """Leave out a member of a union that another one stands for."""

    def merge(self, target: Schema, part: Schema) -> None:
        """Add one part of an `allOf` to the parts before it."""
        merge_into(target, part)

    def read_component(self, name: str, node: Any) -> Schema:
        """The canonical form of a component; a base with heirs is any of them or itself."""
        if heirs := self._heirs.get(name):
            return self._read_base(name, node, heirs)
        if any(name in heirs for heirs in self._heirs.values()):
            return self._read_described(self._opened(node, name), name)
        return self.read(node, name)

    def _read_base(self, name: str, node: Schema, heirs: list[str]) -> Schema:
        own = self._bases[name]
        self.extra[own] = {key: value for key, value in node.items() if key not in ("discriminator", "nullable")}
        declared: Schema = node["discriminator"].get("mapping") or {}
        mapping = {str(value): _simple(target) for value, target in declared.items()}
        mapping.update({heir: heir for heir in heirs if heir not in mapping.values()})
        named = {value: self._bases.get(each, each) for value, each in mapping.items() if each != name}
        union: Schema = {key: node[key] for key in ("description", "nullable") if key in node}
        union["oneOf"] = [reference(self._bases.get(each, each)) for each in (*heirs, name)]
        union["discriminator"] = {**node["discriminator"], "mapping": named}
        read = self._read_described(union, name)
        # What no mapping names is the base itself.
        read["x-declared"]["base"] = own
        return read

    def read(self, node: Any, place: str) -> Schema:
        """The canonical form of one published schema; `place` is where it stands, for repairs."""
        self._reads += 1
        if self._reads > MOST_SCHEMAS:
            raise Endless(f"{place}: the schemas unfold into more than {MOST_SCHEMAS}")
        if not isinstance(node, dict):
            if node not in (True, None):
                self._repair(place, f"{node!r} is no schema: any value is accepted")
            return self.unread({"not": True}, ()) if node is False else {}
        if "$ref" in node and self._since_3_1 and not node.keys().isdisjoint(NARROWS_A_REFERENCE):
            beside = {key: value for key, value in node.items() if key != "$ref"}
            return self._read_merged(node, {"allOf": [{"$ref": node["$ref"]}, beside]}, place)
        if "$ref" in node:
            return self._read_reference(node, place)
        if "allOf" in node:
            return self._read_merged(node, node, place)
        return self._read_described(node, place)

    def _read_merged(self, source: Schema, node: Schema, place: str) -> Schema:
        """Several schemas as one; what is met again inside itself becomes a component that can refer to itself."""
        if id(source) in self._open:
            name = self._met_again.setdefault(id(source), re.sub(r"\W+", "_", place).strip("_"))
            self.extra.setdefault(name, source)
            return reference(name)
        self._open.add(id(source))
        try:
            merged = self._merge_all_of(node, place)
            return self._read_reference(merged, place) if "$ref" in merged else self._read_described(merged, place)
        finally:
            self._open.discard(id(source))

    def _read_described(self, node: Schema, place: str) -> Schema:
        source, node = node, dict(node)
        nullable = take_null(node)
        members = [*(node.pop("oneOf", None) or []), *(node.pop("anyOf", None) or [])]
        if members:
            result = self._read_union(node, members, place)
            self.note_union(result, node, source)
        elif isinstance(node.get("type"), list):
            result = self._read_type_list(node, place)
            self.note_types(result)
        else:
            result = self._read_plain(node, place)
        if nullable:
            result["nullable"] = True
        return result

    def _read_reference(self, node: Schema, place: str) -> Schema:
        result = reference(self.component(node["$ref"], place))
        beside = ("description", "default", "deprecated", "readOnly", "writeOnly")
        result.update(self._kept({key: node[key] for key in beside if key in node}, place))
        if node.get("nullable") is True:
            result["nullable"] = True
        self.note_reference(result, node)
        return result

    def component(self, target: str, place: str) -> str:
        """The component name a `$ref` points to; a target elsewhere in the document becomes a component."""
        pointer = local_pointer(target, place)
        if (
            len(pointer) == 3
            and pointer[:2] == ["components", "schemas"]
            and pointer[2] in {**self.published, **self.extra}
        ):
            return pointer[2]
        name = "_".join(part for part in target.split("/")[1:] if part)
        if name not in self.extra:
            self.extra[name] = self.target(target, place)
        return name

    def target(self, pointer: Any, place: str) -> Any:
        """What a reference names."""
        return target_of(self.document, pointer, place)

    def _merge_all_of(self, node: Schema, place: str) -> Schema:
        """One schema in place of a list of schemas that all hold; a list of one reference keeps its name."""
        parts, own = node["allOf"], {key: value for key, value in node.items() if key != "allOf"}
        if len(parts) == 1 and "$ref" in parts[0] and not own.keys() - BESIDE_A_REFERENCE:
            return {**parts[0], **own}
        return self._merged([*parts, own], place)

    def _merged(self, parts: Iterable[Any], place: str) -> Schema:
        merged: Schema = {}
        for part in parts:
            opened = self._opened(part, place)
            for union in ("oneOf", "anyOf"):
                if merged.get(union) and opened.get(union):
                    opened = {**opened, union: self._paired(merged[union], opened[union], place)}
            self.merge(merged, opened)
        return merged

    def _paired(self, one: list[Any], other: list[Any], place: str) -> list[Any]:
        if len(one) * len(other) > MOST_PAIRS:
            self.warnings.append(f"{place}: two unions that hold together are too large: only the last is read")
            return other
        return [{"allOf": list(pair)} for pair in product(one, other)]

    def _opened(self, part: Any, place: str) -> Schema:
        """A schema with nothing left to look up beside what it says itself."""
        if not isinstance(part, dict):
            return {}
        if "$ref" in part:
            target = part["$ref"]
            if target in self._merging:
                self._repair(place, f"allOf refers to itself through {target}")
                return {}
            self._merging.append(target)
            try:
                opened = self._opened(self.target(target, place), place)
            finally:
                self._merging.pop()
            if "oneOf" not in opened and "anyOf" not in opened:
                opened = {key: value for key, value in opened.items() if key != "discriminator"}
            beside = {key: value for key, value in part.items() if key != "$ref"}
            return self._merged([opened, beside], place) if self._since_3_1 else opened
        if "allOf" in part:
            own = {key: value for key, value in part.items() if key != "allOf"}
            return self._merged([*part["allOf"], own], place)
        return part

    def _read_union(self, node: Schema, members: list[Any], place: str) -> Schema:
        shared: Schema = {key: node[key] for key in ("properties", "required", "type") if key in node}
        read: list[Schema] = []
        seen: set[str] = set()
        nullable = False
        for index, member in enumerate(members):
            if is_null(member):
                nullable = True
                continue
            if shared.get("properties") and isinstance(member, dict):
                opened: Schema = {}
                merge_into(opened, shared)
                merge_into(opened, self._opened(member, place))
                member = opened
            schema = self.read(member, f"{place}<{index}>")
            nullable = nullable or bool(schema.pop("nullable", False))
            fingerprint = fingerprint_of(schema)
            if "discriminator" in node or fingerprint not in seen:
                seen.add(fingerprint)
                read.append(schema)
            else:
                self.drop(schema, read)
        beside = self._kept(node, place)
        if not read:
            result: Schema = beside
        elif len(read) == 1:
            result = {
                **read[0],
                **{key: value for key, value in beside.items() if key in ("description", "default", "deprecated")},
            }
        else:
            result = {**beside, "oneOf": read}
            if isinstance(node.get("discriminator"), dict):
                result["discriminator"] = {"propertyName": node["discriminator"].get("propertyName", "type")}
                result["x-declared"] = {"discriminator": self._read_discriminator(node["discriminator"])}
        if nullable:
            result["nullable"] = True
        return result

    @staticmethod
    def _read_discriminator(node: Schema) -> Schema:
        mapping = {str(value): _simple(target) for value, target in (node.get("mapping") or {}).items()}
        return {"propertyName": node.get("propertyName", "type"), "mapping": mapping}

    def _read_type_list(self, node: Schema, place: str) -> Schema:
        shared = {key: value for key, value in node.items() if key != "const"}
        members = [
            self._read_plain({**shared, **only_of_kind(node, kind), "type": kind}, place) for kind in node["type"]
        ]
        beside: Schema = {key: node[key] for key in ("description", "default", "deprecated") if key in node}
        members = [{key: value for key, value in member.items() if key not in beside} for member in members]
        return {**beside, "oneOf": members}

    def _read_plain(self, node: Schema, place: str) -> Schema:
        result = self._kept(node, place)
        result.update(self.own_words(node))
        if "contentEncoding" in node:
            result["x-declared"] = {"contentEncoding": node["contentEncoding"]}
        exclusive_limits_as_numbers(result)
        values = [node["const"]] if "const" in node else node.get("enum")
        known = [json_number(value) for value in values if value is not None] if isinstance(values, list) else []
        kind = node.get("type") or inferred_kind(node, known)
        fitting = [value for value in known if is_of_kind(value, kind)]
        if fitting:
            result["enum"] = fitting
        if len(fitting) < len(known):
            strangers = [value for value in known if not is_of_kind(value, kind)]
            self._repair(place, f"{', '.join(map(repr, strangers))}: not {kind}, left out of the values")
        if kind == "array":
            result.update(type="array", items=self._read_items(node.get("items"), place))
        elif kind == "object":
            self._read_object(node, result, place)
        elif kind == "file":
            result.update(type="string", format="binary")
            self._repair(place, "type file is read as a binary string")
        elif kind in SCALARS:
            result["type"] = kind
        elif kind is not None:
            self._repair(place, f"{kind!r} is no type: any value is accepted")
        self.note_described(result, node)
        return result

    def _kept(self, node: Schema, place: str) -> Schema:
        """The words of a schema that need no reading, as far as they hold what they may."""
        kept = {key: node[key] for key in KEPT if key in node and key != "discriminator"}
        for key in [key for key in SHAPES if key in node and not isinstance(node[key], SHAPES[key])]:
            self._repair(place, f"{key} holds {node[key]!r}, which it cannot: left out")
        for key in [key for key, value in kept.items() if not isinstance(value, TYPES.get(key, object))]:
            self._repair(place, f"{key} holds {kept.pop(key)!r}, which it cannot: left out")
        return kept

    def _read_items(self, items: Any, place: str) -> Schema:
        if isinstance(items, list):
            self._repair(f"{place}[]", "items holds a list: read as what each item may be")
            if all(isinstance(item, str) for item in items):
                return {"type": "string", "enum": items}
            return self.read({"oneOf": items}, f"{place}[]")
        return self.read(items, f"{place}[]")

    def _read_object(self, node: Schema, result: Schema, place: str) -> None:
        result["type"] = "object"
        properties = node.get("properties")
        required = list(node["required"]) if isinstance(node.get("required"), list) else []
        read: dict[str, Schema] = {}
        for name, schema in (properties if isinstance(properties, dict) else {}).items():
            if isinstance(schema, dict) and isinstance(schema.get("required"), bool):
                self._repair(f"{place}/{name}", "required stands on the property: moved to its object")
                required += [name] if schema["required"] else []
                schema = {key: value for key, value in schema.items() if key != "required"}
            read[str(name)] = self.read(schema, f"{place}/{name}")
        if unknown := [str(name) for name in dict.fromkeys(required) if name not in read]:
            self._repair(place, f"{', '.join(map(repr, unknown))} is required but not described: it may be anything")
            read.update((name, {}) for name in unknown)
        if read:
            result["properties"] = read
        if required:
            result["required"] = list(dict.fromkeys(map(str, required)))
        more = node.get("additionalProperties")
        if isinstance(more, dict):
            result["additionalProperties"] = self.read(more, f"{place}{{}}")
        elif more is False:
            result["additionalProperties"] = False
        elif not read or more is True:
            result["additionalProperties"] = {}

    def _repair(self, place: str, what: str) -> None:
        self.repairs.append(f"{place}: {what}")


def _simple(target: Any) -> str:
    """The component that a discriminator names, by its name or by a reference."""
    return str(target).removeprefix(PREFIX)


def fingerprint_of(schema: Schema) -> str:
    """What a schema means, as text: equal for schemas that differ in prose or order only."""
    return json.dumps(without_prose(schema), sort_keys=True, default=str)


def without_prose(schema: Any, *, names: bool = False) -> Any:
    """A schema without its texts, to compare what is meant. `names`: the keys here are property names."""
    if isinstance(schema, dict):
        return {
            key: without_prose(value, names=key == "properties" and not names)
            for key, value in schema.items()
            if names or key not in ("description", UNREAD)
        }
    return [without_prose(item) for item in schema] if isinstance(schema, list) else schema
