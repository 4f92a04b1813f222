"""Whatever two small descriptions say, grafting loses nothing of ours and settles at once."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.graft import Grafted, graft
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import json_content, reference, replies, specification

COMPONENTS = ("Asset", "Index", "Task", "Source")
NAMES = ("name", "size", "type", "data")

scalars: st.SearchStrategy[Schema] = st.sampled_from(
    [
        {"type": "string"},
        {"type": "integer"},
        {"type": "number", "nullable": True},
        {"type": "boolean"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "enum": ["a", "b"]},
        {"type": "string", "enum": ["b", "c"]},
        {},
    ]
)
references = st.sampled_from([reference(name) for name in COMPONENTS])


def objects(values: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    properties = st.dictionaries(st.sampled_from(NAMES), values, max_size=4)
    required = st.lists(st.sampled_from(NAMES), unique=True, max_size=2)
    return st.builds(
        lambda held, needed: {"type": "object", "properties": held, "required": needed}, properties, required
    )


def compound(values: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    return st.one_of(
        objects(values),
        st.builds(lambda items: {"type": "array", "items": items}, values),
        st.builds(lambda held: {"type": "object", "additionalProperties": held}, values),
        st.builds(lambda members: {"oneOf": members}, st.lists(values, min_size=2, max_size=3)),
    )


schemas: st.SearchStrategy[Schema] = st.recursive(st.one_of(scalars, references), compound, max_leaves=4)
unions = st.builds(lambda one, two: {"oneOf": [{"type": "string"}, one, two]}, references, objects(scalars))
parameters = st.lists(
    st.builds(
        lambda name, where, schema, required: {"name": name, "in": where, "schema": schema, "required": required},
        st.sampled_from(NAMES), st.sampled_from(["query", "header"]), scalars, st.booleans(),
    ),
    max_size=2,
)  # fmt: skip


@st.composite
def operations(draw: st.DrawFn) -> Schema:
    operation: Schema = {
        "operationId": draw(st.sampled_from(["", "get", "list"])),
        "parameters": draw(parameters),
        "responses": replies(draw(schemas)),
    }
    if draw(st.booleans()):
        operation["requestBody"] = {"content": json_content(draw(schemas))}
    return operation


@st.composite
def descriptions(draw: st.DrawFn) -> Specification:
    """A small description over a few names, so that two of them meet at many places."""
    held = {name: draw(st.one_of(objects(schemas), unions)) for name in COMPONENTS}
    places = st.tuples(st.sampled_from(["/assets", "/assets/{id}", "/tasks"]), st.sampled_from(["get", "post"]))
    paths: dict[str, Any] = {}
    for path, method in draw(st.lists(places, unique=True, min_size=1, max_size=4)):
        paths.setdefault(path, {})[method] = draw(operations())
    read = specification(paths, held)
    for number, operation in enumerate(read.operations.values()):
        operation.operation_id = operation.operation_id or f"operation_{number}"
    return read


def nothing_lost(ours: Any, merged: Any) -> bool:
    """Whether all that ours says is still said, in the same place; lists may be longer, values of more types."""
    if isinstance(merged, dict) and "oneOf" in merged and isinstance(ours, dict) and "oneOf" not in ours:
        return nothing_lost(ours, {**merged["oneOf"][0], **merged})
    if isinstance(ours, dict):
        return isinstance(merged, dict) and all(key in merged and nothing_lost(ours[key], merged[key]) for key in ours)
    if isinstance(ours, list):
        return isinstance(merged, list) and len(merged) >= len(ours) and all(map(nothing_lost, ours, merged))
    return bool(ours == merged)


small = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@small
@given(descriptions(), descriptions())
def test_nothing_of_ours_is_ever_lost(ours: Specification, theirs: Specification) -> None:
    graftings = graft(ours, theirs)
    assume(all(one.used == "ours" for one in graftings.disagreements))
    grafted = graftings.specification

    assert nothing_lost(dataclasses.asdict(ours), dataclasses.asdict(grafted))
    assert [operation.operation_id for operation in grafted.operations.values()][: len(ours.operations)] == [
        operation.operation_id for operation in ours.operations.values()
    ]


@small
@given(descriptions(), descriptions())
def test_every_operation_and_parameter_of_theirs_is_there(ours: Specification, theirs: Specification) -> None:
    grafted = graft(ours, theirs).specification

    assert set(theirs.operations) <= set(grafted.operations)
    for place, operation in theirs.operations.items():
        held = {(one["in"], one["name"]) for one in grafted.operations[place].parameters}
        assert {(one["in"], one["name"]) for one in operation.parameters if one["in"] != "path"} <= held


@small
@given(descriptions(), descriptions())
def test_grafting_twice_is_grafting_once(ours: Specification, theirs: Specification) -> None:
    once = graft(ours, theirs).specification

    assert graft(once, theirs).specification == once


@small
@given(descriptions(), descriptions())
def test_grafting_changes_neither_and_is_the_same_each_time(ours: Specification, theirs: Specification) -> None:
    before = copy.deepcopy((ours, theirs))

    first, second = graft(ours, theirs), graft(ours, theirs)

    assert (ours, theirs) == before
    assert first == second


@small
@given(descriptions())
def test_grafting_a_description_onto_itself_changes_nothing(ours: Specification) -> None:
    assert graft(ours, copy.deepcopy(ours)) == Grafted(ours, [], set(ours.operations), set(ours.operations))


@small
@given(descriptions(), descriptions())
def test_every_reference_of_what_is_grafted_leads_somewhere(ours: Specification, theirs: Specification) -> None:
    grafted = graft(ours, theirs).specification

    assert set(_references(dataclasses.asdict(grafted))) <= set(grafted.schemas)


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].rsplit("/", 1)[-1]] if isinstance(node.get("$ref"), str) else []
        return own + [name for value in node.values() for name in _references(value)]
    return [name for item in node for name in _references(item)] if isinstance(node, list) else []
