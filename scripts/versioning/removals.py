"""Take out of a description of ours what the published one has lost: an operation, a parameter, a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.specification import nameless
from tracking.change import Change

Node = dict[str, Any]


def without_removed(document: Node, changes: Iterable[Change]) -> Iterator[Change]:
    """Take out of a document what changes say is gone.

    Yields:
        The changes that were made; what the document words otherwise is left to people.
    """
    for change in changes:
        method, _, path = change.operation.partition(" ")
        item = _item(document, path)
        operation = item.get(method.lower()) if item else None
        if item is None or operation is None:
            continue
        match change.kind:
            case "operation-removed":
                del item[method.lower()]
                yield change
            case "parameter-removed" if _without_parameter(document, (operation, item), change.where):
                yield change
            case "field-removed" if _without_field(document, operation, change.where):
                yield change
            case _:
                continue


def _item(document: Node, path: str) -> Node | None:
    return next((item for other, item in document["paths"].items() if nameless(other) == nameless(path)), None)


def _without_parameter(document: Node, holders: Iterable[Node], where: str) -> bool:
    place, _, name = where.partition(" ")
    for holder in holders:
        for parameter in holder.get("parameters", []):
            said = _followed(document, parameter)
            if (said["in"], said["name"]) == (place, name):
                holder["parameters"] = [other for other in holder["parameters"] if other is not parameter]
                return True
    return False


def _without_field(document: Node, operation: Node, where: str) -> bool:
    # Errors are read by one tolerant decoder, whatever is described of them.
    found = re.fullmatch(r"(request|response (2\d\d))(?: \S+)?? (/.*)", where)
    if found is None:
        return False
    body = operation.get("requestBody") if found[1] == "request" else operation.get("responses", {}).get(found[2])
    contents = _followed(document, body or {}).get("content", {}).values()
    *steps, last = re.findall(r"\[\]|\{\}|/[^/\[\]{}<]+", found[3])
    done = [_dropped(document, each.get("schema", {}), steps, last.removeprefix("/")) for each in contents]
    return any(done)


def _dropped(document: Node, schema: Node, steps: list[str], name: str) -> bool:
    """Take a field out of every form of a schema that has it."""
    done = False
    for form in _forms(document, schema):
        if steps:
            below = _below(form, steps[0])
            done |= below is not None and _dropped(document, below, steps[1:], name)
        elif name in form.get("properties", {}):
            del form["properties"][name]
            if name in form.get("required", []):
                form["required"] = [other for other in form["required"] if other != name]
            done = True
    return done


def _below(form: Node, step: str) -> Node | None:
    below = {"[]": form.get("items"), "{}": form.get("additionalProperties")}
    found = below.get(step, form.get("properties", {}).get(step.removeprefix("/")))
    return found if isinstance(found, dict) else None


def _forms(document: Node, schema: Node) -> Iterator[Node]:
    followed = _followed(document, schema)
    yield followed
    for members in ("allOf", "oneOf", "anyOf"):
        for member in followed.get(members, []):
            yield from _forms(document, member)


def _followed(document: Node, node: Node) -> Node:
    while "$ref" in node:
        place: Any = document
        for key in node["$ref"].removeprefix("#/").split("/"):
            place = place[key.replace("~1", "/").replace("~0", "~")]
        node = place
    return node
