from __future__ import annotations

import random
from typing import Any

import pytest

from tests.diff.describe import TEXT, Schema, api, body, changes, reference, reply, thing
from tracking.rendering import folded

MORE = {"type": "object", "properties": {"x": TEXT, "y": TEXT}}


def many(number: int, **operation: Any) -> list[tuple[str, Schema]]:
    return [(f"GET /things/{index}", operation) for index in range(number)]


def test_a_shared_component_is_a_group() -> None:
    operations = [(f"GET /{name}", reply(reference("Thing"))) for name in "ab"]
    found = changes(api(*operations, Thing=thing(TEXT)), api(*operations, Thing=MORE))
    assert [(change.operation, change.where, change.group) for change in found] == [
        ("GET /a", "response 200 /y", "Thing"),
        ("GET /b", "response 200 /y", "Thing"),
    ]


def test_a_component_used_once_is_none() -> None:
    operation = ("GET /a", reply(reference("Thing")))
    assert [change.group for change in changes(api(operation, Thing=thing(TEXT)), api(operation, Thing=MORE))] == [None]


def test_the_innermost_component_names_the_group() -> None:
    operations = [(f"GET /{name}", reply(reference("Outer"))) for name in "ab"]
    old, new = (api(*operations, Outer=thing(reference("Inner")), Inner=inner) for inner in (thing(TEXT), MORE))
    assert {change.group for change in changes(old, new)} == {"Inner"}


def test_more_than_ten_operations_with_one_change_are_a_pattern() -> None:
    def said(number: int, status: str) -> Schema:
        return api(*many(number, responses={status: {"description": "Done."}}))

    assert {change.group for change in changes(said(11, "204"), said(11, "200"))} == {
        "pattern:status-removed response success"
    }
    assert {change.group for change in changes(said(10, "204"), said(10, "200"))} == {None}


def test_a_pattern_spans_error_statuses_and_components() -> None:
    def said(schema: Schema) -> Schema:
        statuses = ["404", "500"] * 6
        operations = [(f"GET /{index}", reply(reference(f"E{index}"), status)) for index, status in enumerate(statuses)]
        return api(*operations, **{f"E{index}": schema for index in range(12)})

    assert {change.group for change in changes(said(MORE), said(thing(TEXT)))} == {
        "pattern:field-removed response error /y"
    }


def test_one_component_is_not_called_a_pattern() -> None:
    operations = many(12, **reply(reference("Thing")))
    found = changes(api(*operations, Thing=thing(TEXT)), api(*operations, Thing=MORE))
    assert [change.group for change in found] == ["Thing"] * 12


def test_added_operations_are_no_pattern() -> None:
    assert {change.group for change in changes(api(), api(*many(12)))} == {None}


def test_two_patterns_of_one_kind_and_place_have_two_names() -> None:
    def said(first: str, second: str) -> Schema:
        half = {"responses": {first: {"description": ""}}}
        other = {"responses": {second: {"description": ""}}}
        return api(*[(f"GET /{index}", half if index < 11 else other) for index in range(22)])

    groups = {change.group for change in changes(said("204", "201"), said("200", "202"))}
    assert groups == {"pattern:status-removed response success", "pattern:status-removed response success #2"}


FOLDED: dict[str, tuple[Schema, Schema, list[tuple[str, str]]]] = {
    "one component at several places": (
        api(("GET /a", reply(thing(reference("T")))), ("GET /b", reply(reference("T"))), T=TEXT),
        api(("GET /a", reply(thing(reference("T")))), ("GET /b", reply(reference("T"))), T={"type": "integer"}),
        [("2 operations", "T at 2 places")],
    ),
    "one field of a component and of a schema of its own": (
        api(*many(2, **reply(reference("T"))), ("GET /c", reply(MORE)), T=MORE),
        api(*many(2, **reply(reference("T"))), ("GET /c", reply(thing(TEXT))), T=thing(TEXT)),
        [("3 operations", "response 200 /y")],
    ),
    "one field of few operations": (
        api(*many(3, **body(MORE))), api(*many(3, **body(thing(TEXT)))), [("3 operations", "request /y")],
    ),
    "one field in error responses of many statuses": (
        api(*[(f"GET /{status}", reply(MORE, status)) for status in ("400", "404", "500")]),
        api(*[(f"GET /{status}", reply(thing(TEXT), status)) for status in ("400", "404", "500")]),
        [("3 operations", "response error /y")],
    ),
    "one header": (
        api(*many(2, responses={"200": {"description": "Done.", "headers": {"X": {"schema": TEXT}}}})), api(*many(2)),
        [("2 operations", "response 200 header X")],
    ),
    "a field that is sent and one that is read are two": (
        api(("POST /a", {**body(MORE), **reply(MORE)})), api(("POST /a", {**body(thing(TEXT)), **reply(thing(TEXT))})),
        [("POST /a", "request /y"), ("POST /a", "response 200 /y")],
    ),
    "operations are removed one by one": (
        api(*many(2)), api(), [("GET /things/0", "operation"), ("GET /things/1", "operation")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FOLDED)
def test_one_change_in_many_places_is_one_line(what: str) -> None:
    old, new, lines = FOLDED[what]

    assert [(fold.subject(), fold.where()) for fold in folded(changes(old, new))] == lines


def test_the_order_of_rows_is_that_of_paths_whatever_the_order_of_keys() -> None:
    operations = [(f"{method} /{name}", reply(thing(TEXT))) for name in "abc" for method in ("GET", "POST")]
    told = [(place, reply(MORE)) for place, _ in operations]
    first = [change.as_json() for change in changes(api(*operations), api(*told))]
    random.Random(1).shuffle(operations)
    assert [change.as_json() for change in changes(api(*operations), api(*told))] == first
    assert [row["operation"] for row in first] == [f"{method} /{name}" for name in "abc" for method in ("GET", "POST")]
