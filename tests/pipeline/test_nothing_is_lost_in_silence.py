"""What a description says is generated, set aside by name, or named in a warning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.generator import Generated, generate
from tests.pipeline.describe import ROOT
from tests.pipeline.execution import NEW_VERSION, Package

DESCRIPTION = """
openapi: 3.1.0
info: {title: Shed, version: '1'}
servers: [{url: 'https://shed.example/v1'}]
paths:
  /numbers:
    get:
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema:
                type: array
                items:
                  oneOf: [{$ref: '#/components/schemas/Saw'}, {$ref: '#/components/schemas/Axe'}]
                  discriminator:
                    propertyName: kind
                    mapping: {'1': '#/components/schemas/Saw', '2': '#/components/schemas/Axe'}
  /truths:
    get:
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema:
                oneOf:
                  - {type: object, properties: {ok: {const: true}, value: {type: string}}}
                  - {type: object, properties: {ok: {const: false}, why: {type: string}}}
  /hidden:
    get:
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema:
                oneOf: [{$ref: '#/components/schemas/Nail'}, {$ref: '#/components/schemas/Bolt'}]
                discriminator: {propertyName: sort}
  /fits:
    get:
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema:
                type: object
                properties: {a: {type: string}, b: {type: string}}
                oneOf: [{required: [a]}, {required: [b]}]
  /lists:
    get:
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema:
                type: object
                properties:
                  marks: {oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
  /odd/{user.id}/{größe}:
    get: {responses: {'200': {description: Done.}}}
  /elsewhere:
    servers: [{url: 'https://other.example'}]
    get: {responses: {'200': {description: Done.}}}
  /two:
    get:
      responses:
        '200': {description: Found., content: {application/json: {schema: {type: object}}, image/png: {}}}
  /shared:
    $ref: '#/components/pathItems/Shared'
    post: {responses: {'200': {description: Done.}}}
  /form:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {o: {type: object, properties: {x: {type: integer}}}}}
            encoding: {o: {style: deepObject, explode: true}}
      responses:
        '200': {description: Done., content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
  /nested:
    get:
      parameters: [{name: rows, in: query, schema: {type: array, items: {type: array, items: {type: integer}}}}]
      responses: {'200': {description: Done.}}
  /unnamed:
    post:
      requestBody: {content: {'': {schema: {type: string}}}}
      responses: {'200': {description: Done.}}
components:
  pathItems: {Shared: {get: {responses: {'200': {description: Done.}}}}}
  securitySchemes: {token: {type: http, scheme: Bearer}}
  schemas:
    Saw: {type: object, properties: {kind: {type: integer}, teeth: {type: integer}}}
    Axe: {type: object, properties: {kind: {type: integer}, edge: {type: string}}}
    Nail: {type: object, properties: {length: {type: integer}}}
    Bolt: {type: object, properties: {length: {type: integer}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    folder: Path = tmp_path_factory.mktemp("lost")
    published = folder / "published.yaml"
    published.write_text(DESCRIPTION, encoding="utf-8")
    return generate(ROOT, NEW_VERSION, published, folder)


@pytest.fixture(scope="module")
def package(made: Generated) -> Package:
    return Package(made.tree)


@pytest.mark.parametrize(
    ("operation", "value", "shown"),
    [
        (
            "numbers_get_numbers",
            [{"kind": 1, "teeth": 24}, {"kind": 2, "edge": "sharp"}],
            "[Saw(kind=1, teeth=24), Axe(kind=2, edge='sharp')]",
        ),
        ("truths_get_truths", {"ok": False, "why": "no"}, "TruthsGetTruthsReplyFalse(ok=False, why='no')"),
        ("hidden_get_hidden", {"sort": "Bolt", "length": 3}, "Bolt(length=3, sort='Bolt')"),
        ("fits_get_fits", {"b": "y"}, "FitsGetFitsReplySchema2(a=UNSET, b='y')"),
        ("lists_get_lists", {"marks": [1, "a"]}, "ListsGetListsReply(marks=UNSET)"),
    ],
)
def test_a_response_is_read_as_the_member_that_it_is(operation: str, value: Any, shown: str, package: Package) -> None:
    read = package.operation(operation).parse(200, value)

    assert repr(read) == shown
    assert (read.to_dict() if isinstance(value, dict) else [each.to_dict() for each in read]) == value


def test_path_parameters_may_have_any_name(package: Package) -> None:
    request = package.operation("odd_get_odd_user_id_gr_e").build_request("a", "b/c")

    assert request.path == "/odd/a/b%2Fc"


def test_what_stands_beside_the_reference_of_a_path_is_generated(package: Package) -> None:
    assert package.operation("shared_post_shared").build_request().method == "POST"
    assert package.operation("shared_get_shared").build_request().method == "GET"


def test_an_object_in_a_form_is_written_as_its_encoding_says(package: Package) -> None:
    operation = package.operation("form_post_form")
    body = package.model("FormPostFormRequest")(o=package.model("FormPostFormRequestO")(x=1))

    assert operation.build_request(body=body).fields == (("o[x]", "1"),)
    assert operation.parse(200, "a=1") == "a=1"


@pytest.mark.parametrize(
    "warning",
    [
        "GET /elsewhere servers: https://other.example are not called, the client's own address is",
        "GET /two response 200: image/png is not asked for, application/json is",
        "#/components/securitySchemes/token: http bearer is not sent; x-api-key is",
    ],
)
def test_what_is_left_out_is_a_warning(warning: str, made: Generated) -> None:
    assert warning in made.warnings


def test_what_has_no_form_is_set_aside(made: Generated) -> None:
    assert sorted(map(str, made.aside)) == [
        "GET /nested: query rows: a list of lists or objects has no form there",
        "POST /unnamed: request: '' is not a media type",
    ]
