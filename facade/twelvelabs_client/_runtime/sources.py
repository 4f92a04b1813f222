"""Files of any storage, opened anew for every reader of them."""

from __future__ import annotations

import io
import os
import threading
from contextlib import suppress
from typing import BinaryIO, cast

from twelvelabs_client._runtime.reading import Reading, checked_bytes, whole
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.uploads.files import MEGABYTE, FilePart, media_type_of
from twelvelabs_client.uploads.progress import Progress, tell

FRESH = "it must open a new binary stream each time"


class OpenedSource:
    """A source while it is sent: as one file that can be rewound, and by any number of readers at once.

    Args:
        source: How to open it.
        name: The file name the API sees.
        progress: Called with the bytes read so far and the size, when it is read as one file.
    """

    def __init__(self, source: FileSource, name: str, progress: Progress | None) -> None:
        self._source = source
        self._name = name
        self._progress = progress
        self._position = 0
        self._reader: SourceReader | None = None
        self._in_use: set[int] = set()

    def part(self) -> FilePart:
        """The file, ready to be sent."""
        return FilePart(
            cast(BinaryIO, self),
            self._name,
            media_type_of(self._name),
            self._source.size,
            replayable=True,
            open_at=self.open_at,
            is_remote=True,
        )

    def open_at(self, offset: int) -> SourceReader:
        """A reader from an offset; it opens the source when it is first read."""
        return SourceReader(self._source, self._name, offset, self._in_use)

    def read(self, count: int = -1, /) -> bytes:
        left = self._source.size - self._position
        count = left if count < 0 else min(count, left)
        if not count:
            return b""
        if self._reader is None:
            self._reader = self.open_at(self._position)
        block = self._reader.read(count)
        self._position += count
        tell(self._progress, self._position, self._source.size)
        return block

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._source.size}[whence]
        self.close()
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        """Close what is open of it."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None


class SourceReader:
    """One stream of a source, from an offset.

    It may be closed in another thread than the one that reads: then that one closes the stream, once it has its bytes.

    Args:
        source: How to open it.
        name: Its name, for errors.
        offset: Where to begin.
        in_use: The streams of the source that are open; two readers of one stream would get each other's bytes.
    """

    def __init__(self, source: FileSource, name: str, offset: int, in_use: set[int]) -> None:
        self._source = source
        self._name = name
        self._position = offset
        self._in_use = in_use
        self._reading = Reading(name)
        self._file: BinaryIO | None = None
        self._turn = threading.Lock()
        self._is_closed = False

    def read(self, count: int, /) -> bytes:
        try:
            with self._turn, self._reading:
                return self._read(count)
        finally:
            if self._is_closed:
                self.close()

    def close(self) -> None:
        self._is_closed = True
        if self._turn.acquire(blocking=False):
            try:
                self._shut()
            finally:
                self._turn.release()

    def _read(self, count: int) -> bytes:
        if self._file is None:
            self._file = self._opened()
        block = whole(self._file.read, count)
        self._position += len(block)
        if len(block) < count:
            raise self._too_short(self._position)
        if self._position == self._source.size and checked_bytes(self._file.read(1)):
            # Before the last byte is handed over: what has another size makes no asset.
            raise InvalidInputError(f"{self._name}: has more than the {self._source.size} bytes of size=")
        return block

    def _opened(self) -> BinaryIO:
        try:
            file = self._source.open()
        except Exception as error:
            raise InvalidInputError(f"{self._name}: cannot be opened: {error}") from error
        self._check_fresh(file)
        self._in_use.add(id(file))
        self._file = file
        self._skip(file)
        return file

    def _check_fresh(self, file: object) -> None:
        if not callable(getattr(file, "read", None)):
            raise InvalidInputError(f"{self._name}: open gave {type(file).__name__}, which cannot be read; {FRESH}")
        if getattr(file, "closed", False):
            raise InvalidInputError(f"{self._name}: open gave a closed stream; {FRESH}")
        if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):
            raise InvalidInputError(f"{self._name}: open gave a stream of text; open it with mode 'rb'")
        if id(file) in self._in_use or _position_of(file):
            raise InvalidInputError(f"{self._name}: open gave a stream that is in use already; {FRESH}")

    def _skip(self, file: BinaryIO) -> None:
        if _can_seek(file):
            file.seek(self._position)
            return
        left = self._position
        while left:
            skipped = len(checked_bytes(file.read(min(left, MEGABYTE))))
            if not skipped:
                raise self._too_short(self._position - left)
            left -= skipped

    def _too_short(self, end: int) -> InvalidInputError:
        return InvalidInputError(f"{self._name}: ended after {end} of the {self._source.size} bytes of size=")

    def _shut(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        self._in_use.discard(id(file))
        # It was only read: whatever its closing has to say, the bytes are there.
        with suppress(Exception):
            file.close()


def _position_of(file: object) -> int:
    """Where a stream stands; one that cannot say so stands at its beginning, as far as anybody knows."""
    try:
        return int(file.tell())  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return 0


def _can_seek(file: BinaryIO) -> bool:
    seekable = getattr(file, "seekable", None)
    return bool(callable(seekable) and seekable())
