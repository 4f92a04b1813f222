from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import BinaryIO

from attrs import field, frozen

from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.asset import Asset


@frozen
class UploadUrl:
    """Where one chunk is sent to. Whoever has the address can write there once, so it is not shown.

    Attributes:
        chunk_index: The chunk's number, from 1.
        url: The address.
        expires_at: Until when it can be used.
        raw: The JSON object as received.
    """

    chunk_index: int
    url: str = field(repr=False)
    expires_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class UploadUrls:
    """Fresh addresses for a run of chunks.

    Attributes:
        urls: The addresses, in the order of their chunks.
        upload_id: The session's id.
        start: The first chunk, from 1.
        count: How many addresses there are, as the API counts them.
        generated_at: When they were made.
        expires_at: Until when they can be used.
        raw: The JSON object as received.
    """

    urls: Sequence[UploadUrl] = ()
    upload_id: str | None = None
    start: int | None = None
    count: int | None = None
    generated_at: datetime | None = None
    expires_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class UploadChunk:
    """The state of one chunk.

    Attributes:
        index: Its number, from 1.
        status: `pending`, `completed` or `failed`; a failed one can be sent again.
        uploaded_at: When it arrived.
        updated_at: When its state last changed.
        error: Why it failed.
        raw: The JSON object as received.
    """

    index: int
    status: str | None = None
    uploaded_at: datetime | None = None
    updated_at: datetime | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Upload:
    """A session in which one large file is sent in chunks.

    Attributes:
        id: The session's id.
        asset_id: The asset that it makes, reserved from the start; only told when the session is opened.
        status: `active`, `completed`, `failed` or `expired`; the last three are final.
        total_size: The file's size in bytes.
        chunk_size: How many bytes a chunk has; the last may be shorter.
        total_chunks: How many chunks there are.
        uploaded_size: Bytes that have arrived.
        chunks_completed: Chunks that have arrived.
        chunks_failed: Chunks that have failed.
        chunks_pending: Chunks that are still to come.
        chunks: The state of each chunk, when the session is read.
        urls: Addresses of the first chunks, when the session is opened.
        headers: What each chunk must be sent with.
        created_at: When it was opened.
        updated_at: When it last changed.
        expires_at: When it ends, finished or not.
        error: Always None: the API gives no reason for a session.
        raw: The JSON object as received.
    """

    id: str
    asset_id: str | None = None
    status: str | None = None
    total_size: int | None = None
    chunk_size: int | None = None
    total_chunks: int | None = None
    uploaded_size: int | None = None
    chunks_completed: int | None = None
    chunks_failed: int | None = None
    chunks_pending: int | None = None
    chunks: Sequence[UploadChunk] = ()
    urls: Sequence[UploadUrl] = ()
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class SentChunk:
    """A chunk that was stored, to be reported.

    Attributes:
        index: Its number, from 1.
        etag: What the storage answered, without quotes.
        size: Its bytes.
    """

    index: int
    etag: str
    size: int


@frozen
class UploadReport:
    """What the API makes of reported chunks.

    Attributes:
        processed: Chunks that it took.
        duplicates: Chunks that it knew already.
        total_completed: Chunks that have arrived so far.
        asset_id: The asset, once the last chunk was reported.
        url: Where the file is, once the last chunk was reported.
        raw: The JSON object as received.
    """

    processed: int | None = None
    duplicates: int | None = None
    total_completed: int | None = None
    asset_id: str | None = None
    url: str | None = field(default=None, repr=False)
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class UploadOutcome:
    """What became of one of many files: it has its asset, or else its error.

    Attributes:
        source: The file as it was given.
        asset: The asset that was made of it.
        error: Why there is none, or why it did not become ready.
    """

    source: str | PathLike[str] | BinaryIO | FileSource
    asset: Asset | None
    error: Exception | None = None
