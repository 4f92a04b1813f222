"""What a success must hold is read off the form of its response, or said by our description."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.canonical import canonical
from pipeline.graft import graft
from pipeline.holding import Holding, holding_of
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import INTEGER, PLACE, TEXT, an_object, answering, description, json_content, replies

PAGE = an_object(page=INTEGER)
ITEM = an_object("_id", _id=TEXT)


def listed(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def holding(schema: Schema) -> Holding:
    """By our own description."""
    read = canonical(description({"/thing": {"get": {"responses": replies(schema)}}}), ours=True)
    return holding_of(read, read.operations[PLACE])


# (the response, what it must hold, what the objects in its lists must have)
FORMS: list[tuple[Schema, Any, Any]] = [
    (an_object("_id", name=TEXT, _id=TEXT), [("_id", "id")], []),
    (an_object("name", "id", name=TEXT, id=TEXT), [("id", "id")], []),
    (an_object("index_id", "task_id", task_id=TEXT, index_id=TEXT), [("task_id", "id")], []),
    (an_object("asset_id", "_id", asset_id=TEXT, _id=TEXT), [("_id", "id")], []),
    (an_object(id=TEXT, name=TEXT), [], []),
    (an_object("id", id=INTEGER), [], []),
    (
        an_object(data=listed(ITEM), page_info=PAGE),
        [("data", "list"), ("page_info", "object")],
        [("data", "_id", "id")],
    ),
    (an_object(data=listed(TEXT)), [("data", "list")], []),
    (an_object("_id", _id=TEXT, data=listed(ITEM)), [("_id", "id")], []),
    (an_object(id=TEXT, data=TEXT, page_info=PAGE), [("data", "text")], []),
    (an_object(status=TEXT) | {"x-holds": ["status"]}, [("status", "text")], []),
    (
        an_object("_id", _id=TEXT, items=listed(an_object(a=TEXT, b=INTEGER) | {"x-holds": ["b", "a"]})),
        [("_id", "id")],
        [("items", "b", "number"), ("items", "a", "text")],
    ),
    (
        an_object(data=listed({"oneOf": [ITEM, an_object("_id", _id=TEXT, b=TEXT)]})),
        [("data", "list")],
        [("data", "_id", "id")],
    ),
    (an_object(data=listed({"oneOf": [ITEM, an_object("b_id", b_id=TEXT)]})), [("data", "list")], []),
    ({"type": "object", "additionalProperties": TEXT}, [], []),
    (listed(ITEM), [], []),
]


@pytest.mark.parametrize(("schema", "holds", "each"), FORMS)
def test_the_form_of_a_response_says_what_it_must_hold(schema: Schema, holds: Any, each: Any) -> None:
    assert holding(schema) == Holding(tuple(holds), tuple(each))


def test_without_a_body_nothing_must_be_held() -> None:
    read = canonical(description({"/thing": {"get": {"responses": {"204": {"description": "Done."}}}}}))

    assert holding_of(read, read.operations[PLACE]) == Holding()


def test_of_a_stream_each_line_is_meant_and_of_events_none() -> None:
    line = {"schema": an_object("task_id", task_id=TEXT), "x-stream": "jsonl"}
    event = {"schema": an_object("id", id=TEXT), "x-stream": "ndjson"}
    content = {"application/x-ndjson": event, "application/jsonl": line}
    read = canonical(
        description({"/thing": {"get": {"responses": {"200": {"description": "", "content": content}}}}}), ours=True
    )

    assert holding_of(read, read.operations[PLACE]).holds == (("task_id", "id"),)


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="x-holds names b, which is not a property"):
        holding(an_object(a=TEXT) | {"x-holds": ["b"]})


def test_a_published_description_does_not_say_it() -> None:
    read = answering(an_object("_id", _id=TEXT, name=TEXT) | {"x-holds": ["name"]})

    assert holding_of(read, read.operations[PLACE]).holds == (("_id", "id"),)


def merged(theirs: Schema) -> Specification:
    ours = description({"/thing": {"get": {"responses": replies(an_object(a=TEXT) | {"x-holds": ["a"]})}}})
    return graft(canonical(ours, ours=True), canonical(theirs)).specification


def test_what_ours_says_outlasts_an_upgrade() -> None:
    theirs = an_object("_id", _id=TEXT, data=listed(ITEM))

    read = merged(description({"/thing": {"get": {"responses": replies(theirs)}}}))

    assert holding_of(read, read.operations[PLACE]).holds == (("a", "text"),)


def test_an_operation_that_an_upgrade_adds_is_decided_by_its_form() -> None:
    added = {"200": {"description": "Done.", "content": json_content(an_object("_id", _id=TEXT))}}

    read = merged(description({"/other": {"get": {"responses": added}}}))

    assert holding_of(read, read.operations["GET /other"]).holds == (("_id", "id"),)
