"""What cassettes keep: of requests and replies what matters, of secrets nothing.

`tests/facade/conftest.py` hands this to vcrpy. Requests are brought into one form both before they are compared and
before they are saved, so that a recording has the same bytes every time.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from vcr.request import Request

ROOT = Path(__file__).resolve().parents[2]
MEDIA = ROOT / "tests" / "media"
ORIGINS = ("sandbox", "documented", "live")

API = "https://api.twelvelabs.io"
SANDBOX_KEY = "tlk_SANDBOX"
KEY_PLACE = "<API_KEY>"
HIDDEN = "HIDDEN"
BOUNDARY = "boundary"

MATCHED = ("method", "scheme", "host", "path", "query", "body")
KEPT_OF_REQUESTS = re.compile(r"accept|content-type")
KEPT_OF_REPLIES = re.compile(
    r"content-type|etag|location|retry-after|x-(api-version|trace-id|sandbox-class|ratelimit-.+)"
)

_BOUNDARY_OF = re.compile(r"boundary=([^;]+)")
_SIGNED = re.compile(
    r"((?:X-(?:Amz|Goog)-)?(?:Signature|Credential|Security-Token)|Key-Pair-Id|Policy|AWSAccessKeyId|GoogleAccessId)"
    r"=(?!HIDDEN)[^&\"'\s\\<>]+"
)
# Of an account that users keep elsewhere: what opens it, and whose it is.
_PRIVATE = re.compile(r'("(?:access_token|developer_key|display_name|external_id)":\s*")(?!HIDDEN")[^"]+')
_SECRETS = (
    re.compile(r"tlk_\w*"),
    re.compile(r"(?i)\b(x-api-key|authorization|(set-)?cookie)\b"),
    re.compile(r"(?i)\bbearer\s+\S+"),
    re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{12,}"),
    re.compile(r"-----BEGIN [A-Z ]+-----"),
    _SIGNED,
    _PRIVATE,
)


def cassettes() -> Path:
    """Where cassettes are kept. While they are only played, the environment says nothing, here and below."""
    return Path(os.environ.get("TWELVELABS_CASSETTES") or ROOT / "cassettes")


def is_live() -> bool:
    """Whether the real API is recorded."""
    return os.environ.get("TWELVELABS_RECORD") == "live"


def origin() -> str:
    """Where the replies of a new cassette come from."""
    return "live" if is_live() else "sandbox"


def api_key() -> str:
    """The key of this run: a real one only when recording from the real API."""
    return os.environ["TWELVELABS_API_KEY"] if is_live() else SANDBOX_KEY


def cassette_name(test: str, version: str) -> str:
    """What a test's cassette is called; colours are not told apart, versions of the API are."""
    name = test.removeprefix("test_")
    return name if version == "v1.3" else f"{name}.{version}"


def configuration() -> dict[str, Any]:
    """What vcrpy is told. The record mode is not: it would override the command line."""
    return {
        "match_on": MATCHED,
        "before_record_request": in_one_form,
        "before_record_response": without_volatile_headers,
        "before_save_interaction": without_signatures,
        "filter_sensitive_data": {KEY_PLACE: api_key()},
        "decode_compressed_response": True,
    }


def in_one_form(request: Request) -> Request:
    """A request with only the headers that matter, and with a form's random boundary made one fixed word.

    Whatever the mode, this sees every request with all its headers: a key on its way to a storage ends the test here.
    """
    headers = {name.lower(): str(value) for name, value in request.headers.items()}
    assert request.uri.startswith(f"{API}/") or "x-api-key" not in headers, f"the key was sent to {request.uri}"
    headers = {name: value for name, value in sorted(headers.items()) if KEPT_OF_REQUESTS.fullmatch(name)}
    # A request without a body: for vcrpy it has none over aiohttp, and an empty one over httpx.
    request.body = request.body or b""
    boundary = _BOUNDARY_OF.search(headers.get("content-type", ""))
    if boundary is not None:
        headers["content-type"] = headers["content-type"].replace(boundary[1], BOUNDARY)
        request.body = request.body.replace(b"--" + boundary[1].encode(), b"--" + BOUNDARY.encode())
    request.headers = headers
    return request


def without_volatile_headers(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply with only the headers that the client reads."""
    headers = {name.lower(): values for name, values in reply["headers"].items()}
    kept = {name: values for name, values in sorted(headers.items()) if KEPT_OF_REPLIES.fullmatch(name)}
    return {**reply, "headers": kept}


def without_signatures(request: Request, reply: dict[str, Any]) -> tuple[Request, dict[str, Any]]:
    """An exchange whose storage URLs and tokens no longer open anything, in the request as in the reply."""
    request.uri = _SIGNED.sub(rf"\1={HIDDEN}", request.uri)
    body = reply["body"]["string"]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return request, reply
    text = _PRIVATE.sub(rf"\1{HIDDEN}", _SIGNED.sub(rf"\1={HIDDEN}", text))
    return request, {**reply, "body": {"string": text.encode()}}


def secrets_in(text: str) -> list[str]:
    """Whatever looks like a key, a header that carries one, or a signature that may open something."""
    return [found.group() for pattern in _SECRETS for found in pattern.finditer(text)]
