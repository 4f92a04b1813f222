"""Names that cannot be Python names, or that a generated module uses itself, still reach the wire as published."""

from __future__ import annotations

import json

import pytest

from tests.pipeline.describe import TEXT, an_object, description, json_content, reference, replies
from tests.pipeline.execution import Package

NAMES = [
    'a"b',
    "a'b",
    "$ref",
    "x\ny",
    "\u202ex",
    "",
    "検索",
    "__class__",
    "raw_",
    "raw",
    "Unset",
    "UNSET",
    "get",
    "self",
]
HELPERS = ["body", "path_value", "query_pairs", "to_json"]
THING = an_object("$ref", **dict.fromkeys(NAMES, TEXT), speed={"type": "integer", "enum": [9600, 19200]})
DESCRIPTION = json.dumps(
    description(
        {
            "/things/{id}/é😀": {
                "post": {
                    "operationId": "change",
                    "tags": ["things"],
                    "parameters": [{"name": name, "in": "query", "schema": TEXT} for name in HELPERS],
                    "requestBody": {"required": True, "content": json_content(reference("Thing"))},
                    "responses": replies(reference("Thing")),
                }
            }
        },
        {"Thing": THING},
    )
)


def test_odd_properties_are_read_and_written_under_their_published_names(package: Package) -> None:
    reply = {name: f"value of {name}" for name in NAMES} | {"speed": 9600}

    read = package.operation("things_change").parse(200, reply)

    assert read.to_dict() == reply
    assert read.speed == 9600
    assert (read.a_b, read.a_b_2, read.ref, read.unset) == tuple(
        reply[name] for name in ('a"b', "a'b", "$ref", "Unset")
    )


def test_arguments_called_like_what_the_function_uses_are_sent_under_their_published_names(package: Package) -> None:
    thing = package.model("Thing")(ref="r", a_b="1", a_b_2="2")

    request = package.operation("things_change").build_request(
        "i", body=thing, body_="1", path_value_="2", query_pairs_="3", to_json_="4"
    )

    assert request.path == "/things/i/é😀"
    assert request.query == tuple(zip(HELPERS, "1234", strict=True))
    assert request.json == {'a"b': "1", "a'b": "2", "$ref": "r"}


def test_a_required_property_stays_required_under_its_python_name(package: Package) -> None:
    with pytest.raises(TypeError, match="'ref'"):
        package.model("Thing")()
