"""Files to upload, opened and rewound."""

from __future__ import annotations

import io
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from twelvelabs_client._runtime.reading import Reading, checked_bytes, checked_file, whole
from twelvelabs_client._runtime.sources import OpenedSource
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.uploads.files import (
    FALLBACK_NAME,
    MEGABYTE,
    FileIdentity,
    FilePart,
    largest_direct,
    media_type_of,
)
from twelvelabs_client.uploads.progress import Progress, tell

_ID = re.compile(r"[0-9a-f]{24}")
Source = str | os.PathLike[str] | BinaryIO | bytes | FileSource


@contextmanager
def opened(
    source: Source,
    *,
    name: str | None = None,
    progress: Progress | None = None,
    size: int | None = None,
    largest: Callable[[str], int] = largest_direct,
) -> Iterator[FilePart]:
    """Open a path, or take a binary file from where it stands; a path is closed again, a file of the caller's is not.

    Args:
        source: A path, a binary file, bytes, or a `FileSource`.
        name: The name to keep; default: the file's own.
        progress: Called with the bytes read so far and the size, when the file is read from its beginning to its end.
        size: How many bytes a file has that cannot be rewound.
        largest: How many bytes may be sent of a file of that name; one that cannot be rewound is read no further.

    Raises:
        InvalidInputError: There is no such file, it is a directory, it is empty, or it was not opened in binary mode.
    """
    if isinstance(source, bytes):
        yield _part(io.BytesIO(source), name or FALLBACK_NAME, progress, size, largest)
    elif isinstance(source, FileSource):
        _check_stated_size(source.name, size, source.size)
        with closing(OpenedSource(source, name or source.name, progress)) as opened_source:
            yield opened_source.part()
    elif isinstance(source, str | os.PathLike):
        path = _checked(Path(source))
        with _open(path) as file:
            yield _part(file, name or path.name, progress, size, largest, path.absolute())
    else:
        yield _part(checked_file(source), name or _name_of(source), progress, size, largest)


def identity_of(source: object) -> FileIdentity | None:
    """Which file a path leads to now; None of what is no path, or leads nowhere."""
    if not isinstance(source, str | os.PathLike):
        return None
    try:
        found = os.stat(source)
    except (OSError, ValueError):
        return None
    return FileIdentity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def content_of(source: bytes | os.PathLike[str] | BinaryIO, largest: int) -> bytes:
    """All bytes of what is to stand within a request; a file that can be rewound stands again where it stood.

    Raises:
        InvalidInputError: There is no such file, it is empty, or larger than a request may hold.
    """
    with opened(source, largest=lambda name: largest + 1) as part:
        _check_size(part.name, part.size or 0, largest)
        # One more than allowed is enough to know: what cannot be rewound may have no end.
        content = whole(part.payload.read, largest + 1)
        _check_size(part.name, len(content), largest)
        if part.replayable:
            part.payload.seek(0)
        return content


def _check_size(name: str, size: int, largest: int) -> None:
    if size > largest:
        raise InvalidInputError(
            f"{name}: {size / MEGABYTE:.1f} MB is more than the {largest // MEGABYTE} MB that can be sent here; "
            "upload it as an asset and give that"
        )


def _checked(path: Path) -> Path:
    try:
        is_directory, exists, is_file = path.is_dir(), path.exists(), path.is_file()
    except OSError as error:
        raise _unreadable(path, error) from error
    if is_directory:
        raise InvalidInputError(f"{path}: is a directory; give one file")
    if not exists:
        meant = "; it looks like the id of an asset: a file or a URL is needed here" if _ID.fullmatch(str(path)) else ""
        raise InvalidInputError(f"{path}: there is no such file{meant}")
    if not is_file:
        raise InvalidInputError(f"{path}: is not a regular file; open it in binary mode and give the file object")
    return path


def _open(path: Path) -> io.FileIO:
    try:
        # It is read in blocks far larger than a buffer.
        return path.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InvalidInputError:
    return InvalidInputError(f"{path}: cannot be read: {error.strerror}")


def _name_of(file: object) -> str:
    name = getattr(file, "name", None)
    return os.path.basename(name) if isinstance(name, str) and name else FALLBACK_NAME


def _check_stated_size(name: str, stated: int | None, size: int) -> None:
    if stated not in (None, size):
        raise InvalidInputError(f"size: {stated} was given, but {name} has {size} bytes; leave it out")


def _part(
    file: BinaryIO,
    name: str,
    progress: Progress | None,
    size: int | None,
    largest: Callable[[str], int],
    path: Path | None = None,
) -> FilePart:
    window = _Window(file, name, progress, path)
    if window.size is None:
        once = cast(BinaryIO, _Once(file, name, progress, size, largest(name)))
        return FilePart(once, name, media_type_of(name), size, replayable=False)
    if window.size == 0:
        rewind = "" if not window.start else ", or was read to its end already: seek(0) rewinds it"
        raise InvalidInputError(f"{name}: the file is empty{rewind}")
    _check_stated_size(name, size, window.size)
    return FilePart(
        cast(BinaryIO, window),
        name,
        media_type_of(name),
        window.size,
        replayable=True,
        open_at=lambda offset: _WindowReader(window, offset),
        reads_in_threads=window.reads_anywhere,
        identity=window.identity if path is not None else None,
        check_unchanged=window.check_unchanged,
    )


def read_next(part: FilePart, count: int) -> bytes:
    """The next bytes of a file that cannot be rewound, all of them.

    Raises:
        InvalidInputError: It ends before.
    """
    return whole(part.payload.read, count)


