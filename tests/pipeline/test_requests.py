"""What generated `build_request` functions put on the wire."""

from __future__ import annotations

import collections
import datetime
import inspect
from typing import Any

import pytest

from tests.pipeline.execution import Package

DESCRIPTION = """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things/{thing-id}/parts/{number}:
    get:
      operationId: things_part
      tags: [things]
      parameters:
        - {name: thing-id, in: path, required: true, schema: {type: string}}
        - {name: number, in: path, required: true, schema: {type: integer}}
      responses: {"204": {description: Done.}}
  /owners/{_id}:
    get: {operationId: owners_get, tags: [owners], responses: {"204": {description: Done.}}}
  /things:
    get:
      operationId: things_list
      tags: [things]
      parameters:
        - {name: page, in: query, schema: {type: integer, default: 1}}
        - {name: ids, in: query, schema: {type: array, items: {type: string}}}
        - {name: ready, in: query, schema: {type: boolean, default: false}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
        - {name: around, in: query, description: When., schema: {$ref: "#/components/schemas/DayOrInstant"}}
        - {name: "size[not]", in: query, schema: {type: number}}
        - {name: comma, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: order, in: query, schema: {type: string, enum: [up, down], default: up}}
        - {name: user_metadata, in: query, schema: {type: object, additionalProperties: true}}
        - name: size
          in: query
          style: deepObject
          schema: {type: object, properties: {gte: {type: number}, lte: {type: number}}}
        - {name: Idempotency-Key, in: header, schema: {type: string}}
      responses: {"204": {description: Done.}}
    post:
      operationId: things_create
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"204": {description: Done.}}
    put:
      operationId: things_upload
      tags: [things]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [method]
              properties:
                method: {type: string}
                file: {type: string, format: binary}
                images: {type: array, items: {type: string, format: binary}}
                enable_hls: {type: boolean, default: false}
                options: {oneOf: [{type: string}, {type: array, items: {type: string}}]}
                filter: {type: object, properties: {from: {type: integer}}}
                limit: {type: integer, default: 10}
      responses: {"204": {description: Done.}}
components:
  schemas:
    DayOrInstant: {description: A day., anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string}
        note: {type: [string, "null"]}
        limit: {type: integer, default: 10}
        field: {type: string}
        to_dict: {type: string}
        parts: {type: array, items: {$ref: "#/components/schemas/Thing"}}
        source: {oneOf: [{$ref: "#/components/schemas/Video"}, {$ref: "#/components/schemas/Image"}]}
        metadata: {type: object, additionalProperties: {type: string}}
    Video: {type: object, properties: {type: {type: string, enum: [video]}, url: {type: string}}, required: [type, url]}
    Image: {type: object, properties: {type: {type: string, enum: [image]}, url: {type: string}}, required: [type, url]}
"""


def query(package: Package, **arguments: Any) -> tuple[tuple[str, str], ...]:
    found: tuple[tuple[str, str], ...] = package.operation("things_list").build_request(**arguments).query
    return found


def sent(package: Package, model: str, /, **fields: Any) -> Any:
    return package.operation("things_create").build_request(body=package.model(model)(**fields)).json


def form(package: Package, **fields: Any) -> list[tuple[str, Any]]:
    body = package.model("ThingsUploadRequest")(**fields)
    return list(package.operation("things_upload").build_request(body=body).form)


def test_a_request_holds_method_and_path(package: Package) -> None:
    request = package.operation("things_list").build_request()

    assert (request.method, request.path) == ("GET", "/things")


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("plain-1_2.3~", "plain-1_2.3~"),
        ("a/b", "a%2Fb"),
        ("../secret", "..%2Fsecret"),
        ("what?x=1#y", "what%3Fx%3D1%23y"),
        ("50%", "50%25"),
        ("%2e%2e", "%252e%252e"),
        ("naïve film", "na%C3%AFve%20film"),
        ("...", "..."),
    ],
)
def test_what_stands_in_a_path_is_quoted(package: Package, value: str, quoted: str) -> None:
    assert package.operation("things_part").build_request(value, 1).path == f"/things/{quoted}/parts/1"


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_what_would_name_another_path_is_refused(package: Package, value: str | None) -> None:
    with pytest.raises(ValueError, match="cannot be part of a path"):
        package.operation("things_part").build_request(value, 1)


