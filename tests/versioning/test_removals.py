"""What the published description of a further version has lost is taken out of ours, where that harms nobody else."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from versioning.description import difference
from versioning.removals import without_removed

from tracking.change import Change

NAME = {"type": "string"}
DEEP, ID = {"name": "deep", "in": "query"}, {"name": "id", "in": "path"}


def reply(name: str) -> dict[str, Any]:
    return {"200": {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}}


DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things/{id}": {
            "get": {"parameters": [DEEP, ID], "responses": reply("Thing")},
            "delete": {"responses": {}},
        },
        "/things": {"get": {"responses": reply("List")}},
    },
    "components": {
        "schemas": {
            "Thing": {"properties": {"name": NAME, "size": NAME}, "required": ["name", "size"]},
            "List": {"properties": {"data": {"items": {"$ref": "#/components/schemas/Thing"}}, "total": NAME}},
        }
    },
}  # fmt: skip


def change(operation: str, where: str, kind: str) -> Change:
    return Change(operation, where, kind, "breaking", "is gone")


OPERATION = change("DELETE /things/{thing_id}", "operation", "operation-removed")
PARAMETER = change("GET /things/{id}", "query deep", "parameter-removed")
TOTAL = change("GET /things", "response 200 /total", "field-removed")
SIZE = change("GET /things/{id}", "response 200 /size", "field-removed")
SIZE_IN_LIST = change("GET /things", "response 200 /data[]/size", "field-removed")


@pytest.mark.parametrize(
    ("changes", "overlay"),
    [
        ([OPERATION], {"paths": {"/things/{id}": {"delete": None}}}),
        ([PARAMETER], {"paths": {"/things/{id}": {"get": {"parameters": [ID]}}}}),
        ([TOTAL], {"components": {"schemas": {"List": {"properties": {"total": None}}}}}),
        (
            [SIZE, SIZE_IN_LIST],
            {"components": {"schemas": {"Thing": {"properties": {"size": None}, "required": ["name"]}}}},
        ),
        ([SIZE], {}),
        ([change("GET /things", "response 400 /code", "field-removed")], {}),
        ([change("GET /unknown", "operation", "operation-removed")], {}),
    ],
)
def test_what_is_gone_is_taken_out(changes: list[Change], overlay: dict[str, Any]) -> None:
    changed = copy.deepcopy(DOCUMENT)

    list(without_removed(changed, changes))

    assert difference(DOCUMENT, changed) == overlay
