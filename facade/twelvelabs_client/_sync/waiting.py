# Derived from _async/waiting.py by `make unasync`; never edited.
"""Wait until something at the API has reached its final state."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from twelvelabs_client._runtime.threads import sleep
from twelvelabs_client.core.callbacks import called
from twelvelabs_client.core.deadline import Deadline, calls_end_by
from twelvelabs_client.core.errors import InvalidInputError, TwelveLabsError
from twelvelabs_client.core.waiting import HasStatus, check_final, next_interval, passes, timed_out, wished

T = TypeVar("T", bound=HasStatus)

READY = frozenset({"ready"})
FAILED = frozenset({"failed"})
# What a look may take that begins when the time is over, or nearly so.
LAST_LOOK = 3.0


def check_patience(max_wait: float, poll_interval: float | None = None) -> None:
    """How long to wait, checked before there is something to wait for.

    Raises:
        InvalidInputError: It is no time.
    """
    for seconds in (max_wait, 1 if poll_interval is None else poll_interval):
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
            raise InvalidInputError(f"max_wait and poll_interval: seconds above 0, got {seconds!r}")


def wait_until_final(
    noun: str,
    identifier: str,
    look: Callable[[], T],
    *,
    max_wait: float,
    poll_interval: float | None,
    on_status: Callable[[T], None] | None,
    success: frozenset[str] = READY,
    failure: frozenset[str] = FAILED,
) -> T:
    """Look again and again, for the last time at the end; `on_status` hears of every look, the first included.

    A look that fails in passing is repeated. The last may go on for three seconds beyond `max_wait`.

    Raises:
        TaskFailedError: It ended in failure.
        WaitTimeoutError: `max_wait` passed.
    """
    check_patience(max_wait, poll_interval)
    deadline = Deadline.after(max_wait, now=time.monotonic())
    last: T | None = None
    failed: TwelveLabsError | None = None
    pause: float | None = None
    while True:
        now = time.monotonic()
        try:
            with calls_end_by(now + max(deadline.remaining(now) or 0.0, LAST_LOOK)):
                last, failed = look(), None
        except TwelveLabsError as error:
            if not passes(error):
                raise
            failed = error
        else:
            if on_status is not None:
                called(on_status, "on_status", last)
            if check_final(noun, last, success, failure):
                return last
        remaining = deadline.remaining(time.monotonic()) or 0.0
        if not remaining:
            raise timed_out(noun, identifier, last, max_wait) from failed
        pause = next_interval(pause, poll_interval)
        sleep(min(max(pause, wished(failed)), remaining))
