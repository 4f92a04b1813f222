"""Assets: stored media files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile

from twelvelabs_sandbox import errors
from twelvelabs_sandbox.fetching import fetch, filename_of
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store import user_metadata
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.entity_records import cut_links
from twelvelabs_sandbox.store.ingestion import check_size, check_url, download, measured_asset, save
from twelvelabs_sandbox.store.knowledge import fail_unfinished
from twelvelabs_sandbox.store.library import ASSETS, asset_status, indexed_from
from twelvelabs_sandbox.store.phases import phase_at
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url

HLS = (("pending", 4.0), ("processing", 4.0))
THUMBNAIL = (("pending", 4.0), ("processing", 1.0))


async def create(call: Call) -> Reply:
    """Store a file, given as bytes or by URL."""
    platform, body = call.platform, call.body
    metadata = user_metadata.from_text(body["user_metadata"]) if "user_metadata" in body else {}
    identifier = platform.new_id()
    path = platform.files / identifier
    error = None
    if body["method"] == "direct":
        filename = await _save_upload(call, path)
    else:
        filename, error = await _download(call, path)
    options = {
        "method": body["method"],
        "user_metadata": metadata,
        "enable_hls": body.get("enable_hls", True),
        "enable_thumbnail": body.get("enable_thumbnail", True),
    }
    asset = await measured_asset(platform, identifier, filename, options, error=error)
    platform.store.put(ASSETS, identifier, asset)
    return Reply(status=201, body=_summary(platform, asset))


async def list_all(call: Call) -> Reply:
    """List assets, newest first."""
    wanted = [asset for asset in call.platform.store.all(ASSETS) if _wanted(asset, call.query)]
    page, info = paginate(wanted[::-1], call.query)
    return Reply(body={"data": [_detail(call, asset) for asset in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one asset."""
    return Reply(body=_detail(call, call.platform.find(ASSETS, call.path["asset_id"])))


async def delete(call: Call) -> Reply:
    """Delete an asset; refused while it is indexed, unless forced. Entities lose it in either case."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    users = indexed_from(call.platform, asset["id"])
    if users and not call.query.get("force"):
        message = f"Asset {asset['id']} is used by {len(users)} indexed assets. Delete them first, or send force=true."
        raise errors.ApiError(409, "resource_in_use", message)
    call.platform.store.delete(ASSETS, asset["id"])
    cut_links(call.platform, asset["id"])
    fail_unfinished(call.platform, asset["id"])
    if not users:  # Indexed assets live on without their asset, and still need its bytes.
        (call.platform.files / asset["id"]).unlink(missing_ok=True)
    return Reply()


async def merge_user_metadata(call: Call) -> Reply:
    """Set and drop keys of the user metadata."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    return _keep_metadata(call, asset, user_metadata.merged(asset["user_metadata"], call.body["user_metadata"]))


async def replace_user_metadata(call: Call) -> Reply:
    """Replace the user metadata."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    return _keep_metadata(call, asset, user_metadata.replaced(call.body["user_metadata"]))


async def delete_user_metadata(call: Call) -> Reply:
    """Clear the user metadata."""
    return _keep_metadata(call, call.platform.find(ASSETS, call.path["asset_id"]), {})


def _keep_metadata(call: Call, asset: Document, metadata: user_metadata.UserMetadata) -> Reply:
    call.platform.store.put(ASSETS, asset["id"], {**asset, "user_metadata": metadata})
    return Reply()


async def _save_upload(call: Call, path: Path) -> str:
    upload = call.body.get("file")
    if "url" in call.body:
        raise errors.invalid("url", "It goes with method url only: leave it out, or change the method.")
    if not isinstance(upload, UploadFile):
        raise errors.not_provided("file")
    filename = str(call.body.get("filename") or upload.filename or "upload")
    check_size(filename, upload.size or 0, call.platform.settings.upload_limit)
    await save(upload, path)
    return filename


async def _download(call: Call, path: Path) -> tuple[str, str | None]:
    url = call.body.get("url")
    if "file" in call.body:
        raise errors.invalid("file", "It goes with method direct only: leave it out, or change the method.")
    if url is None:
        raise errors.not_provided("url")
    check_url("url", url)
    return call.body.get("filename") or filename_of(url), await download(fetch, url, path)


def _wanted(asset: Document, query: Any) -> bool:
    return (
        asset["id"] in query.get("asset_ids", [asset["id"]])
        and asset["kind"] in query.get("asset_types", [asset["kind"]])
        and query.get("filename", "").lower() in asset["filename"].lower()
    )


def _summary(platform: Platform, asset: Document) -> dict[str, Any]:
    view = {
        "_id": asset["id"],
        "method": asset["method"],
        "status": asset_status(platform, asset),
        "filename": asset["filename"],
        "file_type": asset["file_type"],
        "created_at": timestamp(asset["created_at"]),
    }
    told = {name: asset[name] for name in ("user_metadata", "source") if asset.get(name)}
    return {**view, **told}


def _detail(call: Call, asset: Document) -> dict[str, Any]:
    view = _summary(call.platform, asset)
    if view["status"] == "failed":
        return {**view, "size": asset["size"], "error": {"message": asset["error"]}}
    view |= _derived(call, asset)
    if view["status"] == "processing":
        return view
    view |= {"size": asset["size"], "technical_metadata": asset["technical_metadata"]}
    return view if asset["duration"] is None else {**view, "duration": asset["duration"]}


def _derived(call: Call, asset: Document) -> dict[str, Any]:
    view: dict[str, Any] = {}
    if asset["enable_hls"] and asset["kind"] in ("video", "audio"):
        view["hls"] = _product(call, asset, HLS, "manifest_url", f"hls/{asset['id']}/manifest.m3u8")
    if asset["enable_thumbnail"] and asset["kind"] in ("video", "image"):
        middle = int((asset["duration"] or 0) * 500)
        key = f"thumbnails/{asset['id']}/{middle}.jpg"
        view["thumbnail"] = _product(call, asset, THUMBNAIL, "representative_url", key)
    return view


def _product(call: Call, asset: Document, phases: Any, url_name: str, key: str) -> dict[str, str]:
    status = phase_at(phases, "ready", call.platform.elapsed(asset["created_at"]))
    if status != "ready":
        return {"status": status}
    return {"status": status, url_name: storage_url(call.platform, call.origin, key)}
