"""What is read of a description, and that the rest is a loss with its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.canonical import canonical
from pipeline.keywords import KINDS, unread
from pipeline.openapi import to_openapi
from pipeline.specification import Schema
from tests.pipeline.describe import from_yaml

RICH = from_yaml("""
openapi: 3.1.0
info: {title: Shed, version: "1"}
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
tags: [{name: tools, description: Tools.}]
security: [{key: []}]
servers: [{url: https://example.com}]
webhooks:
  lent: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}}}}
paths:
  /tools/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, pattern: ^t}}
    servers: [{url: https://other.example.com}]
    get:
      tags: [tools]
      operationId: find
      summary: Find one.
      description: Finds a tool.
      deprecated: true
      security: []
      servers: [{url: https://third.example.com}]
      parameters:
        - {$ref: "#/components/parameters/Size"}
        - name: shape
          in: query
          description: What.
          deprecated: true
          style: form
          explode: false
          schema: {type: array, items: {type: string}}
        - name: as_json
          in: query
          content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}
      responses:
        "200":
          description: Found.
          headers:
            X-Left: {description: How many., required: true, deprecated: true, schema: {type: integer}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}
        "404": {$ref: "#/components/responses/Missing"}
        default: {description: Wrong., content: {application/json: {schema: {type: object}}}}
    put:
      operationId: replace
      requestBody: {$ref: "#/components/requestBodies/Tool"}
      responses: {"204": {description: Done.}}
    post:
      operationId: lend
      requestBody:
        required: true
        description: What.
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {days: {type: array, items: {type: string}}}}
            encoding: {days: {style: form, explode: false, contentType: text/plain}}
      responses: {"204": {description: Done.}}
  /again: {$ref: "#/components/pathItems/Again"}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  pathItems:
    Again: {delete: {operationId: remove, responses: {"204": {description: Gone.}}}}
  parameters:
    Size: {name: size, in: query, required: true, schema: {type: integer, minimum: 1, maximum: 9, multipleOf: 2}}
  requestBodies:
    Tool: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}}
  headers: {Left: {schema: {type: integer}}}
  responses:
    Missing: {description: None., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  schemas:
    Problem: {type: object, properties: {message: {type: string, minLength: 1, maxLength: 9}}}
    Tool:
      type: object
      description: A tool.
      required: [kind]
      minProperties: 1
      maxProperties: 9
      properties:
        kind: {type: string, enum: [saw, axe], default: saw}
        fixed: {const: 3}
        made: {type: string, format: date-time, readOnly: true, deprecated: true}
        word: {type: string, writeOnly: true}
        parts: {type: array, minItems: 1, maxItems: 9, uniqueItems: true, items: {$ref: "#/components/schemas/Part"}}
        weight: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 9}
        picture: {type: string, contentEncoding: base64, contentMediaType: image/png}
        notes: {type: object, propertyNames: {maxLength: 3}, additionalProperties: {type: string}}
        maker: {anyOf: [{$ref: "#/components/schemas/Problem"}, {type: "null"}]}
        whole: {allOf: [{$ref: "#/components/schemas/Problem"}, {type: object, properties: {code: {type: integer}}}]}
        seldom: {type: string, nullable: true}
    Part:
      oneOf: [{$ref: "#/components/schemas/Blade"}, {$ref: "#/components/schemas/Grip"}]
      discriminator: {propertyName: type, mapping: {b: "#/components/schemas/Blade"}}
    Blade: {type: object, properties: {type: {type: string}, teeth: {type: integer}}}
    Grip: {type: object, properties: {type: {type: string}, length: {type: integer}}}
