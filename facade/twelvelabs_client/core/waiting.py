"""When to look again, and when to stop looking."""

from __future__ import annotations

from typing import Protocol

from twelvelabs_client.core.errors import (
    APIConnectionError,
    APIError,
    RateLimitError,
    ServerError,
    TaskFailedError,
    TwelveLabsError,
    WaitTimeoutError,
)

FIRST_INTERVAL = 1.0
LONGEST_INTERVAL = 10.0
GROWTH = 1.3


class HasStatus(Protocol):
    """Something that is worked on at the API."""

    @property
    def id(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def error(self) -> str | None: ...


def next_interval(previous: float | None, asked: float | None) -> float:
    """Seconds until the next look: as asked, or slowly growing."""
    if asked is not None:
        return asked
    return FIRST_INTERVAL if previous is None else min(previous * GROWTH, LONGEST_INTERVAL)


def wished(error: TwelveLabsError | None) -> float:
    """Seconds that the API wants to be left alone after a failed look."""
    return (error.retry_after or 0.0) if isinstance(error, APIError) else 0.0


def passes(error: TwelveLabsError) -> bool:
    """Whether a failed look is no reason to stop waiting."""
    return isinstance(error, APIConnectionError | RateLimitError | ServerError)


def check_final(noun: str, thing: HasStatus, success: frozenset[str], failure: frozenset[str]) -> bool:
    """True once the thing is as wanted, False while it is worked on.

    Raises:
        TaskFailedError: It ended otherwise.
    """
    status = (thing.status or "").lower()
    if status in success:
        return True
    if status in failure:
        reason = f": {thing.error}" if thing.error else ""
        raise TaskFailedError(
            f"{noun} {thing.id} is {status}{reason}", status=thing.status, reason=thing.error, result=thing
        )
    return False


def timed_out(noun: str, identifier: str, thing: HasStatus | None, max_wait: float) -> WaitTimeoutError:
    """The error for a wait that took too long."""
    status = None if thing is None else thing.status
    return WaitTimeoutError(
        f"{noun} {identifier} is still {status or 'unknown'} after {max_wait:g} s; it goes on at the API: wait again",
        status=status,
        result=thing,
    )