class _Window:
    """A file from where it stood when it was given, so that a rewind does not send what the caller had passed over."""

    def __init__(self, file: BinaryIO, name: str, progress: Progress | None, path: Path | None) -> None:
        self._file = file
        self._name = name
        self._progress = progress
        self._path = path
        self._reading = Reading(name)
        with self._reading:
            self.start, self.size = _extent(file)
        self._position = 0
        self._turn = threading.Lock()
        self._descriptor = _descriptor(file)
        # Reading at an offset moves nothing, and costs nothing should the file be closed meanwhile.
        self.reads_anywhere = self._descriptor is not None and hasattr(os, "pread")
        self.identity = self._identity()

    def read_at(self, offset: int, count: int) -> bytes:
        with self._reading:
            block = self._read_at(offset, count)
        if len(block) != count:
            raise _changed(self._name, f"{count} bytes wanted, {len(block)} there")
        return block

    def _read_at(self, offset: int, count: int) -> bytes:
        if self._descriptor is not None and self.reads_anywhere:
            return os.pread(self._descriptor, count, self.start + offset)
        with self._turn:
            self._file.seek(self.start + offset)
            return whole(self._file.read, count)

    def read(self, count: int = -1, /) -> bytes:
        left = (self.size or 0) - self._position
        count = left if count < 0 else min(count, left)
        with self._reading:
            block = checked_bytes(self._file.read(count))
        if left and count and not block:
            raise _changed(self._name, f"{left} bytes wanted, 0 there")
        self._position += len(block)
        if self._position == self.size:
            # Before the last byte is handed over: what cannot be finished makes no asset.
            self.check_unchanged()
        if block:
            tell(self._progress, self._position, self.size)
        return block

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size or 0}[whence]
        self._position = base + offset
        with self._reading:
            self._file.seek(self.start + self._position)
        return self._position

    def tell(self) -> int:
        return self._position

    def check_unchanged(self) -> None:
        before, now = self.identity, self._identity()
        if before is None or now is None:
            return
        if now.size != before.size:
            raise _changed(self._name, f"it had {before.size} bytes and has {now.size}")
        if now.modified != before.modified:
            raise _changed(self._name, "it was written to")
        if self._path is not None and self._was_replaced(before):
            raise _changed(self._name, "another file has taken its place")

    def _identity(self) -> FileIdentity | None:
        if self._descriptor is None:
            return None
        with self._reading:
            found = os.fstat(self._descriptor)
        # There, the time is set when a writing program lets go of the file, whenever it wrote.
        modified = 0 if os.name == "nt" and self._file.writable() else found.st_mtime_ns
        return FileIdentity(found.st_dev, found.st_ino, found.st_size, modified)

    def _was_replaced(self, before: FileIdentity) -> bool:
        """Whether its path leads to another file now; one that was only taken away is still read whole."""
        assert self._path is not None
        try:
            found = os.stat(self._path)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) != (before.device, before.inode)


class _WindowReader:
    """Reads such a file from an offset; what the caller has opened stays open."""

    def __init__(self, window: _Window, offset: int) -> None:
        self._window = window
        self._offset = offset

    def read(self, count: int, /) -> bytes:
        block = self._window.read_at(self._offset, count)
        self._offset += count
        return block

    def close(self) -> None:
        pass


class _Once:
    """A file that cannot be rewound: read once, to its end, to the size that was told, or to the largest allowed."""

    def __init__(self, file: BinaryIO, name: str, progress: Progress | None, size: int | None, largest: int) -> None:
        self._file = file
        self._name = name
        self._progress = progress
        self._size = size
        self._largest = largest
        self._reading = Reading(name)
        self._sent = 0

    def read(self, count: int = -1, /) -> bytes:
        left = None if self._size is None else self._size - self._sent
        if left is not None:
            count = left if count < 0 else min(count, left)
        with self._reading:
            block = checked_bytes(self._file.read(count))
        if left and not block:
            raise InvalidInputError(f"{self._name}: ended after {self._sent} of the {self._size} bytes of size=")
        self._sent += len(block)
        if self._size is None and self._sent > self._largest:
            what = f"more than the {self._largest} bytes that can be sent in one call"
            raise InvalidInputError(f"{self._name}: gives {what}; pass size= to send it in chunks")
        if block:
            tell(self._progress, self._sent, self._size)
        return block


def _changed(name: str, how: str) -> InvalidInputError:
    return InvalidInputError(f"{name}: the file changed while it was read: {how}")


def _descriptor(file: object) -> int | None:
    """The descriptor of a file whose bytes are those on the disk: of a compressed file they are not.

    Nor, perhaps, of a kind derived from the plain ones: it may read as it likes.
    """
    raw = file
    if isinstance(file, io.BufferedReader | io.BufferedRandom) and type(file) in (io.BufferedReader, io.BufferedRandom):
        raw = file.raw
    return raw.fileno() if isinstance(raw, io.FileIO) and type(raw) is io.FileIO else None


def _extent(file: BinaryIO) -> tuple[int, int | None]:
    """Where a file stands, and how many bytes follow; no number if it cannot be rewound."""
    try:
        start = file.tell()
        end: int | None = file.seek(0, os.SEEK_END)
        # Not every kind of file tells where it was sent.
        end = file.tell() if end is None else end
        file.seek(start)
    except (OSError, AttributeError, ValueError):
        return 0, None
    return start, max(end - start, 0)