""")
Place = tuple[str | int, ...]


def objects(node: Any, kind: str = "document", place: Place = ()) -> Iterator[tuple[str, Place]]:
    """Every object of the description whose keywords are known, with its kind."""
    if not isinstance(node, dict):
        return
    yield kind, place
    for word, below in KINDS[kind].below.items():
        value = node.get(word)
        inner = below.strip("[]{}")
        if below.startswith("["):
            children: list[tuple[str | int, Any]] = list(enumerate(value or []))
        else:
            children = list((value or {}).items()) if below.startswith("{") else []
        for key, child in children:
            yield from objects(child, inner, (*place, word, key))
        if below == inner and value is not None:
            yield from objects(value, inner, (*place, word))


def at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


def planted(place: Place) -> Schema:
    document: Schema = copy.deepcopy(RICH)
    at(document, place)["frobnicate"] = {}
    return document


PLACES = list(objects(RICH))
# Nothing but a reference stands beside a reference there.
ALONE = [place for kind, place in PLACES if kind != "schema" and "$ref" in at(RICH, place)]


def test_the_description_has_every_kind_of_object_and_no_loss() -> None:
    assert {kind for kind, _ in PLACES} == set(KINDS)
    assert list(unread(RICH)) == []


@pytest.mark.parametrize(
    "place", [place for _, place in PLACES if place not in ALONE], ids=lambda p: "/".join(map(str, p))
)
def test_a_keyword_that_is_not_known_is_a_loss_that_is_named_once_with_its_place(place: Place) -> None:
    read = canonical(planted(place))

    assert read.warnings == ["/".join(["#", *map(str, place)]) + ": frobnicate is not read"]
    assert read.repairs == canonical(RICH).repairs


@pytest.mark.parametrize("place", ALONE, ids=lambda p: "/".join(map(str, p)))
def test_beside_a_reference_nothing_is_said(place: Place) -> None:
    assert canonical(planted(place)).warnings == []


def test_in_openapi_3_0_nothing_is_said_beside_a_reference_to_a_schema_either() -> None:
    place = ("components", "schemas", "Tool", "properties", "parts", "items")
    document = {**planted(place), "openapi": "3.0.3"}

    assert not [line for line in canonical(document).warnings if "frobnicate" in line]


@pytest.mark.parametrize(("kind", "place"), PLACES)
def test_extensions_and_words_for_people_are_no_loss(kind: str, place: Place) -> None:
    document = copy.deepcopy(RICH)
    at(document, place).update({"x-anything": 1, **{word: {} for word in KINDS[kind].prose}})

    assert canonical(document).warnings == []


def test_a_word_is_a_name_among_properties_and_components() -> None:
    document = copy.deepcopy(RICH)
    document["components"]["schemas"]["Tool"]["properties"].update({"not": {"type": "string"}, "x-a": {"not": {}}})
    document["components"]["schemas"]["if"] = {"type": "string"}

    assert canonical(document).warnings == ["#/components/schemas/Tool/properties/x-a: not is not read"]


def form_of(document: Schema) -> str:
    """All that is known of a description once it is read."""
    try:
        read = canonical(document)
    except LookupError as error:
        return str(error)
    operations = {place: repr(operation) for place, operation in read.operations.items()}
    parts = [to_openapi(read), operations, repr(read.webhooks), repr(read.schemas), read.repairs, repr(read.aside)]
    return json.dumps(parts, default=str)


FORM = form_of(RICH)
# What is read without a trace in the canonical form, and why.
WITHOUT_TRACE = {
    ("document", "openapi"): "only 3.0 is read otherwise",
    ("document", "$self"): "names the file itself; references to other files are not followed",
    ("document", "jsonSchemaDialect"): "the dialect that is read in any case",
    ("item", "query"): "is set aside by name",
    ("item", "additionalOperations"): "are set aside by name",
    ("server", "name"): "only people read it",
    ("server", "variables"): "a client is given its address",
    ("parameter", "allowEmptyValue"): "an empty string is sent in any case",
    ("discriminator", "propertyName"): "members that hold different constants are distinguished by them in any case",
}


def without_the_word(kind: str, word: str) -> list[str]:
    """The forms of the description without a keyword, at one place after the other that has it."""
    forms = []
    for place in [place for each, place in PLACES if each == kind and word in at(RICH, place)]:
        document = copy.deepcopy(RICH)
        del at(document, place)[word]
        forms.append(form_of(document))
    return forms


WORDS = [(kind, word) for kind, words in KINDS.items() for word in sorted(words.read)]


@pytest.mark.parametrize(("kind", "word"), [row for row in WORDS if row not in WITHOUT_TRACE])
def test_each_keyword_that_is_read_changes_what_is_known(kind: str, word: str) -> None:
    assert any(form != FORM for form in without_the_word(kind, word))


@pytest.mark.parametrize(("kind", "word"), WITHOUT_TRACE)
def test_each_exception_is_one(kind: str, word: str) -> None:
    assert (kind, word) in WORDS
    assert all(form == FORM for form in without_the_word(kind, word))
