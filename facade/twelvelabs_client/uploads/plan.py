"""An upload in chunks: which bytes go where, which addresses may be trusted with them, what is tried again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from attrs import frozen

from twelvelabs_client.core.errors import APIConnectionError, InvalidInputError, StorageError
from twelvelabs_client.core.file_source import LARGEST_SOURCE
from twelvelabs_client.core.hosts import is_allowed
from twelvelabs_client.core.retry import Outcome, wait_before
from twelvelabs_client.core.settings import is_loopback, may_be_local
from twelvelabs_client.uploads.files import (
    LARGEST_DIRECT_UPLOAD,
    LARGEST_IMAGE,
    MEGABYTE,
    FilePart,
    media_type_of,
)

if TYPE_CHECKING:
    from twelvelabs_client.models.upload import UploadReport

LARGEST_MULTIPART = LARGEST_SOURCE
MOST_URLS = 50
REPORT_BATCH = 10
WORKERS = 4
MOST_WORKERS = 64
# What one upload holds of its chunks. A worker has two blocks: one on its way, and the one that is read meanwhile.
MOST_HELD = 16 * MEGABYTE
LARGEST_BLOCK = MEGABYTE
# An address that ends while its chunk is under way would fail for nothing.
SPARE_SECONDS = 30.0
# Addresses live for an hour, so one that comes with less is judged by a clock that is wrong.
SHORTEST_LIFE = 600.0
# A file has many chunks and each can fail by itself: three times the patience that one call gets.
ATTEMPTS_PER_RETRY = 3
LONGEST_STORAGE_WAIT = 60.0
# How often chunks that the API found wrong after their report are sent again.
MOST_ROUNDS = 5
# What object stores say of an address that was too old, or of bytes that suffered on their way.
PASSING_CODES = frozenset({"BadDigest", "ExpiredToken", "IncompleteBody", "RequestTimeout"})
WRONG_BYTES = "BadDigest"


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
        what = "a file that cannot be rewound cannot be sent in chunks unless size= tells how large it is"
        raise InvalidInputError(f"{file.name}: {what}")
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


def block_size(max_concurrency: int) -> int:
    """How much of a chunk is read at once: the larger the faster, up to a point, within what an upload may hold."""
    return min(LARGEST_BLOCK, MOST_HELD // (2 * max_concurrency))


def urls_to_ask(index: int, wanted: Collection[int], most: int = MOST_URLS) -> int:
    """For how many chunks, from this one on, to ask for addresses: as far as one call reaches and any is wanted."""
    return max((other for other in wanted if index <= other < index + most), default=index) - index + 1


def wait_before_chunk(error: Exception, attempt: int, max_retries: int, *, jitter: float) -> float | None:
    """Seconds to wait before a chunk is sent again; None when it is not.

    The first refusal is mostly an address that was too old, and a fresh one needs no waiting.

    Args:
        error: How the last attempt went wrong.
        attempt: How many attempts were made, from 1.
        max_retries: How often a call is repeated.
        jitter: A random number from 0 to 1.
    """
    if attempt > ATTEMPTS_PER_RETRY * max_retries or not passes(error):
        return None
    if not isinstance(error, StorageError):
        return wait_before(attempt, Outcome(failure="lost"), jitter=jitter)
    if error.status == 403 and attempt == 1:
        return 0.0
    asked = None if error.retry_after is None else min(error.retry_after, LONGEST_STORAGE_WAIT)
    return wait_before(attempt, Outcome(status=error.status, retry_after=asked), jitter=jitter)


def passes(error: Exception) -> bool:
    """Whether sending a chunk again, to a fresh address, can help; what is wrong with the bytes stays wrong."""
    if isinstance(error, StorageError):
        return error.status in (403, 408, 429) or error.status >= 500 or error.code in PASSING_CODES
    return isinstance(error, APIConnectionError)


def usable_for(expires_at: datetime | None, *, now: float) -> float:
    """How long an address that has just come can be used for a whole chunk, in seconds.

    One that seems to be about to expire as it comes is fresh all the same: then this machine's clock is wrong, and the
    storage alone can say when the time is over.

    Args:
        expires_at: What the API says.
        now: Seconds since 1970, by the clock of this machine.
    """
    seconds = inf if expires_at is None else expires_at.timestamp() - now
    return seconds - SPARE_SECONDS if seconds > SHORTEST_LIFE else inf


def is_partial(report: UploadReport, reported: int) -> bool:
    """Whether the API took fewer chunks than were reported, as far as it says."""
    return (report.processed or 0) + (report.duplicates or 0) < reported


def check_storage_url(url: str, base_url: str, allowed_hosts: Collection[str] | None = None) -> str:
    """An address for bytes of the user's: encrypted, and on or next to this machine only when the API is on it.

    Args:
        url: The address.
        base_url: The API's.
        allowed_hosts: The hosts that the user allows; None: all.

    Raises:
        APIConnectionError: The address is of another kind; nothing is sent there.
    """
    try:
        parts, api = urlsplit(url), urlsplit(base_url)
    except ValueError as error:
        raise APIConnectionError("the API named a storage address that is none") from error
    host = parts.hostname or ""
    local = may_be_local(host)
    expected = is_loopback(api.hostname or "") if local else parts.scheme == "https"
    if (
        not host
        or "@" in parts.netloc
        or not url.isprintable()
        or parts.scheme not in ("http", "https")
        or not expected
    ):
        raise APIConnectionError(f"the API named a storage address at {host or 'no host'} that is not to be trusted")
    if allowed_hosts is not None and not is_allowed(host, allowed_hosts):
        said = f"{host}, which is not among allowed_hosts=: nothing was sent there; add it if it is right"
        raise APIConnectionError(f"upload: the API named a storage address at {said}")
    return url
