"""Take out of a description of ours what the published one has lost: an operation, a parameter, a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.references import target_of
from pipeline.specification import nameless
from tracking.change import Change

Node = dict[str, Any]


def without_removed(document: Node, changes: Iterable[Change]) -> Iterator[Change]:
    """Take out of a document what changes say is gone.

    Yields:
        The changes that were made; what the document words otherwise is left to people.
    """
    changes = list(changes)
    used = _used(document)
    losing = {(change.place, change.where.rpartition("/")[2]) for change in changes if change.kind == "field-removed"}
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
            case "field-removed" if _without_field(document, operation, change.where, used, losing):
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


def _used(document: Node) -> dict[int, set[str]]:
    """The operations that send or answer with each schema."""
    used: dict[int, set[str]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            for schema in _schemas(document, operation) if isinstance(operation, dict) else ():
                used.setdefault(schema, set()).add(nameless(f"{method.upper()} {path}"))
    return used


def _schemas(document: Node, operation: Node) -> set[int]:
    """The objects that an operation's body and its successful responses lead to."""
    good = [body for status, body in operation.get("responses", {}).items() if status.startswith("2")]
    waiting: list[Any] = [operation.get("requestBody"), *good]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and id(node := _followed(document, node)) not in seen:
            seen.add(id(node))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return seen


def _without_field(
    document: Node, operation: Node, where: str, used: dict[int, set[str]], losing: set[tuple[str, str]]
) -> bool:
    # Errors are read by one tolerant decoder, whatever is described of them.
    found = re.fullmatch(r"(request|response (2\d\d))(?: \S+)?? (/.*)", where)
    if found is None:
        return False
    body = operation.get("requestBody") if found[1] == "request" else operation.get("responses", {}).get(found[2])
    contents = _followed(document, body or {}).get("content", {}).values()
    *steps, last = re.findall(r"\[\]|\{\}|/[^/\[\]{}<]+", found[3])
    name = last.removeprefix("/")
    holders = [form for each in contents for form in _holders(document, each.get("schema", {}), steps, name)]
    # A schema of other operations, too, which have the field still, is left to people.
    own = [form for form in holders if all((place, name) in losing for place in used.get(id(form), ()))]
    for form in own:
        del form["properties"][name]
        if name in form.get("required", []):
            form["required"] = [other for other in form["required"] if other != name]
    return bool(own)


def _holders(document: Node, schema: Node, steps: list[str], name: str) -> Iterator[Node]:
    """Every form of a schema that has the field."""
    for form in _forms(document, schema):
        if not steps and name in form.get("properties", {}):
            yield form
        elif steps and (below := _below(form, steps[0])) is not None:
            yield from _holders(document, below, steps[1:], name)


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
        node = target_of(document, node["$ref"], "")
    return node
