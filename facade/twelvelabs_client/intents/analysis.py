"""Rules of an analysis, checked before it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from twelvelabs_client.core.checks import is_number
from twelvelabs_client.core.errors import InvalidInputError

# The API's own default was a model that it has since withdrawn, so the model is always sent.
DEFAULT_MODEL = "pegasus1.5"
NEWER_MODEL = "pegasus1.6"
SHORTEST_PART = 1.0
LONGEST_PART_AT_ONCE = 3600.0
LONGEST_PART = 7200.0
UNLIMITED = "unlimited"
FEWEST_TOKENS = 512
FEWEST_TOKENS_OF_SEGMENTS = 2048
MOST_TOKENS = 98_304
_CUSTOM_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_window(start: float | None, end: float | None, longest: float = LONGEST_PART) -> None:
    """The part of a video to look at.

    Raises:
        InvalidInputError: It is shorter or longer than the API accepts, or turned around.
    """
    for noun, bound in (("start_time", start), ("end_time", end)):
        if bound is not None and (not is_number(bound) or bound < 0):
            raise InvalidInputError(f"{noun}: {bound!r} is not a number of seconds")
    if start is None or end is None:
        return
    if end - start < SHORTEST_PART:
        raise InvalidInputError(f"start_time, end_time: the part must last {SHORTEST_PART:g} s at least")
    if end - start > longest:
        raise InvalidInputError(f"start_time, end_time: the part must last {longest:g} s at most")


def check_max_tokens(value: object, *, segments: bool = False) -> None:
    """The longest answer, in tokens; a word for no limit is checked by who knows the model.

    Raises:
        InvalidInputError: It is outside of what the API takes for this kind of analysis.
    """
    low = FEWEST_TOKENS_OF_SEGMENTS if segments else FEWEST_TOKENS
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and low <= value <= MOST_TOKENS):
        return
    what = " for segments" if segments else ""
    raise InvalidInputError(f"max_tokens: {value!r} is not a whole number from {low} to {MOST_TOKENS}{what}")


def check_schema(schema: object) -> None:
    """A JSON Schema that arrives as it was meant.

    Raises:
        InvalidInputError: It is no JSON object.
    """
    if schema is None:
        return
    if not isinstance(schema, Mapping):
        raise InvalidInputError(
            f"response_schema: expected a JSON Schema as keys and values, got {type(schema).__name__}"
        )
    try:
        json.dumps(dict(schema), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(f"response_schema: it cannot be said in JSON: {error}") from error


def check_custom_id(value: object) -> None:
    """A label of the caller's own.

    Raises:
        InvalidInputError: It is longer than the API accepts, or of other characters.
    """
    if value is not None and not (isinstance(value, str) and _CUSTOM_ID.fullmatch(value)):
        raise InvalidInputError(f"custom_id: {value!r} is not 1 to 64 letters, digits, '-' and '_'")
