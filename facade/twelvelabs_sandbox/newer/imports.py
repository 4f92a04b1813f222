"""Imports: files of a connected account that become assets."""

from __future__ import annotations

import mimetypes
import shutil
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import not_exist
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.connecting import CONNECTIONS, use
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.ingestion import IMAGE_LIMIT, measured_asset
from twelvelabs_sandbox.store.library import ASSETS, asset_status
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.remote_files import RemoteFile

IMPORTS = "imports"
IMPORTED = "imported"
GIGABYTE = 1024**3
LARGEST = {"video": 10 * GIGABYTE, "audio": 4 * GIGABYTE, "image": IMAGE_LIMIT}
TOO_LARGE = {
    "video": "video_filesize_too_large",
    "audio": "audio_filesize_too_large",
    "image": "media_filesize_too_large",
}


async def create(call: Call) -> Reply:
    """Import files; each is accepted or rejected by itself."""
    platform = call.platform
    connection = use(platform, call.path["connection_id"])
    identifier = platform.new_id()
    async with platform.importing:  # Two imports of one file at once make one asset.
        items = [await _take(platform, connection, each["source_id"]) for each in call.body["items"]]
    document = {
        "id": identifier,
        "connection_id": connection["id"],
        "provider": connection["provider"],
        "custom_id": connection["custom_id"],
        "items": items,
        "created_at": platform.now(),
    }
    platform.store.put(IMPORTS, identifier, document)
    view = {
        "_id": identifier,
        "has_failures": any(item["action"] == "rejected" for item in items),
        "items": _items(platform, document),
    }
    return Reply(status=202, body=view)


async def list_all(call: Call) -> Reply:
    """List the imports of a connection, newest first."""
    connection = call.platform.find(CONNECTIONS, call.path["connection_id"])
    kept = [each for each in call.platform.store.all(IMPORTS) if each["connection_id"] == connection["id"]]
    page, info = paginate(kept[::-1], call.query)
    return Reply(body={"data": [_summary(document) for document in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one import with its files as they stand now."""
    connection = call.platform.find(CONNECTIONS, call.path["connection_id"])
    document = call.platform.find(IMPORTS, call.path["import_id"])
    if document["connection_id"] != connection["id"]:
        raise not_exist(document["id"], IMPORTS)
    return Reply(body={**_summary(document), "items": _items(call.platform, document)})


async def _take(platform: Platform, connection: Document, source_id: str) -> Document:
    """What becomes of one file."""
    place = f"{connection['account']['external_id']}/{source_id}"
    earlier = _earlier_asset(platform, place)
    if earlier is not None and asset_status(platform, earlier) != "failed":
        return {"source_id": source_id, "action": "skipped", "asset_id": earlier["id"]}
    file = platform.remote_files.get(source_id)
    error = _refusal(source_id, file)
    if file is None or error:
        return {"source_id": source_id, "action": "rejected", "error": error}
    asset_id = earlier["id"] if earlier else platform.new_id()
    asset = await _fetched(platform, asset_id, connection["provider"], source_id, file)
    platform.store.put(ASSETS, asset_id, asset)
    platform.store.put(IMPORTED, place, {"asset_id": asset_id})
    return {"source_id": source_id, "action": "retried" if earlier else "created", "asset_id": asset_id}


def _earlier_asset(platform: Platform, place: str) -> Document | None:
    known = platform.store.get(IMPORTED, place)
    return platform.store.get(ASSETS, known["asset_id"]) if known else None


def _refusal(source_id: str, file: RemoteFile | None) -> dict[str, str] | None:
    """Why a file is rejected before it is fetched, or None."""
    if file is None:
        return _error("source_unavailable", f"There is no file {source_id}.")
    if not file.readable:
        return _error("source_not_authorized", f"The user did not consent to reading the file {source_id}.")
    kind = (mimetypes.guess_type(file.name)[0] or "").partition("/")[0]
    if kind not in LARGEST:
        return _error("unsupported_media_type", f"{file.name} is no video, audio or image.")
    if file.size > LARGEST[kind]:
        return _error(TOO_LARGE[kind], f"{file.name} has {file.size} bytes, the maximum is {LARGEST[kind]}.")
    return None


async def _fetched(platform: Platform, asset_id: str, provider: str, source_id: str, file: RemoteFile) -> Document:
    """The asset of a file, whose bytes are read now."""
    error = None
    try:
        await run_in_threadpool(shutil.copyfile, file.path, platform.files / asset_id)
    except OSError as failure:
        error = f"The file could not be fetched ({failure.strerror}). Import it again."
    options = {"method": "connector", "user_metadata": {}, "enable_hls": False, "enable_thumbnail": False}
    details = {
        "provider": provider,
        "source_id": source_id,
        "original_filename": file.name,
        "source_link": f"https://drive.google.com/file/d/{source_id}/view",
    }
    asset = await measured_asset(platform, asset_id, file.name, options, error=error)
    return {**asset, "source": {"type": "connector", "details": details}}


def _items(platform: Platform, document: Document) -> list[dict[str, Any]]:
    """The files with the state of their assets; without those whose asset is gone."""
    views = []
    for item in document["items"]:
        if item["action"] == "rejected":
            views.append(item)
        elif asset := platform.store.get(ASSETS, item["asset_id"]):
            views.append({**item, "status": asset_status(platform, asset)})
    return views


def _summary(document: Document) -> dict[str, Any]:
    view = {
        "_id": document["id"],
        "connection_id": document["connection_id"],
        "provider": document["provider"],
        "item_count": len(document["items"]),
        "created_at": timestamp(document["created_at"]),
    }
    return view if document["custom_id"] is None else {**view, "custom_id": document["custom_id"]}


def _error(code: str, message: str) -> dict[str, str]:
    return {"code": code, "message": message}
