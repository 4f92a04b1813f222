"""Rules of an analysis, checked before it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping

from twelvelabs_client.core.checks import is_number
from twelvelabs_client.core.errors import InvalidInputError

# The API's own default was a model that it has since withdrawn, so the model is always sent.
DEFAULT_MODEL = "pegasus1.5"
SHORTEST_WINDOW = 1.0


def check_window(start: float | None, end: float | None) -> None:
    """The part of a video to look at.

    Raises:
        InvalidInputError: It is shorter than the API accepts, or turned around.
    """
    for noun, bound in (("start_time", start), ("end_time", end)):
        if bound is not None and (not is_number(bound) or bound < 0):
            raise InvalidInputError(f"{noun}: {bound!r} is not a number of seconds")
    if start is not None and end is not None and end - start < SHORTEST_WINDOW:
        raise InvalidInputError(f"start_time, end_time: the part must last {SHORTEST_WINDOW:g} s at least")


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
