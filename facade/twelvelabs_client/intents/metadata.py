"""Metadata: which values the API can keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, overload

from twelvelabs_client.core.errors import InvalidInputError

MetadataValue: TypeAlias = str | int | float | bool | list[str]
LARGEST_EXACT_INTEGER = 2**53
NOUN = "user_metadata"


@overload
def check_metadata(metadata: None, *, nulls: bool = False, noun: str = NOUN) -> None: ...
@overload
def check_metadata(
    metadata: Mapping[str, MetadataValue | None], *, nulls: bool = False, noun: str = NOUN
) -> dict[str, MetadataValue | None]: ...
@overload
def check_metadata(
    metadata: Mapping[str, MetadataValue] | None, *, nulls: bool = False, noun: str = NOUN
) -> dict[str, MetadataValue | None] | None: ...
def check_metadata(
    metadata: Mapping[str, MetadataValue | None] | Mapping[str, MetadataValue] | None,
    *,
    nulls: bool = False,
    noun: str = NOUN,
) -> dict[str, MetadataValue | None] | None:
    """Metadata that arrive as they were meant.

    Args:
        metadata: Keys and values.
        nulls: Whether None, which removes a key, has a meaning here.
        noun: The argument's name, for the error.

    Raises:
        InvalidInputError: A value is of a kind that the API does not keep.
    """
    if metadata is None:
        return None
    if not isinstance(metadata, Mapping):
        raise InvalidInputError(f"{noun}: expected keys and values, got {type(metadata).__name__}")
    for key, value in metadata.items():
        if not isinstance(key, str) or not key:
            raise InvalidInputError(f"{noun}: {key!r} is no key; keys are texts")
        _check_value(f"{noun}: {key}", value, nulls)
    return dict(metadata)


def check_metadata_filter(conditions: Mapping[str, str | float | bool] | None) -> None:
    """Metadata to filter by: one plain value a key.

    Raises:
        InvalidInputError: A value is none that can be compared.
    """
    for key, value in (check_metadata(conditions) or {}).items():
        if isinstance(value, list):
            raise InvalidInputError(f"user_metadata: {key}: a filter takes one text, number or boolean, not a list")


def is_plain(value: object, place: str) -> bool:
    """Whether a value is one text, number or boolean.

    Args:
        value: The value of a key.
        place: Where it stands, for the error.

    Raises:
        InvalidInputError: It is a number that would not arrive as it is.
    """
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_EXACT_INTEGER:
        raise InvalidInputError(f"{place}: integers beyond 2**53 lose digits; send it as text")
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        raise InvalidInputError(f"{place}: {value} cannot be said in JSON")
    return isinstance(value, str | int | float | bool)


def _check_value(place: str, value: object, nulls: bool) -> None:
    if (value is None and nulls) or is_plain(value, place):
        return
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return
    raise InvalidInputError(
        f"{place}: the API keeps texts, numbers, booleans and lists of texts, not {type(value).__name__}"
    )
