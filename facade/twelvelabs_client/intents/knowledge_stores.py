"""Rules of knowledge stores, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from twelvelabs_client.core.checks import identifier
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.values import some_known

MOST_ITEMS = 500
LONGEST_KEY = 128
INTEGER_BITS = 53


@frozen
class MetadataLimits:
    """How much metadata something can have.

    Attributes:
        pairs: The most keys.
        text: The most characters of a text.
    """

    pairs: int
    text: int


OF_STORES = MetadataLimits(pairs=10, text=2048)
OF_ITEMS = MetadataLimits(pairs=50, text=8192)


def metadata_within(limits: MetadataLimits, metadata: Mapping[str, MetadataValue] | None) -> dict[str, Any] | None:
    """Metadata that can be kept here; an empty map is one, and clears what is there.

    Raises:
        InvalidInputError: There is too much of it, or a value is of a kind that the API does not keep.
    """
    checked = check_metadata(metadata, noun="metadata")
    if checked is None:
        return None
    if len(checked) > limits.pairs:
        raise InvalidInputError(f"metadata: {len(checked)} keys are more than the {limits.pairs} that can be kept here")
    for key, value in checked.items():
        if len(key) > LONGEST_KEY:
            raise InvalidInputError(f"metadata: {key[:20]}...: the key is longer than {LONGEST_KEY} characters")
        if isinstance(value, str) and len(value) > limits.text:
            raise InvalidInputError(f"metadata: {key}: the text is longer than {limits.text} characters")
        if isinstance(value, int) and value.bit_length() > INTEGER_BITS:
            raise InvalidInputError(f"metadata: {key}: integers of more than {INTEGER_BITS} bits go as text")
    return checked


def free_text(value: str | None, noun: str) -> str | None:
    """A text that may be empty, which clears what is there.

    Raises:
        InvalidInputError: It is no text.
    """
    if value is not None and not isinstance(value, str):
        raise InvalidInputError(f"{noun}: expected a text, got {type(value).__name__}")
    return value


def check_change(noun: str, *values: object) -> None:
    """That an update changes something.

    Raises:
        InvalidInputError: Nothing is given.
    """
    if all(value is None for value in values):
        raise InvalidInputError(f"{noun}: nothing to change; give a name, a description or metadata")


def item_ids(items: object, *, most: int | None = None) -> list[str]:
    """The ids of one item or several.

    Raises:
        InvalidInputError: There is none, or there are too many.
    """
    listed = list(items) if isinstance(items, Iterable) and not isinstance(items, str | Mapping) else [items]
    if not listed:
        raise InvalidInputError("items: the list is empty; give at least one item")
    if most is not None and len(listed) > most:
        raise InvalidInputError(f"items: {len(listed)} are more than the {most} of one call; use several calls")
    return [identifier(item, "items") for item in listed]


def words(values: Iterable[str] | None, noun: str, allowed: Sequence[str]) -> list[str] | None:
    """Words that the API knows, at least one if any are given.

    Raises:
        InvalidInputError: There is none, or one is unknown.
    """
    checked = some_known(values, noun, allowed)
    if checked is not None and not checked:
        raise InvalidInputError(f"{noun}: the list is empty; give some of {', '.join(allowed)}, or leave it out")
    return checked


def check_modalities(modalities: Sequence[str] | None, asset_types: Sequence[str] | None) -> None:
    """That there are videos to which modalities apply.

    Raises:
        InvalidInputError: The search looks at images alone.
    """
    if modalities and asset_types and "video" not in asset_types:
        raise InvalidInputError("modalities: they tell how videos match, and asset_types leaves videos out")


@frozen(kw_only=True)
class StoreQuery:
    """A checked search in a store: what is asked, and how it is to be answered."""

    store_id: str
    text: str
    asset_types: Sequence[str] | None
    item_ids: Sequence[str] | None
    modalities: Sequence[str] | None
    group_by: str | None
    page_limit: int | None
    include_metadata: bool | None
