"""The streams that a source opens: each for one reader, or one for all where it opens no other."""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from time import monotonic
from typing import BinaryIO, cast

from twelvelabs_client._runtime.reading import Reading, checked_bytes, whole
from twelvelabs_client.core.deadline import Deadline, latest
from twelvelabs_client.core.errors import APITimeoutError, InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.uploads.files import MEGABYTE

FRESH = "it must open a new binary stream each time"


class SourceStream:
    """A stream that may be read from anywhere, if need be by reading what comes before.

    Args:
        file: What the source has opened.
        name: Its name, for errors.
        size: How many bytes it is to have.
    """

    def __init__(self, file: BinaryIO, name: str, size: int) -> None:
        self.file = file
        self._name = name
        self._size = size
        self._reading = Reading(name)
        self._position = 0
        self._turn = threading.Lock()

    def read_at(self, offset: int, count: int) -> bytes:
        """A run of bytes, all of them.

        Raises:
            InvalidInputError: It cannot be read, or has another size.
        """
        with self._turn, self._reading:
            self._go_to(offset)
            block = self._read(count)
            if self._position == self._size and checked_bytes(self.file.read(1)):
                # Before the last byte is handed over: what has another size makes no asset.
                raise InvalidInputError(f"{self._name}: has more than the {self._size} bytes of size=")
            return block

    def close(self) -> None:
        """Close it. It was only read: whatever its closing has to say, the bytes are there."""
        with suppress(Exception):
            self.file.close()

    @property
    def can_seek(self) -> bool:
        """Whether it can be read from anywhere at once."""
        seekable = getattr(self.file, "seekable", None)
        return bool(callable(seekable) and seekable())

    def _go_to(self, offset: int) -> None:
        if offset == self._position:
            return
        if self.can_seek:
            self.file.seek(offset)
            self._position = offset
        while self._position < offset:
            if Deadline(latest()).passed(monotonic()):
                raise APITimeoutError("upload: not finished in time; pass a larger timeout=")
            self._read(min(offset - self._position, MEGABYTE))

    def _read(self, count: int) -> bytes:
        block = whole(self.file.read, count)
        self._position += len(block)
        if len(block) < count:
            raise InvalidInputError(f"{self._name}: ended after {self._position} of the {self._size} bytes of size=")
        return block


class SourceStreams:
    """The streams of one source while it is sent.

    Args:
        source: How to open it.
        name: Its name, for errors.
    """

    def __init__(self, source: FileSource, name: str) -> None:
        self._source = source
        self._name = name
        self._opening = threading.Lock()
        self._in_use: set[int] = set()
        self._next: SourceStream | None = None
        self._only: SourceStream | None = None
        self._has_opened = False

    def take(self, *, has_others: bool) -> SourceStream:
        """A stream for one reader, or the only one there is: it is shared, as streams in memory can be.

        Args:
            has_others: Whether others read at the same time. Then the first two are opened together: a source that
                gives one stream again, rewound, is found out before anybody reads.

        Raises:
            InvalidInputError: It cannot be opened, or what it opens is no stream of its own.
        """
        with self._opening:
            if self._only is not None:
                return self._only
            if self._next is not None:
                taken, self._next = self._next, None
                return taken
            taken = self._open()
            if has_others and not self._has_opened:
                self._has_opened = True
                self._look_ahead(taken)
            return taken

    def give_back(self, stream: SourceStream) -> None:
        """Let go of a stream: it is closed, unless others read it."""
        if stream is self._only:
            return
        with self._opening:
            self._in_use.discard(id(stream.file))
        stream.close()

    def close(self) -> None:
        """Close what nobody took, or all shared."""
        for stream in (self._next, self._only):
            if stream is not None:
                stream.close()

    def _look_ahead(self, first: SourceStream) -> None:
        if self._source.size == 1:
            return
        file = self._opened()
        if file is first.file and first.can_seek:
            self._only = first
            return
        try:
            self._next = self._checked(file)
        except InvalidInputError:
            first.close()
            raise

    def _open(self) -> SourceStream:
        return self._checked(self._opened())

    def _opened(self) -> object:
        try:
            return self._source.open()
        except Exception as error:
            raise InvalidInputError(f"{self._name}: cannot be opened: {error}") from error

    def _checked(self, file: object) -> SourceStream:
        if not callable(getattr(file, "read", None)):
            raise InvalidInputError(f"{self._name}: open gave {type(file).__name__}, which cannot be read; {FRESH}")
        if getattr(file, "closed", False):
            raise InvalidInputError(f"{self._name}: open gave a closed stream; {FRESH}")
        if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):
            raise InvalidInputError(f"{self._name}: open gave a stream of text; open it with mode 'rb'")
        if id(file) in self._in_use or _position_of(file):
            raise InvalidInputError(f"{self._name}: open gave a stream that is in use already; {FRESH}")
        self._in_use.add(id(file))
        return SourceStream(cast(BinaryIO, file), self._name, self._source.size)


def _position_of(file: object) -> int:
    """Where a stream stands; one that cannot say so stands at its beginning, as far as anybody knows."""
    try:
        return int(file.tell())  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return 0
