"""Nothing that a published description says becomes code: texts stay texts, names become names."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from pipeline.specification import Schema
from tests.pipeline.describe import an_object, description, replies
from tests.pipeline.execution import Package

HOSTILE = [
    'ends with a quote "',
    'ends with three quotes """',
    '"""; raise SystemExit("injected"); """',
    "ends with a backslash \\",
    'a line\nand "another"\n\t\x00\x1b',
    "{raise_} {{ 7 * 7 }} {% raw %} {# note #} ${x} %s",
    "'; raise SystemExit('injected'); '",
    "\u2028 an odd line end",
]
TEXTS = [text for hostile in HOSTILE for text in (hostile, f"{hostile}\n\n{hostile}")]


def _operation(number: int, text: str) -> Schema:
    tag = {"type": "string", "enum": [f"{text} a"]}
    other = {"type": "string", "enum": [f"{text} b"]}
    named = an_object(
        **{text: {"type": "string", "description": text}}, kind={"type": "string", "enum": [text, "plain"]}
    )
    union = {"oneOf": [an_object(**{text: tag}), an_object(**{text: other})], "description": text}
    return {
        "operationId": f"operation {number}",
        "tags": ["texts"],
        **({"summary": text, "description": text} if number % 2 else {"description": text}),
        "parameters": [
            {"name": text, "in": "query", "description": text, "schema": {"type": "string"}},
            {"name": "id", "in": "path", "required": True, "description": text, "schema": {"type": "string"}},
        ],
        "requestBody": {
            "description": text,
            "content": {"application/json": {"schema": {**named, "description": text}}},
        },
        "responses": replies(
            {**an_object(union=union, named=named, map={"type": "object", "description": text}), "description": text}
        ),
    }


PATHS = {f"/texts/{number}/{{id}}": {"post": _operation(number, text)} for number, text in enumerate(TEXTS)}
STRANGE = """/strange/"+str(1/0)+"/'/\\/${x}/{id}"""
PATHS[STRANGE] = {"get": {"operationId": "strange", "tags": ["texts"], "responses": {"204": {"description": "Done."}}}}
DESCRIPTION = json.dumps(description(PATHS))


def test_what_is_made_of_hostile_texts_is_python(tree: Path) -> None:
    for module in tree.rglob("*.py"):
        ast.parse(module.read_text(encoding="utf-8"))


def test_no_text_is_run_when_the_package_is_used(package: Package) -> None:
    for number, _ in enumerate(TEXTS):
        operation = package.operation(f"texts_operation_{number}")
        assert operation.build_request("a", body={}).path == f"/texts/{number}/a"


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_tag_is_read_whatever_it_is_called(package: Package, number: int) -> None:
    reply = {"union": {TEXTS[number]: f"{TEXTS[number]} b"}}

    read = package.operation(f"texts_operation_{number}").parse(200, reply)

    assert read.union is not package.types.UNSET
    assert read.to_dict() == reply


def test_the_marks_of_a_path_are_sent_as_they_stand(package: Package) -> None:
    assert package.operation("texts_strange").build_request("x", "i").path == STRANGE.replace("{x}", "x").replace(
        "{id}", "i"
    )
