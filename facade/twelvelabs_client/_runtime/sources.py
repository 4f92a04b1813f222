"""Files of any storage, opened anew for every reader of them."""

from __future__ import annotations

import os
import threading
from typing import BinaryIO, cast

from twelvelabs_client._runtime.source_streams import SourceStream, SourceStreams
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.uploads.files import FilePart, media_type_of
from twelvelabs_client.uploads.progress import Progress, tell


class OpenedSource:
    """A source while it is sent: as one file that can be rewound, or by several readers at once.

    Args:
        source: How to open it.
        name: The file name the API sees.
        progress: Called with the bytes read so far and the size, when it is read as one file.
    """

    def __init__(self, source: FileSource, name: str, progress: Progress | None) -> None:
        self._size = source.size
        self._name = name
        self._progress = progress
        self._streams = SourceStreams(source, name)
        self._position = 0
        self._reader: SourceReader | None = None

    def part(self) -> FilePart:
        """The file, ready to be sent."""
        return FilePart(
            cast(BinaryIO, self),
            self._name,
            media_type_of(self._name),
            self._size,
            replayable=True,
            open_at=self.open_at,
            reads_in_threads=True,
        )

    def open_at(self, offset: int) -> SourceReader:
        """A reader from an offset; it opens the source when it is first read."""
        return SourceReader(self._streams, offset, has_others=True)

    def read(self, count: int = -1, /) -> bytes:
        left = self._size - self._position
        count = left if count < 0 else min(count, left)
        if not count:
            return b""
        if self._reader is None:
            self._reader = SourceReader(self._streams, self._position, has_others=False)
        block = self._reader.read(count)
        self._position += count
        tell(self._progress, self._position, self._size)
        return block

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if self._reader is not None:
            self._reader.close()
        self._reader = None
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        """Close what is open of it."""
        self.seek(0)
        self._streams.close()


class SourceReader:
    """Reads one stream of a source, from an offset.

    It may be closed in another thread than the one that reads: that one then lets go of the stream, once it has its
    bytes.

    Args:
        streams: Where it gets its stream.
        offset: Where to begin.
        has_others: Whether there are other readers at the same time.
    """

    def __init__(self, streams: SourceStreams, offset: int, *, has_others: bool) -> None:
        self._streams = streams
        self._position = offset
        self._has_others = has_others
        self._stream: SourceStream | None = None
        self._turn = threading.Lock()
        self._is_closed = False

    def read(self, count: int, /) -> bytes:
        try:
            with self._turn:
                if self._stream is None:
                    self._stream = self._streams.take(has_others=self._has_others)
                block = self._stream.read_at(self._position, count)
                self._position += count
                return block
        finally:
            if self._is_closed:
                self.close()

    def close(self) -> None:
        self._is_closed = True
        if not self._turn.acquire(blocking=False):
            return
        try:
            if self._stream is not None:
                self._streams.give_back(self._stream)
            self._stream = None
        finally:
            self._turn.release()
