# Derived from _async/streaming.py by `make unasync`; never edited.
"""A reply that is read while it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Stream(Generic[T]):
    """What a reply holds, one by one. Iterate over it, once; the request is sent when iterating begins.

    Leaving the `with` block closes the connection, and so does the end of the loop.
    """

    def __init__(self, parts: Iterator[T]) -> None:
        self._parts = parts

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        try:
            for part in self._parts:
                yield part
        finally:
            self.close()

    def close(self) -> None:
        """Close the connection."""
        close = getattr(self._parts, "close", None)
        if close is not None:
            close()
