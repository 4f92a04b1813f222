"""Schemas that hold themselves or are shared deeply: every change is told, and in little time."""

from __future__ import annotations

import time

from tests.diff.describe import TEXT, Schema, api, changes, reference, reply, rows, thing

WHOLE = {"type": "integer"}


def node(value: Schema) -> Schema:
    return {"type": "object", "properties": {"value": value, "children": {"type": "array", "items": reference("Node")}}}


def test_a_change_of_a_recursive_component_is_told_once_a_place() -> None:
    old, new = (api(("GET /a", reply(reference("Node"))), Node=node(value)) for value in (TEXT, WHOLE))
    assert rows(old, new) == [("response 200 /value", "type-changed", "breaking")]


def test_a_change_behind_a_ring_is_told_from_wherever_the_ring_is_entered() -> None:
    def ring(value: Schema) -> Schema:
        a = {"type": "object", "properties": {"b": reference("B")}}
        b = {"type": "object", "properties": {"a": reference("A"), "value": value}}
        return api(("GET /a", reply(reference("A"))), ("GET /b", reply(reference("B"))), A=a, B=b)

    assert [(change.operation, change.where) for change in changes(ring(TEXT), ring(WHOLE))] == [
        ("GET /a", "response 200 /b/value"),
        ("GET /b", "response 200 /value"),
    ]


def test_a_recursive_list_and_map() -> None:
    old = {"type": "array", "items": reference("List")}
    new = {"type": "array", "items": reference("List"), "maxItems": 5}
    assert rows(*(api(("GET /a", reply(reference("List"))), List=told) for told in (old, new))) == [
        ("response 200", "limit-tightened", "compatible")
    ]


def test_deep_sharing_takes_no_time_and_hides_no_change() -> None:
    depth = 60

    def shared(value: Schema) -> Schema:
        levels = {
            f"L{level}": {
                "type": "object",
                "properties": {name: reference(f"L{level + 1}") for name in ("left", "right")},
            }
            for level in range(depth)
        }
        return api(("GET /a", reply(reference("L0"))), **levels, **{f"L{depth}": thing(value)})

    start = time.process_time()
    found = changes(shared(TEXT), shared(WHOLE))
    assert time.process_time() - start < 2
    assert "further places" in found[0].text
    assert {(change.kind, change.group) for change in found} == {("type-changed", f"L{depth}")}


def test_every_component_knowing_every_other_takes_no_time() -> None:
    def mesh(value: Schema) -> Schema:
        names = [f"C{index}" for index in range(30)]
        everyone = {name.lower(): reference(name) for name in names}
        told: Schema = {name: {"type": "object", "properties": {**everyone, "value": TEXT}} for name in names}
        told["C29"] = {"type": "object", "properties": {**everyone, "value": value}}
        return api(("GET /a", reply(reference("C0"))), **told)

    start = time.process_time()
    found = changes(mesh(TEXT), mesh(WHOLE))
    assert time.process_time() - start < 3
    assert "response 200 /c29/value" in {change.where for change in found}
