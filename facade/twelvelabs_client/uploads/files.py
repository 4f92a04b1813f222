"""What is sent of a file: name, type and limits. Opening it is not done here."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import BinaryIO, Protocol

from attrs import frozen

from twelvelabs_client.core.errors import InvalidInputError

MEGABYTE = 1024 * 1024
LARGEST_DIRECT_UPLOAD = 200 * MEGABYTE
LARGEST_IMAGE = 32 * MEGABYTE
LARGEST_TASK_FILE = 2 * 1024 * MEGABYTE
FALLBACK_NAME = "upload.bin"
UPLOAD_TIMEOUT = 3600.0


class Reader(Protocol):
    """Reads a file from one place to another, for one user of it."""

    def read(self, count: int, /) -> bytes:
        """The next bytes, all of them."""
        ...

    def close(self) -> None:
        """Read no more of it. It may be called at any moment, and again."""
        ...


@frozen
class FileIdentity:
    """Which file it is and in which state, whatever its path: two equal ones have the same bytes.

    A program that writes to a file and then sets its time back deceives this, as it does every tool that copies files.

    Attributes:
        device: The number of the file system it is on.
        inode: Its number there.
        size: Its bytes.
        modified: When it was last written to, in nanoseconds since 1970.
    """

    device: int
    inode: int
    size: int
    modified: int


@frozen(eq=False)
class FilePart:
    """A file ready to be put into a form.

    Attributes:
        payload: Where the bytes are read from, standing at the first one.
        name: The file name the API sees.
        media_type: Guessed from the name, or None.
        size: In bytes, or None where it cannot be known beforehand.
        replayable: Whether it can be rewound and sent again.
        open_at: Makes a reader that begins at an offset; there may be several at once. None where it cannot be rewound.
        reads_in_threads: Whether readers of `open_at` can be read in threads, beside the event loop, and be left alone
            there when the upload ends: what they read has no position that anybody else depends on.
        identity: What tells the file from others; None unless it was given by its path.
        check_unchanged: Raises `InvalidInputError` if the file is no longer as it was when it was opened.
    """

    payload: BinaryIO
    name: str
    media_type: str | None
    size: int | None
    replayable: bool
    open_at: Callable[[int], Reader] | None = None
    reads_in_threads: bool = False
    identity: FileIdentity | None = None
    check_unchanged: Callable[[], None] = lambda: None


def media_type_of(name: str) -> str | None:
    """The media type that a file name suggests."""
    return mimetypes.guess_type(name)[0]


def largest_direct(name: str) -> int:
    """How many bytes of a file of that name can be sent in one call."""
    is_image = (media_type_of(name) or "").startswith("image/")
    return LARGEST_IMAGE if is_image else LARGEST_DIRECT_UPLOAD


def largest_of_a_task(name: str) -> int:
    """How many bytes a task takes."""
    return LARGEST_TASK_FILE


def check_direct_size(size: int | None, name: str) -> None:
    """A file that can be sent in one call.

    Raises:
        InvalidInputError: It is empty or too large.
    """
    if size == 0:
        raise InvalidInputError(f"{name}: the file is empty")
    largest = largest_direct(name)
    if size is not None and size > largest:
        raise InvalidInputError(
            f"{name}: {size / MEGABYTE:.1f} MB is more than the {largest // MEGABYTE} MB that can be sent in one call; "
            "put it where the API can fetch it and upload its address"
        )


def check_task_size(size: int | None, name: str) -> None:
    """A file that a task takes.

    Raises:
        InvalidInputError: It is too large.
    """
    if size is not None and size > LARGEST_TASK_FILE:
        raise InvalidInputError(
            f"{name}: {size} bytes are more than the {LARGEST_TASK_FILE} of a task; assets.upload of v1.3 takes more"
        )
