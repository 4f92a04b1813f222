"""Split streams into lines and events, on bytes: a text decoder would split JSON at U+2028 and its kin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

LONGEST_LINE = 64 * 1024 * 1024


class StreamFormatError(ValueError):
    """A line of a stream is not what its format says."""


class Documents(Protocol):
    """Tells apart the JSON documents of a reply that arrives in blocks."""

    @property
    def done(self) -> bool:
        """Whether the reply said that no document follows."""
        ...

    def feed(self, block: bytes) -> Iterator[bytes]:
        """The documents that are complete with this block."""
        ...

    def rest(self) -> Iterator[bytes]:
        """What is complete because the reply is over."""
        ...


class LineSplitter:
    """Lines of a stream that arrives in blocks; a line ends at LF, and a CR before it belongs to the ending."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> Iterator[bytes]:
        """The lines that are complete with this block."""
        start = 0
        while (end := block.find(b"\n", start)) >= 0:
            yield self._line(block[start:end])
            start = end + 1
        if start < len(block):
            self._keep(block[start:])

    def rest(self) -> bytes:
        """What came after the last LF."""
        return self._line(b"")

    def _keep(self, piece: bytes) -> None:
        self._grow(piece)
        self._blocks.append(piece)

    def _line(self, ending: bytes) -> bytes:
        self._grow(ending)
        line = b"".join((*self._blocks, ending)) if self._blocks else ending
        self._blocks.clear()
        self._size = 0
        return line.removesuffix(b"\r")

    def _grow(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > LONGEST_LINE:
            raise StreamFormatError(f"a line is longer than {LONGEST_LINE} bytes")


class JsonLines:
    """The documents of a stream of JSON lines (NDJSON): one a line, empty lines mean nothing."""

    done = False

    def __init__(self) -> None:
        self._splitter = LineSplitter()

    def feed(self, block: bytes) -> Iterator[bytes]:
        """The documents that are complete with this block."""
        return (line for line in self._splitter.feed(block) if line.strip())

    def rest(self) -> Iterator[bytes]:
        """A document whose line was not ended."""
        line = self._splitter.rest()
        if line.strip():
            yield line


class WholeDocument:
    """A reply that is one document."""

    done = False

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> Iterator[bytes]:
        """Nothing before the end."""
        self._size += len(block)
        if self._size > LONGEST_LINE:
            raise StreamFormatError(f"the reply is longer than {LONGEST_LINE} bytes")
        self._blocks.append(block)
        return iter(())

    def rest(self) -> Iterator[bytes]:
        """The document."""
        return iter((b"".join(self._blocks),))
