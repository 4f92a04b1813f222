"""The client under test, as the cases make it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from twelvelabs_client import AsyncTwelveLabsV1_3, TwelveLabsV1_3

KEY = "tlk_MADEUPKEY0123456789"


def client(url: str, **options: Any) -> TwelveLabsV1_3:
    """A synchronous client of the server."""
    return TwelveLabsV1_3(api_key=KEY, base_url=url, **options)


def async_client(url: str, **options: Any) -> AsyncTwelveLabsV1_3:
    """An asynchronous client of the server."""
    return AsyncTwelveLabsV1_3(api_key=KEY, base_url=url, **options)


@contextmanager
def event_loop() -> Iterator[Callable[[Callable[[], Awaitable[object]]], Callable[[], object]]]:
    """Makes plain functions of asynchronous ones, all of which run in one event loop."""
    with asyncio.Runner() as runner:

        def plain(work: Callable[[], Awaitable[object]]) -> Callable[[], object]:
            async def run() -> object:
                return await work()

            return lambda: runner.run(run())

        yield plain
