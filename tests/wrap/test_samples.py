"""The values that the sandbox answers with, and that tests give, fit their schemas."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from wrapping.described import Described, find, nearest
from wrapping.naming import WrapError

SCHEMAS: dict[str, Any] = {
    "an id": {"type": "string", "minLength": 30},
    "a short text": {"type": "string", "maxLength": 2},
    "a value of a set": {"type": "string", "enum": ["slow", "quick"]},
    "a value or null": {"type": ["string", "null"], "enum": [None, "slow"]},
    "an instant": {"type": "string", "format": "date-time"},
    "a number above 0": {"type": "number", "exclusiveMinimum": 0},
    "a number between": {"type": "number", "minimum": 0.2, "maximum": 0.6},
    "a multiple": {"type": "integer", "minimum": 7, "multipleOf": 5},
    "three items": {"type": "array", "minItems": 3, "items": {"type": "boolean"}},
    "a union": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
    "what refers to itself": {"$ref": "#/components/schemas/Tree"},
}
TREE = {
    "type": "object",
    "required": ["_id"],
    "properties": {
        "_id": {"type": "string"},
        "parent": {"oneOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
    },
}
DOCUMENT: dict[str, Any] = {
    "paths": {"/probes/{probe_id}": {"get": {}, "parameters": []}, "/probes": {"get": {}, "post": {}}},
    "components": {"schemas": {"Tree": TREE}},
}
DESCRIBED = Described("GET", "/probes", DOCUMENT)


@pytest.mark.parametrize("whole", [0, 1, 3])
@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_sample_fits_its_schema(schema: Any, whole: int) -> None:
    sample = DESCRIBED.sample(schema, whole=whole)

    Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(sample)


def test_an_object_has_every_field_or_what_is_required() -> None:
    tree = SCHEMAS["what refers to itself"]

    assert DESCRIBED.sample(tree, whole=1).keys() == {"_id", "parent", "children"}
    assert DESCRIBED.sample(tree, whole=0).keys() == {"_id"}


@pytest.mark.parametrize("operation", ["GET /probes/{probe_id}", "get /probes/{id}", " GET  /probes/{} "])
def test_an_operation_is_found_whatever_its_parameters_are_called(operation: str) -> None:
    assert find(DOCUMENT, operation).place == "GET /probes/{probe_id}"


def test_an_operation_that_is_not_described_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrapError, match=r"^'GET /probe' is not in our description.*; the nearest are GET /probes, "):
        find(DOCUMENT, "GET /probe")


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert nearest("GET /zzzzzzzzzzzzzzzzz", ["GET /a", "POST /probes"]) == []
