from __future__ import annotations

from typing import Any

import pytest

from tests.diff.describe import DIALECTS, TEXT, Row, Schema, api, body, in_dialect, reply, rows, thing

OBJECT = thing(TEXT)
LIST = {"type": "array", "items": TEXT}


def parameter(name: str = "page", place: str = "query", schema: Schema | None = None, **more: Any) -> Schema:
    return {"parameters": [{"name": name, "in": place, "schema": schema or TEXT, **more}]}


def replies(*statuses: str) -> Schema:
    return {"responses": {status: {"description": "Done."} for status in statuses}}


def header(**told: Any) -> Schema:
    return {"responses": {"200": {"description": "Done.", "headers": {"X-Count": {"schema": TEXT, **told}}}}}


def contents(*media_types: str) -> Schema:
    return {"requestBody": {"content": {media_type: {"schema": OBJECT} for media_type in media_types}}}


CASES: dict[str, tuple[Schema, Schema, list[Row]]] = {
    "parameter added": ({}, parameter(), [("query page", "parameter-added", "compatible")]),
    "required parameter added": ({}, parameter(required=True), [("query page", "parameter-added", "breaking")]),
    "parameter removed": (parameter(), {}, [("query page", "parameter-removed", "breaking")]),
    "header added": ({}, parameter("X-Trace", "header"), [("header X-Trace", "parameter-added", "compatible")]),
    "header in another case": (parameter("X-Trace", "header"), parameter("x-trace", "header"), []),
    "parameter becomes required": (
        parameter(),
        parameter(required=True),
        [("query page", "became-required", "breaking")],
    ),
    "parameter becomes optional": (
        parameter(required=True),
        parameter(),
        [("query page", "became-optional", "compatible")],
    ),
    "parameter gets another type": (
        parameter(),
        parameter(schema={"type": "integer"}),
        [("query page", "type-changed", "breaking")],
    ),
    "parameter gets a default": (
        parameter(),
        parameter(schema={**TEXT, "default": "a"}),
        [("query page", "default-changed", "risky")],
    ),
    "parameter deprecated": (parameter(), parameter(deprecated=True), [("query page", "deprecated", "risky")]),
    "parameter's text": (
        parameter(description="1 to 10."),
        parameter(description="1 to 50."),
        [("query page", "text-changed", "risky")],
    ),
    "style": (
        parameter(schema=OBJECT),
        parameter(schema=OBJECT, style="deepObject"),
        [("query page", "format-changed", "breaking")],
    ),
    "explode": (
        parameter(schema=LIST),
        parameter(schema=LIST, explode=False),
        [("query page", "format-changed", "breaking")],
    ),
    "the style that was meant": (parameter(schema=LIST), parameter(schema=LIST, style="form", explode=True), []),
    "explode of a single value": (parameter(), parameter(explode=False), []),
    "limit of an item": (
        parameter(schema=LIST),
        parameter(schema={"type": "array", "items": {**TEXT, "maxLength": 5}}),
        [("query page []", "limit-tightened", "breaking")],
    ),
    "body added": ({}, body(OBJECT, required=False), [("request", "media-type-added", "compatible")]),
    "required body added": ({}, body(OBJECT), [("request", "media-type-added", "breaking")]),
    "body removed": (body(OBJECT), {}, [("request", "media-type-removed", "breaking")]),
    "body becomes required": (
        body(OBJECT, required=False),
        body(OBJECT),
        [("request", "became-required", "breaking")],
    ),
    "body becomes optional": (
        body(OBJECT),
        body(OBJECT, required=False),
        [("request", "became-optional", "compatible")],
    ),
    "media type added": (
        contents("application/json"),
        contents("application/json", "multipart/form-data"),
        [("request", "media-type-added", "compatible")],
    ),
    "media type removed": (
        contents("application/json", "multipart/form-data"),
        contents("application/json"),
        [("request", "media-type-removed", "breaking")],
    ),
    "another media type": (
        contents("application/json"),
        contents("multipart/form-data"),
        [("request", "media-type-added", "compatible"), ("request", "media-type-removed", "breaking")],
    ),
    "reply in another media type": (
        reply(OBJECT),
        reply(OBJECT, media_type="application/xml"),
        [("response 200", "media-type-added", "risky"), ("response 200", "media-type-removed", "breaking")],
    ),
    "reply gets a body": (
        replies("200"),
        reply(OBJECT),
        [("response 200", "media-type-added", "compatible")],
    ),
    "success status changed": (replies("204"), replies("200"), [("response 204", "status-removed", "risky")]),
    "success status and body": (
        reply(OBJECT, "201"),
        reply({**OBJECT, "properties": {}}, "200"),
        [("response 201", "status-removed", "risky"), ("response 201 /x", "field-removed", "breaking")],
    ),
    "success removed": (replies("200", "404"), replies("404"), [("response 200", "status-removed", "breaking")]),
    "one of two successes removed": (
        replies("200", "202"),
        replies("200"),
        [("response 202", "status-removed", "risky")],
    ),
    "success added": (replies("200"), replies("200", "202"), [("response 202", "status-added", "risky")]),
    "error added": (replies("200"), replies("200", "409"), [("response 409", "status-added", "compatible")]),
    "error removed": (replies("200", "409"), replies("200"), [("response 409", "status-removed", "compatible")]),
    "reply header added": (
        replies("200"),
        header(),
        [("response 200 header X-Count", "parameter-added", "compatible")],
    ),
    "reply header removed": (
        header(),
        replies("200"),
        [("response 200 header X-Count", "parameter-removed", "breaking")],
    ),
    "reply header's type": (
        header(),
        header(schema={"type": "integer"}),
        [("response 200 header X-Count", "type-changed", "breaking")],
    ),
    "deprecated": ({}, {"deprecated": True}, [("operation", "deprecated", "risky")]),
    "deprecated in words": (
        {"description": "Lists."},
        {"description": "Lists. This endpoint will be removed."},
        [("operation", "deprecated", "risky")],
    ),
    "flagged after the text said so": (
        {"summary": "Deprecated."},
        {"summary": "Deprecated.", "deprecated": True},
        [("operation", "deprecated", "compatible")],
    ),
    "number in the text": (
        {"description": "Up to 5 MB."},
        {"description": "Up to 32 MB."},
        [("operation", "text-changed", "risky")],
    ),
    "other words": (
        {"description": "Up to 5 MB."},
        {"description": "At most 5MB, see [v2](/v2/limits/7)."},
        [("operation", "prose-changed", "compatible")],
    ),
    "other names": (
        {"tags": ["a"], "operationId": "list"},
        {"tags": ["b"], "operationId": "listAll"},
        [("operation", "name-changed", "compatible")],
    ),
    "server": (
        {},
        {"servers": [{"url": "https://other.example.com"}]},
        [("server", "server-changed", "breaking")],
    ),
    "one more server": (
        {},
        {"servers": [{"url": "https://api.example.com/v1/"}, {"url": "https://other.example.com"}]},
        [("server", "server-changed", "compatible")],
    ),
    "server's text": ({}, {"servers": [{"url": "https://api.example.com/v1", "description": "Public."}]}, []),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", CASES)
def test_a_change_of_an_operation(name: str, dialect: str) -> None:
    old, new, expected = CASES[name]
    assert rows(*(in_dialect(api(("POST /things", told)), dialect) for told in (old, new))) == expected


def test_operations_come_and_go() -> None:
    assert rows(api(("GET /a", {})), api(("GET /b", {}))) == [
        ("operation", "operation-removed", "breaking"),
        ("operation", "operation-added", "compatible"),
    ]


def test_a_path_parameter_may_change_its_name_but_not_its_type() -> None:
    old = api(("GET /things/{thing-id}", parameter("thing-id", "path", required=True)))
    renamed = api(("GET /things/{thing_id}", parameter("thing_id", "path", required=True)))
    whole = api(("GET /things/{id}", parameter("id", "path", {"type": "integer"}, required=True)))
    name = ("path thing-id", "name-changed", "compatible")
    assert rows(old, renamed) == [name]
    assert rows(old, whole) == [name, ("path thing-id", "type-changed", "breaking")]


def secured(scheme: Schema, requirement: Any, operation: Schema | None = None) -> Schema:
    document = api(("GET /things", operation or {}))
    document["components"]["securitySchemes"] = {"key": scheme}
    return {**document, "security": requirement}


KEY = {"type": "apiKey", "in": "header", "name": "x-api-key"}
BEARER = {"type": "http", "scheme": "bearer"}
CHANGED = [("security", "security-changed", "breaking")]


def test_security() -> None:
    keyed = secured(KEY, [{"key": []}])
    assert rows(keyed, secured(BEARER, [{"key": []}])) == CHANGED
    assert rows(api(("GET /things", {})), keyed) == CHANGED
    assert rows(keyed, secured(KEY, [{"key": []}], {"security": []})) == CHANGED
    renamed = secured(KEY, [{"other": []}])
    renamed["components"]["securitySchemes"] = {"other": KEY}
    assert rows(keyed, renamed) == []


def test_a_key_declared_as_a_parameter_is_the_same_security() -> None:
    declared = api(("GET /things", parameter("x-api-key", "header", required=True)))
    assert rows(declared, secured(KEY, [{"key": []}])) == []
