"""Signatures of webhooks: vectors, what a header may look like, and that nothing else passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_settings import library_frames
from tests.properties import repeatable
from twelvelabs_client.core.errors import InvalidInputError, TwelveLabsError, WebhookSignatureError
from twelvelabs_client.core.webhooks import (
    LARGEST_BODY,
    LONGEST_HEADER,
    TOLERANCE,
    WebhookSecret,
    raw_body,
    read_header,
    sign,
    verify,
)

# Computed once with `printf '%s.%s' TIME BODY | openssl dgst -sha256 -hmac SECRET`.
FIRST, SECOND = "whs_0123456789abcdef0123456789abcdef", "whs_made_up"
VECTORS = [
    (FIRST, 1659342128, b'{"name":"test"}', "b09832a262ff4766a9902db64e6df9ac7f8f286e521b3d07b35f9c063657c458"),
    (FIRST, 1659342128, b"", "d6a7b380e411d46e8043ae1a6a355cf6d219c503db0f56635785e8eb09c4b3b9"),
    (
        FIRST,
        1659342128,
        '{"type":"index.task.ready","name":"Möwe"}'.encode(),
        "836f9814bd516ecb7cb468b7def0b0a4b6e25ae55b926545520e1d59dc8bcdd7",
    ),
    (
        SECOND,
        1790848800,
        b'{"id":"whe_made_up","type":"analyze.task.ready"}',
        "4e48f4b97b8ffbb7e9c07dc4eac93f602cec8ba252603664f8b9a8c3a5c57af1",
    ),
    (SECOND, 1790848800, b"\x00\xff\r\n", "27a03533f52056df09e9320ab223214f5b3664b109e603a27d0d5d2b33ee828d"),
]
NOW = 1790848800
BODY = b'{"id":"whe_made_up","type":"analyze.task.ready"}'
SECRET = WebhookSecret(SECOND)
VALUE = "4e48f4b97b8ffbb7e9c07dc4eac93f602cec8ba252603664f8b9a8c3a5c57af1"
HEADER = f"t={NOW},v1={VALUE}"
WRONG = "0" * 64


@pytest.mark.parametrize(("secret", "time", "body", "value"), VECTORS)
def test_a_signature_is_that_of_the_vector(secret: str, time: int, body: bytes, value: str) -> None:
    header = f"t={time},v1={value}"

    assert sign(body, WebhookSecret(secret), at=time + 0.9) == header
    verify(body, header, WebhookSecret(secret), now=time)


@pytest.mark.parametrize(
    "header",
    [
        f"v1={VALUE},t={NOW}",
        f"t={NOW}, v1={VALUE}",
        f" t={NOW} ,\tv1={VALUE} ",
        f"t={NOW},v0={WRONG},v1={VALUE},v2={WRONG}",
        f"t={NOW},v1={WRONG},v1={VALUE}",
        f"t={NOW},v1={VALUE},v1={WRONG}",
        f"t={NOW},v1=,v1={VALUE}",
        f"t={NOW},v1={VALUE},",
        f"t={NOW},v1={VALUE},note=a=b",
    ],
)
def test_a_header_may_hold_several_signatures_and_other_parts_in_any_order(header: str) -> None:
    verify(BODY, header, SECRET, now=NOW)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (None, "the request has no TL-Signature header"),
        ("", "does not say once, in seconds, when it was made"),
        (VALUE, "does not say once"),
        (f"v1={VALUE}", "does not say once"),
        (f"t={NOW},t={NOW},v1={VALUE}", "does not say once"),
        (f"t={NOW},v1={VALUE}, t={NOW},v1={VALUE}", "does not say once"),
        (f"t=,v1={VALUE}", "does not say once"),
        (f"t=-{NOW},v1={VALUE}", "does not say once"),
        (f"t=+{NOW},v1={VALUE}", "does not say once"),
        (f"t={NOW}.0,v1={VALUE}", "does not say once"),
        (f"t=0x6abe,v1={VALUE}", "does not say once"),
        (f"t={'9' * 13},v1={VALUE}", "does not say once"),
        (f"T={NOW},V1={VALUE}", "does not say once"),
        (f"t={NOW};v1={VALUE}", "does not say once"),
        (f"t={NOW}", "holds no signature of a known kind"),
        (f"t={NOW},v2={VALUE}", "holds no signature of a known kind"),
        (f"t=١٧٩,v1={VALUE}", "holds characters that no signature has"),
        (f"t={NOW},v1={VALUE}{' ' * LONGEST_HEADER}", "characters, more than 4096"),
        (f"t={NOW},v1=", "does not match"),
        (f"t={NOW},v1={WRONG}", "does not match"),
        (f"t={NOW},v1={VALUE.upper()}", "does not match"),
        (f"t={NOW},v1={VALUE[:-1]}", "does not match"),
        (f"t={NOW},v1={VALUE}0", "does not match"),
        (f"t=0{NOW},v1={VALUE}", "does not match"),
        (f"t={NOW + 1},v1={VALUE}", "does not match"),
    ],
)
def test_a_header_that_proves_nothing_is_refused_in_a_line(header: str | None, says: str) -> None:
    with pytest.raises(WebhookSignatureError) as refusal:
        verify(BODY, header, SECRET, now=NOW)

    assert says in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert isinstance(refusal.value, TwelveLabsError)
    assert VALUE not in str(refusal.value)


def test_a_body_is_looked_at_up_to_a_size() -> None:
    largest = b"x" * LARGEST_BODY
    verify(largest, sign(largest, SECRET, at=NOW), SECRET, now=NOW)

    with pytest.raises(WebhookSignatureError, match="1048577 bytes, more than the 1048576"):
        verify(largest + b"x", sign(largest + b"x", SECRET, at=NOW), SECRET, now=NOW)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NOW + 300, "made 300 s ago; the tolerance is 300 s"),
        (NOW + 86400, "made 86400 s ago"),
        (NOW - 300, "made 300 s ahead of this machine's clock"),
    ],
)
def test_a_signature_of_another_time_is_told_apart_from_a_wrong_one(now: float, says: str) -> None:
    with pytest.raises(WebhookSignatureError, match=says):
        verify(BODY, HEADER, SECRET, now=now)


@pytest.mark.parametrize("tolerance", [0, -1, float("nan"), float("inf"), True, "300", None])
def test_a_tolerance_is_a_span_of_seconds(tolerance: float) -> None:
    with pytest.raises(InvalidInputError, match=r"^tolerance: .* is not a number of seconds above 0"):
        verify(BODY, HEADER, SECRET, now=NOW, tolerance=tolerance)


@repeatable
@given(st.floats(-1e6, 1e6), st.floats(0.5, 1e6))
def test_the_time_is_tolerated_both_ways_up_to_but_not_including_the_bound(shift: float, tolerance: float) -> None:
    now = NOW + shift
    if abs(now - NOW) < tolerance:
        verify(BODY, HEADER, SECRET, now=now, tolerance=tolerance)
    else:
        with pytest.raises(WebhookSignatureError, match="the signature was made"):
            verify(BODY, HEADER, SECRET, now=now, tolerance=tolerance)


@repeatable
@given(st.binary(max_size=200), st.text(min_size=1).filter(str.strip), st.integers(0, 10**12 - 1))
def test_what_was_signed_is_verified_and_by_no_other_secret(body: bytes, text: str, at: int) -> None:
    secret, other = WebhookSecret(text), WebhookSecret(f"{text.strip()}x")
    header = sign(body, secret, at=at)

    verify(body, header, secret, now=at)
    with pytest.raises(WebhookSignatureError):
        verify(body, header, other, now=at)


def flipped(content: bytes, place: int) -> bytes:
    """The content with one bit changed."""
    byte, bit = divmod(place, 8)
    return content[:byte] + bytes([content[byte] ^ (1 << bit)]) + content[byte + 1 :]


@repeatable
@given(st.binary(min_size=1, max_size=100), st.data())
def test_a_body_with_one_bit_changed_or_a_byte_more_or_less_is_refused(body: bytes, data: st.DataObject) -> None:
    header = sign(body, SECRET, at=NOW)
    place = data.draw(st.integers(0, len(body) * 8 - 1))

    for changed in (flipped(body, place), body + b"\x00", body[:-1], b" " + body):
        with pytest.raises(WebhookSignatureError):
            verify(changed, header, SECRET, now=NOW)


def test_a_header_with_any_one_bit_changed_is_refused() -> None:
    for place in range(len(HEADER) * 8):
        with pytest.raises(WebhookSignatureError):
            verify(BODY, flipped(HEADER.encode(), place).decode("latin-1"), SECRET, now=NOW)


PARTS = st.one_of(
    st.sampled_from([f"t={NOW}", f"v1={VALUE}", f"v1={WRONG}", "t=", "v1=", "v2=x", "t", "=", "", " ", "t==1"]),
    st.text(max_size=6),
)


@repeatable
@given(st.lists(PARTS, max_size=6))
def test_whatever_a_header_holds_it_is_read_or_refused(parts: list[str]) -> None:
    header = ",".join(parts)
    right = f"v1={VALUE}" in [part.strip(" \t") for part in header.split(",")]
    try:
        signature = read_header(header)
    except WebhookSignatureError:
        right = False
    else:
        assert signature.time.isdigit()
        assert signature.values

    if right:
        verify(BODY, header, SECRET, now=NOW)
    else:
        with pytest.raises(WebhookSignatureError):
            verify(BODY, header, SECRET, now=NOW)


@repeatable
@given(
    st.permutations([f"t={NOW}", f"v1={VALUE}", f"v1={WRONG}", "v2=x", "a=b=c"]), st.sampled_from([",", ", ", " ,\t"])
)
def test_the_order_of_parts_and_the_blanks_between_them_mean_nothing(parts: list[str], between: str) -> None:
    verify(BODY, between.join(parts), SECRET, now=NOW)


@pytest.mark.parametrize("header", [b"t=1,v1=2", {"TL-Signature": HEADER}, 7, [HEADER]])
def test_what_is_no_header_is_a_mistake_of_the_caller(header: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^header: expected the text of the TL-Signature header, got "):
        read_header(header)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [BODY, bytearray(BODY), memoryview(BODY)], ids=lambda body: type(body).__name__)
def test_a_body_is_bytes_of_any_kind(body: bytes) -> None:
    assert raw_body(body) == BODY


@pytest.mark.parametrize("body", ['{"id": 1}', {"id": 1}, [1], None], ids=lambda body: type(body).__name__)
def test_a_body_that_was_decoded_or_parsed_is_refused_with_the_reason(body: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^body: expected the bytes .* verify before decoding or parsing"):
        raw_body(body)


@pytest.mark.parametrize("given_as", [f" {SECOND}\n", lambda: SECOND])
def test_a_secret_is_a_text_or_a_function(given_as: str) -> None:
    verify(BODY, HEADER, WebhookSecret(given_as).check(), now=NOW)


@pytest.mark.parametrize("secret", ["", " \n", SECOND.encode(), 7], ids=repr)
@pytest.mark.parametrize("called", [False, True])
def test_what_is_no_secret_is_refused_unseen(secret: object, called: bool) -> None:
    kept = WebhookSecret((lambda: secret) if called else secret)  # type: ignore[arg-type]

    with pytest.raises(InvalidInputError, match=r"^secret: ") as refusal:
        kept.reveal()

    assert SECOND not in str(refusal.value) + library_frames(refusal.value)


def test_without_a_secret_the_error_says_where_to_put_it() -> None:
    with pytest.raises(InvalidInputError, match=r"use Webhooks\(secret\), or set TWELVELABS_WEBHOOK_SECRET"):
        WebhookSecret(None).check()


def test_the_tolerance_is_five_minutes() -> None:
    assert TOLERANCE == 300
