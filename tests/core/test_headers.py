"""What response headers tell: when to come back, what is left, and the trace to quote."""

from __future__ import annotations

import datetime
import email.utils

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.headers import LONGEST_WAIT, RateLimit, rate_limits, retry_after, trace_id

NOW = 1_790_000_000.0


def http_date(seconds_from_now: float) -> str:
    return email.utils.format_datetime(
        datetime.datetime.fromtimestamp(NOW + seconds_from_now, datetime.UTC), usegmt=True
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("11382", 11382.0),
        ("0.25", 0.25),
        (" 3 ", 3.0),
        ("-5", 0.0),
        ("1e3", 1000.0),
        ("99999999999999999999", LONGEST_WAIT),
    ],
)
def test_retry_after_is_read_as_seconds_within_zero_and_a_month(text: str, seconds: float) -> None:
    assert retry_after({"retry-after": text}, now=NOW) == seconds


@pytest.mark.parametrize(
    ("away", "seconds"), [(90, 90.0), (0, 0.0), (-3600, 0.0), (400 * 86400, LONGEST_WAIT)], ids=str
)
def test_retry_after_is_read_as_an_http_date_seen_from_now(away: float, seconds: float) -> None:
    assert retry_after({"retry-after": http_date(away)}, now=NOW) == seconds


def test_a_date_without_a_zone_is_universal_time() -> None:
    assert retry_after({"retry-after": http_date(60).replace(" GMT", " -0000")}, now=NOW) == 60.0


@pytest.mark.parametrize(
    "text",
    ["", "soon", "nan", "inf", "-inf", "infinity", "1e999", "Wed, 99 Nov 2026 08:49:37", "2026-11-08", "7 s"],
)
def test_a_retry_after_that_says_nothing_is_none(text: str) -> None:
    assert retry_after({"retry-after": text}, now=NOW) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after-ms": "nan", "retry-after": "9"}, 9.0),
        ({"retry-after-ms": "-1"}, 0.0),
        ({"retry-after-ms": "1e30"}, LONGEST_WAIT),
        ({}, None),
    ],
)
def test_milliseconds_are_finer_than_retry_after_and_win(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=NOW) == seconds


@repeatable
@given(st.one_of(st.text(max_size=40), st.floats().map(str), st.integers().map(str), st.datetimes().map(str)))
@example("Mon, 01 Jan 0001 00:00:00 +2359")
@example("Fri, 31 Dec 9999 23:59:59 -2359")
@example("9" * 5000)
def test_whatever_retry_after_holds_it_is_a_wait_or_nothing(text: str) -> None:
    seconds = retry_after({"retry-after": text, "retry-after-ms": text[::-1]}, now=NOW)
    assert seconds is None or 0.0 <= seconds <= LONGEST_WAIT


@repeatable
@given(st.integers(0, int(LONGEST_WAIT) - 1))
def test_a_date_and_its_distance_in_seconds_say_the_same(seconds: int) -> None:
    assert retry_after({"retry-after": http_date(seconds)}, now=NOW) == retry_after(
        {"retry-after": str(seconds)}, now=NOW
    )


def test_the_single_limit_of_older_replies_has_no_dimension() -> None:
    headers = {
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-used": "100",
        "x-ratelimit-reset": "1762564849",
    }
    assert rate_limits(headers) == (RateLimit("", limit=100, remaining=0, reset=1762564849, used=100),)


def test_the_limits_of_2026_are_told_apart_by_dimension() -> None:
    headers = {
        "x-ratelimit-dimensions": "Duration,Request",
        "x-ratelimit-duration-limit": "36000",
        "x-ratelimit-duration-remaining": "35990",
        "x-ratelimit-request-remaining": "59",
        "x-ratelimit-request-reset": "12",
        "content-type": "application/json",
    }
    assert rate_limits(headers) == (
        RateLimit("duration", limit=36000, remaining=35990),
        RateLimit("request", remaining=59, reset=12),
    )


@pytest.mark.parametrize("text", ["", "many", "nan", "inf", "1e999"])
def test_a_limit_that_is_no_number_is_left_out(text: str) -> None:
    assert rate_limits({"x-ratelimit-limit": text, "x-ratelimit-remaining": "3"}) == (RateLimit("", remaining=3),)


def test_a_reply_without_limits_tells_none() -> None:
    assert rate_limits({"content-type": "application/json", "x-ratelimit-policy": "3", "x-rate": "3"}) == ()


def test_a_dimension_that_is_listed_without_numbers_is_told_all_the_same() -> None:
    headers = {"x-ratelimit-dimensions": "Duration, Token,", "x-ratelimit-duration-remaining": "7"}
    assert rate_limits(headers) == (RateLimit("duration", remaining=7), RateLimit("token"))


@repeatable
@given(st.dictionaries(st.sampled_from(["x-ratelimit-limit", "x-ratelimit-a-b-reset", "x-ratelimit-"]), st.text()))
def test_no_limit_header_can_raise(headers: dict[str, str]) -> None:
    assert all(isinstance(limit.dimension, str) for limit in rate_limits(headers))


@pytest.mark.parametrize(("headers", "trace"), [({"x-trace-id": "8317046"}, "8317046"), ({}, None)])
def test_the_trace_is_the_one_id_that_the_api_gives(headers: dict[str, str], trace: str | None) -> None:
    assert trace_id(headers) == trace
