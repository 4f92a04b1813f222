# Derived from _async/streams.py by `make unasync`; never edited.
"""Replies that are read while they arrive: closing the connection, and telling an end from a break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Generic, Self, TypeVar

from twelvelabs_client._runtime.threads import is_under_way
from twelvelabs_client.core.errors import StreamInterruptedError

T = TypeVar("T")


class Stream(Generic[T]):
    """What a reply holds, one by one. Iterate over it, once; the request is sent when iterating begins.

    Leaving the `with` block closes the connection, and so does the end of the loop.

    Args:
        parts: What arrived together, as it arrives. None among it is a sign of life and nothing more.
        operation: The operation that was called, for errors.
    """

    def __init__(self, parts: Iterator[Sequence[T | None]], operation: str = "stream") -> None:
        self._parts = parts
        self._operation = operation
        self._left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        empty = True
        try:
            for together in self._parts:
                for part in together:
                    if self._left:
                        return
                    if part is not None:
                        empty = False
                        yield part
        except StreamInterruptedError:
            if not self._left:
                raise
        finally:
            self._close()
        if empty and not self._left:
            raise StreamInterruptedError(
                f"{self._operation}: the stream ended without a single line", operation=self._operation
            )

    def close(self) -> None:
        """Close the connection; a loop ends after the part it is at.

        While somebody else waits for the next part, it is closed as soon as that comes, or is waited for in vain.
        """
        self._left = True
        self._close()

    def _close(self) -> None:
        close = getattr(self._parts, "close", None)
        if close is not None and not is_under_way(self._parts):
            close()


class EventStream(Stream[T]):
    """The events of one reply, as they come, the last of which says that it is whole.

    A kind of stream says with `_remember` what its events mean; `_is_done` then tells whether the last one was among
    them.
    """

    def __iter__(self) -> Iterator[T]:
        try:
            for together in self._parts:
                for event in together:
                    if self._left:
                        return
                    if event is not None:
                        self._remember(event)
                        yield event
        except StreamInterruptedError:
            # After the last event there is nothing left to lose.
            if not self._is_done() and not self._left:
                raise
        finally:
            self._close()
        if not self._is_done() and not self._left:
            raise StreamInterruptedError(
                f"{self._operation}: the stream ended before its last event; the answer is incomplete",
                operation=self._operation,
            )

    def _remember(self, event: T) -> None:
        raise NotImplementedError

    def _is_done(self) -> bool:
        raise NotImplementedError
