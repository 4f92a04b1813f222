"""References inside a description: what they name, and what they must not name."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from pipeline.specification import Schema


def target_of(document: Schema, pointer: Any, place: str) -> Any:
    """What a `$ref` inside a description names.

    Args:
        document: The description.
        pointer: Such as `#/components/schemas/Asset`.
        place: Where it stands, for errors.

    Raises:
        LookupError: It points outside the description, or to nothing.
    """
    node: Any = document
    for key in local_pointer(pointer, place):
        node = node[int(key)] if isinstance(node, list) and key.isdigit() else _get(node, key)
        if node is None:
            raise LookupError(f"{place}: {pointer} points to nothing")
    return node


def local_pointer(target: Any, place: str) -> list[str]:
    """The keys that a `$ref` inside the description names, one after the other.

    Raises:
        LookupError: It is not a reference, or one to another document.
    """
    if not isinstance(target, str):
        raise LookupError(f"{place}: $ref must be a string, got {target!r}")
    if target.startswith("#") and not target.startswith("#/"):
        raise LookupError(f"{place}: {target} names an anchor, which is not read; refer to a place, such as #/$defs/A")
    if not target.startswith("#/"):
        raise LookupError(f"{place}: {target} points outside the description; references are not fetched")
    return [unquote(part).replace("~1", "/").replace("~0", "~") for part in target.split("/")[1:]]


def section(document: Schema, *keys: str) -> Schema:
    """An object within a description, such as its components; an empty one where something else stands there."""
    node: Any = document
    for key in keys:
        node = _get(node, key)
    return node if isinstance(node, dict) else {}


def _get(node: Any, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None
