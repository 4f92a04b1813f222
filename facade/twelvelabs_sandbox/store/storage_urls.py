"""Storage URLs: signed, short-lived, served under ``/storage``."""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from starlette.responses import Response

from twelvelabs_sandbox.store.platform import Platform

URL_LIFETIME = 3600.0  # simulated seconds
PREFIX = "/storage"
DATE_FORMAT = "%Y%m%dT%H%M%SZ"


def storage_url(platform: Platform, origin: str, key: str, *, headers: Iterable[str] = ()) -> str:
    """A URL that serves or takes `key` until it expires; it says which `headers` must be sent as agreed."""
    date = datetime.fromtimestamp(_signed_at(platform), UTC).strftime(DATE_FORMAT)
    lifetime = str(_lifetime(platform))
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": date,
        "X-Amz-Expires": lifetime,
        "X-Amz-SignedHeaders": ";".join(sorted({"host", *map(str.lower, headers)})),
        "X-Amz-Signature": _signature(platform, key, date, lifetime),
    }
    return f"{origin}{PREFIX}/{quote(key)}?{urlencode(query)}"


def url_expiry(platform: Platform) -> float:
    """The instant at which a storage URL made now expires."""
    return float(_signed_at(platform) + _lifetime(platform))


def refusal(platform: Platform, key: str, query: Mapping[str, str]) -> str | None:
    """Why a storage URL is refused, or None."""
    date, lifetime = query.get("X-Amz-Date", ""), query.get("X-Amz-Expires", "")
    expected = _signature(platform, key, date, lifetime)
    if not hmac.compare_digest(expected, query.get("X-Amz-Signature", "")):
        return "The signature does not match."
    signed = datetime.strptime(date, DATE_FORMAT).replace(tzinfo=UTC).timestamp()
    return "Request has expired." if platform.now() >= signed + int(lifetime) else None


def failure(status: int, code: str, message: str) -> Response:
    """An error as object stores tell it."""
    body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return Response(body, status, media_type="application/xml")


def _signed_at(platform: Platform) -> int:
    return math.floor(platform.now())


def _lifetime(platform: Platform) -> int:
    # Dates have whole seconds: the lifetime is counted from the second before.
    return math.ceil(URL_LIFETIME / platform.settings.speed) + 1


def _signature(platform: Platform, key: str, date: str, lifetime: str) -> str:
    text = f"{key}\n{date}\n{lifetime}".encode()
    return hmac.new(platform.signing_key, text, hashlib.sha256).hexdigest()
