"""What generated code cannot do is set aside by its place, or left out and reported; never lost without a word."""

from __future__ import annotations

import pytest

from pipeline.specification import Schema
from pipeline.unsupported import omissions, refusals, without
from tests.pipeline.describe import TEXT, an_object, json_content, specification

ITEM: Schema = {"responses": {"204": {"description": ""}}}
LIST: Schema = {"type": "array", "items": TEXT}
ITEMS = an_object(a=TEXT)


def parameter(where: str, name: str, schema: Schema, **more: object) -> Schema:
    return {**ITEM, "parameters": [{"name": name, "in": where, "schema": schema, **more}]}


def twice(name: str, *places: str) -> Schema:
    return {**ITEM, "parameters": [{"name": name, "in": place, "schema": LIST} for place in places]}


def body(*media_types: str, schema: Schema = ITEMS) -> Schema:
    return {**ITEM, "requestBody": {"content": {name: {"schema": schema} for name in media_types}}}


def reply(media_type: str) -> Schema:
    return {"responses": {"200": {"description": "", "content": {media_type: {"schema": TEXT}}}}}


REFUSED: list[tuple[str, Schema, str]] = [
    ("things", ITEM, "is not a path below the API: it must begin with one slash"),
    ("//other.example/x", ITEM, "must begin with one slash"),
    ("/../admin", ITEM, "must not have a part that is . or .."),
    ("/a b", ITEM, "must not hold spaces or control characters"),
    ("/a?b={c}", ITEM, "a parameter of a query must be described as one"),
    ("/a\x1b", ITEM, "must not hold spaces or control characters"),
    ("/a/{b%}", ITEM, "names 'b%': a path parameter has a name without"),
    ("/a/{b}/{b}", ITEM, "names 'b': a path parameter has"),
    ("/a", parameter("header", "X-A\r\nEvil: 1", TEXT), "header 'X-A\\r\\nEvil: 1': is not the name of a header"),
    ("/a", parameter("cookie", "a;b", TEXT), "cookie 'a;b': is not the name of a cookie"),
    ("/a", twice("id", "header", "query"), "id: stands in several places, and not as a plain value"),
    ("/a", body("multipart/mixed"), "request: multipart/mixed is not sent; multipart/form-data is"),
    ("/a", body("multipart/form-data", schema=TEXT), "request: multipart/form-data needs an object with fields"),
    ("/a", body("application/x-www-form-urlencoded", schema=LIST), "needs an object with fields"),
]


@pytest.mark.parametrize(("path", "operation", "why"), REFUSED)
def test_what_cannot_be_sent_is_set_aside_by_its_place(path: str, operation: Schema, why: str) -> None:
    (refused,) = refusals(specification({path: {"get": operation}}))

    assert (refused.method, refused.path) == ("GET", path)
    assert why in refused.reason


def test_what_is_set_aside_is_left_out_and_nothing_else() -> None:
    read = specification({"/a": {"get": ITEM, "post": body("multipart/mixed")}, "/b/{c}": {"get": ITEM}})

    kept = without(read, refusals(read))

    assert list(kept.operations) == ["GET /a", "GET /b/{}"]
    assert {place: str(one) for place, one in kept.aside.items()} == {
        "POST /a": "POST /a: request: multipart/mixed is not sent; multipart/form-data is"
    }


LEFT_OUT: list[tuple[Schema, str]] = [
    (body("application/json", "multipart/form-data"), "request: multipart/form-data is not sent, application/json is"),
    (body("text/plain", "application/json"), "request: text/plain is not sent, application/json is"),
    (body("image/png", "image/jpeg"), "request: image/jpeg is not sent, image/png is"),
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
        reply("video/mp4"),
        reply("*/*"),
        body("text/plain"),
        body("application/octet-stream"),
        body("application/x-www-form-urlencoded"),
        parameter("header", "X-A", LIST),
        parameter("header", "X-A", ITEMS),
        parameter("cookie", "a", LIST),
        parameter("query", "f", LIST, style="pipeDelimited"),
        parameter("query", "f", {"type": "object", "additionalProperties": TEXT}, style="deepObject"),
        parameter("query", "f", ITEMS),
        {"responses": {"200": {"description": "", "content": json_content({})}}},
        parameter("query", "f", an_object(a=TEXT), style="deepObject"),
        parameter("query", "f", LIST),
        parameter("header", "X-A", TEXT),
    ],
)
def test_what_can_be_sent_and_read_is_not_mentioned(operation: Schema) -> None:
    read = specification({"/a/{b}": {"post": operation}})

    assert [*refusals(read), *omissions(read)] == []
