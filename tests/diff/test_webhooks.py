"""What the server sends by itself is compared as what it replies: a program reads it."""

from __future__ import annotations

import pytest

from tests.diff.describe import TEXT, Schema, api, body, changes, reference, rows, thing

EVENT = {**thing(TEXT, required=["x"])}
SIGNATURE = {"name": "Signature", "in": "header", "required": True, "schema": TEXT}


def sending(event: Schema, *, headers: tuple[Schema, ...] = (SIGNATURE,), name: str = "thing.made") -> Schema:
    """A description of a server that has no operation and sends one event."""
    told = {**body(event), "parameters": list(headers), "responses": {"2XX": {"description": "Taken."}}}
    return {**api(), "webhooks": {name: {"post": told}}}


def with_values(*values: str) -> Schema:
    return thing({**TEXT, "enum": list(values)})


SENT: dict[str, tuple[Schema, Schema, tuple[str, str, str]]] = {
    "a field is gone": (
        sending({"type": "object", "properties": {"x": TEXT, "y": TEXT}}),
        sending(thing(TEXT)),
        ("request /y", "field-removed", "breaking"),
    ),
    "a field is new, and always there": (
        sending(thing(TEXT)),
        sending({"type": "object", "properties": {"x": TEXT, "y": TEXT}, "required": ["y"]}),
        ("request /y", "field-added", "compatible"),
    ),
    "a value is new": (
        sending(with_values("a")),
        sending(with_values("a", "b")),
        ("request /x", "enum-value-added", "risky"),
    ),
    "a field may be missing": (sending(EVENT), sending(thing(TEXT)), ("request /x", "became-optional", "risky")),
    "a header is gone": (
        sending(EVENT),
        sending(EVENT, headers=()),
        ("header Signature", "parameter-removed", "breaking"),
    ),
    "an event is gone": (sending(EVENT), api(), ("operation", "operation-removed", "breaking")),
    "an event is new": (api(), sending(EVENT), ("operation", "operation-added", "compatible")),
}


@pytest.mark.parametrize("what", SENT)
def test_what_changes_in_an_event_is_judged_as_in_a_reply(what: str) -> None:
    old, new, row = SENT[what]

    assert rows(old, new) == [row]


def test_an_event_stands_under_its_name() -> None:
    [change] = changes(sending(EVENT), api())

    assert (change.operation, change.facade) == ("WEBHOOK thing.made", ())


def test_an_event_that_stays_is_no_change() -> None:
    assert rows(sending(EVENT), sending(EVENT)) == []


def test_a_component_that_is_sent_and_replied_is_one_change() -> None:
    def described(schema: Schema) -> Schema:
        replied = {
            "responses": {"200": {"description": "", "content": body(reference("Thing"))["requestBody"]["content"]}}
        }
        return {**api(("GET /thing", replied), Thing=schema), "webhooks": sending(reference("Thing"))["webhooks"]}

    found = changes(described(thing(TEXT)), described(thing({"type": "integer"})))

    assert {(change.operation, change.group) for change in found} == {
        ("GET /thing", "Thing"), ("WEBHOOK thing.made", "Thing"),
    }  # fmt: skip
