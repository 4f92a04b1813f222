"""Going on with an upload that was interrupted: what is noted of it, and what is still to be done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict, field, frozen

from twelvelabs_client.core.checks import header_value, identifier
from twelvelabs_client.core.errors import (
    BadRequestError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    StorageError,
    TaskFailedError,
    TwelveLabsError,
)
from twelvelabs_client.core.options import HEADER_NAME
from twelvelabs_client.uploads.files import FileIdentity
from twelvelabs_client.uploads.plan import Chunk, passes

FORMAT = 1
LONGEST_JOURNAL = 256 * 1024
# A session lives for 24 hours; clocks may differ.
OLD_SECONDS = 48 * 3600.0
MOST_JOURNALS = 1000
MOST_AT_ONCE = 16


@frozen
class Journal:
    """What is needed to go on with a session, and neither the key nor an address.

    Attributes:
        upload_id: The session.
        asset_id: The asset that it makes.
        total_size: The file's size in bytes.
        chunk_size: How many bytes a chunk has.
        total_chunks: How many chunks there are.
        headers: What each chunk must be sent with.
        sent: The ETags of chunks that were stored and perhaps not reported yet, by their number.
    """

    upload_id: str
    asset_id: str
    total_size: int
    chunk_size: int
    total_chunks: int
    headers: Mapping[str, str] = field(factory=dict)
    sent: Mapping[int, str] = field(factory=dict)


def journal_key(identity: FileIdentity, account: str, base_url: str, request: Mapping[str, Any]) -> str:
    """The name of an upload's journal: the same file, to the same account, with the same wishes.

    Nothing of this can be read out of it.

    Args:
        identity: The file, whatever its path.
        account: The fingerprint of the key.
        base_url: The API's address.
        request: What the API is told of the file, such as its name and its metadata.
    """
    identified = json.dumps([FORMAT, asdict(identity), account, base_url, request], sort_keys=True, default=str)
    return hashlib.sha256(identified.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def encode(journal: Journal) -> bytes:
    """A journal as it is written down."""
    return json.dumps({"format": FORMAT, **asdict(journal)}, separators=(",", ":")).encode()


def decode(text: bytes) -> Journal | None:
    """A journal as it was written down; None if it is of another format, damaged or makes no sense."""
    try:
        noted = json.loads(text)
        journal = Journal(
            upload_id=noted["upload_id"],
            asset_id=noted["asset_id"],
            total_size=noted["total_size"],
            chunk_size=noted["chunk_size"],
            total_chunks=noted["total_chunks"],
            headers=dict(noted["headers"]),
            sent={int(index): etag for index, etag in noted["sent"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return journal if noted.get("format") == FORMAT and _makes_sense(journal) else None


def _makes_sense(journal: Journal) -> bool:
    numbers = (journal.total_size, journal.chunk_size, journal.total_chunks)
    names = (*journal.headers, *journal.sent.values())
    return (
        all(type(number) is int and number > 0 for number in numbers)
        and _is_id(journal.upload_id)
        and _is_id(journal.asset_id)
        and all(isinstance(name, str) and name for name in names)
        and all(map(_is_header, journal.headers, journal.headers.values()))
        and journal.total_chunks == -(-journal.total_size // journal.chunk_size)
        and all(1 <= index <= journal.total_chunks for index in journal.sent)
    )


def _is_id(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(identifier(text, "id"))
    except InvalidInputError:
        return False


def _is_header(name: str, value: str) -> bool:
    try:
        return bool(HEADER_NAME.fullmatch(name)) and header_value(value, name) is not None
    except InvalidInputError:
        return False


def asset_key(identity: FileIdentity, account: str, base_url: str, request: Mapping[str, Any]) -> str:
    """The name of the journal of a file that is stored to be indexed; other than that of its upload."""
    return journal_key(identity, account, base_url, {"asset": request})


def encode_asset(asset_id: str) -> bytes:
    """The asset of a file that is stored and still to be indexed, as it is written down."""
    return json.dumps({"format": FORMAT, "stored_asset": asset_id}).encode()


def decode_asset(text: bytes) -> str | None:
    """The asset as it was written down; None if it is damaged or of another format."""
    try:
        noted = json.loads(text)
        asset_id = noted["stored_asset"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return asset_id if noted.get("format") == FORMAT and _is_id(asset_id) else None


def still_to_do(
    chunks: Sequence[Chunk], states: Mapping[int, str | None], sent: Mapping[int, str]
) -> tuple[list[Chunk], dict[int, str]]:
    """The chunks still to be sent, and the ETags of those that only have to be reported.

    Args:
        chunks: All chunks of the file.
        states: What the API says of each, by its number.
        sent: ETags of chunks that were stored, by their number.
    """
    unreported = {index: etag for index, etag in sent.items() if states.get(index) not in ("completed", "failed")}
    missing = [chunk for chunk in chunks if states.get(chunk.index) != "completed" and chunk.index not in unreported]
    return missing, unreported


def is_refusal(error: Exception) -> bool:
    """Whether what was refused may be something noted: an id or an ETag by the API, a header by the storage."""
    if isinstance(error, StorageError):
        return error.status == 403 or not passes(error)
    return isinstance(error, BadRequestError | ConflictError | NotFoundError | PermissionDeniedError)


def is_settled(error: BaseException | None) -> bool:
    """Whether an upload that ended so has nothing left that could be resumed."""
    if isinstance(error, TwelveLabsError) and error.asset is not None:
        # It is stored, and only to be indexed.
        return False
    if isinstance(error, StorageError):
        return not passes(error)
    return error is None or isinstance(error, TaskFailedError)
