"""Planning of an upload in chunks: which bytes go where, and which addresses may be trusted with them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from attrs import frozen

from twelvelabs_client.core.errors import APIConnectionError, InvalidInputError
from twelvelabs_client.core.settings import is_loopback
from twelvelabs_client.core.uploads import (
    LARGEST_DIRECT_UPLOAD,
    LARGEST_IMAGE,
    MEGABYTE,
    FilePart,
    media_type_of,
)

LARGEST_MULTIPART = 10 * 1024 * MEGABYTE
MOST_URLS = 50
REPORT_BATCH = 10
WORKERS = 4
BLOCK = 1024 * 1024
# An address that ends while its chunk is under way would fail for nothing.
SPARE_SECONDS = 30.0


@frozen
class Chunk:
    """A run of bytes of the file.

    Attributes:
        index: The chunk's number, from 1.
        offset: Where it begins.
        size: How many bytes it has.
    """

    index: int
    offset: int
    size: int


def upload_kind_or_none(name: str) -> str | None:
    """What the API wants to be told of a file: `video`, `audio` or `image`; None when its name does not tell."""
    kind = (media_type_of(name) or "").partition("/")[0]
    return kind if kind in ("video", "audio", "image") else None


def upload_kind(name: str) -> str:
    """The kind of a file.

    Raises:
        InvalidInputError: Its name does not tell.
    """
    kind = upload_kind_or_none(name)
    if kind is None:
        raise InvalidInputError(f"{name}: the name does not say whether it is video, audio or image; pass filename=")
    return kind


def in_chunks(file: FilePart, wished: bool | None) -> bool:
    """Whether a file is sent in chunks: as wished, else when it is too large for one call.

    Raises:
        InvalidInputError: It cannot be sent in chunks.
    """
    too_large = file.size is not None and file.size > LARGEST_DIRECT_UPLOAD
    if wished is False or not (wished or too_large) or (too_large and upload_kind_or_none(file.name) is None):
        return False
    if file.size is None:
        raise InvalidInputError(f"{file.name}: a file that cannot be rewound cannot be sent in chunks")
    check_multipart_size(file.size, file.name)
    return True


def check_multipart_size(size: int, name: str, kind: str | None = None) -> None:
    """A file that can be sent in chunks; its kind is what its name tells, unless it is given.

    Raises:
        InvalidInputError: It is too large, or its kind cannot be told.
    """
    largest = LARGEST_IMAGE if (kind or upload_kind(name)) == "image" else LARGEST_MULTIPART
    if size > largest:
        raise InvalidInputError(f"{name}: {size} bytes are more than the {largest} that the API takes")


def plan(size: int, chunk_size: int | None, total_chunks: int | None) -> list[Chunk]:
    """The chunks of a file as the session wants them.

    Args:
        size: The file's size in bytes.
        chunk_size: What the session says of a chunk.
        total_chunks: How many it expects.

    Raises:
        APIConnectionError: The session does not say how large a chunk is, or its count does not fit the file.
    """
    if not chunk_size or chunk_size < 1:
        raise APIConnectionError("upload: the API did not say how large a chunk is")
    offsets = range(0, size, chunk_size)
    chunks = [Chunk(index, offset, min(chunk_size, size - offset)) for index, offset in enumerate(offsets, 1)]
    if total_chunks is not None and total_chunks != len(chunks):
        raise APIConnectionError(f"upload: the API expects {total_chunks} chunks, the file has {len(chunks)}")
    return chunks


def lasts(expires_at: datetime | None, *, now: float) -> bool:
    """Whether an address can still be used for a whole chunk; `now` is in seconds since 1970."""
    return expires_at is None or expires_at.timestamp() > now + SPARE_SECONDS


def check_storage_url(url: str, base_url: str) -> str:
    """An address for bytes of the user's: encrypted, and on this machine only when the API is.

    Raises:
        APIConnectionError: The address is of another kind; nothing is sent there.
    """
    try:
        parts, api = urlsplit(url), urlsplit(base_url)
    except ValueError as error:
        raise APIConnectionError("the API named a storage address that is none") from error
    host = parts.hostname or ""
    local = is_loopback(host)
    expected = is_loopback(api.hostname or "") if local else parts.scheme == "https"
    if not host or parts.username or parts.scheme not in ("http", "https") or not expected:
        raise APIConnectionError(f"the API named a storage address at {host or 'no host'} that is not to be trusted")
    return url
