"""What every version does with indexing tasks: take a video in, begin to index it, and tell how far that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile

from twelvelabs_sandbox.errors import ApiError, not_provided
from twelvelabs_sandbox.fetching import fetch, filename_of
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import put_into_index
from twelvelabs_sandbox.store.ingestion import check_size, check_url, download, measured_asset, save
from twelvelabs_sandbox.store.library import ASSETS, indexing_phases
from twelvelabs_sandbox.store.phases import Phase, phase_at, since_when, total
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.store.webhooks import Event

TASKS = "tasks"
LARGEST = 2 * 1024**3
INTAKE: tuple[Phase, ...] = (("uploading", 1.0), ("validating", 3.0))

# What an event says of an index, in the words of a version.
Telling = Callable[[Document], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a video is to be indexed.

    Attributes:
        stream: whether a streaming form is wanted.
        user_metadata: the caller's own data.
        tell: what webhooks are told of the index at the end.
        video_id: id of the video; None takes that of the task.
        more: further fields of the task.
    """

    stream: bool
    user_metadata: Mapping[str, Any]
    tell: Telling
    video_id: str | None = None
    more: Mapping[str, Any] | None = None


async def from_form(platform: Platform, body: Mapping[str, Any], metadata: Mapping[str, Any]) -> Document:
    """The asset of the video that was sent or named; one by URL is no video when it could not be fetched or read.

    Raises:
        ApiError: 400, the URL is none, or the file is missing, too large or no video.
    """
    identifier = platform.new_id()
    path = platform.files / identifier
    error = None
    by_url = "video_url" in body
    if by_url:
        check_url("video_url", body["video_url"])
        filename, error = filename_of(body["video_url"]), await download(fetch, body["video_url"], path)
    else:
        filename = await _save_upload(body.get("video_file"), path)
    asset = await measured(platform, identifier, filename, metadata, error, by_url=by_url)
    if asset["kind"] != "video" and not by_url:
        # A file is refused at once; what a URL gives is known only later, and fails the task.
        raise ApiError(400, "video_file_broken", f"The video file is broken. {reason_against(asset)}")
    return asset


async def measured(
    platform: Platform,
    identifier: str,
    filename: str,
    metadata: Mapping[str, Any],
    error: str | None = None,
    *,
    by_url: bool = True,
) -> Document:
    """The asset of the bytes kept under an id; bytes that are no video are dropped."""
    options = {
        "method": "url" if by_url else "direct",
        "user_metadata": metadata,
        "enable_hls": False,
        "enable_thumbnail": False,
    }
    asset = await measured_asset(platform, identifier, filename, options, error=error)
    if asset["kind"] != "video":
        (platform.files / identifier).unlink(missing_ok=True)
    return asset


def reason_against(asset: Document) -> str | None:
    """Why an asset cannot be indexed by a task, or None where it can."""
    if asset["kind"] == "video":
        return None
    return asset["error"] or f"Its kind is {asset['kind']}; only video can be indexed this way."


async def begin(platform: Platform, index: Document, asset: Document, wish: Wish) -> Document:
    """A new task that indexes an asset; one that is no video fails it."""
    video_id = wish.video_id or asset["id"]
    if asset["kind"] == "video":
        options = {
            "index_id": index["id"],
            "stream": wish.stream,
            "user_metadata": wish.user_metadata,
            "validating": total(INTAKE),
            # Both go by one clock: a video that is ready later than its task would be missing for a while.
            "created_at": asset["created_at"],
            "updated_at": asset["created_at"],
        }
        platform.store.put(ASSETS, asset["id"], asset)
        await put_into_index(platform, video_id, asset, options)
    task = {
        "id": asset["id"],
        "index_id": index["id"],
        "created_at": asset["created_at"],
        "failed": asset["kind"] != "video",
        "stream": wish.stream,
        "system_metadata": _system_metadata(asset),
        "video_id": video_id,
        **(wish.more or {}),
    }
    platform.store.put(TASKS, task["id"], task)
    phases, _ = course(task)
    ended = platform.instant(task["created_at"], total(phases))
    platform.outbox.announce(ended, partial(_event, task, index, wish.tell))
    return task


def task_now(platform: Platform, task: Document) -> Document:
    """A task with its state now, and when that state began."""
    phases, final = course(task)
    elapsed = platform.elapsed(task["created_at"])
    begun = platform.instant(task["created_at"], since_when(phases, elapsed))
    return {**task, "status": phase_at(phases, final, elapsed), "updated_at": begun}


def course(task: Document) -> tuple[tuple[Phase, ...], str]:
    """The states of a task, and the one in which it ends."""
    return (INTAKE, "failed") if task["failed"] else ((*INTAKE, *indexing_phases(task)), "ready")


async def _save_upload(upload: Any, path: Path) -> str:
    if not isinstance(upload, UploadFile):
        raise not_provided("video_file")
    filename = upload.filename or "upload"
    check_size(filename, upload.size or 0, LARGEST)
    await save(upload, path)
    return filename


def _event(task: Document, index: Document, tell: Telling) -> Event:
    """What the webhooks are told at its end."""
    _, final = course(task)
    duration = task["system_metadata"].get("duration")
    data = {
        "id": task["id"],
        "metadata": {} if duration is None else {"duration": duration},
        "status": final,
        **tell(index),
        "tags": [],
    }
    return Event(f"index.task.{final}", data)


def _system_metadata(asset: Document) -> dict[str, Any]:
    technical = asset["technical_metadata"]
    found = {
        "duration": asset["duration"],
        "width": technical.get("video_width"),
        "height": technical.get("video_height"),
    }
    return {"filename": asset["filename"], **{name: value for name, value in found.items() if value is not None}}
