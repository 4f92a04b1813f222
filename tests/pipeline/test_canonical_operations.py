"""Parameters, bodies, replies and streams of an operation, wherever the description put them."""

from __future__ import annotations

import pytest

from pipeline.canonical import canonical
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import (
    BOOLEAN,
    INTEGER,
    TEXT,
    an_object,
    component,
    description,
    json_content,
    reference,
    replies,
    reply_schema,
    request_schema,
    specification,
    taking,
)

PAGE: Schema = {"name": "page", "in": "query", "schema": INTEGER}
ASSET = an_object(name=TEXT)
DELTA = an_object(event={"type": "string", "enum": ["delta"]}, text=TEXT)
END = an_object(event={"type": "string", "enum": ["end"]})


def parameters(read: Specification, place: str = "GET /thing") -> dict[str, Schema]:
    return {f"{one['in']} {one['name']}": one for one in read.operations[place].parameters}


def test_shared_parameters_bodies_replies_and_headers_are_inlined() -> None:
    paths = {
        "/thing": {
            "post": {
                "parameters": [reference("Page", "parameters")],
                "requestBody": reference("Asset", "requestBodies"),
                "responses": {"201": reference("Made", "responses")},
            }
        }
    }
    shared = {
        "parameters": {"Page": PAGE},
        "requestBodies": {"Asset": {"content": json_content(ASSET), "required": True}},
        "responses": {
            "Made": {
                "description": "Made.",
                "headers": {"X-Trace": reference("Trace", "headers")},
                "content": json_content(ASSET),
            }
        },
        "headers": {"Trace": {"description": "The id of the call.", "schema": TEXT}},
    }

    read = specification(paths, shared=shared)

    operation = read.operations["POST /thing"]
    assert [parameter["name"] for parameter in operation.parameters] == ["page"]
    assert request_schema(read) == ASSET
    assert operation.request_required is True
    assert reply_schema(read, "POST /thing", "201") == ASSET
    assert operation.responses["201"]["headers"] == {"X-Trace": {"description": "The id of the call.", "schema": TEXT}}


def test_a_shared_path_is_opened() -> None:
    read = specification(
        {"/thing": reference("Thing", "pathItems")}, shared={"pathItems": {"Thing": {"get": {"responses": {}}}}}
    )

    assert set(read.operations) == {"GET /thing"}


def test_parameters_of_the_path_belong_to_each_operation_and_the_operations_own_win() -> None:
    own = {**PAGE, "schema": TEXT}
    paths = {
        "/thing": {"parameters": [PAGE], "get": {"responses": {}}, "delete": {"parameters": [own], "responses": {}}}
    }

    read = specification(paths)

    assert parameters(read, "GET /thing")["query page"]["schema"]["type"] == "integer"
    assert parameters(read, "DELETE /thing")["query page"]["schema"]["type"] == "string"
    assert len(read.operations["DELETE /thing"].parameters) == 1


def test_path_parameters_stand_as_the_path_names_them_and_one_not_declared_is_text() -> None:
    declared = [PAGE, {"name": "number", "in": "path", "schema": INTEGER}]
    read = specification({"/a/{id}/b/{number}": {"get": {"parameters": declared, "responses": {}}}})

    found = parameters(read, "GET /a/{}/b/{}")

    assert list(found) == ["path id", "path number", "query page"]
    assert found["path id"]["schema"] == TEXT
    assert found["path id"]["required"] is True
    assert found["path number"]["required"] is True


@pytest.mark.parametrize("name", ["Content-Type", "content-type", "Accept", "Authorization", "x-api-key"])
def test_headers_that_every_call_has_are_no_parameters(name: str) -> None:
    header = {"name": name, "in": "header", "required": True, "schema": TEXT}

    assert parameters(specification({"/thing": {"get": {"parameters": [header], "responses": {}}}})) == {}


def test_other_headers_are_parameters_and_so_are_cookies() -> None:
    declared = [{"name": "Idempotency-Key", "in": "header"}, {"name": "session", "in": "cookie"}]

    found = parameters(specification({"/thing": {"get": {"parameters": declared, "responses": {}}}}))

    assert list(found) == ["header Idempotency-Key", "cookie session"]
    assert found["header Idempotency-Key"]["schema"] == TEXT


