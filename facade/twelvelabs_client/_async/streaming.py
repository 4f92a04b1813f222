"""A reply that is read while it arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class AsyncStream(Generic[T]):
    """What a reply holds, one by one. Iterate over it, once; the request is sent when iterating begins.

    Leaving the `async with` block closes the connection, and so does the end of the loop.
    """

    def __init__(self, parts: AsyncIterator[T]) -> None:
        self._parts = parts

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for part in self._parts:
                yield part
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        close = getattr(self._parts, "aclose", None)
        if close is not None:
            await close()
