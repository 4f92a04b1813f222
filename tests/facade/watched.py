"""A sandbox that shows what it was sent, and holds requests back until something has happened."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, cast

from attrs import frozen
from starlette.types import ASGIApp, Receive, Scope, Send

from twelvelabs_sandbox import Sandbox

Hold: TypeAlias = Callable[["Seen"], Awaitable[None]]
PATIENCE = 10.0


@frozen
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]

    @property
    def chunk(self) -> int | None:
        """The number of the chunk that it brings to the storage."""
        return int(self.path.split("/")[-2]) if self.method == "PUT" and "/storage/uploads/" in self.path else None

    @property
    def is_report(self) -> bool:
        return self.method == "POST" and self.path.rpartition("/")[0].endswith("/multipart-uploads")

    @property
    def asks_for_addresses(self) -> bool:
        return self.method == "POST" and self.path.endswith("/presigned-urls")


class WatchedSandbox(Sandbox):
    """Remembers every request; `hold` is awaited before one is answered."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._watched: ASGIApp = self._app
        cast(Any, self)._app = self
        self.seen: list[Seen] = []
        self.hold: Hold | None = None
        self.busiest = 0
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = tuple((name.decode().lower(), value.decode()) for name, value in scope["headers"])
        seen = Seen(scope["method"], scope["path"], headers)
        self.seen.append(seen)
        self._under_way += seen.chunk is not None
        self.busiest = max(self.busiest, self._under_way)
        try:
            if self.hold is not None:
                await self.hold(seen)
            await self._watched(scope, receive, send)
        finally:
            self._under_way -= seen.chunk is not None

    @property
    def puts(self) -> list[Seen]:
        """The chunks that arrived at the storage, in their order."""
        return [seen for seen in self.seen if seen.chunk is not None]

    def bytes_of(self, asset_id: str) -> bytes:
        """What is stored of an asset."""
        return (self._platform.files / asset_id).read_bytes()

    def forget(self) -> None:
        """As if nothing had been asked yet."""
        self.faults.clear()
        self.seen.clear()
        self.hold, self.busiest = None, 0


def together(count: int) -> Hold:
    """Chunks pass in groups: none is answered before as many are there."""
    barrier = asyncio.Barrier(count)

    async def hold(seen: Seen) -> None:
        if seen.chunk is not None:
            await asyncio.wait_for(barrier.wait(), PATIENCE)

    return hold


def until(happened: Callable[[Seen], bool], *, chunk: int) -> Hold:
    """One chunk is not answered before another request has come."""
    come = asyncio.Event()

    async def hold(seen: Seen) -> None:
        if happened(seen):
            come.set()
        if seen.chunk == chunk:
            await asyncio.wait_for(come.wait(), PATIENCE)

    return hold
