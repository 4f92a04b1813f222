"""Files to upload, opened and rewound."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.uploads import FALLBACK_NAME, MEGABYTE, FilePart, media_type_of

Progress = Callable[[int, int | None], None]
FileSource = str | os.PathLike[str] | BinaryIO | bytes


@contextmanager
def opened(source: FileSource, *, name: str | None = None, progress: Progress | None = None) -> Iterator[FilePart]:
    """Open a path, or take a binary file from where it stands; a path is closed again, a file of the caller's is not.

    Raises:
        InvalidInputError: There is no such file, it is a directory, it is empty, or it was not opened in binary mode.
    """
    if isinstance(source, bytes):
        yield _part(io.BytesIO(source), name or FALLBACK_NAME, progress)
    elif isinstance(source, str | os.PathLike):
        path = _checked(Path(source))
        with _open(path) as file:
            yield _part(file, name or path.name, progress)
    else:
        yield _part(_checked_file(source), name or _name_of(source), progress)


def content_of(source: bytes | os.PathLike[str] | BinaryIO, largest: int) -> bytes:
    """All bytes of what is to stand within a request; a file that can be rewound stands again where it stood.

    Raises:
        InvalidInputError: There is no such file, it is empty, or larger than a request may hold.
    """
    with opened(source) as part:
        _check_size(part.name, part.size or 0, largest)
        content = part.payload.read()
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
        raise InvalidInputError(f"{path}: there is no such file")
    if not is_file:
        raise InvalidInputError(f"{path}: is not a regular file; open it in binary mode and give the file object")
    return path


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InvalidInputError:
    return InvalidInputError(f"{path}: cannot be read: {error.strerror}")


def _checked_file(source: object) -> BinaryIO:
    if getattr(source, "closed", False):
        raise InvalidInputError("the file is closed; open it, or give its path")
    if isinstance(source, io.TextIOBase) or hasattr(source, "encoding"):
        raise InvalidInputError("the file was opened as text; open it with mode 'rb'")
    if not callable(getattr(source, "read", None)):
        raise InvalidInputError(f"expected a path, a binary file or an address, got {type(source).__name__}")
    return cast(BinaryIO, source)


def _name_of(file: object) -> str:
    name = getattr(file, "name", None)
    return os.path.basename(name) if isinstance(name, str) and name else FALLBACK_NAME


def _part(file: BinaryIO, name: str, progress: Progress | None) -> FilePart:
    window = _Window(file, name, progress)
    if window.size == 0:
        raise InvalidInputError(f"{name}: the file is empty")
    payload = cast(BinaryIO, window if window.size is not None else _Once(file, name, progress))
    if window.size is None:
        return FilePart(payload, name, media_type_of(name), None, replayable=False)
    return FilePart(payload, name, media_type_of(name), window.size, replayable=True, read_at=window.read_at)


def read_at(part: FilePart, offset: int, count: int) -> bytes:
    """A run of a file's bytes.

    Raises:
        InvalidInputError: The file cannot be read there, or has become shorter.
    """
    block = b"" if part.read_at is None else part.read_at(offset, count)
    if len(block) != count:
        what = f"the file changed while it was read: {count} bytes wanted, {len(block)} there"
        raise InvalidInputError(f"{part.name}: {what}")
    return block


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """A file of the caller's can fail while it is sent; that is no failure of the connection."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise InvalidInputError(f"{name}: cannot be read to its end: {error}") from error


class _Window:
    """A file from where it stood when it was given, so that a rewind does not send what the caller had passed over."""

    def __init__(self, file: BinaryIO, name: str, progress: Progress | None) -> None:
        self._file = file
        self._name = name
        self._progress = progress
        self._start, self.size = _extent(file)
        self._position = 0
        self._turn = threading.Lock()

    def read_at(self, offset: int, count: int) -> bytes:
        with _reading(self._name):
            if _is_plain(self._file):
                return os.pread(self._file.fileno(), count, self._start + offset)
            with self._turn:
                self._file.seek(self._start + offset)
                return self._file.read(count)

    def read(self, count: int = -1, /) -> bytes:
        with _reading(self._name):
            block = self._file.read(count)
        self._position += len(block)
        if self._progress is not None and block:
            self._progress(self._position, self.size)
        return block

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size or 0}[whence]
        self._position = base + offset
        with _reading(self._name):
            self._file.seek(self._start + self._position)
        return self._position

    def tell(self) -> int:
        return self._position


class _Once:
    """A file that cannot be rewound: read to its end, once."""

    def __init__(self, file: BinaryIO, name: str, progress: Progress | None) -> None:
        self._file = file
        self._name = name
        self._progress = progress
        self._sent = 0

    def read(self, count: int = -1, /) -> bytes:
        with _reading(self._name):
            block = self._file.read(count)
        self._sent += len(block)
        if self._progress is not None and block:
            self._progress(self._sent, None)
        return block


def _is_plain(file: object) -> bool:
    """Whether a file's bytes are those of its descriptor: of a compressed file they are not."""
    raw = file.raw if isinstance(file, io.BufferedReader | io.BufferedRandom) else file
    return isinstance(raw, io.FileIO) and hasattr(os, "pread")


def _extent(file: BinaryIO) -> tuple[int, int | None]:
    """Where a file stands, and how many bytes follow; no number if it cannot be rewound."""
    try:
        start = file.tell()
        end = file.seek(0, os.SEEK_END)
        file.seek(start)
    except (OSError, AttributeError, ValueError):
        return 0, None
    return start, end - start
