"""Whatever the description: one known change is reported, and nothing but it."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.diff.describe import Schema, api, body, changes, in_dialect, reference, reply, rows

SCALARS: list[Schema] = [{"type": kind} for kind in ("string", "integer", "number", "boolean")]
NAMES = ("alpha", "beta", "gamma", "delta")
COMPONENTS = ("One", "Two", "Three")

scalars = st.sampled_from(SCALARS).map(copy.deepcopy)
leaves = st.one_of(scalars, st.sampled_from(COMPONENTS).map(reference))


def objects(values: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    fields = st.dictionaries(st.sampled_from(NAMES), values, min_size=1, max_size=4)
    return fields.map(lambda properties: {"type": "object", "properties": properties})


def containers(values: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    lists = values.map(lambda items: {"type": "array", "items": items})
    maps = values.map(lambda value: {"type": "object", "additionalProperties": value})
    return st.one_of(objects(values), lists, maps)


schemas = st.recursive(leaves, containers, max_leaves=8)
documents = st.builds(
    lambda request, answer, components: api(
        ("POST /things", {**body(request), **reply(answer)}),
        ("GET /things/{id}", reply(reference("One"))),
        **dict(zip(COMPONENTS, components, strict=True)),
    ),
    objects(schemas),
    objects(schemas),
    st.tuples(*[objects(schemas)] * len(COMPONENTS)),
)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def at(document: Schema, side: str) -> Schema:
    operation = document["paths"]["/things"]["post"]
    holder = operation["requestBody"] if side == "request" else operation["responses"]["200"]
    schema: Schema = holder["content"]["application/json"]["schema"]
    return schema


def inline_object(draw: st.DataObject, schema: Schema) -> tuple[str, Schema]:
    """Some object within a body that no component holds, and its pointer."""
    found: list[tuple[str, Schema]] = []
    waiting: list[tuple[str, Any]] = [("", schema)]
    while waiting:
        pointer, node = waiting.pop()
        if "properties" in node:
            found.append((pointer, node))
            waiting += [(f"{pointer}/{name}", value) for name, value in node["properties"].items()]
        if "items" in node:
            waiting.append((f"{pointer}[]", node["items"]))
        if "additionalProperties" in node:
            waiting.append((f"{pointer}{{}}", node["additionalProperties"]))
    return draw.draw(st.sampled_from(found))


@quick
@given(documents)
def test_a_description_and_itself(document: Schema) -> None:
    assert rows(document, document) == []
    assert rows(in_dialect(document, "3.0.3"), document) == []


@quick
@given(documents, st.sampled_from(["request", "response 200"]), st.booleans(), st.data())
def test_a_field_added_and_removed(document: Schema, side: str, required: bool, draw: st.DataObject) -> None:
    changed = copy.deepcopy(document)
    pointer, holder = inline_object(draw, at(changed, side))
    holder["properties"]["omega"] = {"type": "string"}
    if required:
        holder["required"] = ["omega"]
    where = f"{side} {pointer}/omega"
    breaks = required and side == "request"
    assert rows(document, changed) == [(where, "field-added", "breaking" if breaks else "compatible")]
    assert rows(changed, document) == [(where, "field-removed", "breaking")]


@quick
@given(documents, st.sampled_from(["request", "response 200"]), st.data())
def test_a_limit_on_a_new_field(document: Schema, side: str, draw: st.DataObject) -> None:
    loose = copy.deepcopy(document)
    pointer, holder = inline_object(draw, at(loose, side))
    holder["properties"]["omega"] = {"type": "string", "maxLength": 9}
    tight = copy.deepcopy(loose)
    holder["properties"]["omega"] = {"type": "string", "maxLength": 10}
    where = f"{side} {pointer}/omega"
    request = side == "request"
    assert rows(tight, loose) == [(where, "limit-loosened", "compatible" if request else "risky")]
    assert rows(loose, tight) == [(where, "limit-tightened", "breaking" if request else "compatible")]


@quick
@given(documents, st.sampled_from(COMPONENTS))
def test_a_change_of_a_component_is_told_at_every_operation_that_reaches_it(document: Schema, name: str) -> None:
    changed = copy.deepcopy(document)
    changed["components"]["schemas"][name]["properties"]["omega"] = {"type": "string"}
    reached = {side for side in ("request", "response 200") if name in reaches(document, at(document, side))}
    found = [change for change in changes(document, changed) if change.kind != "component-changed"]
    assert {change.kind for change in found} <= {"field-added"}
    posted = [change for change in found if change.operation == "POST /things"]
    told = {"request" if change.where.startswith("request") else "response 200" for change in posted}
    assert told == reached


def reaches(document: Schema, schema: Schema) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting += children
        name = str(node.get("$ref", "")).rsplit("/", 1)[-1] if isinstance(node, dict) else ""
        if name and name not in found:
            found.add(name)
            waiting.append(document["components"]["schemas"][name])
    return found
