"""What a client does not meet is no change."""

from __future__ import annotations

from typing import Any

from tests.diff.describe import TEXT, Schema, api, body, reference, reply, rows, thing

NODE = {"type": "object", "properties": {"value": TEXT, "children": {"type": "array", "items": reference("Node")}}}


def test_a_component_is_renamed_inlined_or_taken_out() -> None:
    named = api(("GET /a", reply(reference("Thing"))), Thing=thing(TEXT))
    renamed = api(("GET /a", reply(reference("Item"))), Item=thing(TEXT))
    inlined = api(("GET /a", reply(thing(TEXT))))
    assert rows(named, renamed) == rows(named, inlined) == rows(inlined, named) == []


def test_a_recursive_component_is_renamed() -> None:
    renamed = {
        "type": "object",
        "properties": {"value": TEXT, "children": {"type": "array", "items": reference("Leaf")}},
    }
    old, new = (
        api(("GET /a", reply(reference("Node"))), Node=NODE),
        api(("GET /a", reply(reference("Leaf"))), Leaf=renamed),
    )
    assert rows(old, new) == []


def test_keys_are_reordered() -> None:
    def turned(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: turned(node[key]) for key in reversed(node)}
        return [turned(item) for item in node] if isinstance(node, list) else node

    old = api(("GET /a", reply(reference("Node"))), ("POST /a", body(thing(TEXT, required=["x"]))), Node=NODE)
    assert rows(old, turned(old)) == []


def test_members_of_a_union_are_reordered_and_renamed() -> None:
    cat = {"type": "object", "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}}
    dog = {"type": "object", "properties": {"kind": {"const": "dog"}, "name": TEXT}}
    old = api(("GET /a", reply({"oneOf": [reference("Cat"), reference("Dog")]})), Cat=cat, Dog=dog)
    new = api(("GET /a", reply({"oneOf": [reference("Hound"), reference("Feline")]})), Feline=cat, Hound=dog)
    assert rows(old, new) == []


def test_untagged_members_are_told_by_what_they_hold() -> None:
    one, two = thing(TEXT), {"type": "object", "properties": {"y": TEXT}}
    assert rows(*(api(("GET /a", reply({"oneOf": members}))) for members in ([one, two], [two, one]))) == []


def test_the_order_of_values_and_the_spaces_of_a_text() -> None:
    told: Schema = {"type": "string", "enum": ["a", "b"], "description": "One of two."}
    retold: Schema = {"type": "string", "enum": ["b", "a"], "description": "One  of\ntwo."}
    assert rows(*(api(("POST /a", body(thing(schema)))) for schema in (told, retold))) == []


def test_limits_that_say_nothing() -> None:
    plain, told = (
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT, "minItems": 0, "uniqueItems": False},
    )
    assert rows(*(api(("POST /a", body(thing(schema)))) for schema in (plain, told))) == []
    above, least = {"type": "integer", "exclusiveMinimum": 0}, {"type": "integer", "minimum": 1}
    assert rows(*(api(("POST /a", body(thing(schema)))) for schema in (above, least))) == []


def test_what_a_reply_without_content_is_said_to_hold() -> None:
    assert (
        rows(
            api(("GET /a", reply(thing(TEXT), "204"))),
            api(("GET /a", {"responses": {"204": {"description": "Done."}}})),
        )
        == []
    )
