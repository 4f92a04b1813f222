"""The API key is hidden where text for people is made, and never in data: a server can repeat what it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MASK = "<API key>"
# A shorter key is no secret but a placeholder of a test, such as `test`, and stands in many words.
SHORTEST_SECRET = 8


def masked(text: str, key: str) -> str:
    """A text without the key."""
    return text.replace(key, MASK) if len(key) >= SHORTEST_SECRET else text


def masked_bytes(said: bytes, key: str) -> bytes:
    """What a server said, without the key."""
    return said.replace(key.encode(), MASK.encode()) if len(key) >= SHORTEST_SECRET else said


def masked_json(value: Any, key: str) -> Any:
    """A decoded body without the key, however the server wrote it."""
    if isinstance(value, str):
        return masked(value, key)
    if isinstance(value, list):
        return [masked_json(each, key) for each in value]
    if isinstance(value, dict):
        return {masked(name, key): masked_json(each, key) for name, each in value.items()}
    return value


def masked_headers(headers: Mapping[str, str], key: str) -> dict[str, str]:
    """A response's headers without the key."""
    return {name: masked(value, key) for name, value in headers.items()}


def hide(error: BaseException, key: str) -> None:
    """Take the key out of the texts of an error, such as one of the HTTP library that quotes the response."""
    error.args = tuple(_hidden(each, key) for each in error.args)
    if isinstance(message := getattr(error, "message", None), str):
        error.message = masked(message, key)  # type: ignore[attr-defined]


def _hidden(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return masked(value, key)
    # An object that shows the key, such as a response that was read in part, is shown as text.
    return masked(repr(value), key) if len(key) >= SHORTEST_SECRET and key in repr(value) else value
