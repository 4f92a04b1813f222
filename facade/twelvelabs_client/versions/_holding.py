"""Whether a success holds what was asked for, by the table that each generated operation has: `HOLDS` and `EACH`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twelvelabs_client.core.call import Refused, Undecodable
from twelvelabs_client.core.json import JsonObject

Pairs = Sequence[tuple[str, str]]

# Kinds of values: what one is, in words and as a test.
_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "id": ("a string that is not empty", lambda value: isinstance(value, str) and value != ""),
    "text": ("a string", lambda value: isinstance(value, str)),
    "list": ("a list", lambda value: value is None or isinstance(value, list)),
    "object": ("an object", lambda value: isinstance(value, dict)),
    "number": ("a number", lambda value: isinstance(value, int | float)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
}


def check_holds(operation: object, body: object) -> None:
    """Refuse a success that does not hold what was asked for.

    Args:
        operation: The generated operation. One that has no table, or a row that decides nothing, holds anything but an
            error.
        body: The decoded response.

    Raises:
        Refused: It holds an error instead.
        Undecodable: It holds something else.
    """
    if not isinstance(body, dict):
        return
    holds: Pairs = getattr(operation, "HOLDS", ())
    missing = _missing(holds, body)
    if (missing or not holds) and _is_error(body, strictly=not holds):
        raise Refused(body)
    missing = missing or _missing_in_lists(getattr(operation, "EACH", ()), body)
    if missing:
        raise Undecodable(missing)


def _missing(holds: Pairs, body: JsonObject) -> str | None:
    """What is missing: the first field that is there decides. Null is an empty list, and nothing else."""
    if not holds:
        return None
    name, kind = next(((name, kind) for name, kind in holds if _is_there(body, name, kind)), ("", ""))
    if not name:
        return f"it has no {' or '.join(name for name, _ in holds)}"
    words, is_one = _KINDS[kind]
    return None if is_one(body[name]) else f"{name} must be {words}"


def _is_there(body: JsonObject, name: str, kind: str) -> bool:
    return name in body and (body[name] is not None or kind == "list")


def _missing_in_lists(each: Pairs, body: JsonObject) -> str | None:
    """The first object in a list that has none of its ids."""
    ids: dict[str, list[str]] = {}
    for listed, name in each:
        ids.setdefault(listed, []).append(name)
    _, is_id = _KINDS["id"]
    for listed, names in ids.items():
        items = body.get(listed)
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if not isinstance(item, dict) or not any(is_id(item.get(name)) for name in names):
                return f"{listed}[{place}] has no {' or '.join(names)}"
    return None


def _is_error(body: JsonObject, *, strictly: bool) -> bool:
    """Whether it is an error in one of the API's forms; strictly, in the one that nothing else has."""
    if strictly:
        return {"code", "message"} <= body.keys()
    nested = body.get("error")
    return "message" in body or "error_code" in body or (isinstance(nested, str | dict) and bool(nested))
