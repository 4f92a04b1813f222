"""Synchronous half of the runtime."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Literal, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Lock = threading.Lock
Home: TypeAlias = Literal["process"]


def sleep(seconds: float) -> None:
    """Wait, at most as long as a thread can."""
    time.sleep(min(seconds, threading.TIMEOUT_MAX))


def ends_in(seconds: float | None, late: Callable[[], Exception]) -> AbstractContextManager[None]:
    """Do nothing: what a thread waits for cannot be broken off; its sockets keep to the deadline themselves."""
    return nullcontext()


class Room:
    """Places for so many at once; others wait."""

    def __init__(self, places: int) -> None:
        self._places = threading.Semaphore(places)

    def enter(self, seconds: float | None) -> bool:
        """Take a place within so many seconds; False if there was none."""
        return self._places.acquire(timeout=seconds)

    def leave(self) -> None:
        """Give a place back."""
        self._places.release()


def here() -> Home:
    """What connections belong to: all threads of the process share them."""
    return "process"


def is_over(home: Home) -> bool:
    """Whether no call can be made there any more."""
    return False


def is_under_way(parts: Iterator[object]) -> bool:
    """Whether somebody waits for the next part of a generator right now, who alone can then close it."""
    return bool(getattr(parts, "gi_running", False))


def bounded_map(
    work: Callable[[T], R], items: Iterable[T], limit: int, *, on_end: Callable[[], None] = lambda: None
) -> Generator[R, None, None]:
    """Results in the order in which they are ready, with at most `limit` under way; after an error none begins.

    Whoever stops early closes the generator: that waits until nothing is under way any more. Before that, and at every
    other end, `on_end` is called: work that is under way may look whether it has been.
    """
    waiting = iter(items)
    pool = ThreadPoolExecutor(limit, thread_name_prefix="twelvelabs")
    try:
        running = {pool.submit(work, item) for item in islice(waiting, limit)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            results = [future.result() for future in done]
            running |= {pool.submit(work, item) for item in islice(waiting, len(done))}
            yield from results
    finally:
        on_end()
        pool.shutdown(wait=True, cancel_futures=True)


def ordered_map(work: Callable[[T], R], items: Iterable[T], limit: int) -> Generator[R, None, None]:
    """Results in the order of their items, with at most `limit` under way; an error comes in its place and ends them.

    An item is taken when there is room for it. Whoever stops early closes the generator: that cancels what has not
    begun, and waits until nothing is under way any more.
    """
    waiting = iter(items)
    pool = ThreadPoolExecutor(limit, thread_name_prefix="twelvelabs")
    try:
        running = deque(pool.submit(work, item) for item in islice(waiting, limit))
        while running:
            result = running.popleft().result()
            running.extend(pool.submit(work, item) for item in islice(waiting, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
