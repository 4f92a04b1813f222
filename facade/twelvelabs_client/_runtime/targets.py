"""Where a response is saved: a file of the caller's, or a path that holds all of it or stays as it was."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

from twelvelabs_client.core.errors import InvalidInputError


@contextmanager
def written(target: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """A file to write to. Of a path, it stands beside it and takes its place at the end, unless something fails.

    Raises:
        InvalidInputError: The path cannot be written.
    """
    if not isinstance(target, str | os.PathLike):
        if isinstance(target, io.TextIOBase) or not callable(getattr(target, "write", None)):
            raise InvalidInputError("target: must be a path, or a file opened with mode 'wb'")
        yield target
        return
    # What a link leads to is replaced, not the link.
    path = Path(os.path.realpath(target))
    beside = path.with_name(f".{path.name}.{random.getrandbits(64):016x}")
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        file = beside.open("xb")
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with file:
            yield file
        os.replace(beside, path)
    except BaseException:
        beside.unlink()
        raise
