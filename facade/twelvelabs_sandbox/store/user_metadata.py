"""User metadata: what values it takes, and how PATCH and PUT read a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from twelvelabs_sandbox.errors import invalid

NAME = "user_metadata"
UserMetadata = dict[str, Any]


def checked(given: Any) -> UserMetadata:
    """The map as given, once its values are known to be storable.

    Raises:
        ApiError: 400, it is no object or holds a value of another type.
    """
    if not isinstance(given, Mapping):
        raise invalid(NAME, "It must be an object.")
    for key, value in given.items():
        if not _storable(value):
            raise invalid(NAME, f"The value of {key} must be a string, number, boolean or array of strings.")
    return dict(given)


def from_text(text: str) -> UserMetadata:
    """The map written as JSON text, as forms carry it."""
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise invalid(NAME, "It must be a JSON object written as text.") from error
    return replaced(given)


def replaced(given: Any) -> UserMetadata:
    """The map to keep when all of it is given: empty values are left out."""
    return {key: value for key, value in checked(given).items() if value not in (None, "", [])}


def merged(kept: Mapping[str, Any], given: Any) -> UserMetadata:
    """The map to keep when some keys are given: null removes a key, an empty value is ignored."""
    given = checked(given)
    removed = {key for key, value in given.items() if value is None}
    return {**{key: value for key, value in kept.items() if key not in removed}, **replaced(given)}


def _storable(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, (str, bool, int, float))