def test_an_absent_id_is_refused(package: Package) -> None:
    with pytest.raises(ValueError, match="UNSET cannot be part of a path"):
        package.operation("things_part").build_request(package.types.UNSET, 1)


def test_an_undeclared_path_parameter_is_an_argument(package: Package) -> None:
    assert package.operation("owners_get").build_request("a b").path == "/owners/a%20b"


def test_path_parameters_are_positional_and_others_are_named(package: Package) -> None:
    def kinds(operation: str) -> set[Any]:
        return {one.kind for one in inspect.signature(package.operation(operation).build_request).parameters.values()}

    assert kinds("things_part") == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    assert kinds("things_list") == {inspect.Parameter.KEYWORD_ONLY}


def test_what_is_not_given_is_not_sent_whatever_its_default(package: Package) -> None:
    request = package.operation("things_list").build_request()

    assert request.query == ()
    assert request.headers == ()
    assert request.json is package.types.UNSET
    assert request.form is package.types.UNSET


@pytest.mark.parametrize("operation", ["things_list", "things_part", "things_create", "things_upload"])
def test_no_argument_has_a_default_but_unset(package: Package, operation: str) -> None:
    arguments = inspect.signature(package.operation(operation).build_request).parameters.values()

    assert {one.default for one in arguments} <= {inspect.Parameter.empty, package.types.UNSET}


