"""Whatever stands anywhere in a description, reading it ends: each operation is generated or set aside by name."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from pipeline.canonical import canonical
from pipeline.graft import empty_like, graft
from pipeline.openapi import to_openapi
from pipeline.prepare import prepare
from pipeline.specification import Schema, Specification
from pipeline.unsupported import omissions, refusals, without
from tests.pipeline.describe import from_yaml
from tracking.changes import compare

ODD: list[Any] = [
    None, True, 0, -1, 1.5, "", "x", "#/components/schemas/Gone", "other.yaml#/a", [], {}, [{}], [None], {"a": 1},
    {"$ref": "#/components/schemas/Saw"}, {"allOf": []}, {"oneOf": []}, {"type": ["string", "null"]},
]  # fmt: skip
WORDS = (
    "$ref", "type", "nullable", "allOf", "oneOf", "discriminator", "items", "required", "enum", "const", "style",
    "explode", "content", "readOnly", "description", "format", "schema", "parameters", "responses",
)  # fmt: skip
DESCRIPTION = from_yaml("""
openapi: 3.1.0
info: {title: Shed, version: '1'}
servers: [{url: 'https://shed.example/v1'}]
tags: [{name: tools}]
paths:
  /tools/{ids}:
    parameters: [{name: ids, in: path, required: true, schema: {type: array, items: {type: string}}}]
    get:
      tags: [tools]
      parameters:
        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: only, in: header, schema: {type: array, items: {type: string}}}
      responses:
        '200':
          description: Found.
          headers: {X-N: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Tool'}}}
        '404': {$ref: '#/components/responses/Gone'}
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Saw'}}, text/csv: {schema: {type: string}}}
      responses: {'201': {description: Made., content: {image/png: {}}}, '204': {description: Nothing.}}
  /forms:
    put:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {tags: {type: array, items: {type: string}}}}
            encoding: {tags: {style: pipeDelimited, explode: false}}
      responses: {default: {description: Done.}}
components:
  responses: {Gone: {description: Gone., content: {application/json: {schema: {type: object}}}}}
  schemas:
    Tool:
      type: object
      required: [kind]
      properties:
        kind: {type: string}
        parts: {type: array, items: {oneOf: [{type: string}, {$ref: '#/components/schemas/Saw'}]}}
      discriminator: {propertyName: kind, mapping: {saw: '#/components/schemas/Saw'}}
    Saw:
      allOf: [{$ref: '#/components/schemas/Tool'}, {type: object, properties: {teeth: {type: integer, minimum: 1}}}]
""")


@pytest.mark.parametrize("seed", range(150))
def test_a_mutated_description_is_read_to_its_end(seed: int) -> None:
    document = mutated(DESCRIPTION, random.Random(seed))

    read = canonical(document)

    held = without(read, refusals(read))
    made = graft(empty_like(held), held).specification
    assert prepare(made)["paths"].keys() == {operation.path for operation in made.operations.values()}
    assert to_openapi(made)["openapi"] == "3.1.1"
    assert all(isinstance(line, str) for line in omissions(made))
    assert described(document) <= named(read)
    assert bool(compare(canonical(DESCRIPTION, whole=True), canonical(document, whole=True))) <= (
        document != DESCRIPTION
    )


def described(document: Schema) -> set[str]:
    """The paths that a document has methods of."""
    paths = document.get("paths")
    items = paths.items() if isinstance(paths, dict) else ()
    return {path for path, item in items if isinstance(item, dict) and item.keys() & {"get", "post", "put"}}


def named(read: Specification) -> set[str]:
    """The paths of what was read, and of what is set aside by name."""
    return {each.path for each in read.operations.values()} | {each.path for each in read.aside.values()}


def mutated(description: Schema, rng: random.Random) -> Schema:
    """A copy in which one to four places hold something else, nothing, or what stands elsewhere; it keeps its paths."""
    document = copy.deepcopy(description)
    for _ in range(rng.randint(1, 4)):
        places = list(
            slots({key: document[key] for key in ("paths", "components", "info", "servers", "tags") if key in document})
        )
        holder, key = rng.choice(places)
        match rng.choice(("replace", "replace", "remove", "copy", "add")):
            case "remove" if isinstance(holder, dict):
                del holder[key]
            case "copy":
                other, name = rng.choice(places)
                holder[key] = copy.deepcopy(other[name])
            case "add" if isinstance(holder, dict):
                holder[rng.choice(WORDS)] = copy.deepcopy(rng.choice(ODD))
            case _:
                holder[key] = copy.deepcopy(rng.choice(ODD))
    return document


def slots(node: Any) -> list[tuple[Any, Any]]:
    """Every place of a document: what holds it, and under which key."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [(node, key) for key in keys] + [slot for key in keys for slot in slots(node[key])]
