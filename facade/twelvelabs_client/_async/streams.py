"""What all streams of events share: closing the connection, and telling an end from a break."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from twelvelabs_client.core.errors import StreamInterruptedError

E = TypeVar("E")


class AsyncEventStream(Generic[E]):
    """The events of one reply, as they come. They are asked for when iterating begins, and can be iterated over once.

    A kind of stream says with `_remember` what its events mean; `_is_done` then tells whether the last one was among
    them. None among the events is a sign of life and nothing more.
    """

    _operation: str

    def __init__(self, events: Callable[[], AsyncIterator[E | None]]) -> None:
        self._events = events()
        self._left = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def __aiter__(self) -> AsyncIterator[E]:
        try:
            async for event in self._events:
                if event is not None:
                    self._remember(event)
                    yield event
        except StreamInterruptedError:
            # After the last event there is nothing left to lose.
            if not self._is_done():
                raise
        finally:
            await self._close()
        if not self._is_done() and not self._left:
            raise StreamInterruptedError(
                f"{self._operation}: the stream ended before its last event; the answer is incomplete",
                operation=self._operation,
            )

    async def aclose(self) -> None:
        """Close the connection; a loop over the events ends after the one it is at."""
        self._left = True
        await self._close()

    async def _close(self) -> None:
        close = getattr(self._events, "aclose", None)
        if close is not None:
            await close()

    def _remember(self, event: E) -> None:
        raise NotImplementedError

    def _is_done(self) -> bool:
        raise NotImplementedError
