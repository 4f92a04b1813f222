"""Rules of a question about a knowledge store, checked before it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.analysis import check_schema

SelectionKind = Literal["item", "collection"]

LONGEST_MESSAGE = 10_000
INCLUDES = ("intermediate_outputs",)
KIND_OF_PREFIX: dict[str, SelectionKind] = {"ksi_": "item", "ksic_": "collection"}
# The API takes these without an error, and the answer may then be broken.
USELESS_KEYWORDS = {
    "oneOf": "write anyOf",
    "default": "leave it out: every property is required",
    "if": "leave it out",
    "then": "leave it out",
    "else": "leave it out",
    "not": "leave it out",
    "patternProperties": "write properties",
    "contains": "leave it out",
    "prefixItems": "leave it out",
}
_POINTER = re.compile(r"\{\{sel:(\d+)\}\}")
_MAPS_OF_SCHEMAS = ("properties", "$defs")
_LISTS_OF_SCHEMAS = ("anyOf", "allOf")


def read_messages(value: str | Iterable[str]) -> tuple[str, ...]:
    """The messages of a turn; one alone is a turn of one.

    Raises:
        InvalidInputError: There is none, or one is empty or too long.
    """
    if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
        raise InvalidInputError(f"input: expected a text or several, got {type(value).__name__}")
    messages = (value,) if isinstance(value, str) else tuple(value)
    if not messages:
        raise InvalidInputError("input: give one message at least")
    for message in messages:
        if len(checks.text(message, "input")) > LONGEST_MESSAGE:
            raise InvalidInputError(
                f"input: a message of {len(message)} characters is longer than {LONGEST_MESSAGE}; send it in several"
            )
    return messages


def check_pointers(messages: Sequence[str], count: int, *, goes_on: bool) -> None:
    """Messages point only to selections that there are; those of earlier turns are known to the API alone.

    Args:
        messages: The messages of this turn.
        count: How many selections this turn has.
        goes_on: Whether there may have been turns before.

    Raises:
        InvalidInputError: A message points to none.
    """
    if goes_on:
        return
    for message in messages:
        for number in _POINTER.findall(message):
            if int(number[:9]) >= count:
                raise InvalidInputError(
                    f"input: {{{{sel:{number[:9]}}}}} points to no selection; there are {count}, counted from 0"
                )


def kind_of_id(identifier: str) -> SelectionKind:
    """Whether an id stands for an item or for a collection.

    Raises:
        InvalidInputError: It does not tell by itself.
    """
    for prefix, kind in KIND_OF_PREFIX.items():
        if identifier.startswith(prefix):
            return kind
    raise InvalidInputError(
        f"selections: {identifier!r} tells neither item (ksi_...) nor collection (ksic_...); "
        "hand over a Selection, which says which it is"
    )


def check_selection(kind: str, identifier: str) -> None:
    """An id of the kind that it is said to be.

    Raises:
        InvalidInputError: The kind is unknown, or the id is one of the other kind.
    """
    checks.one_of(kind, "kind", KIND_OF_PREFIX.values())
    for prefix, told in KIND_OF_PREFIX.items():
        if identifier.startswith(prefix) and told != kind:
            raise InvalidInputError(f"id: {identifier!r} is the id of a knowledge store's {told}, not of its {kind}")


def check_response_schema(schema: object) -> None:
    """A JSON Schema that the API can follow.

    Raises:
        InvalidInputError: It is no JSON object, or holds a keyword with which answers come out broken.
    """
    if schema is None:
        raise InvalidInputError("response_schema: expected a JSON Schema as keys and values, got NoneType")
    check_schema(schema)
    for keyword in _keywords_of(schema):
        if keyword in USELESS_KEYWORDS:
            raise InvalidInputError(
                f"response_schema: {keyword} is not supported and can break the answer; {USELESS_KEYWORDS[keyword]}"
            )


def _keywords_of(schema: Any) -> Iterator[str]:
    """The keywords of a schema and of those in it; names of properties and values to choose from are none."""
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        yield keyword
        if keyword in _MAPS_OF_SCHEMAS and isinstance(value, Mapping):
            for inner in value.values():
                yield from _keywords_of(inner)
        elif keyword in _LISTS_OF_SCHEMAS and isinstance(value, list | tuple):
            for inner in value:
                yield from _keywords_of(inner)
        elif keyword in ("items", "additionalProperties"):
            yield from _keywords_of(value)


def check_session(session_store: str | None, store: str) -> None:
    """A conversation keeps to its knowledge store.

    Raises:
        InvalidInputError: It was about another one.
    """
    if session_store is not None and session_store != store:
        raise InvalidInputError(
            f"session: its conversation is about the knowledge store {session_store}, not {store}; begin a new one"
        )
