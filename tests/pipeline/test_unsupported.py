"""What generated code cannot do is refused by its place, or left out and reported; never lost without a word."""

from __future__ import annotations

import pytest

from pipeline.specification import Schema
from pipeline.unsupported import omissions, refusals
from tests.pipeline.describe import TEXT, an_object, json_content, specification

ITEM: Schema = {"responses": {"204": {"description": ""}}}
LIST: Schema = {"type": "array", "items": TEXT}


def parameter(where: str, name: str, schema: Schema, **more: object) -> Schema:
    return {**ITEM, "parameters": [{"name": name, "in": where, "schema": schema, **more}]}


def body(*media_types: str) -> Schema:
    return {**ITEM, "requestBody": {"content": {name: {"schema": an_object(a=TEXT)} for name in media_types}}}


def reply(media_type: str) -> Schema:
    return {"responses": {"200": {"description": "", "content": {media_type: {"schema": TEXT}}}}}


REFUSED: list[tuple[str, Schema, str]] = [
    ("things", ITEM, "GET things is not a path below the API: it must begin with one slash"),
    ("//other.example/x", ITEM, "must begin with one slash"),
    ("/../admin", ITEM, "must not have a part that is . or .."),
    ("/a b", ITEM, "must not hold ?, #, spaces or control characters"),
    ("/a?b=1", ITEM, "must not hold ?, #"),
    ("/a\x1b", ITEM, "must not hold ?, #"),
    ("/a/{b!r}", ITEM, "names 'b!r': a path parameter must have a name of letters"),
    ("/a/{b}/{b}", ITEM, "names 'b': a path parameter must"),
    ("/a", parameter("header", "X-A\r\nEvil: 1", TEXT), "header 'X-A\\r\\nEvil: 1': is not the name of a header"),
    ("/a", parameter("header", "X-A", LIST), "header X-A: a list cannot be sent in a header"),
    ("/a", parameter("header", "X-A", an_object(b=TEXT)), "header X-A: an object cannot be sent in a header"),
    ("/a", body("text/plain"), "request: text/plain cannot be sent; application/json and multipart/form-data can"),
    ("/a", body("application/x-www-form-urlencoded"), "cannot be sent"),
    ("/a", reply("video/mp4"), "response 200: video/mp4 cannot be read; JSON and text can"),
    ("/a", reply("*/*"), "response 200: */* cannot be read"),
]


@pytest.mark.parametrize(("path", "operation", "why"), REFUSED)
def test_what_cannot_be_sent_or_read_is_refused_by_its_place(path: str, operation: Schema, why: str) -> None:
    (refused,) = refusals(specification({path: {"get": operation}}))

    assert refused.startswith(f"GET {path} ")
    assert why in refused


LEFT_OUT: list[tuple[Schema, str]] = [
    (body("application/json", "multipart/form-data"), "request: multipart/form-data is not sent, application/json is"),
    (body("text/plain", "application/json"), "request: text/plain is not sent, application/json is"),
    (
        parameter("query", "f", {"type": "object", "additionalProperties": TEXT}, style="deepObject"),
        "query f: style deepObject",
    ),
    (parameter("query", "f", LIST, style="pipeDelimited"), "query f: style pipeDelimited is not written"),
    (
        parameter("query", "f", an_object(a=TEXT)),
        "query f: style form is not written, the fields are sent as name[field]",
    ),
]


@pytest.mark.parametrize(("operation", "what"), LEFT_OUT)
def test_what_is_left_out_is_reported(operation: Schema, what: str) -> None:
    read = specification({"/a": {"post": operation}})

    assert list(refusals(read)) == []
    (left_out,) = omissions(read)
    assert left_out.startswith(f"POST /a {what}")


@pytest.mark.parametrize(
    "operation",
    [
        body("application/json"),
        body("multipart/form-data"),
        reply("application/json"),
        reply("application/problem+json"),
        reply("text/vtt"),
        reply("text/event-stream"),
        {"responses": {"200": {"description": "", "content": json_content({})}}},
        parameter("query", "f", an_object(a=TEXT), style="deepObject"),
        parameter("query", "f", LIST),
        parameter("header", "X-A", TEXT),
    ],
)
def test_what_can_be_sent_and_read_is_not_mentioned(operation: Schema) -> None:
    read = specification({"/a/{b}": {"post": operation}})

    assert [*refusals(read), *omissions(read)] == []
