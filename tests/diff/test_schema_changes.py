from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from tests.diff.describe import DIALECTS, TEXT, Row, Schema, api, body, in_dialect, reference, reply, rows, thing

Level = Literal["breaking", "risky", "compatible"]
B, R, C = "breaking", "risky", "compatible"

CAT = {"type": "object", "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}}
DOG = {"type": "object", "properties": {"kind": {"const": "dog"}, "name": TEXT}}
BIRD = {"type": "object", "properties": {"kind": {"const": "bird"}, "wings": {"type": "integer"}}}
BOTH = {"type": "object", "properties": {"x": TEXT, "y": TEXT}}
FLAG = {"type": "boolean"}
TAG = {"discriminator": {"propertyName": "kind"}}


@dataclass(frozen=True)
class Case:
    """One change of the property `x`: what it was, what it is, and the rows below `/x` as (step, kind, levels)."""

    old: Schema
    new: Schema
    rows: tuple[tuple[str, str, str, str], ...]


def case(old: Schema, new: Schema, kind: str, request: str, response: str, step: str = "") -> Case:
    return Case(old, new, ((step, kind, request, response),))


def whole(**limits: object) -> Schema:
    return {"type": "integer", **limits}


def number(**limits: object) -> Schema:
    return {"type": "number", **limits}


def text(**limits: object) -> Schema:
    return {"type": "string", **limits}


def array(items: Schema | None = None, **limits: object) -> Schema:
    return {"type": "array", "items": items or TEXT, **limits}


def union(*members: Schema, **more: object) -> Schema:
    return {"oneOf": list(members), **more}


CASES: dict[str, Case] = {
    # types
    "type": case(TEXT, whole(), "type-changed", B, B),
    "type widened": case(whole(), number(), "type-changed", C, B),
    "type narrowed": case(number(), whole(), "type-changed", B, C),
    "type to any": case(TEXT, {}, "type-changed", C, B),
    "type from any": case({}, TEXT, "type-changed", B, C),
    "type to object": case(TEXT, thing(TEXT), "type-changed", B, B),
    "type to array": case(TEXT, array(), "type-changed", B, B),
    "type of items": case(array(), array(whole()), "type-changed", B, B, "[]"),
    "type of values": case(
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": whole()},
        "type-changed", B, B, "{}",
    ),
    "values get a type": case(
        {"type": "object"}, {"type": "object", "additionalProperties": TEXT}, "type-changed", B, C, "{}"
    ),
    # formats
    "format added": case(TEXT, text(format="date-time"), "format-changed", B, C),
    "format removed": case(text(format="uuid"), TEXT, "format-changed", C, B),
    "format changed": case(text(format="date"), text(format="date-time"), "format-changed", B, B),
    "int32 to int64": case(whole(format="int32"), whole(format="int64"), "format-changed", C, B),
    "plain integer to int64": case(whole(), whole(format="int64"), "format-changed", C, B),
    "number is a double": case(number(), number(format="double"), "format-changed", C, C),
    "text to base64": case(TEXT, text(contentEncoding="base64"), "format-changed", B, B),
    "text to bytes": case(TEXT, text(contentMediaType="application/octet-stream"), "format-changed", B, B),
    # null, default, deprecation
    "null gained": case(TEXT, {"type": ["string", "null"]}, "nullable-changed", C, R),
    "null lost": case({"type": ["string", "null"]}, TEXT, "nullable-changed", B, C),
    "null gained by a union": case(
        union(TEXT, whole()), union(TEXT, whole(), {"type": "null"}), "nullable-changed", C, R
    ),
    "default added": case(TEXT, text(default="a"), "default-changed", R, C),
    "default changed": case(text(default="a"), text(default="b"), "default-changed", R, C),
    "default removed": case(text(default="a"), TEXT, "default-changed", R, C),
    "default false is one": case(FLAG, {**FLAG, "default": False}, "default-changed", R, C),
    "deprecated": case(TEXT, text(deprecated=True), "deprecated", R, R),
    "deprecated in words": case(
        text(description="A name."), text(description="A name. Deprecated."), "deprecated", R, R
    ),
    "will be removed": case(TEXT, text(description="This will be removed soon."), "deprecated", R, R),
    "no longer deprecated": case(text(deprecated=True), TEXT, "deprecated", C, C),
    # values
    "value added": case(text(enum=["a"]), text(enum=["a", "b"]), "enum-value-added", C, R),
    "value removed": case(text(enum=["a", "b"]), text(enum=["a"]), "enum-value-removed", B, C),
    "number added": case(whole(enum=[1]), whole(enum=[1, 2]), "enum-value-added", C, R),
    "second value": case(text(const="a"), text(enum=["a", "b"]), "enum-value-added", C, R),
    "values listed": case(TEXT, text(enum=["a"]), "limit-tightened", B, C),
    "values no longer listed": case(text(enum=["a"]), TEXT, "limit-loosened", C, R),
    "values of items": case(array(text(enum=["a"])), array(text(enum=["a", "b"])), "enum-value-added", C, R, "[]"),
    "value replaced": Case(
        text(enum=["a", "b"]), text(enum=["a", "c"]),
        (("", "enum-value-added", C, R), ("", "enum-value-removed", B, C)),
    ),
    # limits
    **{
        f"{keyword} {turn}": case(old, new, f"limit-{turn}", *levels)
        for keyword, loose, tight in (
            ("minimum", whole(minimum=1), whole(minimum=2)),
            ("minimum new", whole(), whole(minimum=2)),
            ("maximum", whole(maximum=9), whole(maximum=8)),
            ("exclusive minimum", number(exclusiveMinimum=1), number(exclusiveMinimum=2)),
            ("exclusive instead", number(minimum=0), number(exclusiveMinimum=0)),
            ("exclusive maximum", number(exclusiveMaximum=2), number(exclusiveMaximum=1)),
            ("minLength", TEXT, text(minLength=1)),
            ("maxLength", text(maxLength=9), text(maxLength=8)),
            ("pattern", TEXT, text(pattern="^a")),
            ("minItems", array(), array(minItems=1)),
            ("maxItems", array(), array(maxItems=3)),
            ("uniqueItems", array(), array(uniqueItems=True)),
            ("minProperties", thing(TEXT), thing(TEXT, minProperties=1)),
            ("maxProperties", thing(TEXT), thing(TEXT, maxProperties=2)),
            ("multipleOf", whole(multipleOf=2), whole(multipleOf=4)),
            ("other properties", thing(TEXT), thing(TEXT, additionalProperties=False)),
        )
        for old, new, turn, levels in ((loose, tight, "tightened", (B, C)), (tight, loose, "loosened", (C, R)))
    },
    "another pattern": case(text(pattern="^a"), text(pattern="^b"), "limit-tightened", B, C),
    # fields
    "field added": case(thing(TEXT), BOTH, "field-added", C, C, "/y"),
    "required field added": case(
        thing(TEXT), {**BOTH, "required": ["y"]}, "field-added", B, C, "/y"
    ),
    "field removed": case(BOTH, thing(TEXT), "field-removed", B, B, "/y"),
    "field becomes required": case(thing(TEXT), thing(TEXT, required=["x"]), "became-required", B, C, "/x"),
    "field becomes optional": case(thing(TEXT, required=["x"]), thing(TEXT), "became-optional", C, R, "/x"),
    "field of an allOf": case(
        {"allOf": [thing(TEXT), {"properties": {"y": TEXT}}]}, thing(TEXT), "field-removed", B, B, "/y"
    ),
    # unions
    "member added": case(union(CAT, DOG), union(CAT, DOG, BIRD), "variant-added", C, R, "<bird>"),
    "member removed": case(union(CAT, DOG, BIRD), union(CAT, DOG), "variant-removed", B, C, "<bird>"),
    "member added to anyOf": case({"anyOf": [CAT, DOG]}, {"anyOf": [CAT, DOG, BIRD]}, "variant-added", C, R, "<bird>"),
    "member changed": case(
        union(CAT, DOG), union(CAT, {**DOG, "required": ["name"]}), "became-required", B, C, "<dog>/name"
    ),
    "kind added": case(union(TEXT, whole()), union(TEXT, whole(), array()), "variant-added", C, R, "<array>"),
    "union of what it was": case(TEXT, union(TEXT, array()), "variant-added", C, R, "<array>"),
    "one of the union": case(union(TEXT, array()), TEXT, "variant-removed", B, C, "<array>"),
    "union of something else": case(TEXT, union(whole(), array()), "type-changed", B, B),
    "discriminator declared": case(union(CAT, DOG), union(CAT, DOG, **TAG), "discriminator-changed", C, C),
    # words
    "number in the text": case(text(description="Up to 5 MB."), text(description="Up to 32 MB."), "text-changed", R, R),
    "unit in the text": case(text(description="Up to 5 MB."), text(description="Up to 5 GB."), "text-changed", R, R),
}  # fmt: skip


def expected(told: Case, where: str, side: int) -> list[Row]:
    return sorted((f"{where}/x{step}", kind, (request, response)[side]) for step, kind, request, response in told.rows)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", CASES)
def test_a_change_in_a_request(name: str, dialect: str) -> None:
    told = CASES[name]
    old, new = (in_dialect(api(("POST /things", body(thing(schema)))), dialect) for schema in (told.old, told.new))
    assert rows(old, new) == expected(told, "request ", 0)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", CASES)
def test_a_change_in_a_reply(name: str, dialect: str) -> None:
    told = CASES[name]
    old, new = (in_dialect(api(("GET /things", reply(thing(schema)))), dialect) for schema in (told.old, told.new))
    assert rows(old, new) == expected(told, "response 200 ", 1)


@pytest.mark.parametrize("name", CASES)
def test_a_change_of_a_component_is_a_row_at_each_use(name: str) -> None:
    told = CASES[name]
    uses = {"type": "object", "properties": {"first": reference("Thing"), "second": array(reference("Thing"))}}
    old, new = (api(("GET /things", reply(uses)), Thing=thing(schema)) for schema in (told.old, told.new))
    first, second = expected(told, "response 200 /first", 1), expected(told, "response 200 /second[]", 1)
    assert rows(old, new) == sorted(first + second)


@pytest.mark.parametrize("name", CASES)
def test_an_error_reply_never_breaks(name: str) -> None:
    told = CASES[name]
    old, new = (api(("GET /things", reply(thing(schema), "404"))) for schema in (told.old, told.new))
    found = rows(old, new)
    assert [(where, kind) for where, kind, _ in found] == [
        (where, kind) for where, kind, _ in expected(told, "response 404 ", 1)
    ]
    assert "breaking" not in {level for _, _, level in found}


@pytest.mark.parametrize("name", CASES)
def test_both_dialects_say_the_same(name: str) -> None:
    told = CASES[name]
    for schema in (told.old, told.new):
        described = api(("POST /things", {**body(thing(schema)), **reply(thing(schema))}))
        assert rows(in_dialect(described, "3.0.3"), described) == []
