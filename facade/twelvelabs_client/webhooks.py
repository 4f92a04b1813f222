"""Webhooks: what the API tells your server, checked before it is read. Needs no API key and no connection.

from twelvelabs_client import Webhooks

webhooks = Webhooks("whs_...")
event = webhooks.parse(body, headers.get("TL-Signature"))
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import orjson

from twelvelabs_client.core import webhooks as core
from twelvelabs_client.core.checks import is_number
from twelvelabs_client.core.errors import InvalidInputError, WebhookPayloadError
from twelvelabs_client.core.webhooks import TOLERANCE, Body, WebhookSecret
from twelvelabs_client.models.webhook import WebhookEvent
from twelvelabs_client.versions.webhooks import read_event


class Webhooks:
    """Checks and reads what the API sends to your server.

    Register the webhook on the API's website; its secret is shown there.

    Args:
        secret: The webhook's secret, or a function that returns it. Default: `TWELVELABS_WEBHOOK_SECRET` of the
            environment, looked up when it is needed.

    Raises:
        InvalidInputError: The secret is empty.
    """

    def __init__(self, secret: str | Callable[[], str] | None = None) -> None:
        # A traceback can show what this frame holds: from here on the secret is only where its repr is masked.
        kept, secret = None if secret is None else WebhookSecret(secret), None
        self._given = None if kept is None else kept.check()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def verify(self, body: Body, header: str | None, *, tolerance: float = TOLERANCE) -> None:
        """Make sure that a request was sent by the API, and lately. Answer it with 400 if not.

        Args:
            body: The request's body, byte by byte as it came: not decoded, not parsed.
            header: The text of its `TL-Signature` header, or None where it has none.
            tolerance: How many seconds ago or ahead of this machine's clock it may have been signed.

        Raises:
            WebhookSignatureError: It was not signed with this secret, too long ago or ahead, or the header makes no
                sense.
            InvalidInputError: The body is not given as bytes, or there is no secret.
        """
        core.verify(core.received_body(body), header, self._secret(), now=time.time(), tolerance=tolerance)

    def parse(self, body: Body, header: str | None, *, tolerance: float = TOLERANCE) -> WebhookEvent:
        """Make sure that a request was sent by the API, and only then read it.

        Args:
            body: The request's body, byte by byte as it came: not decoded, not parsed.
            header: The text of its `TL-Signature` header, or None where it has none.
            tolerance: How many seconds ago or ahead of this machine's clock it may have been signed.

        Returns:
            An `IndexTaskEvent` or an `AnalyzeTaskEvent`; a plain `WebhookEvent` where the type is not known.

        Raises:
            WebhookSignatureError: It was not signed with this secret, too long ago or ahead, or the header makes no
                sense.
            WebhookPayloadError: It was signed, but holds no event.
            InvalidInputError: The body is not given as bytes, or there is no secret.
        """
        # What is read is what was checked: a buffer of the caller's could change in between.
        content = core.received_body(body)
        self.verify(content, header, tolerance=tolerance)
        try:
            payload = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise WebhookPayloadError(f"the body is signed but is no JSON ({error})") from None
        if not isinstance(payload, dict):
            raise WebhookPayloadError(f"the body is signed but holds a {type(payload).__name__} instead of an event")
        return read_event(payload)

    def sign(self, body: Body, *, at: float | None = None) -> str:
        """The header that the API would send with a body: for tests of your own.

        Args:
            body: The body in bytes.
            at: When it is sent, in seconds since 1970; default: now.
        """
        if at is not None and not (is_number(at) and 0 <= at < 10**12):
            raise InvalidInputError(f"at: {at!r} is not a number of seconds since 1970")
        return core.sign(core.raw_body(body), self._secret(), at=time.time() if at is None else at)

    def _secret(self) -> WebhookSecret:
        return self._given or WebhookSecret(os.environ.get(core.SECRET_VARIABLE)).check()
