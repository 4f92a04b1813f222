"""Whether to try again, and when. Pure: told what happened, answers how long to wait."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from twelvelabs_client.core.call import RetryClass

Failure = Literal["not-sent", "lost"]

PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
FIRST_WAIT = 0.5
LONGEST_BACKOFF = 8.0
MOST_DOUBLINGS = 10
LATER = 0.1
MOST_LATER = 1.0


@frozen
class Outcome:
    """How an attempt went wrong.

    Attributes:
        status: The status of the reply, if there was one.
        failure: `not-sent` when no connection was made, `lost` when it broke or timed out after that.
        retry_after: Seconds that the reply asked to wait.
    """

    status: int | None = None
    failure: Failure | None = None
    retry_after: float | None = None


def did_nothing(outcome: Outcome) -> bool:
    """Whether the server surely did nothing.

    No connection was made, or it said "not now": 429, and 503 with a time to come back (RFC 9110, 15.6.4).
    """
    said = outcome.status == 429 or (outcome.status == 503 and outcome.retry_after is not None)
    return said or outcome.failure == "not-sent"


def may_repeat(outcome: Outcome, retry: RetryClass) -> bool:
    """Whether repeating can help and can do no harm.

    409 is a state conflict of this API and never repeated. A call that creates or bills something (`certain`) is
    repeated only when the server surely did nothing.
    """
    if retry == "certain" or did_nothing(outcome):
        return did_nothing(outcome)
    return outcome.failure == "lost" or outcome.status in PASSING_STATUSES


def wait_before(attempt: int, outcome: Outcome, *, jitter: float) -> float:
    """Seconds to wait before the next attempt.

    Args:
        attempt: How many attempts were made, from 1.
        outcome: How the last one went wrong.
        jitter: A random number from 0 to 1, so that many clients do not come back at once.
    """
    if outcome.retry_after:
        # A little later than asked, so that those who were asked together do not come back together.
        return outcome.retry_after + min(outcome.retry_after * LATER, MOST_LATER) * jitter
    ceiling = min(FIRST_WAIT * 2.0 ** min(attempt - 1, MOST_DOUBLINGS), LONGEST_BACKOFF)
    return ceiling * (0.5 + jitter / 2)
