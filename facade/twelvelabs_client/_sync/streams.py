# Derived from _async/streams.py by `make unasync`; never edited.
"""What all streams of events share: closing the connection, and telling an end from a break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

from twelvelabs_client.core.errors import StreamInterruptedError

E = TypeVar("E")


class EventStream(Generic[E]):
    """The events of one reply, as they come. They are asked for when iterating begins, and can be iterated over once.

    A kind of stream says with `_remember` what its events mean; `_is_done` then tells whether the last one was among
    them. None among the events is a sign of life and nothing more.
    """

    _operation: str

    def __init__(self, events: Callable[[], Iterator[E | None]]) -> None:
        self._events = events()
        self._left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[E]:
        try:
            for event in self._events:
                if event is not None:
                    self._remember(event)
                    yield event
        except StreamInterruptedError:
            # After the last event there is nothing left to lose.
            if not self._is_done():
                raise
        finally:
            self._close()
        if not self._is_done() and not self._left:
            raise StreamInterruptedError(
                f"{self._operation}: the stream ended before its last event; the answer is incomplete",
                operation=self._operation,
            )

    def close(self) -> None:
        """Close the connection; a loop over the events ends after the one it is at."""
        self._left = True
        self._close()

    def _close(self) -> None:
        close = getattr(self._events, "close", None)
        if close is not None:
            close()

    def _remember(self, event: E) -> None:
        raise NotImplementedError

    def _is_done(self) -> bool:
        raise NotImplementedError
