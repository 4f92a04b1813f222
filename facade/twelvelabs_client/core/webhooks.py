"""Signatures of webhooks: whether a request that a server received was sent by whoever knows the secret.

The header is `TL-Signature: t=<seconds since 1970>,v1=<signature>`; the signature is the HMAC-SHA256, in lower-case
hex, of `<t>.<body>` with the webhook's secret as key. The body is meant as it came, byte by byte.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TypeAlias

from attrs import frozen

from twelvelabs_client.core.checks import is_number
from twelvelabs_client.core.errors import InvalidInputError, WebhookSignatureError
from twelvelabs_client.core.settings import Secret

Body: TypeAlias = bytes | bytearray | memoryview

HEADER = "TL-Signature"
SECRET_VARIABLE = "TWELVELABS_WEBHOOK_SECRET"
TOLERANCE = 300.0
LONGEST_HEADER = 4096
LARGEST_BODY = 1024 * 1024
_TIME = re.compile(rb"[0-9]{1,12}")


class WebhookSecret(Secret):
    """A webhook's secret, or the function that returns it, kept as a key of the API is. Its repr shows neither."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<webhook secret>"

    def check(self) -> WebhookSecret:
        """Refuse what can be seen to be no secret; a function is not called yet.

        Raises:
            InvalidInputError: There is none.
        """
        if self._source is None:
            raise InvalidInputError(f"no webhook secret: use Webhooks(secret), or set {SECRET_VARIABLE}")
        if not callable(self._source):
            self.reveal()
        return self

    def reveal(self) -> str:
        """The secret to use now, without blanks around it.

        Raises:
            InvalidInputError: There is none, or it is no text; the error does not show it.
        """
        text = _cleaned(self._source() if callable(self._source) else self._source)
        if text is None:
            raise InvalidInputError("secret: the webhook's secret is empty or no text")
        return text


@frozen
class Signature:
    """What a signature header says.

    Attributes:
        time: When it was made, as it is written there.
        values: Signatures, of which one must be right; there are several while a secret is replaced.
    """

    time: bytes
    values: tuple[bytes, ...]


def sign(body: bytes, secret: WebhookSecret, *, at: float) -> str:
    """The header for a body that is sent at a time in seconds since 1970."""
    time = b"%d" % int(at)
    return f"t={time.decode()},v1={_digest(time, body, secret).decode()}"


def verify(body: bytes, header: str | None, secret: WebhookSecret, *, now: float, tolerance: float = TOLERANCE) -> None:
    """Make sure that a body was signed with the secret, at about this time.

    Args:
        body: The request's body as it came.
        header: The text of its signature header, or None where it had none.
        secret: The webhook's secret.
        now: Seconds since 1970.
        tolerance: How many seconds ago or ahead it may have been signed; so many are too many already.

    Raises:
        WebhookSignatureError: It was not, or that cannot be told.
        InvalidInputError: The tolerance is no time.
    """
    if not is_number(tolerance) or tolerance <= 0:
        raise InvalidInputError(f"tolerance: {tolerance!r} is not a number of seconds above 0")
    signature = read_header(header)
    _check_length(len(body))
    expected = _digest(signature.time, body, secret)
    # All are compared, each in constant time: how long it takes tells nothing.
    matches = [hmac.compare_digest(expected, value) for value in signature.values]
    if not any(matches):
        raise WebhookSignatureError(
            "the signature does not match: is it this webhook's secret, and the body byte by byte as it came?"
        )
    age = now - int(signature.time)
    if abs(age) >= tolerance:
        when = f"{age:.0f} s ago" if age > 0 else f"{-age:.0f} s ahead of this machine's clock"
        raise WebhookSignatureError(f"the signature was made {when}; the tolerance is {tolerance:g} s")


def read_header(header: str | None) -> Signature:
    """What a signature header says; parts with other names and blanks between parts mean nothing.

    Raises:
        WebhookSignatureError: There is none, or it is not of that form.
    """
    if header is None:
        raise WebhookSignatureError(f"the request has no {HEADER} header; it was not sent by the API")
    if not isinstance(header, str):
        raise InvalidInputError(f"header: expected the text of the {HEADER} header, got {type(header).__name__}")
    if len(header) > LONGEST_HEADER:
        raise WebhookSignatureError(f"the {HEADER} header has {len(header)} characters, more than {LONGEST_HEADER}")
    if not header.isascii():
        raise WebhookSignatureError(f"the {HEADER} header holds characters that no signature has")
    parts = [part.strip(b" \t").partition(b"=") for part in header.encode("ascii").split(b",")]
    times = [value for name, _, value in parts if name == b"t"]
    values = tuple(value for name, _, value in parts if name == b"v1")
    if len(times) != 1 or not _TIME.fullmatch(times[0]):
        raise WebhookSignatureError(f"the {HEADER} header does not say once, in seconds, when it was made (t=)")
    if not values:
        raise WebhookSignatureError(f"the {HEADER} header holds no signature of a known kind (v1=)")
    return Signature(times[0], values)


def received_body(body: object) -> bytes:
    """The bytes of a body that was received; one that is too large is not even copied.

    Raises:
        WebhookSignatureError: It is larger than any event.
        InvalidInputError: It is no longer as it came: decoded, or parsed.
    """
    if isinstance(body, bytearray | memoryview):
        _check_length(memoryview(body).nbytes)
    return raw_body(body)


def raw_body(body: object) -> bytes:
    """The bytes of a body.

    Raises:
        InvalidInputError: It is no longer as it came: decoded, or parsed.
    """
    if isinstance(body, bytes):
        return body
    if isinstance(body, bytearray | memoryview):
        return bytes(body)
    raise InvalidInputError(
        f"body: expected the bytes of the request as they came, got {type(body).__name__}; verify before decoding or "
        "parsing, for the signature is of those bytes"
    )


def _check_length(length: int) -> None:
    if length > LARGEST_BODY:
        raise WebhookSignatureError(f"the body has {length} bytes, more than the {LARGEST_BODY} of any event")


def _digest(time: bytes, body: bytes, secret: WebhookSecret) -> bytes:
    return hmac.new(secret.reveal().encode(), time + b"." + body, hashlib.sha256).hexdigest().encode()


def _cleaned(secret: object) -> str | None:
    return (secret.strip() or None) if isinstance(secret, str) else None
