"""Videos from elsewhere: the files on offer, whether a bucket holds them or a video site shows them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.http.routing import Call
from twelvelabs_sandbox.older.tasks import wish
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, UPLOADED_TRANSCRIPTS
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.remote_files import RemoteFile
from twelvelabs_sandbox.store.task_records import LARGEST, TASKS, begin, measured, reason_against, task_now

LOGS = "older-imports"
UNREACHABLE = "The object could not be read from the bucket."


async def take(
    call: Call, index: Document, source_id: str, name: str, metadata: Mapping[str, Any] | None = None, **more: Any
) -> Document:
    """A new task for a file; one that is not on offer or cannot be read fails it.

    Args:
        call: the request.
        index: what takes the video.
        source_id: id of the file.
        name: its name, told even of one that is not on offer.
        metadata: what the video gets.
        more: further fields of the task.
    """
    platform = call.platform
    identifier = platform.new_id()
    file = platform.remote_files.get(source_id)
    error = refusal_of(file)
    if file is not None and error is None:
        await run_in_threadpool(shutil.copyfile, file.path, platform.files / identifier)
    asset = await measured(platform, identifier, name, metadata or {}, error)
    asked = wish(call, metadata=metadata, source_id=source_id, reason=reason_against(asset), **more)
    return await begin(platform, index, asset, asked)


def keep_transcript(platform: Platform, asset_id: str, address: str) -> None:
    """Let what a file on offer says be what is spoken in an asset; one that is not there is passed over."""
    file = platform.remote_files.get(named(platform, address))
    if file is not None and file.readable:
        platform.store.put(UPLOADED_TRANSCRIPTS, asset_id, {"text": file.path.read_text("utf-8", "replace")})


def refusal_of(file: RemoteFile | None) -> str | None:
    """Why a file cannot be taken, or None."""
    if file is None or not file.readable:
        return UNREACHABLE
    return f"The file has {file.size} bytes, the maximum is {LARGEST}." if file.size > LARGEST else None


def named(platform: Platform, address: str) -> str:
    """The id of the file on offer that an `s3://` address means, by its name; the address itself without one."""
    name = PurePosixPath(address).name
    return next((source for source, file in platform.remote_files.items() if file.name == name), address)


def taken_into(platform: Platform, index_id: str) -> dict[str, Document]:
    """The latest task of every file that an index took, by the file's id."""
    tasks = (task for task in platform.store.all(TASKS) if task["index_id"] == index_id and "source_id" in task)
    return {task["source_id"]: task_now(platform, task) for task in tasks}


def logged(call: Call, integration_id: str | None, index: Document, tasks: Iterable[Document], failed: Any) -> None:
    """Keep what was taken at once; what no integration took is listed with all of them."""
    platform = call.platform
    log = {
        "id": platform.new_id(),
        "integration_id": integration_id,
        "index_id": index["id"],
        "index_name": index["index_name"],
        "created_at": platform.now(),
        "tasks": [task["id"] for task in tasks],
        "failed_files": failed,
    }
    platform.store.put(LOGS, log["id"], log)


def described_source(platform: Platform, video_id: str, source: Mapping[str, str]) -> None:
    """Say where a video came from."""
    video = platform.store.get(INDEXED_ASSETS, video_id)
    if video is not None:
        platform.store.put(INDEXED_ASSETS, video_id, {**video, "source": source})


def moment(task: Document) -> str:
    """When a task was made."""
    return timestamp(task["created_at"])
