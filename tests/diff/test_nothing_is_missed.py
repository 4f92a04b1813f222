"""Whatever changes in a description, wherever it stands, is a row."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.canonical import MISREAD, canonical
from pipeline.document import load
from tests.diff.describe import TEXT, Schema, reference, rows
from tracking.changes import compare

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "vendor-specs"
NEWEST = max(PUBLISHED.glob("v1.3-*.json"), default=None, key=lambda file: file.stem)
CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
PAIRS = sorted((CASES / "diffs").glob("*.base.json"))
NO_CASES = f"no pairs in {CASES}"

WHOLE: Schema = {
    "openapi": "3.1.0",
    "info": {"title": "Shelves", "version": "3", "contact": {"name": "Ada"}, "x-audience": "all"},
    "servers": [{"url": "https://{zone}.example.com", "variables": {"zone": {"default": "eu", "enum": ["eu", "us"]}}}],
    "security": [{"key": []}],
    "tags": [{"name": "shelves", "description": "Where books stand."}],
    "externalDocs": {"url": "https://example.com/docs"},
    "paths": {
        "/shelves/{id}": {
            "summary": "One shelf.",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT, "example": "s1"}],
            "post": {
                "operationId": "fillShelf",
                "tags": ["shelves"],
                "x-sunset": "2030-01-01",
                "parameters": [
                    {"name": "rows", "in": "query", "style": "form", "schema": {"type": "array", "items": TEXT}},
                    {"name": "filter", "in": "query", "content": {"application/json": {"schema": reference("Book")}}},
                    {"name": "session", "in": "cookie", "schema": {"type": "string", "minLength": 8}},
                    {"name": "Accept", "in": "header", "description": "As HTTP has it.", "schema": TEXT},
                ],
                "requestBody": {
                    "description": "The books.",
                    "content": {
                        "application/json": {
                            "schema": reference("Book"),
                            "examples": {"one": {"value": {"name": "a"}}},
                        },
                        "multipart/form-data": {
                            "schema": {"type": "object", "properties": {"cover": TEXT}},
                            "encoding": {"cover": {"contentType": "image/png", "headers": {"X-A": {"schema": TEXT}}}},
                        },
                    },
                },
                "responses": {
                    "200": {
                        "description": "Filled.",
                        "headers": {"X-Left": {"required": True, "schema": {"type": "integer"}}},
                        "content": {"application/json": {"schema": reference("Book")}},
                        "links": {"next": {"operationId": "fillShelf"}},
                    },
                    "default": {"description": "Refused."},
                },
                "callbacks": {
                    "filled": {
                        "{$request.body#/url}": {
                            "post": {
                                "requestBody": {"content": {"application/json": {"schema": reference("Event")}}},
                                "responses": {"204": {"description": "Taken."}},
                            }
                        }
                    }
                },
            },
        }
    },
    "webhooks": {
        "lost": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": reference("Event")}}},
                "responses": {
                    "200": {"description": "Heard.", "content": {"application/json": {"schema": reference("Reply")}}}
                },
            }
        }
    },
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "x-shelf-key"},
            "flow": {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "https://example.com/t", "scopes": {"read": "Reads."}}},
            },
        },
        "examples": {"nowhere": {"value": 1}},
        "schemas": {
            "Event": {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}},
            "Reply": {"type": "object", "properties": {"heard": {"type": "boolean", "const": True}}},
            "Unused": {"type": "object", "properties": {"a": {"type": "integer", "maximum": 3}}},
            "Novel": {
                "allOf": [
                    {"type": "object", "properties": {"kind": {"const": "novel"}, "pages": {"type": "integer"}}},
                    {"properties": {"pages": {"minimum": 1}}, "required": ["kind"], "not": {"required": ["poet"]}},
                ]
            },
            "Poem": {"type": "object", "properties": {"kind": {"const": "poem"}, "poet": TEXT}, "title": "A poem"},
            "Book": {
                "type": "object",
                "required": ["name", "isbn"],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z]+$", "default": "a", "examples": ["a"]},
                    "id": {"type": "string", "readOnly": True},
                    "secret": {"type": "string", "writeOnly": True, "deprecated": True},
                    "kind": {
                        "oneOf": [reference("Novel"), reference("Poem")],
                        "discriminator": {
                            "propertyName": "kind",
                            "mapping": {"novel": "#/components/schemas/Novel", "poem": "#/components/schemas/Poem"},
                        },
                    },
                    "either": {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "integer", "multipleOf": 2}]},
                    "place": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "contains": {"const": 1}},
                    "notes": {
                        "type": "object",
                        "propertyNames": {"maxLength": 9},
                        "patternProperties": {"^n": {"type": "string", "minLength": 2}},
                        "additionalProperties": {"type": "number", "xml": {"name": "n"}},
                    },
                    "cover": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
                    "sequel": {**reference("Book"), "description": "What follows.", "title": "Sequel"},
                    "none": {"type": ["string", "null"], "enum": ["a", None, "b"]},
                },
                "if": {"required": ["id"]},
                "then": {"properties": {"name": {"minLength": 2}}},
                "else": False,
                "dependentRequired": {"id": ["secret"]},
                "dependentSchemas": {"id": {"minProperties": 2}},
                "unevaluatedProperties": {"type": "string"},
                "$comment": "For those who read on.",
                "externalDocs": {"url": "https://example.com/books"},
            },
        },
    },
}
# What goes without saying: the version of OpenAPI, that a parameter of a path is required, the style of a query, and
# null among the values of a type that allows null, or among the types where it is one of the values.
MEANS_NOTHING = (
    "openapi",
    "paths//shelves/{id}/parameters/0/required",
    "paths//shelves/{id}/post/parameters/0/style",
    "components/schemas/Book/properties/none/type/1",
    "components/schemas/Book/properties/none/enum/1",
)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def other(value: Any) -> Any:
    """A value like this one, but not it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, dict):
        return {**value, "x-new": "new"}
    if isinstance(value, list):
        return [*value, "new"] if all(isinstance(item, str) for item in value) else value[:-1]
    return f"{value or ''}x"


