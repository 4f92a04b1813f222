"""Rules of connecting an account and of importing from it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from twelvelabs_client.core.checks import text
from twelvelabs_client.core.errors import InvalidInputError

MOST_FILES = 100
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f]+")


def check_return_uri(uri: str) -> str:
    """A URI that a browser can be sent back to; while none is registered the API takes any, those of apps too.

    Raises:
        InvalidInputError: It is no URI.
    """
    if not _URI.fullmatch(text(uri, "redirect_uri")):
        raise InvalidInputError(f"redirect_uri: {uri!r} is no URI: it begins with a scheme and holds no blanks")
    return uri


def check_registered_uri(uri: str) -> str:
    """A URI that can be registered. Whether its host is public is left to the API.

    Raises:
        InvalidInputError: It is no HTTPS address, or holds a wildcard.
    """
    check_return_uri(uri)
    if not re.match(r"https://[^/?#]", uri, re.IGNORECASE):
        raise InvalidInputError(f"redirect_uri: {uri!r} cannot be registered; only HTTPS addresses can")
    if "*" in uri:
        raise InvalidInputError(f"redirect_uri: {uri!r} holds a wildcard; register each address by itself")
    return uri


def check_source_ids(source_ids: str | Iterable[str]) -> list[str]:
    """The files of one import; one id alone is a list of one.

    Raises:
        InvalidInputError: There are none or too many, or one is named twice.
    """
    if not isinstance(source_ids, Iterable):
        raise InvalidInputError(f"source_ids: expected ids of files, got {type(source_ids).__name__}")
    ids = [source_ids] if isinstance(source_ids, str) else list(source_ids)
    if not ids:
        raise InvalidInputError("source_ids: the list is empty; name at least one file")
    if len(ids) > MOST_FILES:
        raise InvalidInputError(
            f"source_ids: {len(ids)} files are more than the {MOST_FILES} of one import; use several"
        )
    seen: set[str] = set()
    for source_id in ids:
        if text(source_id, "source_ids") in seen:
            raise InvalidInputError(f"source_ids: {source_id!r} is named twice")
        seen.add(source_id)
    return ids
