"""Asynchronous half of the runtime."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractContextManager
from contextvars import copy_context
from functools import partial
from itertools import islice
from types import TracebackType
from typing import ParamSpec, TypeAlias, TypeVar

from twelvelabs_client._runtime.ending import NeedsThreads

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

Lock = asyncio.Lock
Home: TypeAlias = asyncio.AbstractEventLoop

# Event loops cannot wait longer, nor does anybody: 30 days.
LONGEST_SLEEP = 30 * 24 * 3600.0
BLOCKS_A_TURN = 4


async def sleep(seconds: float) -> None:
    """Wait, at most as long as an event loop can."""
    await asyncio.sleep(min(seconds, LONGEST_SLEEP))


class BreakOff(AbstractContextManager[None]):
    """Within it, what the task awaits can be broken off by `end`, and raises an error of ours then.

    A cancellation from elsewhere comes through as it is, also one at the same moment: as `asyncio.timeout` has it, at
    half of its price, since each call passes through one.

    Args:
        error: Makes the error.
    """

    def __init__(self, error: Callable[[], Exception]) -> None:
        self._error = error
        self._is_ended = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._cancelled_before = task, task.cancelling()

    @property
    def loop(self) -> Home:
        """The event loop of the task."""
        return self._task.get_loop()

    def end(self) -> None:
        """Break it off."""
        self._is_ended = True
        self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_ended and self._task.uncancel() <= self._cancelled_before and kind is asyncio.CancelledError:
            raise self._error() from None


class TimeLimit(BreakOff):
    """Breaks off after so many seconds, counted from where it is entered or restarted.

    Args:
        error: Makes the error.
        seconds: How many; None: no limit.
    """

    def __init__(self, error: Callable[[], Exception], seconds: float | None) -> None:
        super().__init__(error)
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> None:
        super().__enter__()
        self.restart()

    def restart(self) -> None:
        """Count from now on."""
        self.stop()
        if self._seconds is not None:
            self._timer = self.loop.call_later(self._seconds, self.end)

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        super().__exit__(kind, error, trace)


def ends_in(seconds: float | None, late: Callable[[], Exception]) -> AbstractContextManager[None]:
    """Break off what is under way in here after so many seconds of wall time, and raise what `late` makes."""
    return TimeLimit(late, seconds)


class Place:
    """One place of a room, which is given back once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def leave(self) -> None:
        """Give the place back."""
        places, self._places = self._places, None
        if places is not None:
            places.release()


class Room:
    """Places for so many at once; others wait in the order in which they came."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)

    async def enter(self, seconds: float | None) -> Place | None:
        """Take a place within so many seconds; None if there was none."""
        try:
            async with asyncio.timeout(seconds if self._places.locked() else None):
                await self._places.acquire()
        except TimeoutError:
            return None
        return Place(self._places)


def here() -> Home:
    """What connections belong to: this event loop."""
    return asyncio.get_running_loop()


def is_over(home: Home) -> bool:
    """Whether no call can be made there any more."""
    return home.is_closed()


async def off_loop(work: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
    """Do what may take long where it holds nobody up: in a thread, beside the event loop."""
    run = partial(copy_context().run, work, *args, **options)
    with NeedsThreads():
        under_way = asyncio.get_running_loop().run_in_executor(None, run)
    return await under_way


async def blocks(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    """A body in blocks, for an HTTP client that takes them asynchronously."""
    for number, block in enumerate(content, 1):
        yield block
        if number % BLOCKS_A_TURN == 0:
            # A server that takes all at once lets the sender go on without end: others get their turn.
            await asyncio.sleep(0)


def is_under_way(parts: AsyncIterator[object]) -> bool:
    """Whether somebody waits for the next part of a generator right now, who alone can then close it."""
    return bool(getattr(parts, "ag_running", False))


async def bounded_map(
    work: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int, *, on_end: Callable[[], None] = lambda: None
) -> AsyncGenerator[R, None]:
    """Results in the order in which they are ready, with at most `limit` under way; an error ends the others.

    Whoever stops early closes the generator: that waits until nothing is under way any more. Before that, and at every
    other end, `on_end` is called: work that is under way may look whether it has been.
    """
    waiting = iter(items)
    done: set[asyncio.Future[R]] = set()
    running: set[asyncio.Future[R]] = set()
    try:
        # One by one: an item that cannot be had ends those that have begun.
        for item in islice(waiting, limit):
            running.add(asyncio.ensure_future(work(item)))
        while running:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            results = [task.result() for task in done]
            for item in islice(waiting, len(done)):
                running.add(asyncio.ensure_future(work(item)))
            for result in results:
                yield result
    finally:
        on_end()
        for task in running:
            task.cancel()
        await asyncio.gather(*done, *running, return_exceptions=True)


async def ordered_map(work: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> AsyncGenerator[R, None]:
    """Results in the order of their items, with at most `limit` under way; an error comes in its place and ends them.

    An item is taken when there is room for it. Whoever stops early closes the generator: that cancels what is under
    way, and waits until it is over.
    """
    waiting = iter(items)
    running: deque[asyncio.Future[R]] = deque()
    try:
        for item in islice(waiting, limit):
            running.append(asyncio.ensure_future(work(item)))
        while running:
            result = await running[0]
            running.popleft()
            running.extend(asyncio.ensure_future(work(item)) for item in islice(waiting, 1))
            yield result
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