def changed(document: Schema, path: tuple[str | int, ...], *, remove: bool) -> Schema:
    result: Schema = json.loads(json.dumps(document))
    holder: Any = result
    for key in path[:-1]:
        holder = holder[key]
    if remove:
        del holder[path[-1]]
    else:
        holder[path[-1]] = other(holder[path[-1]])
    return result


def is_missed(document: Schema, path: tuple[str | int, ...], *, remove: bool) -> bool:
    """Whether a readable change has no row, in one direction or the other."""
    try:
        old, new = (canonical(side, whole=True) for side in (document, changed(document, path, remove=remove)))
    except MISREAD:
        return False
    return not compare(old, new) or not compare(new, old)


@pytest.mark.parametrize("remove", [False, True], ids=["changed", "removed"])
def test_every_word_of_a_description(remove: bool) -> None:
    missed = ["/".join(map(str, path)) for path in places(WHOLE) if is_missed(WHOLE, path, remove=remove)]

    assert [place for place in missed if place not in MEANS_NOTHING] == []


@pytest.mark.skipif(NEWEST is None, reason=f"no published description in {PUBLISHED}")
def test_any_word_of_the_newest_published_description() -> None:
    assert NEWEST is not None
    document, chance = load(NEWEST), random.Random(7)
    known = [path for path in places(document) if path[-1] not in ("required", "openapi")]

    missed = [path for path in chance.sample(known, 20) if is_missed(document, path, remove=False)]

    assert missed == []


WORDS = ("not", "if", "contains", "propertyNames", "contentSchema", "unevaluatedItems")
SCHEMAS = st.sampled_from([TEXT, {"type": "integer"}, {"minLength": 2}, {"required": ["a"]}, True, False])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(WORDS), SCHEMAS, SCHEMAS, st.sampled_from(["Event", "Book", "Poem", "Novel", "Reply"]))
def test_a_word_that_holds_a_schema(word: str, old: Any, new: Any, component: str) -> None:
    before, after = copy.deepcopy(WHOLE), copy.deepcopy(WHOLE)
    before["components"]["schemas"][component][word] = old
    after["components"]["schemas"][component][word] = new

    assert bool(rows(before, after)) == (old != new or isinstance(old, bool) != isinstance(new, bool))


@pytest.mark.skipif(not PAIRS, reason=NO_CASES)
@pytest.mark.parametrize("base", PAIRS, ids=lambda file: file.name[:2])
def test_a_pair_that_differs_in_one_thing(base: Path) -> None:
    new = base.with_name(base.name.replace("base", "new"))

    assert rows(load(base), load(new)) != []


JUDGED = {
    "d01": {("request /code", "read-only-changed", "risky"), ("request /id", "field-added", "compatible")},
    "d03": {("request", "keyword-changed", "risky")},
    "d04": {
        ("callback lent {$request.body#/url} POST request /id", "field-removed", "breaking"),
        ("callback lent {$request.body#/url} POST request /key", "field-added", "compatible"),
    },
    "d06": set(),
}


@pytest.mark.skipif(not PAIRS, reason=NO_CASES)
@pytest.mark.parametrize("case", JUDGED)
def test_a_difference_that_was_missed_or_a_false_alarm(case: str) -> None:
    old, new = (load(CASES / case / f"{side}.yaml") for side in ("old", "new"))

    assert set(rows(old, new)) == JUDGED[case]
