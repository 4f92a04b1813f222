"""Split streams into lines and events, on bytes: a text decoder would split JSON at U+2028 and its kin."""

from __future__ import annotations

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

    def feed(self, block: bytes) -> list[bytes]:
        """The documents that are complete with this block."""
        ...

    def rest(self) -> list[bytes]:
        """What is complete because the reply is over."""
        ...


class LineSplitter:
    """Lines of a stream that arrives in blocks; a line ends at LF, and a CR before it belongs to the ending."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> list[bytes]:
        """The lines that are complete with this block."""
        lines = block.split(b"\n")
        rest = lines.pop()
        if lines:
            lines[0] = self._joined(lines[0])
            if len(block) > LONGEST_LINE:
                for line in lines:
                    check_size(len(line))
            if b"\r" in block or lines[0].endswith(b"\r"):
                lines = [line.removesuffix(b"\r") for line in lines]
        if rest:
            self._size += len(rest)
            check_size(self._size)
            self._blocks.append(rest)
        return lines

    def rest(self) -> bytes:
        """What came after the last LF."""
        return self._joined(b"").removesuffix(b"\r")

    def _joined(self, ending: bytes) -> bytes:
        """A line of which the beginning may have come in earlier blocks."""
        check_size(self._size + len(ending))
        line = b"".join((*self._blocks, ending)) if self._blocks else ending
        self._blocks.clear()
        self._size = 0
        return line


class JsonLines:
    """The documents of a stream of JSON lines (NDJSON): one a line, empty lines mean nothing."""

    done = False

    def __init__(self) -> None:
        self._splitter = LineSplitter()

    def feed(self, block: bytes) -> list[bytes]:
        """The documents that are complete with this block."""
        return list(filter(bytes.strip, self._splitter.feed(block)))

    def rest(self) -> list[bytes]:
        """A document whose line was not ended."""
        line = self._splitter.rest()
        return [line] if line.strip() else []


class WholeDocument:
    """A reply that is one document."""

    done = False

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> list[bytes]:
        """Nothing before the end."""
        self._size += len(block)
        check_size(self._size)
        self._blocks.append(block)
        return []

    def rest(self) -> list[bytes]:
        """The document."""
        return [b"".join(self._blocks)]


def check_size(size: int) -> None:
    """A line, an event or a reply that fits into the memory.

    Raises:
        StreamFormatError: It does not.
    """
    if size > LONGEST_LINE:
        raise StreamFormatError(f"a line is longer than {LONGEST_LINE} bytes")
