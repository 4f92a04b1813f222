"""Which components a part of a description needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.specification import Operation, Schema, Specification, reference_name


def restricted(specification: Specification, places: Iterable[str]) -> Specification:
    """The description with these operations alone, and the components they need."""
    operations = {place: specification.operations[place] for place in places}
    kept = [*operations.values(), *specification.webhooks.values()]
    roots = [schema for operation in kept for schema in schemas_of(operation)]
    names = reached(specification, roots)
    schemas = {name: schema for name, schema in specification.schemas.items() if name in names}
    return replace(specification, operations=operations, schemas=schemas)


def reached(specification: Specification, roots: list[Schema]) -> set[str]:
    """Names of the components that these schemas refer to, directly or not."""
    found: set[str] = set()
    stack = list(roots)
    while stack:
        for name in references(stack.pop()):
            # What a whole reading keeps of words that nothing reads may only look like a reference.
            if name not in found and name in specification.schemas:
                found.add(name)
                stack.append(specification.schemas[name])
    return found


def schemas_of(operation: Operation) -> Iterator[Schema]:
    """The schemas that stand in an operation itself."""
    yield from (parameter["schema"] for parameter in operation.parameters)
    yield from (media["schema"] for media in operation.request.values())
    for reply in operation.responses.values():
        yield from (media["schema"] for media in reply["content"].values())
        yield from (header["schema"] for header in reply.get("headers", {}).values())


def references(node: Any) -> Iterator[str]:
    """The components that anything made of schemas names."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield reference_name(node)
        for key, value in node.items():
            # What stands in a default or among values is data, whatever it looks like.
            if key not in ("default", "enum") and not (key == "$ref" and isinstance(value, str)):
                yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)
