"""However a description is put together, each operation is generated, or set aside by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import load
from pipeline.generator import Generated, generate
from tests.pipeline.describe import ROOT, from_yaml
from tests.pipeline.execution import NEW_VERSION, Package
from tests.pipeline.talking import Talk

TEXT = """
openapi: 3.1.0
info: {title: Shed, version: "1"}
x-found: &found
  "200": {description: Found., content: {application/json: {schema: {$ref: "#/components/schemas/Saw%20Blade"}}}}
x-common: &common
  tags: [docs]
  parameters: [{$ref: "#/components/parameters/page~1size"}]
paths:
  /merged:
    get: {<<: *common, operationId: merged, responses: {<<: *found}}
  /several:
    get: {<<: [{tags: [docs], operationId: several}, *common], responses: {<<: *found, "204": {description: None.}}}
  /shared: {$ref: "#/components/pathItems/Shared"}
  /same: {get: {$ref: "#/paths/~1merged/get"}}
  /deep:
    get:
      operationId: deep
      tags: [docs]
      responses:
        "200":
          description: Found.
          content: {application/json: {schema: {$ref: "#/components/schemas/Box/properties/lid"}}}
  /outside: {$ref: "other.yaml#/paths/~1outside"}
  /outside-operation:
    {get: {$ref: "file:///etc/passwd"}, put: {operationId: inside, tags: [docs],
      responses: {"204": {description: Done.}}}}
  /outside-parameter:
    {get: {parameters: [{$ref: "https://example.com/p.yaml"}], responses: {"204": {description: Done.}}}}
  /outside-body: {post: {requestBody: {$ref: "other.yaml"}, responses: {"204": {description: Done.}}}}
  /outside-schema:
    {get: {responses: {"200": {description: "", content: {application/json: {schema: {$ref: "other.yaml#/A"}}}}}}}
  /outside-component:
    {get: {responses: {"200": {description: "",
      content: {application/json: {schema: {$ref: "#/components/schemas/Astray"}}}}}}}
  /circle:
    {get: {responses: {"200": {description: "",
      content: {application/json: {schema: {$ref: "#/components/schemas/Round"}}}}}}}
  /nothing: {get: 5}
  /twins/{a}: {get: {operationId: twin, tags: [docs], responses: {"204": {description: Done.}}}}
  /twins/{b}: {get: {operationId: other, tags: [docs], responses: {"204": {description: Done.}}}}
  /brew: {brew: {responses: {"204": {description: Done.}}}}
webhooks:
  blade.lent:
    post:
      operationId: receive
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Lent"}}}}
      responses: {"204": {description: Taken.}}
components:
  pathItems:
    Shared: {get: {operationId: shared, tags: [docs], responses: {<<: *found}}}
  parameters:
    page/size: {name: page_size, in: query, schema: {type: integer}}
  schemas:
    Saw Blade: {type: object, properties: {teeth: {type: integer}}}
    Box: {type: object, properties: {lid: {type: object, properties: {hinges: {type: integer}}}}}
    Lent: {type: object, properties: {id: {type: string}, blade: {$ref: "#/components/schemas/Saw%20Blade"}}}
    Astray: {type: object, properties: {a: {$ref: "other.yaml#/A"}}}
    Round: {$ref: "#/components/schemas/Wheel"}
    Wheel: {$ref: "#/components/schemas/Round"}
"""
ASIDE = {
    "ANY /outside": "points outside the description",
    "GET /outside-operation": "points outside the description",
    "GET /outside-parameter": "points outside the description",
    "POST /outside-body": "points outside the description",
    "GET /outside-schema": "points outside the description",
    "GET /outside-component": "points outside the description",
    "GET /circle": "references run in a circle",
    "GET /nothing": "where an object is expected",
    "GET /twins/{b}": "the same path as /twins/{a} under other names",
    "BREW /brew": "brew is not a method that is sent",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The package of the description, as a file of YAML."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "published.yaml").write_text(TEXT, encoding="utf-8")
    return generate(ROOT, NEW_VERSION, folder / "published.yaml", folder)


@pytest.fixture(scope="module")
def package(made: Generated) -> Package:
    return Package(made.tree)


@pytest.mark.parametrize("name", ["merged", "several", "shared", "get_same"])
def test_what_stands_elsewhere_in_the_file_is_read_in_its_place(package: Package, talk: Talk, name: str) -> None:
    found = [row for key, row in package.table.items() if key.endswith(name) or row["path"] == f"/{name[4:]}"]
    operation = package.operation(found[0]["module"].split(".")[1])
    arguments = {"page_size": 3} if found[0]["parameters"] else {}

    blade = talk.received(operation, {"teeth": 24}, **arguments)

    assert (blade.teeth, blade.to_dict()) == (24, {"teeth": 24})
    assert talk.server.asked[-1].target == found[0]["path"] + ("?page_size=3" if arguments else "")


def test_a_part_of_a_component_may_be_referred_to(package: Package, talk: Talk) -> None:
    assert talk.received(package.operation("docs_deep"), {"hinges": 2}).hinges == 2


def test_the_other_operations_of_a_path_are_there(package: Package, talk: Talk) -> None:
    assert talk.sent(package.operation("docs_inside")).line == "PUT /v1.3/outside-operation HTTP/1.1"


@pytest.mark.parametrize("name", ASIDE)
def test_what_cannot_be_read_is_set_aside_by_name_with_its_reason(made: Generated, package: Package, name: str) -> None:
    (one,) = [one for one in made.aside if f"{one.method} {one.path}" == name]

    assert ASIDE[name] in one.reason
    rows = [row for row in package.table.values() if f"{row['method']} {row['path']}" == name]
    assert rows == [{"method": one.method, "path": one.path, "aside": one.reason}]


def test_nothing_is_lost_without_a_word(made: Generated, package: Package) -> None:
    assert len(made.aside) == len(ASIDE)
    assert made.operations + len(made.aside) == len(package.table)
    assert made.summary("v1").startswith(f"v1: {made.operations} operations, 0 kept, 10 set aside (")
    assert "and 7 more)" in made.summary("v1")


def test_what_the_server_sends_by_itself_is_a_model(package: Package) -> None:
    lent = package.model("Lent").from_json({"id": "1", "blade": {"teeth": 24}, "new": None})

    assert lent.blade.teeth == 24
    assert lent.to_dict() == {"id": "1", "blade": {"teeth": 24}, "new": None}


@pytest.mark.parametrize("text", ["webhooks: {}", "components: {}", "components: {schemas: {A: {type: object}}}"])
def test_a_file_of_3_1_needs_no_paths(tmp_path: Path, text: str) -> None:
    file = tmp_path / "published.yaml"
    file.write_text(f'openapi: 3.1.0\ninfo: {{title: T, version: "1"}}\n{text}\n', encoding="utf-8")

    made = generate(ROOT, NEW_VERSION, file, tmp_path)

    assert (made.operations, made.aside) == (0, [])
    assert load(file)["openapi"] == "3.1.0"


def test_a_file_of_webhooks_alone_gives_their_models(tmp_path: Path) -> None:
    document: dict[str, Any] = from_yaml(TEXT)
    del document["paths"]
    file = tmp_path / "published.json"
    file.write_text(json.dumps(document), encoding="utf-8")

    package = Package(generate(ROOT, NEW_VERSION, file, tmp_path).tree)

    assert package.model("Lent").from_json({"id": "1"}).id == "1"