def test_a_parameter_may_say_its_schema_by_content() -> None:
    declared = [{"name": "filter", "in": "query", "content": json_content(INTEGER)}]

    found = parameters(specification({"/thing": {"get": {"parameters": declared, "responses": {}}}}))

    assert found["query filter"]["schema"]["type"] == "integer"


def test_the_place_of_an_operation_forgets_the_names_of_its_parameters() -> None:
    assert set(specification({"/a/{asset-id}/b/{n}": {"put": {"responses": {}}}}).operations) == {"PUT /a/{}/b/{}"}


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("application/json; charset=utf-8", "application/json"),
        ("Application/JSON", "application/json"),
        ("aplication/json", "application/json"),
        ("text/plain", "text/plain"),
    ],
)
def test_media_types_are_read_whatever_they_are_dressed_in(published: str, read: str) -> None:
    operation = taking(ASSET, published).operations["POST /thing"]

    assert set(operation.request) == {read}


@pytest.mark.parametrize(
    ("media_type", "stream"),
    [
        ("text/event-stream", "sse"),
        ("application/x-ndjson", "ndjson"),
        ("application/ndjson", "ndjson"),
        ("application/jsonl", "jsonl"),
    ],
)
def test_a_stream_is_told_by_its_media_type(media_type: str, stream: str) -> None:
    paths = {"/thing": {"get": {"responses": {"200": {"description": "", "content": {media_type: {"schema": ASSET}}}}}}}

    content = specification(paths).operations["GET /thing"].responses["200"]["content"]

    assert content[media_type]["x-stream"] == stream


def streaming(body: Schema, reply: Schema, **schemas: Schema) -> Specification:
    operation = {
        "operationId": "analyze",
        "requestBody": {"content": json_content(body)},
        "responses": replies(reply),
    }
    return specification({"/analyze": {"post": operation}}, schemas)


@pytest.mark.parametrize("event", [{"oneOf": [DELTA, END]}, reference("Event")])
def test_a_reply_chosen_by_the_stream_flag_is_two_media_types(event: Schema) -> None:
    whole = an_object(text=TEXT)

    read = streaming(an_object(stream=BOOLEAN), {"oneOf": [event, whole]}, Event={"oneOf": [DELTA, END]})

    content = read.operations["POST /analyze"].responses["200"]["content"]
    assert set(content) == {"application/json", "application/x-ndjson"}
    assert reply_schema(read, "POST /analyze") == whole
    assert content["application/x-ndjson"]["x-stream"] == "ndjson"
    event_name = content["application/x-ndjson"]["schema"]["$ref"].rsplit("/", 1)[-1]
    assert len(component(read, event_name)["oneOf"]) == 2


def test_a_union_without_a_stream_flag_stays_one_reply() -> None:
    read = streaming(an_object(prompt=TEXT), {"oneOf": [{"oneOf": [DELTA, END]}, an_object(text=TEXT)]})

    assert set(read.operations["POST /analyze"].responses["200"]["content"]) == {"application/json"}


def test_a_form_field_of_one_value_or_a_list_is_the_list() -> None:
    one_or_many = {"oneOf": [TEXT, {"type": "array", "items": TEXT}], "description": "What to look for."}

    read = taking(an_object(options=one_or_many), "multipart/form-data")

    form = request_schema(read, media_type="multipart/form-data")
    assert form["properties"]["options"] == {"type": "array", "items": TEXT, "description": "What to look for."}


def test_a_json_field_of_one_value_or_a_list_stays_both() -> None:
    read = taking(an_object(options={"oneOf": [TEXT, {"type": "array", "items": TEXT}]}))

    assert len(request_schema(read)["properties"]["options"]["oneOf"]) == 2


WITH_OUR_WORDS: Schema = {
    "x-retry": "read",
    "x-published": False,
    "parameters": [{"name": "size", "in": "query", "x-note": "n", "schema": {"type": "integer", "x-max-bytes": 5}}],
    "responses": {"200": {"description": "", "content": {"application/json": {"schema": {}, "x-stream": "sse"}}}},
}


