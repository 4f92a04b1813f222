"""What several inputs of embeddings share: words that the API knows, and stretches of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import some_known

Words: TypeAlias = Sequence[str] | None


def words(values: Words, noun: str, allowed: tuple[str, ...]) -> Words:
    """Some of the words that the API knows; one alone is a list of one.

    Raises:
        InvalidInputError: The API does not know one of them, or there is none.
    """
    found = some_known(values, noun, allowed)
    if found == []:
        raise InvalidInputError(f"{noun}: the list is empty; leave it out for what the API chooses itself")
    return found


def checked_text(text: str) -> str:
    """A text that says something."""
    return checks.text(text, "text")


def check_part(start: float | None, end: float | None) -> None:
    """The part of a sound or a video to look at.

    Raises:
        InvalidInputError: It is no time, or it is turned around.
    """
    for noun, bound in (("start", start), ("end", end)):
        if bound is not None and (not checks.is_number(bound) or bound < 0):
            raise InvalidInputError(f"{noun}: {bound!r} is not a number of seconds from 0")
    if end is not None and end <= (start or 0.0):
        raise InvalidInputError(f"end: {end!r} is not after the start, {start or 0.0!r}")
