"""Questions about a knowledge store: what can be asked, and what is refused before it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.response_rules import (
    LONGEST_MESSAGE,
    USELESS_KEYWORDS,
    check_pointers,
    check_response_schema,
    check_selection,
    check_session,
    kind_of_id,
    read_messages,
)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Who?", ("Who?",)),
        (["Who?", "When?"], ("Who?", "When?")),
        (("Who?",), ("Who?",)),
        (iter(["Who?"]), ("Who?",)),
        ("\U0001f3ac" * LONGEST_MESSAGE, ("\U0001f3ac" * LONGEST_MESSAGE,)),
        (" x ", (" x ",)),
    ],
)
def test_one_message_or_several_make_a_turn(given: Any, read: tuple[str, ...]) -> None:
    assert read_messages(given) == read


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "input: give one message at least"),
        ("", "input: the text is empty"),
        (["Who?", " \n"], "input: the text is empty"),
        ([7], "input: expected a text, got int"),
        (None, "input: expected a text or several, got NoneType"),
        (7, "input: expected a text or several, got int"),
        (b"Who?", "input: expected a text or several, got bytes"),
        ({"role": "user"}, "input: expected a text or several, got dict"),
        ("x" * 10_001, "input: a message of 10001 characters is longer than 10000; send it in several"),
    ],
)
def test_what_is_no_turn_is_refused(given: Any, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_messages(given)
    assert str(refusal.value) == says


@pytest.mark.parametrize(
    ("message", "count", "goes_on"),
    [
        ("no pointer", 0, False),
        ("{{sel:0}} {{sel:1}}", 2, False),
        ("{{sel:7}}", 0, True),
        ("{{sel:x}} {sel:5} {{ sel:5 }}", 0, False),
    ],
)
def test_messages_point_to_selections(message: str, count: int, goes_on: bool) -> None:
    check_pointers([message], count, goes_on=goes_on)


@pytest.mark.parametrize(("message", "count"), [("{{sel:0}}", 0), ("a {{sel:0}} b {{sel:2}}", 2), ("{{sel:007}}", 7)])
def test_a_pointer_to_no_selection_is_refused(message: str, count: int) -> None:
    with pytest.raises(InvalidInputError, match=rf"points to no selection; there are {count}, counted from 0$"):
        check_pointers(["fine", message], count, goes_on=False)


def test_a_pointer_to_a_number_without_end_is_refused_like_any_other() -> None:
    with pytest.raises(InvalidInputError, match="points to no selection"):
        check_pointers(["{{sel:" + "9" * 5000 + "}}"], 3, goes_on=False)


@pytest.mark.parametrize(("identifier", "kind"), [("ksi_1", "item"), ("ksic_1", "collection")])
def test_an_id_says_what_it_is_of(identifier: str, kind: str) -> None:
    assert kind_of_id(identifier) == kind
    check_selection(kind, identifier)
    check_selection(kind, "an-id-of-tomorrow")


def test_an_id_that_does_not_say_is_asked_about() -> None:
    with pytest.raises(InvalidInputError, match=r"tells neither item .* nor collection .*; hand over a Selection"):
        kind_of_id("65f0c0ffee65f0c0ffee65f0")


@pytest.mark.parametrize(("kind", "identifier"), [("item", "ksic_1"), ("collection", "ksi_1")])
def test_a_selection_of_the_other_kind_is_refused(kind: str, identifier: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"^id: '{identifier}' is the id of a knowledge store's"):
        check_selection(kind, identifier)


def test_a_selection_of_no_kind_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="kind: 'video' is not one of collection, item"):
        check_selection("video", "ksi_1")


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "object", "properties": {"default": {"type": "string"}, "if": {"type": "null"}}},
        {"$defs": {"not": {"type": "string"}}, "$ref": "#/$defs/not"},
        {"anyOf": [{"type": "string"}, {"enum": [{"default": 1}]}], "examples": [{"oneOf": []}], "const": {"if": 1}},
        {"items": {"type": "array", "items": {"type": "integer"}}, "additionalProperties": False},
    ],
)
def test_a_schema_that_the_api_can_follow_passes(schema: Any) -> None:
    check_response_schema(schema)


@pytest.mark.parametrize("around", ["root", "properties", "$defs", "items", "anyOf", "allOf", "additionalProperties"])
@pytest.mark.parametrize("keyword", USELESS_KEYWORDS)
def test_a_keyword_that_breaks_answers_is_refused_wherever_it_stands(keyword: str, around: str) -> None:
    inner: Any = {keyword: {}}
    wrapped = {"properties": {"a": inner}, "$defs": {"a": inner}, "anyOf": [{}, inner], "allOf": [inner]}
    schema = inner if around == "root" else {around: wrapped.get(around, inner)}
    with pytest.raises(InvalidInputError, match=rf"^response_schema: {keyword} is not supported"):
        check_response_schema(schema)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (None, "expected a JSON Schema as keys and values, got NoneType"),
        (["object"], "expected a JSON Schema as keys and values, got list"),
        ({"minimum": float("nan")}, "it cannot be said in JSON"),
        ({"enum": {1}}, "it cannot be said in JSON"),
    ],
)
def test_what_is_no_schema_is_refused(schema: Any, says: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^response_schema: {says}"):
        check_response_schema(schema)


@pytest.mark.parametrize("known", [None, "ks_1"])
def test_a_conversation_goes_on_about_its_store(known: str | None) -> None:
    check_session(known, "ks_1")


def test_a_conversation_about_another_store_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="about the knowledge store ks_2, not ks_1; begin a new one"):
        check_session("ks_2", "ks_1")
