"""The tag of a union, or the best fit, chooses its member; what was received reads back equal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pipeline.describe import description, from_yaml, json_content, replies
from tests.pipeline.execution import Package
from tests.pipeline.talking import Talk

TOOLS = ("Hammer", "Saw", "Axe", "Rake", "Drill")
# Members that say no value of their tag themselves, and look alike.
ALIKE = {
    name: from_yaml("{type: object, required: [kind], properties: {kind: {type: string}, n: {type: integer}}}")
    for name in TOOLS
}
SCHEMAS: dict[str, Any] = {
    **ALIKE,
    **from_yaml("""
One: {type: object, properties: {v: {type: integer, enum: [1]}, a: {type: string}}}
Two: {type: object, properties: {v: {const: 2}, a: {type: string}}}
Many: {type: object, properties: {v: {type: integer, enum: [2, 3]}, a: {type: string}}}
"On": {type: object, properties: {"on": {const: true}, a: {type: string}}}
"Off": {type: object, properties: {"on": {const: false}, a: {type: string}}}
Cat: {type: object, properties: {type: {type: string, enum: [cat]}, age: {type: integer}}}
Dog: {type: object, properties: {type: {type: string, enum: [dog]}, age: {type: integer}}}
Point: {type: object, properties: {x: {type: number}, y: {type: number}}}
Box: {type: object, properties: {x: {type: number}, y: {type: number}, width: {type: number}}}
Line: {type: object, required: [x, y, x2], properties: {x: {type: number}, y: {type: number}, x2: {type: number}}}
Maybe: {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}, {type: "null"}]}
"""),
}


def union(*members: str, mapping: dict[str, str] | None = None, tag: str = "kind") -> Any:
    """A union with a discriminator."""
    said = {"propertyName": tag, **({"mapping": mapping} if mapping else {})}
    return {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in members], "discriminator": said}


def component(name: str) -> str:
    return f"#/components/schemas/{name}"


FIELDS: dict[str, Any] = {
    "implicit": union("Hammer", "Saw"),
    "partial": union("Axe", "Rake", mapping={"r": component("Rake")}),
    "by_name": union("Axe", "Rake", mapping={"r": "Rake", "a": "Axe"}),
    "several": union("Axe", "Rake", mapping={"a": component("Axe"), "b": component("Axe"), "r": component("Rake")}),
    "here": union("Saw", "Drill", mapping={"s": component("Saw"), "d": component("Drill")}),
    "there": union("Saw", "Rake", mapping={"blade": component("Saw"), "r": component("Rake")}),
    "swapped": union("Saw", "Drill", mapping={"d": component("Saw"), "s": component("Drill")}),
    "swapped_names": union("Hammer", "Saw", mapping={"Saw": component("Hammer"), "Hammer": component("Saw")}),
    "whole_numbers": {"oneOf": [{"$ref": component("One")}, {"$ref": component("Two")}]},
    "many_numbers": union("One", "Many", tag="v"),
    "mapped_numbers": union("Axe", "Rake", mapping={"1": component("Axe"), "2": component("Rake")}),
    "truths": {"oneOf": [{"$ref": component("On")}, {"$ref": component("Off")}]},
    "without": {"anyOf": [{"$ref": component("Cat")}, {"$ref": component("Dog")}]},
    "nullable": {"anyOf": [{"$ref": component("Cat")}, {"$ref": component("Dog")}, {"type": "null"}]},
    "maybe": {"$ref": component("Maybe")},
    "likeliest": {"oneOf": [{"$ref": component("Point")}, {"$ref": component("Box")}, {"$ref": component("Line")}]},
    "with_scalars": {"oneOf": [{"$ref": component("Cat")}, {"type": "string"}, {"type": "integer"}]},
    "beside": {
        "type": "object",
        "properties": {"id": {"type": "string"}},
        "oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"b": {"type": "integer"}}},
        ],
    },
    "nested": {"oneOf": [union("Hammer", "Saw"), {"type": "array", "items": union("Hammer", "Saw")}]},
    "listed": {"type": "array", "items": union("Hammer", "Saw")},
    "mapped": {"type": "object", "additionalProperties": union("Hammer", "Saw")},
}
HOLDER = {"type": "object", "properties": FIELDS}
DESCRIPTION = json.dumps(
    description(
        {
            "/unions": {
                "get": {"operationId": "get", "responses": replies({"$ref": component("Holder")})},
                "put": {
                    "operationId": "put",
                    "requestBody": {"required": True, "content": json_content({"$ref": component("Holder")})},
                    "responses": {"204": {"description": ""}},
                },
            }
        },
        {**SCHEMAS, "Holder": HOLDER},
    )
)
READ: dict[str, list[tuple[Any, str]]] = {
    "implicit": [({"kind": "Saw", "n": 1}, "Saw"), ({"kind": "Hammer", "n": 1}, "Hammer")],
    "partial": [({"kind": "r", "n": 1}, "Rake"), ({"kind": "Axe", "n": 1}, "Axe")],
    "by_name": [({"kind": "r"}, "Rake"), ({"kind": "a"}, "Axe")],
    "several": [({"kind": "a"}, "Axe"), ({"kind": "b"}, "Axe"), ({"kind": "r"}, "Rake")],
    "here": [({"kind": "s", "n": 1}, "Saw"), ({"kind": "d"}, "Drill")],
    "there": [({"kind": "blade", "n": 2}, "Saw"), ({"kind": "r"}, "Rake")],
    "swapped": [({"kind": "d", "n": 2}, "Saw"), ({"kind": "s"}, "Drill")],
    "swapped_names": [({"kind": "Saw"}, "Hammer"), ({"kind": "Hammer"}, "Saw")],
    "whole_numbers": [({"v": 1, "a": "x"}, "One"), ({"v": 2, "a": "x"}, "Two")],
    "many_numbers": [({"v": 1, "a": "x"}, "One"), ({"v": 2, "a": "x"}, "Many"), ({"v": 3}, "Many")],
    "mapped_numbers": [({"kind": "1"}, "Axe"), ({"kind": "2"}, "Rake")],
    "truths": [({"on": True, "a": "x"}, "On"), ({"on": False, "a": "x"}, "Off")],
    "without": [({"type": "cat", "age": 3}, "Cat"), ({"type": "dog", "age": 3}, "Dog")],
    "nullable": [({"type": "cat"}, "Cat")],
    "maybe": [({"type": "dog"}, "Dog")],
    "likeliest": [
        ({"x": 1, "y": 2}, "Point"),
        ({"x": 1, "y": 2, "width": 3}, "Box"),
        ({"x": 1, "y": 2, "x2": 3}, "Line"),
        ({"x": 1, "y": 2, "unknown": 3}, "Point"),
    ],
    "with_scalars": [({"type": "cat"}, "Cat"), ("a", "str"), (3, "int")],
    "beside": [({"id": "1", "a": "x"}, "1"), ({"id": "1", "b": 3}, "2")],
    "nested": [({"kind": "Saw"}, "Saw"), ([{"kind": "Saw"}, {"kind": "Hammer"}], "list"), ([], "list")],
    "listed": [([{"kind": "Saw"}, {"kind": "Hammer"}], "list")],
    "mapped": [({"a": {"kind": "Saw"}}, "Mapped")],
}
CASES = [(name, value, kind) for name, rows in READ.items() for value, kind in rows]


def test_every_union_has_a_value() -> None:
    assert FIELDS.keys() == READ.keys()


@pytest.mark.parametrize(("name", "value", "kind"), CASES)
def test_what_came_is_the_member_that_is_meant(package: Package, talk: Talk, name: str, value: Any, kind: str) -> None:
    holder = talk.received(package.operation("unions_get"), {name: value})

    member = getattr(holder, name)
    assert kind in type(member).__name__
    assert holder.to_dict() == {name: value}
    assert package.types.to_json(member) == value


UNREAD = [("implicit", {"kind": "Plane"}), ("implicit", {"n": 1}), ("whole_numbers", {"v": 9}), ("truths", {"on": 1.5})]


@pytest.mark.parametrize(("name", "value"), UNREAD)
def test_a_tag_that_no_member_has_is_unset_and_stays_as_it_came(package: Package, name: str, value: Any) -> None:
    holder = package.operation("unions_get").parse(200, {name: value})

    assert getattr(holder, name) is package.types.UNSET
    assert holder.to_dict() == {name: value}


@pytest.mark.parametrize("name", ["nullable", "maybe"])
def test_a_union_may_be_null(package: Package, talk: Talk, name: str) -> None:
    holder = talk.received(package.operation("unions_get"), {name: None})
    asked = talk.sent(package.operation("unions_put"), body=package.model("Holder")(**{name: None}))

    assert holder.to_dict() == {name: None}
    assert asked.json == {name: None}


SENT: dict[str, tuple[str, dict[str, Any], Any]] = {
    "implicit": ("Hammer", {"kind": "Hammer", "n": 1}, {"kind": "Hammer", "n": 1}),
    "without": ("Cat", {"age": 3}, {"type": "cat", "age": 3}),
    "whole_numbers": ("One", {"a": "x"}, {"v": 1, "a": "x"}),
    "truths": ("Off", {"on": False, "a": "x"}, {"on": False, "a": "x"}),
    "several": ("Axe", {"kind": "b", "n": 1}, {"kind": "b", "n": 1}),
    "likeliest": ("Box", {"x": 1, "width": 2}, {"x": 1, "width": 2}),
}


@pytest.mark.parametrize("name", SENT)
def test_a_member_goes_out_with_its_tag(package: Package, talk: Talk, name: str) -> None:
    model, fields, on_the_wire = SENT[name]
    holder = package.model("Holder")(**{name: package.model(model)(**fields)})

    assert talk.sent(package.operation("unions_put"), body=holder).json == {name: on_the_wire}
