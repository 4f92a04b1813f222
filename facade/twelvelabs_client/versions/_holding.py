"""Whether a success holds what was asked for, by the table that each generated operation has: `HOLDS` and `EACH`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twelvelabs_client.core.call import Refused, Undecodable
from twelvelabs_client.core.json import JsonObject

Fields = Sequence[tuple[str, str]]
Listed = Sequence[tuple[str, str, str]]

# Kinds of values: what one is, in words and as a test.
_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "id": ("a string", lambda value: isinstance(value, str)),
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
    holds: Fields = getattr(operation, "HOLDS", ())
    why = _wrong(holds, body) or _wrong_in_lists(getattr(operation, "EACH", ()), body)
    undecided = not holds and {"code", "message"} <= body.keys()
    if undecided or (why and is_error(body)):
        raise Refused(body)
    if why:
        raise Undecodable(why)


def check_holds_no_error(body: object) -> None:
    """Refuse an error where a success says nothing; a message alone may be one of success.

    Raises:
        Refused: It is one.
    """
    if isinstance(body, dict) and body.keys() != {"message"} and is_error(body):
        raise Refused(body)


def _wrong(fields: Fields, holder: JsonObject) -> str | None:
    """What is wrong with an object: the first field that is there decides."""
    for name, kind in fields:
        value = holder.get(name)
        # Null is an empty list, and nothing else; an empty id is none.
        if (value is None and not (kind == "list" and name in holder)) or (kind == "id" and value == ""):
            continue
        words, is_one = _KINDS[kind]
        return None if is_one(value) else f"{name} must be {words}"
    return f"it has no {' or '.join(name for name, _ in fields)}" if fields else None


def _wrong_in_lists(each: Listed, body: JsonObject) -> str | None:
    """What is wrong with the first object in a list that does not have what it must have."""
    fields: dict[str, list[tuple[str, str]]] = {}
    for listed, name, kind in each:
        fields.setdefault(listed, []).append((name, kind))
    for listed, wanted in fields.items():
        items = body.get(listed)
        for place, item in enumerate(items if isinstance(items, list) else ()):
            why = _wrong(wanted, item) if isinstance(item, dict) else "it must be an object"
            if why:
                return f"{listed}[{place}]: {why}"
    return None


def is_error(body: JsonObject) -> bool:
    """Whether an object that is nothing else is an error in one of the API's forms."""
    nested = body.get("error")
    return "message" in body or "error_code" in body or (isinstance(nested, str | dict) and bool(nested))
