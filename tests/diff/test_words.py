"""The words that the canonical form does not hold: how grave it is when one comes, goes or changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.diff.describe import TEXT, Row, Schema, api, body, changes, reference, reply, rows, thing
from tests.diff.test_webhooks import sending

LIST: Schema = {"type": "array", "items": TEXT}
OBJECT: Schema = thing(TEXT)
NUMBER: Schema = {"type": "number"}
R, C = "risky", "compatible"


# What the field `x` was, what it is, the kind of the row, and its level in a request and in a reply.
FIELDS: dict[str, tuple[Schema, Schema, str, str, str]] = {
    **{
        f"{word} comes": (plain, {**plain, word: value}, "keyword-changed", R, C)
        for word, plain, value in (
            ("not", TEXT, {"const": "a"}),
            ("if", OBJECT, {"required": ["x"]}),
            ("then", OBJECT, {"required": ["x"]}),
            ("else", OBJECT, False),
            ("contains", LIST, {"const": "a"}),
            ("minContains", LIST, 2),
            ("prefixItems", LIST, [NUMBER]),
            ("unevaluatedItems", LIST, False),
            ("propertyNames", OBJECT, {"maxLength": 3}),
            ("patternProperties", OBJECT, {"^a": NUMBER}),
            ("dependentRequired", OBJECT, {"x": ["y"]}),
            ("dependentSchemas", OBJECT, {"x": NUMBER}),
            ("unevaluatedProperties", OBJECT, False),
        )
    },
    "not goes": ({**TEXT, "not": {"const": "a"}}, TEXT, "keyword-changed", C, R),
    "not changes": ({**TEXT, "not": {"const": "a"}}, {**TEXT, "not": {"const": "b"}}, "keyword-changed", R, R),
    "what a reference in not means": (
        {**TEXT, "not": {"properties": {"a": TEXT}}},
        {**TEXT, "not": {"properties": {"a": NUMBER}}},
        "keyword-changed", R, R,
    ),
    "words in not": (
        {**TEXT, "not": {"const": "a", "description": "One."}},
        {**TEXT, "not": {"const": "a", "description": "Two."}},
        "prose-changed", C, C,
    ),
    "one of becomes any of": (
        {"oneOf": [TEXT, NUMBER]}, {"anyOf": [TEXT, NUMBER]}, "keyword-changed", C, R,
    ),
    "any of becomes one of": (
        {"anyOf": [TEXT, NUMBER]}, {"oneOf": [TEXT, NUMBER]}, "keyword-changed", R, C,
    ),
    "a limit beside a union": (
        {"anyOf": [TEXT, NUMBER]}, {"anyOf": [TEXT, NUMBER], "maxLength": 3}, "limit-tightened", "breaking", C,
    ),
    "read only": (TEXT, {**TEXT, "readOnly": True}, "read-only-changed", R, C),
    "read only no more": ({**TEXT, "readOnly": True}, TEXT, "read-only-changed", C, C),
    "write only": (TEXT, {**TEXT, "writeOnly": True}, "write-only-changed", C, R),
    "a media type within": (
        {**TEXT, "contentEncoding": "base64", "contentMediaType": "image/png"},
        {**TEXT, "contentEncoding": "base64", "contentMediaType": "image/jpeg"},
        "format-changed", R, R,
    ),
    "a discriminator without a union": (
        OBJECT, {**OBJECT, "discriminator": {"propertyName": "x"}}, "discriminator-changed", R, R,
    ),
    "a value of another kind": ({"enum": ["1", True]}, {"enum": [1, True]}, "enum-value-removed", "breaking", C),
    "a title": (TEXT, {**TEXT, "title": "X"}, "prose-changed", C, C),
    "an example": ({**TEXT, "examples": ["a"]}, {**TEXT, "examples": ["b"]}, "prose-changed", C, C),
    "a description": ({**TEXT, "description": "One."}, {**TEXT, "description": "Two."}, "prose-changed", C, C),
    "an extension": (TEXT, {**TEXT, "x-order": 1}, "extension-changed", C, C),
    "the date of an end": (
        {**TEXT, "x-sunset": "2030-01-01"}, {**TEXT, "x-sunset": "2029-01-01"}, "extension-changed", R, R,
    ),
    "an unknown word": (TEXT, {**TEXT, "sometimes": 1}, "keyword-changed", R, C),
}  # fmt: skip


@pytest.mark.parametrize("what", FIELDS)
def test_a_word_of_a_field(what: str) -> None:
    before, after, kind, request, response = FIELDS[what]
    sent = rows(*(api(("POST /a", body(thing(schema)))) for schema in (before, after)))
    received = rows(*(api(("GET /a", reply(thing(schema)))) for schema in (before, after)))

    assert ("request /x", kind, request) in sent
    assert ("response 200 /x", kind, response) in received
    assert len(sent) == len(received) == (2 if kind.startswith("enum") else 1)


def test_a_field_that_is_read_only_is_none_of_a_request() -> None:
    def described(**properties: Schema) -> Schema:
        read_only = {name: {**schema, "readOnly": True} for name, schema in properties.items()}
        holder = {"type": "object", "properties": {"x": TEXT, **read_only}, "required": list(properties)}
        return api(("POST /a", {**body(holder), **reply(holder)}))

    assert rows(described(id={**TEXT, "maxLength": 9}), described(id={**TEXT, "maxLength": 5})) == [
        ("request /id", "limit-tightened", "compatible"),
        ("response 200 /id", "limit-tightened", "compatible"),
    ]
    assert rows(described(), described(id=TEXT))[0] == ("request /id", "field-added", "compatible")
    assert rows(described(id=TEXT), described()) == [
        ("request /id", "field-removed", "compatible"),
        ("response 200 /id", "field-removed", "breaking"),
    ]


def test_a_required_name_that_no_property_has_is_a_field_of_any_kind() -> None:
    old, new = (api(("POST /a", body({**OBJECT, **word}))) for word in ({}, {"required": ["y"]}))

    assert ("request /y", "field-added", "breaking") in rows(old, new)


def test_a_field_that_is_required_once_it_can_be_sent() -> None:
    old, new = (
        api(("POST /a", body(thing({**TEXT, "readOnly": read_only}, required=["x"])))) for read_only in (True, False)
    )

    assert ("request /x", "became-required", "breaking") in rows(old, new)


def parameter(place: str = "query", **words: Any) -> Schema:
    return {"parameters": [{"name": "page", "in": place, "schema": TEXT, **words}]}


def answering(**words: Any) -> Schema:
    return {"responses": {"200": {"description": "Done.", **words}}}


OPERATIONS: dict[str, tuple[Schema, Schema, Row]] = {
    "a cookie": ({}, parameter("cookie", required=True), ("cookie page", "parameter-added", "breaking")),
    "reserved characters": (parameter(), parameter(allowReserved=True), ("query page", "keyword-changed", R)),
    "an example of a parameter": (parameter(), parameter(example="a"), ("query page", "prose-changed", C)),
    "a header that HTTP has": (
        {"parameters": [{"name": "Accept", "in": "header", "schema": TEXT}]},
        {"parameters": [{"name": "Accept", "in": "header", "schema": NUMBER}]},
        ("header accept", "keyword-changed", C),
    ),
    "links": ({}, answering(links={"next": {"operationId": "a"}}), ("response 200", "keyword-changed", C)),
    "the style of a header": (
        answering(headers={"X": {"schema": LIST}}),
        answering(headers={"X": {"schema": LIST, "explode": True}}),
        ("response 200 header X", "keyword-changed", C),
    ),
    "a parameter of a media type": (
        reply(OBJECT),
        reply(OBJECT, media_type="application/json; charset=utf-8"),
        ("response 200", "keyword-changed", C),
    ),
    "links to more": ({}, {"externalDocs": {"url": "https://example.com"}}, ("operation", "prose-changed", C)),
    "how stable it is": (
        {"x-stability-level": "stable"}, {"x-stability-level": "beta"}, ("operation", "extension-changed", R),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OPERATIONS)
def test_a_word_of_an_operation(what: str) -> None:
    before, after, row = OPERATIONS[what]

    assert rows(api(("POST /a", before)), api(("POST /a", after))) == [row]


def calling_back(event: Schema, *statuses: str, expression: str = "{$request.body#/url}") -> Schema:
    answers = {status: {"description": "Taken."} for status in statuses or ("200",)}
    return {"callbacks": {"done": {expression: {"post": {**body(event), "responses": answers}}}}}


CALLBACKS: dict[str, tuple[Schema, Schema, list[Row]]] = {
    "is new": ({}, calling_back(OBJECT), [("callback done {$request.body#/url} POST", "callback-added", C)]),
    "is gone": (
        calling_back(OBJECT),
        {},
        [("callback done {$request.body#/url} POST", "callback-removed", "breaking")],
    ),
    "sends another type": (
        calling_back(OBJECT),
        calling_back(thing(NUMBER)),
        [("callback done {$request.body#/url} POST request /x", "type-changed", "breaking")],
    ),
    "understands an answer no more": (
        calling_back(OBJECT, "200", "202"),
        calling_back(OBJECT, "200"),
        [("callback done {$request.body#/url} POST response 202", "status-removed", R)],
    ),
}


@pytest.mark.parametrize("what", CALLBACKS)
def test_a_callback(what: str) -> None:
    before, after, expected = CALLBACKS[what]

    assert rows(api(("POST /a", before)), api(("POST /a", after))) == expected


def test_what_a_receiver_may_answer_to_a_webhook() -> None:
    def answered(schema: Schema) -> Schema:
        document = sending(OBJECT)
        document["webhooks"]["thing.made"]["post"]["responses"] = reply(schema)["responses"]
        return document

    assert rows(answered(OBJECT), answered({**OBJECT, "required": ["x"]})) == [
        ("response 200 /x", "became-required", "breaking")
    ]


def test_the_first_server_is_another_one() -> None:
    one, two = ({"url": f"https://{host}.example.com"} for host in ("one", "two"))

    [change] = changes(besides(servers=[one, two]), besides(servers=[two, one]))

    assert (change.operation, change.kind, change.level) == ("DOCUMENT API", "keyword-changed", "compatible")


def besides(**words: Any) -> Schema:
    return {**api(("GET /a", {})), **words}


DOCUMENTS: dict[str, tuple[Schema, Schema, tuple[str, str, str]]] = {
    "its version": (
        besides(),
        besides(info={"title": "Things", "version": "2"}),
        ("DOCUMENT info", "prose-changed", C),
    ),
    "a tag": (besides(), besides(tags=[{"name": "a"}]), ("DOCUMENT tag a", "name-changed", C)),
    "an extension": (besides(), besides(**{"x-a": 1}), ("DOCUMENT API", "extension-changed", C)),
    "the text of a server": (
        besides(),
        besides(servers=[{"url": "https://api.example.com/v1", "description": "Public."}]),
        ("DOCUMENT server https://api.example.com/v1", "prose-changed", C),
    ),
    "a component that nothing uses": (
        api(("GET /a", {}), Thing=OBJECT),
        api(("GET /a", {}), Thing=thing(NUMBER)),
        ("DOCUMENT component Thing", "component-changed", C),
    ),
    "a component of another kind": (
        besides(components={}),
        besides(components={"parameters": {"page": parameter()["parameters"][0]}}),
        ("DOCUMENT component parameters/page", "component-changed", C),
    ),
    "words that no use shows": (
        api(("GET /a", reply(reference("Thing", description="It."))), Thing={**OBJECT, "description": "One."}),
        api(("GET /a", reply(reference("Thing", description="It."))), Thing={**OBJECT, "description": "Two."}),
        ("DOCUMENT component Thing", "prose-changed", C),
    ),
}


@pytest.mark.parametrize("what", DOCUMENTS)
def test_what_is_said_of_no_operation(what: str) -> None:
    before, after, row = DOCUMENTS[what]

    assert [(change.operation, change.kind, change.level) for change in changes(before, after)] == [row]


def secured(**flow: Any) -> Schema:
    scheme = {"type": "oauth2", "flows": {"clientCredentials": {"scopes": {"read": "Reads."}, **flow}}}
    document = {**api(("GET /a", {})), "security": [{"oauth": ["read"]}]}
    document["components"]["securitySchemes"] = {"oauth": scheme}
    return document


def test_where_a_token_is_got() -> None:
    old, new = (secured(tokenUrl=f"https://{host}.example.com/token") for host in ("one", "two"))

    assert [(change.operation, change.kind, change.level) for change in changes(old, new)] == [
        ("DOCUMENT security oauth", "keyword-changed", "risky")
    ]


def mapped(**targets: str) -> Schema:
    members = {
        name: {"type": "object", "properties": {"kind": {"const": name.lower()}, name: TEXT}} for name in ("Cat", "Dog")
    }
    mapping = {tag: f"#/components/schemas/{name}" for tag, name in targets.items()}
    pet = {
        "oneOf": [reference("Cat"), reference("Dog")],
        "discriminator": {"propertyName": "kind", **({"mapping": mapping} if mapping else {})},
    }
    return api(("GET /a", reply(pet)), **members)


def test_a_value_of_a_discriminator_names_another_member() -> None:
    assert rows(mapped(cat="Cat", dog="Dog"), mapped(cat="Dog", dog="Cat")) == [
        ("response 200", "discriminator-changed", "breaking")
    ]


def test_a_mapping_is_written_down() -> None:
    assert rows(mapped(), mapped(cat="Cat", dog="Dog")) == [("response 200", "discriminator-changed", "compatible")]
