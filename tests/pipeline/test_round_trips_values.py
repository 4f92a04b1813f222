"""JSON of any described type goes out as it was given, and what came reads back equal."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from tests.pipeline.describe import an_object, description, from_yaml, json_content, reference, replies
from tests.pipeline.execution import Package
from tests.pipeline.talking import Talk

KINDS = from_yaml("""
speed: {type: integer, enum: [1200, -1, 9600]}
fixed: {const: 3}
fixed-text: {const: "on"}
fixed-truth: {const: true}
half: {type: number, enum: [0.5, 1.5]}
truth: {type: boolean, enum: [true]}
mixed: {type: string, enum: [maybe, true, 3]}
untyped: {enum: [auto, 3, true, null]}
several-types: {type: [string, integer], enum: [auto, 3]}
shared-speed: {$ref: "#/components/schemas/Speed"}
speeds: {type: array, items: {$ref: "#/components/schemas/Speed"}}
speed-map: {type: object, additionalProperties: {$ref: "#/components/schemas/Speed"}}
word-or-number: {oneOf: [{type: string, enum: [auto]}, {type: integer, enum: [1, 2]}]}
nullable-word: {type: [string, "null"], enum: [a, null]}
id: {type: string, format: uuid}
ids: {type: array, items: {type: string, format: uuid}}
day-or-moment: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
moment-or-day: {anyOf: [{type: string, format: date-time}, {type: string, format: date}]}
moment: {type: string, format: date-time}
cells: {type: array, items: {type: [string, "null"]}}
cells-3.0: {type: array, items: {type: string, nullable: true}}
rows: {type: array, items: {type: array, items: {type: [integer, "null"]}}}
numbers: {type: array, items: {type: [number, "null"]}}
spots: {type: array, items: {oneOf: [{$ref: "#/components/schemas/Spot"}, {type: "null"}]}}
maybe-spots: {type: array, items: {$ref: "#/components/schemas/MaybeSpot"}}
loose: {type: array, items: {}}
bare: {type: array}
nullable-list: {type: [array, "null"], items: {type: string}}
nullable-map: {type: [object, "null"], additionalProperties: {type: [integer, "null"]}}
text-or-list: {oneOf: [{type: string}, {type: array, items: {type: string}}]}
two-lists: {anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
lists-of-lists:
  {anyOf: [{type: array, items: {type: array, items: {type: string}}}, {type: array, items: {type: array,
    items: {type: number}}}]}
list-or-spots:
  {anyOf: [{type: array, items: {type: string}}, {type: array, items: {$ref: "#/components/schemas/Spot"}}]}
list-of-unions: {type: array, items: {oneOf: [{type: string}, {type: integer}, {$ref: "#/components/schemas/Spot"}]}}
nullable-in-union: {type: array, items: {oneOf: [{type: string}, {type: integer}, {type: "null"}]}}
number-or-truth: {type: [number, boolean]}
free: {}
free-object: {type: object}
open: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
map-of-lists: {type: object, additionalProperties: {type: array, items: {$ref: "#/components/schemas/Spot"}}}
deep-map: {type: object, additionalProperties: {type: object, additionalProperties: {type: string}}}
tree: {$ref: "#/components/schemas/Tree"}
alias: {$ref: "#/components/schemas/Alias"}
""")
SCHEMAS = from_yaml("""
Speed: {type: integer, enum: [1200, 9600]}
Spot: {type: object, properties: {row: {type: integer}}}
MaybeSpot: {oneOf: [{$ref: "#/components/schemas/Spot"}, {type: "null"}]}
Tree:
  {type: object, properties: {name: {type: string}, parts: {type: array, items: {$ref: "#/components/schemas/Tree"}}}}
Alias: {$ref: "#/components/schemas/Tree"}
""")
THINGS = an_object(**KINDS)
SECRET = from_yaml("""
type: object
required: [id, name, password]
properties:
  id: {type: string, readOnly: true}
  name: {type: string}
  password: {type: string, writeOnly: true}
  made: {allOf: [{$ref: "#/components/schemas/Spot"}], readOnly: true}
  parts: {type: array, items: {$ref: "#/components/schemas/Piece"}}
""")
PIECE = from_yaml(
    "{type: object, required: [id, row], properties: {id: {type: string, readOnly: true}, row: {type: integer}}}"
)


def both_ways(name: str) -> Any:
    body = {"required": True, "content": json_content(reference(name))}
    return {
        "get": {"operationId": f"get_{name.lower()}", "responses": replies(reference(name))},
        "put": {"operationId": f"put_{name.lower()}", "requestBody": body, "responses": {"204": {"description": ""}}},
    }


DESCRIPTION = json.dumps(
    description(
        {f"/values/{name.lower()}": both_ways(name) for name in ("Things", "Secret")},
        {**SCHEMAS, "Things": THINGS, "Secret": SECRET, "Piece": PIECE},
    )
)
SPOT = {"row": 3}
VALUES: dict[str, list[Any]] = {
    "speed": [9600, -1, 7],
    "fixed": [3],
    "fixed-text": ["on"],
    "fixed-truth": [True],
    "half": [0.5],
    "truth": [True, False],
    "mixed": ["maybe", "true"],
    "untyped": ["auto", 3, True],
    "several-types": ["auto", 3],
    "shared-speed": [9600],
    "speeds": [[1200, 9600], []],
    "speed-map": [{"a": 1200}],
    "word-or-number": ["auto", 2],
    "nullable-word": ["a", None],
    "id": ["8f14e45f-ceea-467f-a83c-6e4e1f0a3b5d", "no uuid"],
    "ids": [["8f14e45f-ceea-467f-a83c-6e4e1f0a3b5d"]],
    "day-or-moment": ["2026-01-31", "2026-01-31T10:00:00Z"],
    "moment-or-day": ["2026-01-31", "2026-01-31T10:00:00Z"],
    "moment": ["2026-01-31T10:00:00.123456789Z", "2026-01-31T10:00:00+02:00", None],
    "cells": [["a", None, "b"], [None]],
    "cells-3.0": [["a", None, "b"]],
    "rows": [[[1, None], [], [None, 2]]],
    "numbers": [[0.5, None, 2]],
    "spots": [[SPOT, None, {}]],
    "maybe-spots": [[SPOT, None, {}]],
    "loose": [[1, None, "a", {"b": None}, [None]]],
    "bare": [[1, None]],
    "nullable-list": [None, [], ["a"]],
    "nullable-map": [None, {}, {"a": 1, "b": None}],
    "text-or-list": ["a", ["a", "b"], []],
    "two-lists": [["a"], [1, 2], []],
    "lists-of-lists": [[["a"], []], [[1, 0.5]], []],
    "list-or-spots": [["a"], [SPOT, {"row": 4}], []],
    "list-of-unions": [["a", 1, SPOT]],
    "nullable-in-union": [["a", None, 1]],
    "number-or-truth": [1, 0.5, True, False],
    "free": [1, "a", None, False, [None], {"a": {"b": [None]}}],
    "free-object": [{}, {"a": None, "b": [1]}],
    "open": [{"a": "x", "b": 3}, {}],
    "closed": [{"a": "x"}, {}],
    "map-of-lists": [{"a": [SPOT], "b": []}],
    "deep-map": [{"a": {"b": "c"}}],
    "tree": [{"name": "a", "parts": [{"name": "b", "parts": []}, {}]}],
    "alias": [{"name": "a", "parts": [{"parts": [{"name": "c"}]}]}],
}
CASES = [(name, value) for name, values in VALUES.items() for value in values]


def test_every_kind_has_a_value() -> None:
    assert KINDS.keys() == VALUES.keys()


@pytest.mark.parametrize(("name", "value"), CASES)
def test_what_came_reads_back_equal(package: Package, talk: Talk, name: str, value: Any) -> None:
    body = {name: value}

    things = talk.received(package.operation("values_get_things"), body)

    assert things.to_dict() == body
    held = getattr(things, things_field(package, name))
    assert held is not package.types.UNSET or value is None
    if not isinstance(held, datetime.datetime):
        assert package.types.to_json(held) == value or value is None


@pytest.mark.parametrize(("name", "value"), CASES)
def test_what_is_given_goes_out_as_it_is(package: Package, talk: Talk, name: str, value: Any) -> None:
    things = package.model("Things")(**{things_field(package, name): value})

    asked = talk.sent(package.operation("values_put_things"), body=things)

    assert asked.json == {name: value}


def things_field(package: Package, name: str) -> str:
    """The attribute of a property, which stands at the same place in both models."""
    fields: list[str] = [field for field in package.model("Things").__slots__ if field != "__weakref__"]
    return fields[list(KINDS).index(name)]


TYPES: dict[str, tuple[Any, type]] = {
    "speed": (9600, int),
    "fixed": (3, int),
    "truth": (True, bool),
    "half": (0.5, float),
    "id": ("8f14e45f-ceea-467f-a83c-6e4e1f0a3b5d", str),
    "day-or-moment": ("2026-01-31", datetime.date),
    "moment-or-day": ("2026-01-31", datetime.date),
    "moment": ("2026-01-31T10:00:00Z", datetime.datetime),
}


@pytest.mark.parametrize("name", TYPES)
def test_a_value_has_the_type_that_is_described(package: Package, name: str) -> None:
    value, kind = TYPES[name]

    things = package.operation("values_get_things").parse(200, {name: value})

    assert type(getattr(things, things_field(package, name))) is kind


def test_an_instant_is_an_instant_where_a_day_may_stand_as_well(package: Package) -> None:
    for name in ("day-or-moment", "moment-or-day"):
        things = package.operation("values_get_things").parse(200, {name: "2026-01-31T10:00:00Z"})

        assert getattr(things, things_field(package, name)) == datetime.datetime(2026, 1, 31, 10, tzinfo=datetime.UTC)


def test_what_only_the_server_says_is_not_asked_for_in_a_request(package: Package, talk: Talk) -> None:
    secret = package.model("Secret")(name="saw", password="p", parts=[package.model("Piece")(row=3)])

    asked = talk.sent(package.operation("values_put_secret"), body=secret)

    assert asked.json == {"name": "saw", "password": "p", "parts": [{"row": 3}]}
    assert not {"id", "made"} & {*package.model("Secret").__slots__}


def test_what_only_the_client_says_is_not_expected_in_a_response(package: Package, talk: Talk) -> None:
    body = {"id": "1", "name": "saw", "made": {"row": 3}, "parts": [{"id": "2", "row": 4}]}

    secret = talk.received(package.operation("values_get_secret"), body)

    assert secret.to_dict() == body
    assert (secret.id, secret.made.row, secret.parts[0].id) == ("1", 3, "2")
    assert not hasattr(secret, "password")


def test_a_password_that_came_all_the_same_is_kept(package: Package) -> None:
    assert package.operation("values_get_secret").parse(200, {"password": "p"}).to_dict() == {"password": "p"}


def test_fields_that_must_be_given_must(package: Package) -> None:
    with pytest.raises(TypeError, match="password"):
        package.model("Secret")(name="saw")
