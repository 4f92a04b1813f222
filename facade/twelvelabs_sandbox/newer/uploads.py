"""Multipart uploads: one large file in chunks, straight to the storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store import user_metadata
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.ingestion import IMAGE_LIMIT, measured_asset
from twelvelabs_sandbox.store.library import ASSETS
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url, url_expiry
from twelvelabs_sandbox.store.upload_sessions import (
    UPLOADS,
    assemble,
    chunk_length,
    chunk_of,
    completed,
    forget_chunks,
    new_chunk_url,
    session_expiry,
    session_status,
    upload_headers,
)

LARGEST = 10 * 1024**3
MOST_URLS = 50


async def create(call: Call) -> Reply:
    """Open a session, and reserve the id of its asset."""
    platform, body = call.platform, call.body
    limit = IMAGE_LIMIT if body["type"] == "image" else LARGEST
    if not 1 <= body["total_size"] <= limit:
        raise invalid("total_size", f"It must be between 1 and {limit} bytes for {body['type']}.")
    session = _new_session(platform, body)
    first = range(1, min(platform.settings.first_urls, session["total_chunks"]) + 1)
    view = {
        "upload_id": session["id"],
        "asset_id": session["asset_id"],
        "upload_urls": _new_urls(call, session, first),
        "upload_headers": upload_headers(session),
        "chunk_size": session["chunk_size"],
        "total_chunks": session["total_chunks"],
        "expires_at": timestamp(session_expiry(platform, session)),
    }
    return Reply(status=201, body=view)


async def list_all(call: Call) -> Reply:
    """List the sessions that are not complete, newest first."""
    unfinished = [session for session in call.platform.store.all(UPLOADS) if session["outcome"] != "completed"]
    page, info = paginate(unfinished[::-1], call.query)
    return Reply(body={"data": [_summary(call.platform, session) for session in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one session, chunk by chunk."""
    session = call.platform.find(UPLOADS, call.path["upload_id"])
    indexes, info = paginate(range(1, session["total_chunks"] + 1), call.query)
    done = completed(session)
    failed = sum(record["status"] == "failed" for record in session["chunks"].values())
    view = {
        "upload_id": session["id"],
        "status": session_status(call.platform, session),
        "uploaded_chunks": [_chunk(session, index) for index in indexes],
        "chunks_completed": len(done),
        "chunks_failed": failed,
        "chunks_pending": session["total_chunks"] - len(done) - failed,
        "page_info": info,
        "total_size": session["total_size"],
        "uploaded_size": sum(chunk_length(session, index) for index in done),
        "created_at": timestamp(session["created_at"]),
        "updated_at": timestamp(session["updated_at"]),
    }
    return Reply(body=view)


async def report(call: Call) -> Reply:
    """Note chunks that were sent; the last one makes the asset."""
    session = call.platform.find(UPLOADS, call.path["upload_id"])
    _refuse_unless(call.platform, session, "active", "completed")
    reported = call.body["completed_chunks"]
    for chunk in reported:
        _check_index("completed_chunks.chunk_index", chunk["chunk_index"], session)
    before = set(completed(session))
    duplicates = sum(_note(call.platform, session, chunk) for chunk in reported)
    _keep(call.platform, session)
    done = completed(session)
    if len(done) == session["total_chunks"] and not session["outcome"] and not session["finishing"]:
        session = await _finish(call.platform, session)
    view = {
        "asset_id": session["asset_id"],
        "processed_chunks": len(done) - len(before),
        "duplicate_chunks": duplicates,
        "total_completed": len(done),
    }
    if session["outcome"] == "completed":
        view["url"] = storage_url(call.platform, call.origin, f"media/{session['asset_id']}")
    return Reply(body=view)


async def create_urls(call: Call) -> Reply:
    """Make fresh URLs for a run of chunks, as far as there are chunks."""
    session = call.platform.find(UPLOADS, call.path["upload_id"])
    _refuse_unless(call.platform, session, "active")
    start, count = call.body["start"], call.body["count"]
    _check_index("start", start, session)
    if not 1 <= count <= MOST_URLS:
        raise invalid("count", f"It must be between 1 and {MOST_URLS}.")
    urls = _new_urls(call, session, range(start, min(start + count, session["total_chunks"] + 1)))
    view = {
        "upload_id": session["id"],
        "start_index": start,
        "count": len(urls),
        "upload_urls": urls,
        "generated_at": timestamp(call.platform.now()),
        "expires_at": timestamp(url_expiry(call.platform)),
    }
    return Reply(body=view)


