"""What is sent of a file: name, type and limits. Opening it is not done here."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import BinaryIO

from attrs import frozen

from twelvelabs_client.core.errors import InvalidInputError

MEGABYTE = 1024 * 1024
LARGEST_DIRECT_UPLOAD = 200 * MEGABYTE
LARGEST_IMAGE = 32 * MEGABYTE
FALLBACK_NAME = "upload.bin"


@frozen(eq=False)
class FilePart:
    """A file ready to be put into a form.

    Attributes:
        payload: Where the bytes are read from, standing at the first one.
        name: The file name the API sees.
        media_type: Guessed from the name, or None.
        size: In bytes, or None where it cannot be known beforehand.
        replayable: Whether it can be rewound and sent again.
        read_at: Reads a run of bytes from anywhere, for several readers at once; None where it cannot be rewound.
    """

    payload: BinaryIO
    name: str
    media_type: str | None
    size: int | None
    replayable: bool
    read_at: Callable[[int, int], bytes] | None = None


def media_type_of(name: str) -> str | None:
    """The media type that a file name suggests."""
    return mimetypes.guess_type(name)[0]


def check_direct_size(size: int | None, name: str) -> None:
    """A file that can be sent in one call.

    Raises:
        InvalidInputError: It is empty or too large.
    """
    if size is None:
        return
    if size == 0:
        raise InvalidInputError(f"{name}: the file is empty")
    kind = (media_type_of(name) or "").partition("/")[0]
    largest = LARGEST_IMAGE if kind == "image" else LARGEST_DIRECT_UPLOAD
    if size > largest:
        raise InvalidInputError(
            f"{name}: {size / MEGABYTE:.1f} MB is more than the {largest // MEGABYTE} MB that can be sent in one call; "
            "put it where the API can fetch it and upload its address"
        )
