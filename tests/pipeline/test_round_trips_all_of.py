"""Schemas that hold together are one model with all that each says; the discriminator of a base chooses its heir."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pipeline.describe import component, description, from_yaml, json_content, replies, specification
from tests.pipeline.execution import Package
from tests.pipeline.talking import Talk
from twelvelabs_generated.types import fields_of

SCHEMAS = from_yaml("""
Thing:
  {type: object, required: [label], properties: {label: {type: string}, home: {$ref: "#/components/schemas/Shelf"}}}
Shelf: {type: object, properties: {row: {type: integer}}}
Alias: {allOf: [{$ref: "#/components/schemas/Thing"}]}
Described: {description: As it is., allOf: [{$ref: "#/components/schemas/Alias"}]}
Saw:
  allOf: [{$ref: "#/components/schemas/Alias"}, {type: object, properties: {teeth: {type: integer}}}]
DeepSaw:
  allOf: [{$ref: "#/components/schemas/Described"}, {$ref: "#/components/schemas/Toothed"}]
Toothed: {allOf: [{properties: {teeth: {type: integer}}}, {properties: {sharp: {type: boolean}}}]}
Beside: {allOf: [{$ref: "#/components/schemas/Thing"}], properties: {teeth: {type: integer}}, required: [teeth]}
Again:
  allOf:
    - {$ref: "#/components/schemas/Thing"}
    - {properties: {label: {pattern: ^s}, home: {description: Where it hangs.}}}
Nested:
  allOf:
    - {properties: {size: {type: object, properties: {height: {type: integer}}}}}
    - {properties: {size: {type: object, properties: {width: {type: integer}}}}}
Wider:
  allOf:
    [{$ref: "#/components/schemas/Thing"}, {properties: {home: {type: object, properties: {side: {type: string}}}}}]
Lists:
  allOf:
    - {properties: {parts: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}
    - {properties: {parts: {items: {properties: {weight: {type: number}}}, maxItems: 9}}}
Maps:
  allOf:
    - {properties: {by_name: {type: object, additionalProperties: {$ref: "#/components/schemas/Thing"}}}}
    - {properties: {by_name: {additionalProperties: {properties: {weight: {type: number}}}}}}
OneOf:
  allOf:
    - {properties: {id: {type: string}}}
    - {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]}
Cat: {type: object, properties: {type: {const: cat}, lives: {type: integer}}}
Dog: {type: object, properties: {type: {const: dog}, tricks: {type: integer}}}
Pair:
  allOf:
    - {oneOf: [{properties: {a: {type: string}}}, {properties: {b: {type: string}}}]}
    - {oneOf: [{properties: {c: {type: string}}}, {properties: {d: {type: string}}}]}
Recursive:
  {allOf: [{$ref: "#/components/schemas/Thing"}, {properties: {then: {$ref: "#/components/schemas/Recursive"}}}]}
Tool:
  type: object
  required: [kind]
  properties: {kind: {type: string}, label: {type: string}}
  discriminator: {propertyName: kind, mapping: {saw: "#/components/schemas/HandSaw", axe: HandAxe}}
HandSaw: {allOf: [{$ref: "#/components/schemas/Tool"}, {type: object, properties: {teeth: {type: integer}}}]}
HandAxe: {allOf: [{$ref: "#/components/schemas/Tool"}], properties: {edge: {type: string}}}
ChainSaw: {allOf: [{$ref: "#/components/schemas/HandSaw"}, {type: object, properties: {watts: {type: integer}}}]}
Box:
  {type: object, properties: {tool: {$ref: "#/components/schemas/Tool"}, tools: {type: array,
    items: {$ref: "#/components/schemas/Tool"}}}}
