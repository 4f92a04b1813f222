"""Asynchronous half of the runtime."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

sleep = asyncio.sleep
Lock = asyncio.Lock


async def bounded_map(work: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> AsyncIterator[R]:
    """Results in the order in which they are ready, with at most `limit` under way; an error ends the others."""
    waiting = iter(items)
    running = {asyncio.ensure_future(work(item)) for item in islice(waiting, limit)}
    try:
        while running:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            running |= {asyncio.ensure_future(work(item)) for item in islice(waiting, len(done))}
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
