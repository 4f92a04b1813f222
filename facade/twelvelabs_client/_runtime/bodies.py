"""Bodies that are sent as they are: files from where they stand, and blocks; again for each attempt, if possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import Any, BinaryIO, TypeVar, cast

from attrs import evolve

from twelvelabs_client.core.call import Call, Request

T = TypeVar("T")

BLOCK = 64 * 1024


def blocks_of(content: BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    """The blocks of a file, from where it stands, or of what is given in blocks."""
    read = getattr(content, "read", None)
    return content if read is None else iter(lambda: read(BLOCK), b"")


def bytes_left(content: BinaryIO | Iterable[bytes]) -> int | None:
    """How many bytes a file has from where it stands; None if that is unknown."""
    file = cast("Any", content)
    try:
        position, end = file.tell(), file.seek(0, SEEK_END)
        file.seek(position)
    except (OSError, ValueError, AttributeError):
        return None
    return int(end - position)


def replayed(call: Call[T], content: object) -> Call[T]:
    """The call with a body that each attempt reads from where it stood first, or that is sent once.

    Args:
        call: The call.
        content: Its body, if that is sent as it is.
    """
    file: Any = content
    if not hasattr(file, "read"):
        return evolve(call, replayable=False) if isinstance(content, Iterator) else call
    if not _is_seekable(file):
        return evolve(call, replayable=False)
    start, build = file.tell(), call.build

    def rewound() -> Request:
        file.seek(start)
        return build()

    return evolve(call, build=rewound)


def _is_seekable(file: object) -> bool:
    seekable = getattr(file, "seekable", None)
    return bool(callable(seekable) and seekable())
