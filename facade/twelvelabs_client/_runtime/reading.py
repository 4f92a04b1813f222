"""Reading what a caller has opened, whatever kind of file it is: bytes come, or an error that names the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, cast

from twelvelabs_client.core.errors import APITimeoutError, InvalidInputError


class Reading:
    """Within it, a file of the caller's fails as one, whatever it raises: that is no failure of the connection.

    A class, because a file is read thousands of times and a generator would take as long as reading.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, InvalidInputError | APITimeoutError):
            raise InvalidInputError(f"{self._name}: cannot be read to its end: {error}") from error


def checked_file(source: object) -> BinaryIO:
    """A binary file of the caller's.

    Raises:
        InvalidInputError: It is something else, closed, or opened as text.
    """
    if not callable(getattr(source, "read", None)):
        raise InvalidInputError(f"expected a path, a binary file or an address, got {type(source).__name__}")
    if getattr(source, "closed", False):
        raise InvalidInputError("the file is closed; open it, or give its path")
    if isinstance(source, io.TextIOBase) or hasattr(source, "encoding"):
        raise InvalidInputError("the file was opened as text; open it with mode 'rb'")
    return cast(BinaryIO, source)


def whole(read: Callable[[int], bytes], count: int) -> bytes:
    """As many bytes as wanted: one read may give fewer, and only nothing is the end."""
    blocks: list[bytes] = []
    while count > 0 and (block := checked_bytes(read(count))):
        if len(block) > count:
            raise InvalidInputError(f"a read of {count} bytes gave {len(block)}")
        blocks.append(block)
        count -= len(block)
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


def checked_bytes(block: object) -> bytes:
    """What a read gave, as bytes."""
    if type(block) is bytes:
        return block
    if not isinstance(block, bytes | bytearray | memoryview):
        raise InvalidInputError(
            f"the file gives {type(block).__name__} where bytes are expected; open it with mode 'rb'"
        )
    return bytes(block)
