"""What response headers tell: when to come back, what is left, and the trace to quote to support."""

from __future__ import annotations

import datetime
import email.utils
from collections.abc import Iterable, Mapping

from attrs import frozen

LONGEST_WAIT = 30 * 24 * 3600.0


@frozen
class RateLimit:
    """One limit, as the last reply told it.

    Attributes:
        dimension: `request`, `duration` (seconds of media), `token`, or `` for the single limit of older replies.
        limit: What the window allows.
        remaining: What is left of it.
        reset: When it starts anew, in seconds since 1970 or from now: the API is not consistent.
        used: What of it is used up, as older replies told.
    """

    dimension: str
    limit: int | None = None
    remaining: int | None = None
    reset: int | None = None
    used: int | None = None


def by_name(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as they came over the network, by name in lower case; what came several times is joined by commas."""
    found: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def retry_after(headers: Mapping[str, str], *, now: float) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP date).

    Args:
        headers: The reply's headers; names in lower case.
        now: Seconds since 1970, against which a date is held.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return _bounded(milliseconds / 1000)
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _number(text)
    return _bounded(seconds) if seconds is not None else _seconds_until(text, now)


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None


def _seconds_until(text: str, now: float) -> float | None:
    try:
        instant = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=datetime.UTC)
    return _bounded(instant.timestamp() - now)


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT)


def rate_limits(headers: Mapping[str, str]) -> tuple[RateLimit, ...]:
    """The limits a reply tells: `X-Ratelimit-{Dimension}-...` of 2026, or the single `X-Ratelimit-...` before.

    A dimension that `X-Ratelimit-Dimensions` names without numbers is told without them.

    Args:
        headers: The reply's headers; names in lower case.
    """
    prefix = "x-ratelimit-"
    listed = (each.strip().lower() for each in headers.get(f"{prefix}dimensions", "").split(","))
    found: dict[str, dict[str, int]] = {dimension: {} for dimension in listed if dimension}
    for name, text in headers.items():
        if not name.startswith(prefix):
            continue
        dimension, _, field = name.removeprefix(prefix).rpartition("-")
        number = _number(text)
        if field in ("limit", "remaining", "reset", "used") and number is not None:
            found.setdefault(dimension, {})[field] = int(number)
    return tuple(RateLimit(dimension, **values) for dimension, values in sorted(found.items()))


def trace_id(headers: Mapping[str, str]) -> str | None:
    """The id that the API gives a request; the only one seen in its replies."""
    return headers.get("x-trace-id")


def is_page(headers: Mapping[str, str]) -> bool:
    """Whether a response is a page for people, which the API never sends."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "text/html"
