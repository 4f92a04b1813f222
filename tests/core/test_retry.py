"""Whether to try again, when, and whether there is time for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.call import RetryClass
from twelvelabs_client.core.deadline import Deadline
from twelvelabs_client.core.retry import LONGEST_BACKOFF, Outcome, did_nothing, may_repeat, wait_before

NOT_SENT = Outcome(failure="not-sent")
LOST = Outcome(failure="lost")
NOT_NOW = Outcome(status=503, retry_after=2.0)


def status(code: int) -> Outcome:
    return Outcome(status=code)


# (how the attempt went wrong, what may be repeated then)
DECISIONS: list[tuple[Outcome, tuple[RetryClass, ...]]] = [
    (NOT_SENT, ("read", "idempotent", "certain")),
    (LOST, ("read", "idempotent")),
    (status(429), ("read", "idempotent", "certain")),
    (Outcome(status=429, retry_after=9.0), ("read", "idempotent", "certain")),
    (NOT_NOW, ("read", "idempotent", "certain")),
    (status(503), ("read", "idempotent")),
    (status(408), ("read", "idempotent")),
    (status(500), ("read", "idempotent")),
    (Outcome(status=500, retry_after=9.0), ("read", "idempotent")),
    (status(502), ("read", "idempotent")),
    (status(504), ("read", "idempotent")),
    *((status(code), ()) for code in (302, 400, 401, 403, 404, 409, 410, 413, 422, 501, 505, 520)),
    (Outcome(status=409, retry_after=1.0), ()),
]
CLASSES: tuple[RetryClass, ...] = ("read", "idempotent", "certain")


@pytest.mark.parametrize(("outcome", "repeatable_classes"), DECISIONS, ids=str)
def test_a_failure_is_repeated_only_where_that_can_help_and_can_do_no_harm(
    outcome: Outcome, repeatable_classes: tuple[RetryClass, ...]
) -> None:
    assert tuple(kind for kind in CLASSES if may_repeat(outcome, kind)) == repeatable_classes


@pytest.mark.parametrize(("outcome", "repeatable_classes"), DECISIONS, ids=str)
def test_what_creates_is_repeated_exactly_when_the_server_surely_did_nothing(
    outcome: Outcome, repeatable_classes: tuple[RetryClass, ...]
) -> None:
    assert did_nothing(outcome) == ("certain" in repeatable_classes)


def test_waits_double_up_to_a_ceiling() -> None:
    waits = [wait_before(attempt, LOST, jitter=1.0) for attempt in range(1, 8)]
    assert waits == [0.5, 1.0, 2.0, 4.0, LONGEST_BACKOFF, LONGEST_BACKOFF, LONGEST_BACKOFF]


@repeatable
@given(st.integers(1, 1_000_000), st.floats(0, 1))
def test_jitter_takes_away_at_most_half_of_a_wait(attempt: int, jitter: float) -> None:
    wait = wait_before(attempt, LOST, jitter=jitter)
    assert wait_before(attempt, LOST, jitter=1.0) / 2 <= wait <= LONGEST_BACKOFF


@repeatable
@given(st.floats(0, 0.99), st.floats(0.01, 1))
def test_more_jitter_is_a_longer_wait(low: float, step: float) -> None:
    high = min(low + step, 1.0)
    assert wait_before(1, LOST, jitter=low) < wait_before(1, LOST, jitter=high)


@pytest.mark.parametrize("attempt", [1, 9])
@pytest.mark.parametrize(("asked", "latest"), [(0.25, 0.275), (5.0, 5.5), (3600.0, 3601.0)])
def test_what_the_server_asks_for_wins_over_the_own_wait_and_gets_a_little_jitter(
    attempt: int, asked: float, latest: float
) -> None:
    waits = [wait_before(attempt, Outcome(status=429, retry_after=asked), jitter=jitter) for jitter in (0.0, 1.0)]
    assert waits == [asked, latest]


def test_a_wait_of_0_is_followed_by_the_own_backoff() -> None:
    asked = Outcome(status=429, retry_after=0.0)
    assert wait_before(1, asked, jitter=0.5) == wait_before(1, LOST, jitter=0.5)


def test_a_deadline_counts_down_to_zero_and_stays_there() -> None:
    deadline = Deadline.after(10.0, now=100.0)
    assert [deadline.remaining(now) for now in (100.0, 104.0, 110.0, 120.0)] == [10.0, 6.0, 0.0, 0.0]


@pytest.mark.parametrize(("now", "passed"), [(109.9, False), (110.0, True), (111.0, True)])
def test_a_deadline_has_passed_once_its_moment_is_reached(now: float, passed: bool) -> None:
    assert Deadline.after(10.0, now=100.0).passed(now) is passed


@pytest.mark.parametrize(("seconds", "fits"), [(0.0, True), (9.9, True), (10.0, False), (11.0, False)])
def test_a_wait_fits_only_if_something_is_left_after_it(seconds: float, fits: bool) -> None:
    assert Deadline.after(10.0, now=100.0).reaches(seconds, now=100.0) is fits


def test_without_a_limit_there_is_always_time() -> None:
    never = Deadline.after(None, now=100.0)
    assert (never.remaining(1e12), never.passed(1e12), never.reaches(1e12, 1e12)) == (None, False, True)
