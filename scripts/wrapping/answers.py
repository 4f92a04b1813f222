"""What the sandbox answers with for a wrapped operation, and what a test reads of it."""

from __future__ import annotations

from typing import Any

from pipeline.names import snake
from wrapping.described import SAMPLE_ID, Schema
from wrapping.plan import Plan


def sample_of(plan: Plan) -> dict[str, Any]:
    """The object, or the item of a list, that the sandbox answers with: all fields of a new model, else few."""
    assert plan.model is not None
    described, schema = plan.described, plan.model.schema
    taken = {name: described.sample(schema["properties"][name], name) for name in echoed(plan)}
    return {**described.sample(schema, whole=1 if plan.model.is_new else 0), **taken}


def echoed(plan: Plan) -> dict[str, str]:
    """The fields of the response's object that are taken from the request, by their names, as expressions."""
    schema = plan.model.schema if plan.model else {}
    properties: dict[str, Schema] = schema.get("properties") or {}
    found: dict[str, str] = {}
    last = plan.placed("path")[-1:] if plan.answer == "object" else []
    for name, value in properties.items():
        resolved = plan.described.resolve(value)
        for each in plan.placed("body"):
            sent = (plan.described.body.get("properties") or {}).get(name)
            if each.slot.wire == name and sent and _same(plan.described.resolve(sent), resolved):
                found[name] = f'call.body["{name}"]' if each.required else name
    for each in last:
        own = snake(each.slot.name).removesuffix("_id")
        for name in ("_id", "id", each.slot.wire):
            if name in properties and (
                name == each.slot.wire or own == plan.item_name or plan.described.path.endswith("}")
            ):
                found[name] = f'call.path["{each.slot.wire}"]'
    return found


def _same(sent: Schema, answered: Schema) -> bool:
    simple = ("string", "integer", "number", "boolean")
    return sent.get("type") == answered.get("type") and sent.get("type") in simple and "enum" not in answered


def expected(plan: Plan) -> dict[str, Any]:
    """The fields of the object that a test reads, by their names on the wire."""
    body = sample_of(plan)
    given = {each.slot.wire: each.sample for each in plan.tried if each.place == "body"}
    for name, source in echoed(plan).items():
        if source.startswith("call.path"):
            body[name] = SAMPLE_ID
        elif name in given:
            body[name] = given[name]
    return body
