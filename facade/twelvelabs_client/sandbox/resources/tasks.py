"""Video indexing tasks: the older way of storing and indexing a video in one step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile

from twelvelabs_client.sandbox import user_metadata
from twelvelabs_client.sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_client.sandbox.fetching import fetch, filename_of
from twelvelabs_client.sandbox.indexing import put_into_index, stream_of
from twelvelabs_client.sandbox.ingestion import check_size, check_url, download, measured_asset, save
from twelvelabs_client.sandbox.library import ASSETS, INDEXED_ASSETS, INDEXES, indexing_phases
from twelvelabs_client.sandbox.ordering import ordered, since
from twelvelabs_client.sandbox.paging import paginate
from twelvelabs_client.sandbox.phases import Phase, phase_at, since_when, total
from twelvelabs_client.sandbox.platform import Platform, timestamp
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.store import Document
from twelvelabs_client.sandbox.webhooks import Event

TASKS = "tasks"
LARGEST = 2 * 1024**3
INTAKE: tuple[Phase, ...] = (("uploading", 1.0), ("validating", 3.0))
EXACT = ("duration", "width", "height")


async def create(call: Call) -> Reply:
    """Store a video and begin to index it; the task, its video and its asset share one id."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    metadata = user_metadata.from_text(body["user_metadata"]) if "user_metadata" in body else {}
    options = {
        "index_id": index["id"],
        "stream": body.get("enable_video_stream", True),
        "user_metadata": metadata,
        "validating": total(INTAKE),
    }
    asset = await _asset(call, metadata)
    if asset["kind"] == "video":
        platform.store.put(ASSETS, asset["id"], asset)
        await put_into_index(platform, asset["id"], asset, options)
    task = {
        "id": asset["id"],
        "index_id": index["id"],
        "created_at": asset["created_at"],
        "failed": asset["kind"] != "video",
        "stream": options["stream"],
        "system_metadata": _system_metadata(asset),
    }
    platform.store.put(TASKS, task["id"], task)
    phases, _ = _course(task)
    platform.outbox.announce(platform.instant(task["created_at"], total(phases)), partial(_event, task, index))
    return Reply(status=201, body={"_id": task["id"], "video_id": task["id"]})


async def list_all(call: Call) -> Reply:
    """List tasks."""
    tasks = [_now(call.platform, task) for task in call.platform.store.all(TASKS)]
    kept = [task for task in since(tasks, call.query) if _wanted(task, call.query)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(task) for task in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one task."""
    task = _find(call)
    view = _summary(task)
    video = call.platform.store.get(INDEXED_ASSETS, task["id"])
    if task["stream"] and video is not None:
        view["hls"] = stream_of(call, video)
    return Reply(body=view)


async def delete(call: Call) -> Reply:
    """Delete a task that is over, its video having been deleted before."""
    task = _find(call)
    if task["status"] not in ("ready", "failed"):
        raise _kept(f"The task {task['id']} is {task['status']}. Delete it when it is ready or failed.")
    if call.platform.store.get(INDEXED_ASSETS, task["id"]) is not None:
        raise _kept(f"The video of the task {task['id']} is still there. Delete the video first.")
    call.platform.store.delete(TASKS, task["id"])
    return Reply()


async def _asset(call: Call, metadata: Mapping[str, Any]) -> Document:
    """The asset of the video that was sent or named; one by URL is no video when it could not be fetched or read."""
    platform, body = call.platform, call.body
    identifier = platform.new_id()
    path = platform.files / identifier
    error = None
    if "video_url" in body:
        filename, error = await _download(call, path)
    else:
        filename = await _save_upload(call, path)
    options = {
        "method": "url" if "video_url" in body else "direct",
        "user_metadata": metadata,
        "enable_hls": False,
        "enable_thumbnail": False,
    }
    asset = await measured_asset(platform, identifier, filename, options, error=error)
    if asset["kind"] != "video":
        path.unlink(missing_ok=True)
        _refuse_broken(asset)
    return asset


async def _download(call: Call, path: Path) -> tuple[str, str | None]:
    url = call.body["video_url"]
    if "video_file" in call.body:
        raise invalid("video_url", "Give one of video_file and video_url, not both.")
    check_url("video_url", url)
    return filename_of(url), await download(fetch, url, path)


async def _save_upload(call: Call, path: Path) -> str:
    upload = call.body.get("video_file")
    if not isinstance(upload, UploadFile):
        raise not_provided("video_file")
    filename = upload.filename or "upload"
    check_size(filename, upload.size or 0, LARGEST)
    await save(upload, path)
    return filename


def _refuse_broken(asset: Document) -> None:
    """A file is refused at once; what a URL gives is known only later, and fails the task."""
    if asset["method"] == "direct":
        reason = asset["error"] or f"It is a {asset['kind']}; only video can be indexed this way."
        raise ApiError(400, "video_file_broken", f"The video file is broken. {reason}")


def _find(call: Call) -> Document:
    return _now(call.platform, call.platform.find(TASKS, call.path["task_id"]))


def _now(platform: Platform, task: Document) -> Document:
    """A task with its state now, and when that state began."""
    phases, final = _course(task)
    elapsed = platform.elapsed(task["created_at"])
    begun = platform.instant(task["created_at"], since_when(phases, elapsed))
    return {**task, "status": phase_at(phases, final, elapsed), "updated_at": begun}


def _course(task: Document) -> tuple[tuple[Phase, ...], str]:
    """The states of a task, and the one in which it ends."""
    return (INTAKE, "failed") if task["failed"] else ((*INTAKE, *indexing_phases(task)), "ready")


def _event(task: Document, index: Document) -> Event:
    """What the webhooks are told at its end."""
    _, final = _course(task)
    models = [{"name": each["model_name"], "options": each["model_options"]} for each in index["models"]]
    duration = task["system_metadata"].get("duration")
    data = {
        "id": task["id"],
        "metadata": {} if duration is None else {"duration": duration},
        "status": final,
        "models": models,
        "tags": [],
    }
    return Event(f"index.task.{final}", data)


def _wanted(task: Document, query: Mapping[str, Any]) -> bool:
    system = task["system_metadata"]
    return (
        query.get("index_id", task["index_id"]) == task["index_id"]
        and task["status"] in query.get("status", [task["status"]])
        and query.get("filename", system["filename"]) == system["filename"]
        and all(system.get(name) == query[name] for name in EXACT if name in query)
    )


def _system_metadata(asset: Document) -> dict[str, Any]:
    technical = asset["technical_metadata"]
    measured = {
        "duration": asset["duration"],
        "width": technical.get("video_width"),
        "height": technical.get("video_height"),
    }
    return {"filename": asset["filename"], **{name: value for name, value in measured.items() if value is not None}}


def _summary(task: Document) -> dict[str, Any]:
    return {
        "_id": task["id"],
        "index_id": task["index_id"],
        "video_id": task["id"],
        "status": task["status"],
        "system_metadata": task["system_metadata"],
        "created_at": timestamp(task["created_at"]),
        "updated_at": timestamp(task["updated_at"]),
    }


def _kept(message: str) -> ApiError:
    return ApiError(400, "task_cannot_be_deleted", message)
