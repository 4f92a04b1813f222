"""How bytes come in, from a form or from a URL, and become an asset."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.fetching import Unreachable, is_share_link, is_url
from twelvelabs_sandbox.media.probe import Unreadable, probe
from twelvelabs_sandbox.settings import MEGABYTE
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

IMAGE_LIMIT = 32 * MEGABYTE
IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")


async def save(upload: UploadFile, path: Path) -> None:
    """Write a file of a form into a file on disk."""
    with path.open("wb") as file:
        while piece := await upload.read(MEGABYTE):
            file.write(piece)


async def download(fetch: Callable[[str, Path], None], url: str, path: Path) -> str | None:
    """Let `fetch` write what a URL gives into a file; why it gave nothing, or None."""
    try:
        await run_in_threadpool(fetch, url, path)
    except Unreachable as error:
        return str(error)
    return None


def check_url(name: str, url: str) -> None:
    """Let only direct links pass.

    Raises:
        ApiError: 400, the parameter of that name is no URL, or leads to a page of a sharing site.
    """
    if not is_url(url):
        raise invalid(name, "It must be an http or https URL.")
    if is_share_link(url):
        raise invalid(name, "Links of sharing sites are not supported. Use a direct link to the media file.")


def check_size(filename: str, size: int, limit: int) -> None:
    """Let only files within the limit pass; pictures have a lower one.

    Raises:
        ApiError: 400 ``video_filesize_too_large``.
    """
    limit = IMAGE_LIMIT if filename.lower().endswith(IMAGE_SUFFIXES) else limit
    if size > limit:
        message = f"The file has {size} bytes, the maximum is {limit}. Use a multipart upload for larger files."
        raise ApiError(400, "video_filesize_too_large", message)


async def measured_asset(
    platform: Platform,
    identifier: str,
    filename: str,
    options: Mapping[str, Any],
    *,
    error: str | None = None,
) -> Document:
    """An asset of the bytes kept under its id, measured but not yet stored.

    Args:
        platform: where the bytes are.
        identifier: id of the asset.
        filename: name of the file.
        options: its ``method`` and ``user_metadata``, ``enable_hls`` and ``enable_thumbnail``.
        error: why there are no bytes.
    """
    return {
        "id": identifier,
        "method": options["method"],
        "filename": filename,
        "file_type": mimetypes.guess_type(filename)[0] or "application/octet-stream",
        "created_at": platform.now(),
        "user_metadata": options["user_metadata"],
        "enable_hls": options["enable_hls"],
        "enable_thumbnail": options["enable_thumbnail"],
        **(_failed(error) if error else await run_in_threadpool(_measured, platform.files / identifier, filename)),
    }


def _measured(path: Path, filename: str) -> Document:
    try:
        found = probe(path, filename)
    except Unreadable as error:
        return {**_failed(str(error)), "size": path.stat().st_size}
    return {
        "error": None,
        "kind": found.kind,
        "file_type": found.mime_type,
        "size": found.size,
        "duration": found.duration,
        "technical_metadata": found.technical_metadata,
    }


def _failed(message: str) -> Document:
    return {"error": message, "kind": None, "size": 0, "duration": None, "technical_metadata": {}}
