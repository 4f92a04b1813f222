"""Say that the API wants something else to be used, or means to end what is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import assert_never

from twelvelabs_client.core.notices import notice
from twelvelabs_client.core.settings import ApiVersion


def warn_deprecated(method: str, instead: str, version: ApiVersion) -> None:
    """Warn at the line that called the method. What v1.3 means to remove is in older versions as it should be."""
    match version:
        case "v1.3":
            notice(f"{method} is deprecated by the API: use {instead}", DeprecationWarning)
        case "v1.1" | "v1.2":
            return
        case _:
            assert_never(version)


def warn_of_headers(operation: str, headers: Mapping[str, str], now: float) -> None:
    """Warn at the line that made the call, where the response says that the API ends the operation.

    Args:
        operation: The operation that was called.
        headers: The response's headers: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) are read.
        now: Seconds since 1970.
    """
    if "sunset" not in headers and "deprecation" not in headers:
        return
    end = sunset_of(headers)
    if end is None and "deprecation" not in headers:
        return
    if end is None:
        when = "; it may end at any time"
    elif end.timestamp() > now:
        when = f"; it ends on {end:%Y-%m-%d}"
    else:
        when = f"; it was to end on {end:%Y-%m-%d}, and may do so at any time"
    notice(f"{operation} is deprecated by the API{when}", DeprecationWarning)


def sunset_of(headers: Mapping[str, str]) -> datetime | None:
    """When the API ends an operation, if a response says so."""
    try:
        end = parsedate_to_datetime(headers.get("sunset", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return end if end.tzinfo is not None else end.replace(tzinfo=UTC)
