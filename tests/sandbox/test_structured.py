"""Structured answers always fit their schema."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.properties import repeatable
from twelvelabs_sandbox.analysis.structured import check_schema, fill, timestamp_as
from twelvelabs_sandbox.analysis.texts import Facts, Scene

SCENES = st.builds(
    Scene,
    start=st.floats(0, 50),
    end=st.floats(50, 100),
    colours=st.sampled_from([(), ("red",), ("green", "white")]),
    light=st.sampled_from(["bright", "dark"]),
    motion=st.sampled_from(["moving", "still"]),
    speech=st.text(max_size=20),
)
FACTS = st.builds(Facts, st.floats(0, 50), st.floats(50, 100), st.lists(SCENES, max_size=3).map(tuple))
NAMES = st.sampled_from(["title", "start_time", "end", "colour", "count", "duration", "summary", "quote", "other"])
BOUNDS = st.integers(0, 40).flatmap(
    lambda low: st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={"minimum": st.just(low), "maximum": st.integers(low, 90)},
    )
)
PLAIN = st.one_of(
    st.sampled_from([{"type": "string"}, {"type": "boolean"}, {"type": "null"}, {"enum": ["red", "b"]}]),
    BOUNDS,
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    objects = st.dictionaries(NAMES, inner, max_size=3).map(
        lambda members: {"type": "object", "properties": members, "required": list(members)}
    )
    arrays = st.builds(
        lambda items, least: {"type": "array", "items": items, "minItems": least}, inner, st.integers(0, 1)
    )
    return st.one_of(objects, arrays, inner.map(lambda member: {"anyOf": [member, {"type": "null"}]}))


@repeatable
@given(st.recursive(PLAIN, nested, max_leaves=8), FACTS)
def test_what_is_filled_in_fits(schema: dict[str, Any], facts: Facts) -> None:
    check_schema(schema)

    Draft202012Validator(schema).validate(fill(schema, facts))


def test_references_lead_to_definitions() -> None:
    schema = {"$ref": "#/$defs/title", "$defs": {"title": {"type": "string"}}}

    assert fill(schema, Facts(0, 1, ())) == "nothing"


def test_a_schema_that_holds_itself_comes_to_an_end() -> None:
    node = {"type": "object", "properties": {"child": {"$ref": "#/$defs/node"}}}

    assert isinstance(fill({"$ref": "#/$defs/node", "$defs": {"node": node}}, Facts(0, 1, ())), dict)


@pytest.mark.parametrize(
    ("seconds", "form", "written"),
    [
        (12.5, "seconds", 12.5),
        (12.5, "hh:mm:ss", "00:00:13"),
        (12.5, "hh:mm:ss.fff", "00:00:12.500"),
        (59.9996, "hh:mm:ss.fff", "00:01:00.000"),
        (3599.7, "hh:mm:ss", "01:00:00"),
        (-1.0, "hh:mm:ss", "00:00:00"),
    ],
)
def test_times_are_rounded_and_never_negative(seconds: float, form: str, written: float | str) -> None:
    assert timestamp_as(seconds, form) == written