def _new_session(platform: Platform, body: Mapping[str, Any]) -> Document:
    chunk_size, now = platform.settings.chunk_size, platform.now()
    return {
        "id": platform.new_id(),
        "asset_id": platform.new_id(),
        "filename": body["filename"],
        "total_size": body["total_size"],
        "chunk_size": chunk_size,
        "total_chunks": -(-body["total_size"] // chunk_size),
        "created_at": now,
        "updated_at": now,
        "options": {
            "method": "multipart",
            "user_metadata": user_metadata.replaced(body.get("user_metadata") or {}),
            "enable_hls": body.get("enable_hls", False),
            "enable_thumbnail": body.get("enable_thumbnail", False),
        },
        "chunks": {},
        "urls": 0,
        "finishing": False,
        "outcome": None,
    }


def _new_urls(call: Call, session: Document, indexes: Iterable[int]) -> list[dict[str, Any]]:
    expiry = timestamp(url_expiry(call.platform))
    made = [(index, new_chunk_url(call.platform, call.origin, session, index)) for index in indexes]
    call.platform.store.put(UPLOADS, session["id"], session)
    return [{"chunk_index": index, "url": url, "expires_at": expiry} for index, url in made]


def _note(platform: Platform, session: Document, reported: Mapping[str, Any]) -> bool:
    """Note one reported chunk; whether it was known already."""
    record = chunk_of(session, reported["chunk_index"])
    if record["status"] == "completed":
        return True
    record["updated_at"] = platform.now()
    error = _mistake(session, reported, record)
    if error:
        record |= {"status": "failed", "error": error}
    else:
        record |= {"status": "completed", "uploaded_at": record["updated_at"]}
    return False


def _mistake(session: Document, reported: Mapping[str, Any], record: Document) -> str | None:
    if "etag" not in record:
        return "The storage has no bytes of this chunk. Send it again."
    length = chunk_length(session, reported["chunk_index"])
    if reported["chunk_size"] != length:
        return f"The chunk has {length} bytes, but {reported['chunk_size']} were reported. Send it again."
    if reported["proof"].strip('"') != record["etag"]:
        return "The proof is not the ETag of the bytes that arrived. Send the chunk again."
    return None


async def _finish(platform: Platform, session: Document) -> Document:
    """Make the asset of a session whose chunks are all there."""
    # Joining takes a while, and a report that comes meanwhile must not begin it again.
    _keep(platform, {**session, "finishing": True})
    outcome = None
    try:
        await run_in_threadpool(assemble, platform, session)
        asset = await measured_asset(platform, session["asset_id"], session["filename"], session["options"])
        platform.store.put(ASSETS, asset["id"], asset)
        outcome = "completed"
    except OSError:
        outcome = "failed"
        (platform.files / session["asset_id"]).unlink(missing_ok=True)
    finally:
        session = {**session, "outcome": outcome}
        _keep(platform, session)
    forget_chunks(platform, session)
    return session


def _keep(platform: Platform, session: Document) -> None:
    platform.store.put(UPLOADS, session["id"], {**session, "updated_at": platform.now()})


def _refuse_unless(platform: Platform, session: Document, *states: str) -> None:
    status = session_status(platform, session)
    if status not in states:
        raise invalid("upload_id", f"The upload {session['id']} is {status}. Open a new one.")


def _check_index(name: str, index: int, session: Document) -> None:
    if not 1 <= index <= session["total_chunks"]:
        raise invalid(name, f"It must be between 1 and {session['total_chunks']}, the number of chunks.")


def _summary(platform: Platform, session: Document) -> dict[str, Any]:
    return {
        "upload_id": session["id"],
        "status": session_status(platform, session),
        "total_size": session["total_size"],
        "chunk_size": session["chunk_size"],
        "total_chunks": session["total_chunks"],
        "created_at": timestamp(session["created_at"]),
        "expires_at": timestamp(session_expiry(platform, session)),
    }


def _chunk(session: Document, index: int) -> dict[str, Any]:
    record = chunk_of(session, index)
    done = record["status"] == "completed"
    view = {
        "index": index,
        "status": record["status"],
        "uploaded_at": timestamp(record["uploaded_at"]) if done else None,
        "updated_at": timestamp(record["updated_at"]),
    }
    return {**view, "error": record["error"]} if record["status"] == "failed" else view