""")
HEIRS = {"Tool", "HandSaw", "HandAxe", "ChainSaw"}


def both_ways(name: str) -> Any:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {
        "get": {"operationId": f"get {name}", "responses": replies(schema)},
        "put": {
            "operationId": f"put {name}",
            "requestBody": {"required": True, "content": json_content(schema)},
            "responses": {"204": {"description": ""}},
        },
    }


DESCRIPTION = json.dumps(description({f"/merged/{name.lower()}": both_ways(name) for name in SCHEMAS}, SCHEMAS))
HOME = {"row": 3}

MERGED: dict[str, tuple[dict[str, Any], str]] = {
    "Alias": ({"label": "a", "home": HOME}, "label home"),
    "Described": ({"label": "a", "home": HOME}, "label home"),
    "Saw": ({"label": "a", "teeth": 24}, "label home teeth"),
    "DeepSaw": ({"label": "a", "teeth": 24, "sharp": True}, "label home teeth sharp"),
    "Beside": ({"label": "a", "teeth": 24}, "label home teeth"),
    "Again": ({"label": "a", "home": HOME}, "label home"),
    "Nested": ({"size": {"height": 2, "width": 3}}, "size"),
    "Wider": ({"label": "a", "home": {"row": 3, "side": "left"}}, "label home"),
    "Lists": ({"parts": [{"label": "a", "weight": 0.5}]}, "parts"),
    "Maps": ({"by_name": {"a": {"label": "a", "weight": 0.5}}}, "by_name"),
    "Recursive": ({"label": "a", "then": {"label": "b", "then": {}}}, "label home then"),
}


def operation(package: Package, how: str, name: str) -> Any:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return package.operation(f"merged_{how}{words}")


@pytest.mark.parametrize("name", MERGED)
def test_all_that_each_part_says_is_read(package: Package, talk: Talk, name: str) -> None:
    value, fields = MERGED[name]

    read = talk.received(operation(package, "get", name), value)

    assert fields_of(type(read)) == fields.split()
    assert read.to_dict() == value
    assert all(getattr(read, name) is not package.types.UNSET for name in value)


PARTS: dict[str, tuple[dict[str, Any], str, Any]] = {
    "Nested": ({"size": {"height": 2, "width": 3}}, "size.height", 2),
    "Wider": ({"home": {"row": 3, "side": "left"}}, "home.row", 3),
    "Again": ({"home": HOME}, "home.row", 3),
    "Lists": ({"parts": [{"weight": 0.5}]}, "parts.0.weight", 0.5),
    "Recursive": ({"then": {"label": "b"}}, "then.label", "b"),
}


@pytest.mark.parametrize("name", PARTS)
def test_what_is_nested_is_one_model_too(package: Package, talk: Talk, name: str) -> None:
    value, way, held = PARTS[name]

    found = talk.received(operation(package, "get", name), value)
    for step in way.split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)

    assert found == held


def test_a_field_that_is_described_again_keeps_its_type(package: Package) -> None:
    assert operation(package, "get", "Again").parse(200, {"label": 5}).label is package.types.UNSET


def test_fields_that_a_part_requires_must_be_given(package: Package, talk: Talk) -> None:
    with pytest.raises(TypeError, match="label"):
        package.model("Beside")(teeth=24)
    asked = talk.sent(operation(package, "put", "Beside"), body=package.model("Beside")(label="a", teeth=24))

    assert asked.json == {"label": "a", "teeth": 24}


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("OneOf", {"id": "1", "type": "cat", "lives": 9}, "lives"),
        ("OneOf", {"id": "1", "type": "dog", "tricks": 2}, "tricks"),
        ("Pair", {"a": "x", "d": "y"}, "d"),
        ("Pair", {"b": "x", "c": "y"}, "b"),
    ],
)
def test_a_union_holds_together_with_what_stands_beside_it(
    package: Package, talk: Talk, name: str, value: Any, field: str
) -> None:
    read = talk.received(operation(package, "get", name), value)

    assert package.types.to_json(read) == value
    assert getattr(read, field) == value[field]


HEIR: dict[str, tuple[dict[str, Any], str]] = {
    "of a mapped value": ({"kind": "saw", "label": "rip", "teeth": 24}, "HandSaw"),
    "mapped by name": ({"kind": "axe", "label": "a", "edge": "keen"}, "HandAxe"),
    "of a grandchild, by its name": ({"kind": "ChainSaw", "teeth": 9, "watts": 900}, "ChainSaw"),
}


@pytest.mark.parametrize("case", HEIR)
def test_the_discriminator_of_a_base_chooses_its_heir(package: Package, talk: Talk, case: str) -> None:
    value, kind = HEIR[case]

    read = talk.received(operation(package, "get", "Tool"), value)
    box = talk.received(operation(package, "get", "Box"), {"tool": value, "tools": [value, {"kind": "saw"}]})

    assert kind in type(read).__name__
    assert read.to_dict() == value
    assert all(getattr(read, name) == value[name] for name in value)
    assert (kind in type(box.tool).__name__, len(box.tools)) == (True, 2)
    assert box.to_dict() == {"tool": value, "tools": [value, {"kind": "saw"}]}


@pytest.mark.parametrize("value", [{"kind": "plane", "label": "a"}, {"label": "a"}])
def test_what_no_heir_has_is_the_base_itself(package: Package, talk: Talk, value: Any) -> None:
    read = talk.received(operation(package, "get", "Tool"), value)

    assert (read.label, read.to_dict()) == ("a", value)
    assert not hasattr(read, "teeth")


@pytest.mark.parametrize(
    ("model", "fields", "on_the_wire"),
    [
        ("HandSaw", {"teeth": 24}, {"kind": "saw", "teeth": 24}),
        ("ChainSaw", {"watts": 9}, {"kind": "ChainSaw", "watts": 9}),
        ("HandAxe", {"label": "a", "edge": "keen"}, {"kind": "axe", "label": "a", "edge": "keen"}),
    ],
)
def test_an_heir_goes_out_where_its_base_is_taken(
    package: Package, talk: Talk, model: str, fields: Any, on_the_wire: Any
) -> None:
    box = package.model("Box")(tool=package.model(model)(**fields))

    assert talk.sent(operation(package, "put", "Box"), body=box).json == {"tool": on_the_wire}


LIMITS: dict[str, tuple[str, str]] = {
    "the narrower of two limits": (
        "allOf: [{type: integer, minimum: 1, maximum: 9}, {minimum: 3, maximum: 20}]",
        "{type: integer, minimum: 3, maximum: 9}",
    ),
    "lengths": (
        "allOf: [{type: string, minLength: 1, maxLength: 9}, {minLength: 0, maxLength: 3}]",
        "{type: string, minLength: 1, maxLength: 3}",
    ),
    "the values that both allow": (
        "allOf: [{type: string, enum: [a, b, c]}, {enum: [c, b, d]}]",
        "{type: string, enum: [b, c]}",
    ),
    "a whole number is a number": ("allOf: [{type: number}, {type: integer}]", "{type: integer}"),
    "one type of several": ("allOf: [{type: [string, integer]}, {type: string}]", "{type: string}"),
    "unique in either": (
        "allOf: [{type: array, items: {type: string}}, {uniqueItems: true}, {uniqueItems: false}]",
        "{type: array, items: {type: string}, uniqueItems: true}",
    ),
    "required by either": (
        "{allOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {b: {type: string}}, required: [b]}]}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}",
    ),
}


@pytest.mark.parametrize("case", LIMITS)
def test_limits_and_values_hold_together(case: str) -> None:
    published, canonical = map(from_yaml, LIMITS[case])

    assert component(specification({}, {"Held": published}), "Held") == canonical
