"""Checks of arguments before anything is sent. Each raises `InvalidInputError` with one clear line."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.hints import value_hint

N = TypeVar("N", bound=float)
T = TypeVar("T")

LARGEST_PAGE = 50
# Seconds, 23 days: a socket counts its patience in milliseconds of 31 bits.
LONGEST_TIME = 2e6
SHARE_HOSTS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "drive.google.com": "Google Drive",
    "docs.google.com": "Google Drive",
    "dropbox.com": "Dropbox",
    "onedrive.live.com": "OneDrive",
    "1drv.ms": "OneDrive",
    "wetransfer.com": "WeTransfer",
    "loom.com": "Loom",
    "tiktok.com": "TikTok",
}
_NOT_IN_AN_ID = re.compile(r"[\x00-\x20\x7f-\x9f/?#\\]")


def is_number(value: object) -> bool:
    """Whether a value is a finite number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -math.inf < value < math.inf


def seconds_above_0(value: N | None, noun: str) -> N | None:
    """A time to wait; None where there is no limit."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value == math.inf:
        raise InvalidInputError(f"{noun}: {value!r} is no number of seconds")
    if value > LONGEST_TIME:
        raise InvalidInputError(f"{noun}: {LONGEST_TIME:.0f} seconds are the most; None is no limit")
    if not value > 0:
        raise InvalidInputError(f"{noun}: {value} is not above 0 seconds")
    return value


def identifier(thing: object, noun: str) -> str:
    """The id of a thing given as its id or as the model itself.

    Args:
        thing: A text, or an object with an `id`.
        noun: What it is, for the error.
    """
    value = thing if isinstance(thing, str) else getattr(thing, "id", None)
    if not isinstance(value, str):
        hint = f"; {found}" if (found := value_hint(thing)) else ""
        raise InvalidInputError(f"{noun}: expected an id or a model with one, got {type(thing).__name__}{hint}")
    if not value:
        raise InvalidInputError(f"{noun}: the id is empty")
    if value in (".", "..") or _NOT_IN_AN_ID.search(value):
        raise InvalidInputError(f"{noun}: {value!r} is no id: it holds a blank, a control character or a path sign")
    return value


def asset_identifier(thing: object, noun: str) -> str:
    """The id of an asset given as its id, as the asset, or as its place in an index: that has another id of its own."""
    return identifier(thing.asset_id if hasattr(thing, "asset_id") else thing, noun)


def text(value: str, noun: str) -> str:
    """A text that says something."""
    if not isinstance(value, str):
        raise InvalidInputError(f"{noun}: expected a text, got {type(value).__name__}")
    if not value.strip():
        raise InvalidInputError(f"{noun}: the text is empty")
    return value


def page_limit(value: int | None) -> int | None:
    """A page size that the API accepts."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LARGEST_PAGE):
        raise InvalidInputError(f"page_limit: {value!r} is not a whole number from 1 to {LARGEST_PAGE}")
    return value


def page_number(value: int) -> int:
    """A page to begin with."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidInputError(f"page: {value!r} is not a whole number from 1")
    return value


def whole_number(value: int, noun: str, low: int, high: int) -> int:
    """A whole number between two bounds, both allowed."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InvalidInputError(f"{noun}: {value!r} is not a whole number from {low} to {high}")
    return value


def within(value: N | None, noun: str, low: float, high: float) -> N | None:
    """A number between two bounds, both allowed."""
    if value is None:
        return None
    if not is_number(value) or not low <= value <= high:
        raise InvalidInputError(f"{noun}: {value!r} is not a number from {low:g} to {high:g}")
    return value


def one_of(value: str | None, noun: str, allowed: Iterable[str]) -> str | None:
    """One of the words that the API knows."""
    known = sorted(allowed)
    if value is not None and value not in known:
        raise InvalidInputError(f"{noun}: {value!r} is not one of {', '.join(known)}")
    return value


def some_of(values: Iterable[str] | None, noun: str, allowed: Collection[str]) -> list[str] | None:
    """A list of words that the API knows; one word alone is a list of one."""
    if values is None:
        return None
    if not isinstance(values, Iterable):
        raise InvalidInputError(f"{noun}: expected a list of words, got {type(values).__name__}")
    words = [values] if isinstance(values, str) else list(values)
    for word in words:
        one_of(word, noun, allowed)
    return words


def filter_of(values: Iterable[str] | None, noun: str, allowed: Collection[str]) -> list[str] | None:
    """Words that the API knows, to choose by; without any, nothing would be left out."""
    words = some_of(values, noun, allowed)
    if words is not None and not words:
        raise InvalidInputError(f"{noun}: the list is empty; leave it out to list all")
    return words


def all_are(kind: type[T], values: Iterable[object], parameter: str) -> list[T]:
    """A list of things of one class."""
    checked = []
    for place, value in enumerate(values):
        if not isinstance(value, kind):
            raise InvalidInputError(f"{parameter}[{place}]: must be a {kind.__name__}, got {type(value).__name__}")
        checked.append(value)
    return checked


def instants(**values: datetime | None) -> None:
    """Moments that everybody understands alike: with a time zone, and told by their names."""
    for noun, value in values.items():
        if value is not None and (not isinstance(value, datetime) or value.utcoffset() is None):
            raise InvalidInputError(f"{noun}: {value!r} is no datetime with a time zone; with tzinfo=UTC it is one")


def web_address(url: str, noun: str) -> SplitResult:
    """The parts of an http or https address."""
    if not isinstance(url, str):
        raise InvalidInputError(f"{noun}: must be a string, got {type(url).__name__}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InvalidInputError(f"{noun}: {url!r} is no http or https address")
    return parts


def header_value(value: str, noun: str) -> str:
    """A text that can stand in a header; the error does not show it, for it may be secret."""
    if not isinstance(value, str) or not (value.isascii() and value.isprintable()) or value != value.strip():
        raise InvalidInputError(f"{noun}: the value cannot stand in a header; only visible ASCII and inner blanks can")
    return value


def media_url(url: str) -> str:
    """The address of a media file itself, not of a page about it."""
    host = web_address(url, "url").hostname or ""
    for known, service in SHARE_HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            raise InvalidInputError(
                f"url: a {service} link leads to a page, not to the media file; download it and upload the file"
            )
    return url


def looks_like_url(value: str) -> bool:
    """Whether a text is meant as an address rather than as a path."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", value))
