"""Media of embeddings: an asset, an address, or base64 within the request, as files that can be measured."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.fetching import Unreachable, fetch, filename_of
from twelvelabs_sandbox.http.routing import Call
from twelvelabs_sandbox.media.probe import Probe, Unreadable, probe
from twelvelabs_sandbox.store.ingestion import check_url
from twelvelabs_sandbox.store.library import ready_asset

WAYS = ("base64_string", "url", "asset_id")


@dataclass(frozen=True, slots=True)
class Medium:
    """A file and what it is.

    Attributes:
        path: where its bytes are.
        filename: its name; empty when it came as base64.
        url: where it came from, if it came from an address.
        probe: what was measured.
    """

    path: Path
    filename: str
    url: str | None
    probe: Probe

    @property
    def duration(self) -> float:
        """Seconds; 0 for what has no time."""
        return self.probe.duration or 0.0

    @property
    def origin(self) -> dict[str, str]:
        """Where it came from, as metadata tell it."""
        if self.url is not None:
            return {"input_url": self.url}
        return {"input_filename": self.filename} if self.filename else {}


@asynccontextmanager
async def opened(call: Call, source: Mapping[str, Any], kind: str) -> AsyncIterator[Medium]:
    """A source of the request as a file; what is no asset is gone afterwards.

    Args:
        call: the request.
        source: an object with one of `base64_string`, `url` and `asset_id`.
        kind: what it has to be: image, audio, video or document.

    Raises:
        ApiError: there is not exactly one source, or the asset is unknown, not ready, or of another kind.
        Unreadable: it gives nothing of that kind.
    """
    given = [way for way in WAYS if way in source]
    if len(given) != 1:
        raise invalid(f"{kind}.media_source", f"Give exactly one of {', '.join(WAYS)}.")
    if given == ["asset_id"]:
        yield await _asset(call, source["asset_id"], kind)
        return
    path = call.platform.files / call.platform.new_id()
    try:
        yield await _unstored(source, path, kind)
    finally:
        path.unlink(missing_ok=True)


async def measured(path: Path, kind: str, filename: str, url: str | None = None) -> Medium:
    """A file of a kind, and what was measured of it.

    Raises:
        Unreadable: it cannot be decoded, or is of another kind.
    """
    # Without a name of its own, what must be a document is told by how it begins.
    name = filename or (f"document{_document_suffix(path)}" if kind == "document" else "media")
    found = await run_in_threadpool(probe, path, name)
    if found.kind != kind:
        raise Unreadable(f"The file is of the kind {found.kind}, not {kind}.")
    return Medium(path, filename, url, found)


async def _asset(call: Call, identifier: str, kind: str) -> Medium:
    asset = ready_asset(call.platform, identifier, "parameter_invalid")
    if asset["kind"] != kind:
        raise invalid(f"{kind}.media_source.asset_id", f"The asset is of the kind {asset['kind']}, not {kind}.")
    return await measured(call.platform.files / asset["id"], kind, asset["filename"])


async def _unstored(source: Mapping[str, Any], path: Path, kind: str) -> Medium:
    url = source.get("url")
    if url is None:
        await run_in_threadpool(path.write_bytes, _decoded(source["base64_string"], kind))
        return await measured(path, kind, "")
    check_url(f"{kind}.media_source.url", url)
    try:
        await run_in_threadpool(fetch, url, path)
    except Unreachable as error:
        raise Unreadable(str(error)) from error
    return await measured(path, kind, filename_of(url), url)


def _decoded(text: str, kind: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid(f"{kind}.media_source.base64_string", "It must be base64.") from error


def _document_suffix(path: Path) -> str:
    with path.open("rb") as file:
        return ".pdf" if file.read(5) == b"%PDF-" else ".txt"
