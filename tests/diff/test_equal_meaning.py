"""Two ways to say the same are no change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.canonical import canonical, read_specification
from pipeline.document import load
from tests.diff.describe import TEXT, Schema, api, body, reference, reply, rows, thing
from tests.diff.test_nothing_is_missed import NEWEST, PUBLISHED, WHOLE
from tracking.changes import compare

NULL: Schema = {"type": "null"}
INTEGER: Schema = {"type": "integer"}
THING = thing(TEXT)

# As OpenAPI 3.0 says it, and as 3.1 does.
DIALECTS: dict[str, tuple[Schema, Schema]] = {
    "null": ({**TEXT, "nullable": True}, {"type": ["string", "null"]}),
    "null in a union": ({**TEXT, "nullable": True}, {"anyOf": [TEXT, NULL]}),
    "null as the only value": ({**TEXT, "nullable": True}, {"anyOf": [TEXT, {"const": None}]}),
    "null among values": (
        {**TEXT, "nullable": True, "enum": ["a", None]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "null besides values": (
        {**TEXT, "nullable": True, "enum": ["a"]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "null among values of no type": ({"nullable": True, "enum": ["a", None]}, {"enum": ["a", None]}),
    "null of anything": ({"nullable": True}, {}),
    "no null": ({**TEXT, "nullable": False}, TEXT),
    "null of a list": ({"type": "array", "items": TEXT, "nullable": True}, {"type": ["array", "null"], "items": TEXT}),
    "null of a component": (
        {"allOf": [reference("Thing")], "nullable": True},
        {"oneOf": [reference("Thing"), NULL]},
    ),
    "null of a union": (
        {"oneOf": [TEXT, INTEGER], "nullable": True},
        {"oneOf": [TEXT, INTEGER, NULL]},
    ),
    "null of a member": ({"oneOf": [{**TEXT, "nullable": True}, INTEGER]}, {"type": ["string", "integer", "null"]}),
    "null as default": (
        {**TEXT, "nullable": True, "default": None},
        {"type": ["string", "null"], "default": None},
    ),
    "an excluded limit": (
        {"type": "number", "minimum": 1, "exclusiveMinimum": True},
        {"type": "number", "exclusiveMinimum": 1},
    ),
    "an included limit": (
        {"type": "number", "minimum": 1, "exclusiveMinimum": False},
        {"type": "number", "minimum": 1},
    ),
    "one value": ({**TEXT, "enum": ["a"]}, {**TEXT, "const": "a"}),
    "an example": ({**TEXT, "example": "a"}, {**TEXT, "examples": ["a"]}),
    "bytes": ({**TEXT, "format": "binary"}, {**TEXT, "contentMediaType": "application/octet-stream"}),
    "base64": ({**TEXT, "format": "byte"}, {**TEXT, "contentEncoding": "base64"}),
    "words beside a reference": (
        {"allOf": [reference("Thing")], "readOnly": True, "title": "It"},
        {**reference("Thing"), "readOnly": True, "title": "It"},
    ),
}


@pytest.mark.parametrize("what", DIALECTS)
def test_both_dialects(what: str) -> None:
    older, newer = (
        {**api(("POST /a", {**body(thing(schema)), **reply(thing(schema))}), Thing=THING), "openapi": dialect}
        for schema, dialect in zip(DIALECTS[what], ("3.0.3", "3.1.0"), strict=True)
    )

    assert rows(older, newer) == rows(newer, older) == []


SAME: dict[str, tuple[Schema, Schema]] = {
    "two limits that hold together": (
        {"allOf": [{**TEXT, "maxLength": 5}, {"maxLength": 10}]},
        {**TEXT, "maxLength": 5},
    ),
    "two lists of values": (
        {"allOf": [{**TEXT, "enum": ["a", "b"]}, {"enum": ["b", "c"]}]},
        {**TEXT, "enum": ["b"]},
    ),
    "any further property": ({**THING, "additionalProperties": True}, THING),
    "a map of anything": ({"type": "object", "additionalProperties": {}}, {"type": "object"}),
    "a list of types": ({"type": ["string", "integer"]}, {"anyOf": [TEXT, INTEGER]}),
    "a list of one type": ({"type": ["string"]}, TEXT),
    "a default written as a fraction": ({"type": "number", "default": 1}, {"type": "number", "default": 1.0}),
    "values in another order": (
        {"enum": [{"a": 1, "b": 2}, {"c": 3}]},
        {"enum": [{"c": 3}, {"b": 2, "a": 1}]},
    ),
    "an exclusion by reference": ({**TEXT, "not": reference("Thing")}, {**TEXT, "not": THING}),
    "parts by reference": (
        {"type": "array", "prefixItems": [reference("Thing")]},
        {"type": "array", "prefixItems": [THING]},
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_one_meaning_in_two_forms(what: str) -> None:
    one, other = (
        api(
            ("POST /a", {**body(thing(schema)), **reply(thing(schema))}),
            ("GET /a", reply(reference("Thing"))),
            Thing=THING,
        )
        for schema in SAME[what]
    )

    assert rows(one, other) == rows(other, one) == []


def turned(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: turned(node[key]) for key in reversed(node)}
    return [turned(item) for item in node] if isinstance(node, list) else node


def with_references_inlined(document: Schema) -> Schema:
    """The same with each component in place of a reference, but for those within themselves."""

    def inlined(node: Any, within: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [inlined(item, within) for item in node]
        if not isinstance(node, dict):
            return node
        pointer = node.get("$ref")
        if isinstance(pointer, str) and pointer not in within and len(within) < 4:
            target: Any = document
            for key in pointer.split("/")[1:]:
                target = target[key]
            return {
                **inlined(target, (*within, pointer)),
                **{key: value for key, value in node.items() if key != "$ref"},
            }
        return {key: inlined(value, within) for key, value in node.items()}

    return {**document, "paths": inlined(document["paths"], ()), "webhooks": inlined(document.get("webhooks", {}), ())}


def copied(document: Schema) -> Schema:
    result: Schema = json.loads(json.dumps(document))
    return result


WAYS: dict[str, Callable[[Schema], Schema]] = {
    "itself": copied,
    "other order of keys": turned,
    "references inlined": with_references_inlined,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_description_of_every_word_in_another_form(way: str) -> None:
    assert rows(WHOLE, WAYS[way](WHOLE)) == []


@pytest.mark.skipif(NEWEST is None, reason=f"no published description in {PUBLISHED}")
@pytest.mark.parametrize("way", WAYS)
def test_the_newest_published_description_in_another_form(way: str) -> None:
    assert NEWEST is not None
    document = load(NEWEST)

    assert compare(canonical(document, whole=True), canonical(WAYS[way](document), whole=True)) == []


def test_yaml_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(WHOLE), encoding="utf-8")

    one, other = (read_specification(tmp_path / name, whole=True) for name in ("a.json", "a.yaml"))

    assert compare(one, other) == []


def test_a_component_that_is_inlined_may_stay_or_go() -> None:
    used = api(("GET /a", reply(reference("Thing"))), Thing=THING)

    assert rows(used, api(("GET /a", reply(THING)), Thing=THING)) == []
    assert rows(used, api(("GET /a", reply(THING)))) == []
