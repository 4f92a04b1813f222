"""Where a response is saved: a file of the caller's, or a path that holds all of it or stays as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from twelvelabs_client.core.errors import InvalidInputError


@contextmanager
def written(target: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """A file to write to. Of a path, it stands beside it and takes its place at the end, unless something fails.

    Raises:
        InvalidInputError: The path cannot be written.
    """
    if not isinstance(target, str | os.PathLike):
        yield target
        return
    path = Path(target)
    try:
        file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with file:
            yield cast(BinaryIO, file)
        os.replace(file.name, path)
    except BaseException:
        os.unlink(file.name)
        raise
