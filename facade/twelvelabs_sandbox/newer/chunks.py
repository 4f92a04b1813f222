"""What the storage takes: chunks of uploads, each by its own URL, once."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from twelvelabs_sandbox.http.routing import CLASS_HEADER, Fidelity
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.store.storage_urls import failure, refusal
from twelvelabs_sandbox.store.upload_sessions import (
    CHUNK_KEY,
    UPLOADS,
    chunk_folder,
    chunk_length,
    chunk_of,
    chunk_path,
    keep_chunk,
    session_status,
    upload_headers,
)


class Refused(Exception):
    """The storage does not take the bytes."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Address:
    """What a chunk URL leads to."""

    upload_id: str
    index: int
    number: int


async def take(request: Request) -> Response:
    """Take the bytes of one chunk; the ETag of the reply is their proof."""
    try:
        etag = await _taken(request.app.state.platform, request)
        response = Response(None, headers={"ETag": f'"{etag}"'})
    except Refused as refused:
        response = failure(refused.status, refused.code, str(refused))
    response.headers[CLASS_HEADER] = Fidelity.COMPUTED
    return response


async def _taken(platform: Platform, request: Request) -> str:
    address = _address(platform, request)
    session = _open_session(platform, address)
    _check_headers(request, session, address)
    # A file of its own: a URL may be used twice at the same time, and only whole chunks count.
    with tempfile.NamedTemporaryFile(dir=chunk_folder(platform, session), prefix="arriving-", delete=False) as file:
        arriving = Path(file.name)
    try:
        etag = await _written(request.stream(), arriving, chunk_length(session, address.index))
        # Much may have happened while the bytes came.
        session = _open_session(platform, address)
        arriving.replace(chunk_path(platform, session, address.index, address.number))
    finally:
        arriving.unlink(missing_ok=True)
    keep_chunk(platform, session, address.index, address.number, etag)
    return etag


def _address(platform: Platform, request: Request) -> Address:
    key = request.path_params["key"]
    reason = refusal(platform, key, request.query_params)
    found = CHUNK_KEY.fullmatch(key)
    if reason or found is None:
        raise Refused(403, "AccessDenied", reason or "The URL takes no bytes.")
    return Address(found[1], int(found[2]), int(found[3]))


def _open_session(platform: Platform, address: Address) -> Document:
    session = platform.store.get(UPLOADS, address.upload_id)
    if session is None or session_status(platform, session) != "active":
        raise Refused(403, "AccessDenied", "The upload has come to its end.")
    record = chunk_of(session, address.index)
    if address.number in record["spent"]:
        raise Refused(403, "AccessDenied", "The URL has been used. Ask for another.")
    if record["status"] == "completed":
        raise Refused(403, "AccessDenied", "The chunk is complete and can no longer be changed.")
    return session


def _check_headers(request: Request, session: Document, address: Address) -> None:
    for name, value in upload_headers(session).items():
        if request.headers.get(name) != value:
            raise Refused(403, "SignatureDoesNotMatch", f"The header {name} must be {value}, as it was signed.")
    length = chunk_length(session, address.index)
    declared = request.headers.get("content-length")
    if declared is None:
        raise Refused(411, "MissingContentLength", "The header Content-Length is missing.")
    if declared != str(length):
        raise Refused(403, "SignatureDoesNotMatch", f"The header Content-Length must be {length}, as it was signed.")


async def _written(pieces: AsyncIterator[bytes], path: Path, length: int) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    size = 0
    with path.open("wb") as file:
        async for piece in _until_gone(pieces):
            size += len(piece)
            if size > length:
                raise Refused(400, "EntityTooLarge", f"The chunk has {length} bytes, more have arrived.")
            digest.update(piece)
            file.write(piece)
    if size < length:
        raise Refused(400, "IncompleteBody", f"The chunk has {length} bytes, {size} have arrived.")
    return digest.hexdigest()


async def _until_gone(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces that arrive before the sender is done, or has gone."""
    with suppress(ClientDisconnect):
        async for piece in pieces:
            yield piece
