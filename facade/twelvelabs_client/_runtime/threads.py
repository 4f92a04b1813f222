"""Synchronous half of the runtime."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Literal, ParamSpec, TypeAlias, TypeVar
from weakref import ref

from twelvelabs_client._runtime.ending import NeedsThreads

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

Lock = threading.Lock
Home: TypeAlias = Literal["process"]

# Some systems cannot wait for centuries, nor does anybody: 30 days.
LONGEST_SLEEP = 30 * 24 * 3600.0


def sleep(seconds: float) -> None:
    """Wait, at most as long as any system can."""
    time.sleep(min(seconds, LONGEST_SLEEP))


def ends_in(seconds: float | None, late: Callable[[], Exception]) -> AbstractContextManager[None]:
    """Do nothing: what a thread waits for cannot be broken off; its sockets keep to the deadline themselves."""
    return nullcontext()


class Place:
    """One place of a room. It comes back however it is lost, also by a signal between two steps of a program."""

    def __init__(self, room: Room) -> None:
        self._room: Callable[[], Room | None] = ref(room)

    def leave(self) -> None:
        """Give the place back, once."""
        room, self._room = self._room(), _nowhere
        if room is not None:
            room.free.put(Place(room))

    def __del__(self) -> None:
        self.leave()


def _nowhere() -> None:
    """The room of a place that was given back."""


class Room:
    """Places for so many at once; others wait.

    A queue in C, because a signal that interrupts a semaphore of `threading` leaves its lock taken for good.
    """

    def __init__(self, places: int) -> None:
        self.free: SimpleQueue[Place] = SimpleQueue()
        for _ in range(places):
            self.free.put(Place(self))

    def enter(self, seconds: float | None) -> Place | None:
        """Take a place within so many seconds; None if there was none."""
        try:
            return self.free.get(timeout=seconds)
        except Empty:
            return None


def here() -> Home:
    """What connections belong to: all threads of the process share them."""
    return "process"


def is_over(home: Home) -> bool:
    """Whether no call can be made there any more."""
    return False


def off_loop(work: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
    """Do what may take long where it holds nobody up: a thread holds up itself alone."""
    return work(*args, **options)


def blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    """A body in blocks."""
    return iter(content)


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
        running = {_submit(pool, work, item) for item in islice(waiting, limit)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            results = [future.result() for future in done]
            running |= {_submit(pool, work, item) for item in islice(waiting, len(done))}
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
        running = deque(_submit(pool, work, item) for item in islice(waiting, limit))
        while running:
            result = running.popleft().result()
            running.extend(_submit(pool, work, item) for item in islice(waiting, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ThreadPoolExecutor, work: Callable[[T], R], item: T) -> Future[R]:
    """Begin work in another thread, in the context of this one: a time limit that holds here holds there."""
    with NeedsThreads():
        return pool.submit(copy_context().run, work, item)
