"""What several resources ask of assets and indexed assets: states, references, spoken words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.media import transcripts
from twelvelabs_sandbox.media.transcripts import Cue
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import Phase, phase_at
from twelvelabs_sandbox.store.platform import Platform

ASSETS = "assets"
INDEXES = "indexes"
INDEXED_ASSETS = "indexed-assets"
UPLOADED_TRANSCRIPTS = "uploaded-transcripts"
PROCESSING: tuple[Phase, ...] = (("processing", 4.0),)


def asset_status(platform: Platform, asset: Document) -> str:
    """The state of an asset now."""
    final = "failed" if asset["error"] else "ready"
    return phase_at(PROCESSING, final, platform.elapsed(asset["created_at"]))


def ready_asset(platform: Platform, identifier: str, code: str) -> Document:
    """The asset of that id, once it can be used.

    Raises:
        ApiError: 404 for an unknown id, 400 with `code` while it is processed or when it failed.
    """
    asset = platform.find(ASSETS, identifier)
    status = asset_status(platform, asset)
    if status == "processing":
        message = f"The asset {identifier} is still being processed. Try again when its status is ready."
        raise ApiError(400, code, message)
    if status == "failed":
        raise ApiError(400, code, f"The asset {identifier} has failed. Upload the file again.")
    return asset


def indexing_phases(indexed: Document) -> tuple[Phase, ...]:
    """The states of an indexed asset before it is ready; longer media take longer."""
    duration = float(indexed["system_metadata"]["duration"])
    validating = float(indexed.get("validating", 0.0))
    return (("validating", validating), ("pending", 2.0), ("queued", 2.0), ("indexing", 5.0 + 0.2 * duration))


def indexed_status(platform: Platform, indexed: Document) -> str:
    """The state of an indexed asset now."""
    return phase_at(indexing_phases(indexed), "ready", platform.elapsed(indexed["created_at"]))


def indexed_within(platform: Platform, index_id: str) -> list[Document]:
    """The indexed assets of an index, oldest first."""
    return [each for each in platform.store.all(INDEXED_ASSETS) if each["index_id"] == index_id]


def ready_within(platform: Platform, index_id: str) -> list[Document]:
    """The searchable indexed assets of an index, oldest first."""
    return [each for each in indexed_within(platform, index_id) if indexed_status(platform, each) == "ready"]


def indexed_from(platform: Platform, asset_id: str) -> list[Document]:
    """The indexed assets that refer to an asset, oldest first."""
    return [each for each in platform.store.all(INDEXED_ASSETS) if each["asset_id"] == asset_id]


def forget_indexed(platform: Platform, indexed: Document) -> None:
    """Drop an indexed asset, and the bytes of an asset that was deleted before it."""
    platform.store.delete(INDEXED_ASSETS, indexed["id"])
    asset_id = indexed["asset_id"]
    if platform.store.get(ASSETS, asset_id) is None and not indexed_from(platform, asset_id):
        (platform.files / asset_id).unlink(missing_ok=True)


def spoken_in(platform: Platform, filename: str, asset_id: str | None = None) -> list[Cue]:
    """The cues of a file's transcript; empty without one. One that was uploaded with the asset goes first."""
    uploaded = platform.store.get(UPLOADED_TRANSCRIPTS, asset_id) if asset_id else None
    if uploaded is not None:
        return transcripts.parse(uploaded["text"])
    return told_of(platform, filename, platform.transcripts)


def told_of(platform: Platform, filename: str, texts: Mapping[str, str], kind: str = "") -> list[Cue]:
    """The cues that a test, or else a sidecar, has for a file.

    Args:
        platform: whose sidecars are looked at.
        filename: name of the file.
        texts: WebVTT or SubRip texts by file name or stem.
        kind: what stands before the suffix of a sidecar, such as ``.logo``.
    """
    stem = Path(filename).stem
    for name in (filename, stem):
        if name in texts:
            return transcripts.parse(texts[name])
    folder = platform.settings.sidecars
    beside = [folder / f"{stem}{kind}{suffix}" for suffix in (".vtt", ".srt")] if folder else []
    found = next((path for path in beside if path.is_file()), None)
    return transcripts.parse(found.read_text("utf-8", "replace")) if found else []
