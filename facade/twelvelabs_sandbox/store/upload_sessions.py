"""Upload sessions: files that arrive in chunks, and what is known of every chunk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from twelvelabs_sandbox.settings import MEGABYTE
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.store.storage_urls import storage_url

UPLOADS = "multipart-uploads"
LIFETIME = 24 * 3600.0  # simulated seconds
CHUNK_KEY = re.compile(r"uploads/([0-9a-f]{24})/(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class SessionView:
    """What a test may want to know of an upload, and the API does not tell.

    Attributes:
        id: its id.
        asset_id: the asset it makes.
        filename: the file's name.
        status: its state now.
        total_chunks: how many chunks it has.
        taken: how often the storage took bytes of a chunk, by the chunk's number; only those it took.
        completed: the chunks that were reported with the right proof.
    """

    id: str
    asset_id: str
    filename: str
    status: str
    total_chunks: int
    taken: Mapping[int, int]
    completed: frozenset[int]


def views(platform: Platform) -> list[SessionView]:
    """All uploads so far, oldest first."""
    return [_view(platform, session) for session in platform.store.all(UPLOADS)]


def _view(platform: Platform, session: Document) -> SessionView:
    return SessionView(
        id=session["id"],
        asset_id=session["asset_id"],
        filename=session["filename"],
        status=session_status(platform, session),
        total_chunks=session["total_chunks"],
        taken={int(index): len(record["spent"]) for index, record in session["chunks"].items() if record["spent"]},
        completed=frozenset(completed(session)),
    )


def session_status(platform: Platform, session: Document) -> str:
    """The state of a session now."""
    if session["outcome"]:
        return str(session["outcome"])
    return "expired" if platform.elapsed(session["created_at"]) >= LIFETIME else "active"


def session_expiry(platform: Platform, session: Document) -> float:
    """The instant at which a session that is still active expires."""
    return platform.instant(session["created_at"], LIFETIME)


def upload_headers(session: Document) -> dict[str, str]:
    """The headers that every chunk must be sent with."""
    return {"Content-Type": "application/octet-stream", "x-amz-meta-upload-id": session["id"]}


def chunk_length(session: Document, index: int) -> int:
    """The bytes of a chunk: all are equal but the last."""
    return int(min(session["chunk_size"], session["total_size"] - (index - 1) * session["chunk_size"]))


def chunk_of(session: Document, index: int) -> Document:
    """What is known of a chunk, ready to be changed.

    Once bytes have arrived it has their ``etag`` and the ``number`` of the URL they came by; `spent` are the numbers
    of the URLs that took bytes.
    """
    untouched = {"status": "pending", "updated_at": session["created_at"], "spent": []}
    record: Document = session["chunks"].setdefault(str(index), untouched)
    return record


def completed(session: Document) -> list[int]:
    """The chunks that were reported with the right proof."""
    return [int(index) for index, record in session["chunks"].items() if record["status"] == "completed"]


def new_chunk_url(platform: Platform, origin: str, session: Document, index: int) -> str:
    """A URL that takes one chunk once; its number is noted in the session, which the caller stores."""
    session["urls"] += 1
    key = f"uploads/{session['id']}/{index}/{session['urls']}"
    return storage_url(platform, origin, key, headers=["content-length", *upload_headers(session)])


def keep_chunk(platform: Platform, session: Document, index: int, number: int, etag: str) -> None:
    """Note that a chunk's bytes arrived by the URL of that number, in place of earlier ones."""
    record = chunk_of(session, index)
    if "number" in record:
        chunk_path(platform, session, index, record["number"]).unlink(missing_ok=True)
    record |= {"etag": etag, "number": number, "spent": [*record["spent"], number]}
    platform.store.put(UPLOADS, session["id"], session)


def chunk_folder(platform: Platform, session: Document) -> Path:
    """The folder of a session's chunks, made when first needed."""
    folder = platform.files / f"upload-{session['id']}"
    folder.mkdir(exist_ok=True)
    return folder


def chunk_path(platform: Platform, session: Document, index: int, number: int) -> Path:
    """The file with the bytes of a chunk that came by the URL of that number."""
    return chunk_folder(platform, session) / f"{index}-{number}"


def assemble(platform: Platform, session: Document) -> None:
    """Join the chunks to the file of the asset; slow, so call it off the event loop.

    Raises:
        OSError: the bytes cannot be read or written.
    """
    with (platform.files / session["asset_id"]).open("wb") as whole:
        for index in range(1, session["total_chunks"] + 1):
            number = session["chunks"][str(index)]["number"]
            with chunk_path(platform, session, index, number).open("rb") as chunk:
                shutil.copyfileobj(chunk, whole, MEGABYTE)


def forget_chunks(platform: Platform, session: Document) -> None:
    """Remove the chunks of a session that has come to its end."""
    shutil.rmtree(chunk_folder(platform, session), ignore_errors=True)
