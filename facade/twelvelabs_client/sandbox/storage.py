"""Storage URLs: signed, short-lived, served under ``/storage``."""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from .platform import Platform

URL_LIFETIME = 3600.0  # simulated seconds
PREFIX = "/storage"
DATE_FORMAT = "%Y%m%dT%H%M%SZ"


def storage_url(platform: Platform, origin: str, key: str) -> str:
    """A URL that serves `key` until it expires."""
    # Dates have whole seconds: the lifetime is counted from the second before.
    date = datetime.fromtimestamp(math.floor(platform.now()), UTC).strftime(DATE_FORMAT)
    lifetime = str(math.ceil(URL_LIFETIME / platform.settings.speed) + 1)
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": date,
        "X-Amz-Expires": lifetime,
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Signature": _signature(platform, key, date, lifetime),
    }
    return f"{origin}{PREFIX}/{quote(key)}?{urlencode(query)}"


def refusal(platform: Platform, key: str, query: Mapping[str, str]) -> str | None:
    """Why a storage URL is refused, or None."""
    date, lifetime = query.get("X-Amz-Date", ""), query.get("X-Amz-Expires", "")
    expected = _signature(platform, key, date, lifetime)
    if not hmac.compare_digest(expected, query.get("X-Amz-Signature", "")):
        return "The signature does not match."
    signed = datetime.strptime(date, DATE_FORMAT).replace(tzinfo=UTC).timestamp()
    return "Request has expired." if platform.now() >= signed + int(lifetime) else None


def _signature(platform: Platform, key: str, date: str, lifetime: str) -> str:
    text = f"{key}\n{date}\n{lifetime}".encode()
    return hmac.new(platform.signing_key, text, hashlib.sha256).hexdigest()