def test_x_words_of_a_published_description_are_not_read() -> None:
    read = specification({"/thing": {"get": WITH_OUR_WORDS}}).operations["GET /thing"]

    assert read.extensions == {}
    assert read.responses["200"]["content"]["application/json"] == {"schema": {}}
    assert [(one["schema"], "x-note" in one) for one in read.parameters] == [(INTEGER, False)]


def test_x_words_of_our_own_description_are_read_but_for_those_that_the_pipeline_notes_itself() -> None:
    read = canonical(description({"/thing": {"get": WITH_OUR_WORDS}}), ours=True).operations["GET /thing"]

    assert read.extensions == {"x-retry": "read"}
    assert read.responses["200"]["content"]["application/json"]["x-stream"] == "sse"
    assert read.parameters[0]["x-note"] == "n"
    assert read.parameters[0]["schema"]["x-max-bytes"] == 5


@pytest.mark.parametrize("word", ["always", 'read"; import os', None, ["read"]])
def test_a_retry_class_of_ours_that_is_none_is_refused_by_its_place(word: object) -> None:
    ours = description({"/thing": {"get": {"x-retry": word, "responses": {}}}})

    with pytest.raises(LookupError, match=r"GET /thing: x-retry must be read, idempotent, certain, got"):
        canonical(ours, ours=True)


@pytest.mark.parametrize("ours", [True, False])
def test_notes_of_the_pipeline_cannot_be_forged_in_a_schema(ours: bool) -> None:
    forged = an_object(a=TEXT) | {"x-tag": {"property": "a", "values": ["b"]}, "x-declared": {"discriminator": 1}}

    read = canonical(description({"/thing": {"get": {"responses": replies(forged)}}}), ours=ours)

    assert read.operations["GET /thing"].responses["200"]["content"]["application/json"]["schema"] == an_object(a=TEXT)


def test_callbacks_are_a_loss_that_is_reported() -> None:
    read = specification({"/thing": {"get": {"responses": {}, "callbacks": {"done": {}}}}})

    assert (read.repairs, read.warnings) == ([], ["#/paths//thing/get: callbacks is not read"])


def test_methods_that_are_not_known_are_set_aside() -> None:
    item = {"query": {"responses": {}}, "additionalOperations": {"COPY": {}}, "summary": "s", "x-note": {}}

    read = specification({"/thing": {"get": {"responses": {}}, **item}})

    assert list(read.operations) == ["GET /thing"]
    assert {str(one) for one in read.aside.values()} == {
        "QUERY /thing: query is not a method that is sent",
        "COPY /thing: COPY is not a method that is sent",
    }


def test_a_default_response_is_the_success_where_none_is_described() -> None:
    reply = replies(TEXT)["200"]

    read = specification({"/thing": {"get": {"responses": {"default": reply}}}})

    assert read.operations["GET /thing"].successes().keys() == {"2XX"}
    assert read.repairs == ["GET /thing: no success is described, response default is read as one"]


def test_an_operation_may_refer_to_one_inside_the_description_only() -> None:
    found = specification({"/a": {"get": {"operationId": "x"}}, "/b": {"get": {"$ref": "#/paths/~1a/get"}}})

    assert found.operations["GET /b"].operation_id == "x"

    astray = specification({"/a": {"get": {"$ref": "file:///etc/passwd"}, "put": {"responses": {}}}})

    assert list(astray.operations) == ["PUT /a"]
    assert [str(one) for one in astray.aside.values()] == [
        "GET /a: file:///etc/passwd points outside the description; references are not fetched"
    ]


def test_texts_of_an_operation_and_its_first_tag_that_is_not_empty_are_kept() -> None:
    operation = {
        "tags": ["", "Assets"],
        "summary": "Get",
        "description": "Gets it.",
        "deprecated": True,
        "responses": {},
    }

    read = specification({"/thing": {"get": operation}}).operations["GET /thing"]

    assert (read.tag, read.summary, read.description, read.deprecated) == ("Assets", "Get", "Gets it.", True)


def test_a_reply_without_content_has_none() -> None:
    paths = {"/thing": {"delete": {"responses": {"204": {"description": "Gone."}}}}}

    assert specification(paths).operations["DELETE /thing"].responses["204"]["content"] == {}
