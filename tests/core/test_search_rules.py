"""What belongs together in a search, and the forms that a filter can have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.metadata import LARGEST_EXACT_INTEGER, check_metadata
from twelvelabs_client.intents.search import (
    Scoring,
    check_filter,
    check_options,
    check_query,
    check_scoring,
    filter_text,
)

NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("text", "images", "options", "spoken"),
    [
        ("a red car", 0, ["visual"], None),
        (None, 1, ["visual"], None),
        ("a red car", 10, ["visual", "audio"], None),
        ("a red car", 0, ["transcription"], ["lexical"]),
        ("a red car", 0, ["audio"], []),
        ("a red car", 0, ["conversation"], ["lexical"]),
    ],
)
def test_a_search_that_asks_something_passes(text: str | None, images: int, options: list[str], spoken: Any) -> None:
    check_query(text, images, options, spoken)


@pytest.mark.parametrize(
    ("text", "images", "options", "spoken", "complaint"),
    [
        (None, 0, ["visual"], None, "give a text, images, or both"),
        ("", 0, ["visual"], None, "text: "),
        (" \n", 1, ["visual"], None, "text: "),
        (7, 0, ["visual"], None, "text: "),
        ("x", 11, ["visual"], None, "images: 11 are more than the 10"),
        (None, 1, ["audio"], None, "images: .* needs 'visual'"),
        ("x", 0, ["visual"], ["lexical"], "transcription_options: .* need 'transcription'"),
    ],
)
def test_a_search_that_contradicts_itself_is_refused(
    text: Any, images: int, options: list[str], spoken: Any, complaint: str
) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        check_query(text, images, options, spoken)


@pytest.mark.parametrize("options", [[], [7], [None]], ids=str)
def test_a_search_looks_at_something_that_is_known(options: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^options: "):
        check_options(options)


def test_one_option_alone_is_a_list_of_one() -> None:
    assert check_options("visual") == ["visual"]


@pytest.mark.parametrize(
    ("scoring", "group_by"),
    [
        ({}, None),
        ({"threshold": "none"}, None),
        ({"sort_by": "score"}, "clip"),
        ({"sort_by": "clip_count"}, "video"),
        ({"adjust_confidence_level": 0}, None),
        ({"adjust_confidence_level": 1.0}, None),
    ],
    ids=str,
)
def test_scores_are_dealt_with_as_the_older_versions_know_it(scoring: dict[str, Any], group_by: str | None) -> None:
    check_scoring(Scoring(**scoring), group_by)


@pytest.mark.parametrize(
    ("scoring", "group_by", "complaint"),
    [
        ({"sort_by": "clip_count"}, "clip", "sort_by: 'clip_count' needs group_by='video'"),
        ({"adjust_confidence_level": 1.1}, None, "adjust_confidence_level: 1.1 is not a number from 0 to 1"),
        ({"adjust_confidence_level": True}, None, "adjust_confidence_level: "),
        ({"adjust_confidence_level": NAN}, None, "adjust_confidence_level: "),
    ],
    ids=str,
)
def test_scores_that_make_no_sense_are_refused(scoring: dict[str, Any], group_by: str | None, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{complaint}"):
        check_scoring(Scoring(**scoring), group_by)


@pytest.mark.parametrize(
    "conditions",
    [
        {"id": ["v1", "v2"]},
        {"duration": 12.5},
        {"duration": {"gte": 1}},
        {"width": {"gte": 640, "lte": 1920}, "height": 1080, "size": {"lte": 10**9}},
        {"filename": "clip.mp4"},
        {"category": "harbour", "views": 7, "rating": {"gte": 4.5}, "public": True},
        {"ort": "Zürich — 水"},
    ],
)
def test_a_filter_becomes_the_json_text_that_says_it(conditions: dict[str, Any]) -> None:
    text = filter_text(conditions)
    assert text is not None
    assert json.loads(text) == conditions


def test_a_filter_is_sent_as_short_as_json_can_be() -> None:
    assert filter_text({"width": {"gte": 1}, "ort": "Ü"}) == '{"width":{"gte":1},"ort":"Ü"}'


@pytest.mark.parametrize("nothing", [None, {}])
def test_no_condition_is_no_filter(nothing: Mapping[str, Any] | None) -> None:
    assert filter_text(nothing) is None


@pytest.mark.parametrize(
    "conditions",
    [
        {"id": []},
        {"id": "v1"},
        {"id": ["v1", 7]},
        {"id": [""]},
        {"duration": "12"},
        {"duration": True},
        {"duration": {}},
        {"duration": {"gt": 1}},
        {"duration": {"gte": "1"}},
        {"width": None},
        {"size": NAN},
        {"size": {"lte": INFINITE}},
        {"filename": 7},
        {"filename": {"gte": 1}},
        {"category": None},
        {"category": ["a"]},
        {"rating": {"min": 1}},
        {"rating": NAN},
        {"": 1},
        {7: 1},
        '{"id": ["v1"]}',
        [("id", ["v1"])],
    ],
    ids=str,
)
def test_a_filter_that_the_api_would_refuse_is_refused_here(conditions: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^filter: "):
        check_filter(conditions)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["id", "duration", "filename"]) | st.text()


@repeatable
@given(st.dictionaries(keys, json_values, max_size=3))
def test_whatever_passes_is_strict_json(conditions: dict[str, Any]) -> None:
    try:
        check_filter(conditions)
    except InvalidInputError:
        return
    text = filter_text(conditions)
    assert text is None or json.loads(text, parse_constant=pytest.fail) == conditions


@pytest.mark.parametrize(
    "metadata",
    [{}, {"a": "x", "b": 1, "c": 1.5, "d": True, "e": ["x", "y"]}, {"a": ""}, {"a": []}, {"n": LARGEST_EXACT_INTEGER}],
)
def test_metadata_that_the_api_keeps_pass_as_a_copy(metadata: dict[str, Any]) -> None:
    checked = check_metadata(metadata)
    assert checked == metadata
    assert checked is not metadata


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"nested": 1},
        [1],
        ["x", None],
        ("x",),
        b"x",
        NAN,
        INFINITE,
        -INFINITE,
        LARGEST_EXACT_INTEGER + 1,
        -(2**60),
        object(),
    ],
)
def test_metadata_that_would_not_arrive_as_meant_are_refused_by_key(value: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^user_metadata: camera: "):
        check_metadata({"camera": value})


@pytest.mark.parametrize("metadata", [{"": "x"}, {7: "x"}, [("a", "x")], "a=x"])
def test_metadata_are_texts_with_values(metadata: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^user_metadata: "):
        check_metadata(metadata)


def test_none_removes_a_key_where_that_has_a_meaning() -> None:
    assert check_metadata({"camera": None}, nulls=True) == {"camera": None}


def test_no_metadata_are_none() -> None:
    assert check_metadata(None) is None
