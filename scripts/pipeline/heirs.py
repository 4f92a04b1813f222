"""Which components inherit from which: those that add to another one by `allOf`, where that one has a discriminator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.specification import PREFIX, Schema


def heirs_of(published: Schema) -> dict[str, list[str]]:
    """The components that inherit from a base, directly or not, by the base's name.

    A base is an object with a discriminator that is no union: it describes no members, its heirs name it.
    """
    heirs: dict[str, list[str]] = {name: [] for name, node in published.items() if _is_base(node)}
    for name in published if heirs else ():
        for ancestor in dict.fromkeys(_ancestors(published, name, {name})):
            if ancestor in heirs:
                heirs[ancestor].append(name)
    return {base: found for base, found in heirs.items() if found}


def _is_base(node: Any) -> bool:
    return (
        isinstance(node, dict) and isinstance(node.get("discriminator"), dict) and not {"oneOf", "anyOf"} & node.keys()
    )


def _ancestors(published: Schema, name: str, passed: set[str]) -> Iterator[str]:
    parts = published[name].get("allOf") if isinstance(published.get(name), dict) else None
    for part in parts if isinstance(parts, list) else ():
        target = part.get("$ref") if isinstance(part, dict) else None
        parent = str(target).removeprefix(PREFIX)
        if parent not in passed and parent in published:
            passed.add(parent)
            yield parent
            yield from _ancestors(published, parent, passed)
