"""What several inputs share: media, words that the API knows, and stretches of time."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import BinaryIO, TypeAlias

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.uploads import media_type_of
from twelvelabs_client.models.asset import Asset

Media: TypeAlias = str | Asset | PathLike[str] | BinaryIO | bytes
Words: TypeAlias = Sequence[str] | None


def words(values: Words, noun: str, allowed: tuple[str, ...]) -> Words:
    """Some of the words that the API knows; one alone is a list of one.

    Raises:
        InvalidInputError: The API does not know one of them, or there is none.
    """
    found = checks.some_of(values, noun, allowed)
    if found == []:
        raise InvalidInputError(f"{noun}: the list is empty; leave it out for what the API chooses itself")
    return found


def checked_media(media: Media) -> Media:
    """Anything that names or holds media; what only looks like an id is refused before it is taken for one."""
    if isinstance(media, str):
        if checks.looks_like_url(media):
            return checks.media_url(media)
        if media_type_of(media) is not None or any(sign in media for sign in "/\\"):
            raise InvalidInputError(f"media: {media!r} is no asset id; for a file give pathlib.Path({media!r})")
        return checks.identifier(media, "media")
    if isinstance(media, Asset | PathLike | bytes) or callable(getattr(media, "read", None)):
        return media
    raise InvalidInputError(
        f"media: expected an asset or its id, an address, a Path, a binary file or bytes, got {type(media).__name__}"
    )


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