QUERIES: dict[str, tuple[dict[str, Any], tuple[tuple[str, str], ...]]] = {
    "a number is text": ({"page": 2}, (("page", "2"),)),
    "a list repeats the name": ({"ids": ["a", "b"]}, (("ids", "a"), ("ids", "b"))),
    "any sequence is a list": ({"ids": ("a", "b")}, (("ids", "a"), ("ids", "b"))),
    "a deque is a sequence": ({"ids": collections.deque("ab")}, (("ids", "a"), ("ids", "b"))),
    "an empty list is nothing": ({"ids": []}, ()),
    "true is true": ({"ready": True}, (("ready", "true"),)),
    "false is false": ({"ready": False}, (("ready", "false"),)),
    "none is nothing": ({"page": None}, ()),
    "a comma list is text": ({"comma": "a,b"}, (("comma", "a,b"),)),
    "a value that is not known passes": ({"order": "sideways"}, (("order", "sideways"),)),
    "an instant is as JSON has it": (
        {"since": datetime.datetime(2026, 7, 30, tzinfo=datetime.UTC)}, (("since", "2026-07-30T00:00:00Z"),),
    ),
    "a day is a day where both are taken": ({"around": datetime.date(2026, 7, 30)}, (("around", "2026-07-30"),)),
    "an instant is an instant where both are taken": (
        {"around": datetime.datetime(2026, 7, 30, tzinfo=datetime.UTC)}, (("around", "2026-07-30T00:00:00Z"),),
    ),
    "an instant of another zone keeps its offset": (
        {"since": datetime.datetime(2026, 7, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))},
        (("since", "2026-07-30T00:00:00+09:00"),),
    ),
    "a name with brackets is sent with them": ({"size_not": 3}, (("size[not]", "3"),)),
    "bounds stand in brackets": ({"size_gte": 1.5, "size_lte": 9}, (("size[gte]", "1.5"), ("size[lte]", "9"))),
    "a map's keys stand bare": (
        {"user_metadata": {"kind": "film", "tags": ["a", "b"], "seen": True}},
        (("kind", "film"), ("tags", "a"), ("tags", "b"), ("seen", "true")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("told", QUERIES)
def test_query(package: Package, told: str) -> None:
    arguments, pairs = QUERIES[told]
    if "user_metadata" in arguments:
        held = package.model("ThingsListUserMetadata")(additional_properties=arguments["user_metadata"])
        arguments = {"user_metadata": held}

    assert query(package, **arguments) == pairs


def test_a_parameter_of_several_types_says_what_it_is_for_and_not_what_its_type_is_for(package: Package) -> None:
    build = package.operation("things_list").build_request

    assert "around: When." in (inspect.getdoc(build) or "")
    assert str(inspect.signature(build).parameters["around"].annotation) == "datetime.date | datetime.datetime | Unset"


def test_parameters_keep_the_order_of_the_description(package: Package) -> None:
    assert [name for name, _ in query(package, order="up", ready=True, ids=["a"], page=1)] == [
        "page",
        "ids",
        "ready",
        "order",
    ]


def test_header_parameters_are_headers(package: Package) -> None:
    request = package.operation("things_list").build_request(idempotency_key="key")

    assert request.headers == (("Idempotency-Key", "key"),)


def test_a_body_holds_what_was_given_and_nothing_else(package: Package) -> None:
    assert sent(package, "Thing", name="film") == {"name": "film"}


def test_a_body_may_hold_null_where_the_description_says_so(package: Package) -> None:
    assert sent(package, "Thing", name="film", note=None) == {"name": "film", "note": None}


def test_a_required_field_must_be_given(package: Package) -> None:
    with pytest.raises(TypeError, match="name"):
        package.model("Thing")()


def test_a_misspelt_field_is_refused(package: Package) -> None:
    with pytest.raises(TypeError, match="nam"):
        package.model("Thing")(name="film", nam="typo")


def test_models_may_hold_models_of_their_own_kind(package: Package) -> None:
    thing = package.model("Thing")

    assert sent(package, "Thing", name="film", parts=(thing(name="one"), thing(name="two"))) == {
        "name": "film",
        "parts": [{"name": "one"}, {"name": "two"}],
    }


def test_the_tag_of_a_union_member_need_not_be_written(package: Package) -> None:
    source = package.model("Image")(url="https://example.com/a.png")

    assert sent(package, "Thing", name="film", source=source)["source"] == {
        "type": "image",
        "url": "https://example.com/a.png",
    }


def test_a_map_is_sent_as_its_entries(package: Package) -> None:
    metadata = package.model("ThingMetadata")(additional_properties={"kind": "film"})

    assert sent(package, "Thing", name="film", metadata=metadata)["metadata"] == {"kind": "film"}


def test_fields_named_like_helpers_can_be_sent(package: Package) -> None:
    assert sent(package, "Thing", name="film", field="a", to_dict_="b") == {
        "name": "film",
        "field": "a",
        "to_dict": "b",
    }


def test_form_values_are_text(package: Package) -> None:
    assert form(package, method="direct", enable_hls=True, limit=3) == [
        ("method", "direct"),
        ("enable_hls", "true"),
        ("limit", "3"),
    ]


def test_a_form_holds_no_default(package: Package) -> None:
    assert form(package, method="direct", enable_hls=False) == [("method", "direct"), ("enable_hls", "false")]


def test_a_list_in_a_form_is_repeated_parts(package: Package) -> None:
    assert form(package, method="direct", options=["visual", "audio"])[1:] == [
        ("options", "visual"),
        ("options", "audio"),
    ]


def test_an_object_in_a_form_is_json_text(package: Package) -> None:
    held = package.model("ThingsUploadRequestFilter")(from_=1)

    assert form(package, method="direct", filter_=held)[1:] == [("filter", '{"from":1}')]


def test_files_in_a_form_pass_as_they_are(package: Package) -> None:
    one, two = (package.types.File(b"bytes", f"{name}.png") for name in ("one", "two"))

    parts = form(package, method="direct", file=one, images=[one, two])

    assert parts[1:] == [("file", one), ("images", one), ("images", two)]


def test_a_request_cannot_be_changed(package: Package) -> None:
    request = package.operation("things_list").build_request()

    with pytest.raises(AttributeError):
        request.path = "/other"
