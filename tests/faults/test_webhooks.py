"""What a server may receive in the API's name: nothing is read before it is proved, nothing too large is looked at."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from attrs import frozen

from twelvelabs_client import InvalidInputError, TwelveLabsError, WebhookPayloadError, Webhooks, WebhookSignatureError
from twelvelabs_client.core.webhooks import LARGEST_BODY

SECRET = "whs_MADEUPSECRET0123456789"
EVENT = b'{"id": "whe_1", "type": "index.task.ready", "data": {"id": "t1", "status": "ready"}}'
OURS, OTHERS = Webhooks(SECRET), Webhooks("whs_ANOTHER")


@frozen
class Delivery:
    """A request to a server.

    Attributes:
        name: What is wrong with it.
        body: Its body.
        header: Makes its signature header.
        ends: The error; None where it is an event.
    """

    name: str
    body: bytes | bytearray | memoryview
    header: Callable[[bytes], str | None]
    ends: type[TwelveLabsError] | None = WebhookSignatureError


def signed(body: bytes) -> str:
    return OURS.sign(body)


def long_ago(body: bytes) -> str:
    return OURS.sign(body, at=time.time() - 301)


def ahead(body: bytes) -> str:
    return OURS.sign(body, at=time.time() + 301)


DELIVERIES = [
    Delivery("nothing", EVENT, signed, None),
    Delivery("nothing, as a view of memory", memoryview(EVENT), signed, None),
    Delivery("no signature", EVENT, lambda body: None),
    Delivery("an empty signature", EVENT, lambda body: ""),
    Delivery("a signature of nothing", EVENT, lambda body: OURS.sign(b"")),
    Delivery("a signature of another body", EVENT, lambda body: signed(body + b" ")),
    Delivery("a signature by another secret", EVENT, OTHERS.sign),
    Delivery("a signature made long ago", EVENT, long_ago),
    Delivery("a signature made ahead", EVENT, ahead),
    Delivery("two times", EVENT, lambda body: f"t=1,{signed(body)}"),
    Delivery("a header without end", EVENT, lambda body: signed(body) + ",v1=" + "0" * 10_000),
    Delivery("letters that no signature has", EVENT, lambda body: signed(body) + "\u0660"),
    Delivery("no JSON, and not signed either", b"{", OTHERS.sign),
    Delivery("no JSON, signed", b"{", signed, WebhookPayloadError),
    Delivery("no object, signed", b"[1]", signed, WebhookPayloadError),
    Delivery("too deep, signed", b"[" * 100_000, signed, WebhookPayloadError),
    Delivery("as large as may be, signed", b'{"a":"' + b"x" * (LARGEST_BODY - 8) + b'"}', signed, None),
    Delivery("too large, signed", b" " * (LARGEST_BODY + 1), signed),
    Delivery("far too large", bytearray(64 * LARGEST_BODY), lambda body: "t=1,v1=0"),
]  # fmt: skip


@pytest.mark.parametrize("delivery", DELIVERIES, ids=lambda delivery: delivery.name)
def test_what_is_not_proved_is_not_read(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    header = delivery.header(bytes(delivery.body[: LARGEST_BODY + 1]))
    read: list[object] = []
    monkeypatch.setattr("twelvelabs_client.webhooks.read_event", read.append)

    if delivery.ends is None:
        OURS.parse(delivery.body, header)
        assert len(read) == 1
        return
    with pytest.raises(delivery.ends) as caught:
        OURS.parse(delivery.body, header)

    assert type(caught.value) is delivery.ends
    assert len(str(caught.value).splitlines()) == 1
    assert SECRET not in str(caught.value)
    assert read == []


def test_of_what_is_not_proved_not_even_the_form_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: object) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr("twelvelabs_client.webhooks.orjson.loads", fail)
    with pytest.raises(WebhookSignatureError):
        OURS.parse(EVENT, OTHERS.sign(EVENT))


def test_a_body_that_is_too_large_is_not_copied() -> None:
    class Huge(bytearray):
        def __bytes__(self) -> bytes:
            raise AssertionError("it was copied")

    with pytest.raises((WebhookSignatureError, InvalidInputError)):
        OURS.verify(Huge(2 * LARGEST_BODY), "t=1,v1=0")
