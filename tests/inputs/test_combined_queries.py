"""Queries that are joined: what they hold, and what is refused when they are made."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents import And, Not, Or, TextQuery, Then
from twelvelabs_client.intents.older.combined_queries import DEEPEST, check_matching, texts_in, widened

JOINED: list[Any] = [And, Or, Then]


@pytest.mark.parametrize("kind", JOINED)
def test_a_plain_text_is_a_query(kind: Any) -> None:
    query = kind("boat", TextQuery("sail"), proximity=2)

    assert (query.queries, query.proximity) == ((TextQuery("boat"), TextQuery("sail")), 2)
    assert query == kind(TextQuery("boat"), "sail", proximity=2)


def test_one_query_without_another_can_be_said_by_name() -> None:
    assert Not("cooking", without="spaghetti") == Not(TextQuery("cooking"), TextQuery("spaghetti"))
    assert Not("cooking", "spaghetti") != Not("spaghetti", "cooking")


def test_operators_with_the_same_queries_are_not_the_same() -> None:
    assert len({And("a", "b"), Or("a", "b"), Then("a", "b"), And("a", "b", proximity=0)}) == 4


def test_a_text_has_options_of_its_own() -> None:
    text = TextQuery("ahoy", options="transcription", transcription_options=["lexical"])

    assert (text.options, text.transcription_options) == (("transcription",), ("lexical",))
    assert (TextQuery("ahoy").options, TextQuery("ahoy", transcription_options=[]).transcription_options) == (
        None,
        None,
    )


def test_all_texts_are_found_in_their_order() -> None:
    query = Then(And("a", Not("b", without=Or("c", "d"))), "e")

    assert [each.text for each in texts_in(query)] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("query", [And("a", Or("b")), Not("a", without=Then("b", "c", proximity=1)), TextQuery("a")])
@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda query: pickle.loads(pickle.dumps(query))])
def test_queries_are_copied_and_cannot_be_changed(query: Any, twin: Any) -> None:
    assert twin(query) == query
    assert hash(twin(query)) == hash(query)
    with pytest.raises(AttributeError):
        query.proximity = 7


@pytest.mark.parametrize("kind", JOINED)
def test_nothing_is_not_joined(kind: Any) -> None:
    with pytest.raises(InvalidInputError, match=f"^{kind.__name__}: give one query at least"):
        kind()


@pytest.mark.parametrize("wrong", [None, 7, ["a", "b"], {"text": "a"}, b"a"], ids=str)
def test_what_is_neither_text_nor_query_is_refused(wrong: Any) -> None:
    for kind in JOINED:
        with pytest.raises(InvalidInputError, match=f"^{kind.__name__}: expected a text, .*, got "):
            kind("a", wrong)
    for pair in (("a", wrong), (wrong, "a")):
        with pytest.raises(InvalidInputError, match=r"^Not: expected a text, "):
            Not(*pair)


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_text_is_refused_wherever_it_stands(empty: str) -> None:
    for make in (TextQuery, And, lambda text: Not("a", without=text)):
        with pytest.raises(InvalidInputError, match=r"^text: the text is empty"):
            make(empty)


@pytest.mark.parametrize("proximity", [-1, -0.5, "3", True, float("nan"), float("inf")], ids=str)
def test_a_proximity_is_a_number_of_seconds(proximity: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^proximity: .* is not a number of seconds from 0"):
        And("a", "b", proximity=proximity)


@pytest.mark.parametrize(
    ("choices", "complaint"),
    [
        ({"options": []}, "options: "),
        ({"options": ["visual"], "transcription_options": ["lexical"]}, "transcription_options: they need"),
    ],
)
def test_options_of_a_text_are_those_that_the_api_knows(choices: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{complaint}"):
        TextQuery("a", **choices)


def nested(depth: int) -> Any:
    query: Any = "a"
    for _ in range(depth):
        query = Or(query, "b")
    return query


def test_queries_are_joined_only_so_deep_that_they_can_still_be_read() -> None:
    assert len(repr(nested(DEEPEST))) > DEEPEST
    with pytest.raises(InvalidInputError, match=rf"^Not: queries are joined {DEEPEST + 1} deep; {DEEPEST} at most"):
        Not("a", without=nested(DEEPEST))


@pytest.mark.parametrize("kind", JOINED)
def test_a_proximity_beside_a_query_is_that_of_the_outermost(kind: Any) -> None:
    query = kind("a", And("b", "c"))

    assert widened(query, 30) == kind("a", And("b", "c"), proximity=30)
    assert widened(query, None) is query


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        (TextQuery("a"), "proximity: it goes with And, Or and Then"),
        (Not("a", "b"), "proximity: it goes with And, Or and Then"),
        (Then("a", proximity=0), "proximity: Then has its own; give it once"),
    ],
)
def test_a_proximity_that_fits_nothing_is_refused(query: Any, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{complaint}"):
        widened(query, 30)


@pytest.mark.parametrize(
    ("query", "options", "matching"),
    [
        (And("a"), ["visual"], None),
        (And("a"), ["transcription"], ["lexical"]),
        (And("a", TextQuery("b", options=["conversation"])), ["visual"], ["semantic"]),
        (And("a", TextQuery("b", transcription_options=["semantic"])), ["transcription"], None),
    ],
)
def test_how_words_match_is_said_where_they_are_looked_at(query: Any, options: Any, matching: Any) -> None:
    check_matching(query, options, matching)


@pytest.mark.parametrize(
    ("query", "options", "matching"),
    [
        (And("a"), ["visual"], ["semantic"]),
        (And(TextQuery("a", options=["visual"])), ["transcription"], ["semantic"]),
        (And("a", TextQuery("b", transcription_options=["semantic"])), ["visual"], None),
    ],
)
def test_and_refused_where_they_are_not(query: Any, options: Any, matching: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^transcription_options: they need 'transcription'"):
        check_matching(query, options, matching)
