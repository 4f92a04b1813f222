# Derived from _async/waiting.py by `make unasync`; never edited.
"""Wait until something at the API has reached its final state."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from twelvelabs_client._runtime.threads import sleep
from twelvelabs_client.core.deadline import Deadline
from twelvelabs_client.core.errors import InvalidInputError, TwelveLabsError
from twelvelabs_client.core.waiting import HasStatus, check_final, next_interval, passes, timed_out

T = TypeVar("T", bound=HasStatus)

READY = frozenset({"ready"})
FAILED = frozenset({"failed"})


def wait_until_final(
    noun: str,
    identifier: str,
    look: Callable[[], T],
    *,
    max_wait: float,
    interval: float | None,
    on_update: Callable[[T], None] | None,
    success: frozenset[str] = READY,
    failure: frozenset[str] = FAILED,
) -> T:
    """Look again and again; `on_update` hears of every look, the first included.

    A look that fails in passing is repeated.

    Raises:
        TaskFailedError: It ended in failure.
        WaitTimeoutError: `max_wait` passed.
    """
    if not max_wait > 0 or (interval is not None and not interval > 0):
        raise InvalidInputError("max_wait and interval: seconds above 0")
    deadline = Deadline.after(max_wait, now=time.monotonic())
    last: T | None = None
    pause: float | None = None
    while True:
        try:
            last = look()
        except TwelveLabsError as error:
            if not passes(error):
                raise
        else:
            if on_update is not None:
                on_update(last)
            if check_final(noun, last, success, failure):
                return last
        pause = next_interval(pause, interval)
        if not deadline.reaches(pause, time.monotonic()):
            raise timed_out(noun, identifier, last, max_wait)
        sleep(pause)
