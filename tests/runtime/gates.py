"""What workers wait for, in both colours: shut until somebody opens it."""

from __future__ import annotations

import asyncio
import threading

PATIENCE = 10.0


class AsyncGate:
    """A gate for tasks."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def open(self) -> None:
        self._event.set()

    async def passed(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._event.wait()


class Gate:
    """A gate for threads."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def open(self) -> None:
        self._event.set()

    def passed(self) -> None:
        assert self._event.wait(PATIENCE), "nobody opened the gate"
