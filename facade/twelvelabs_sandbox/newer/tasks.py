"""Video indexing tasks: the older way of storing and indexing a video in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.ordering import ordered, since
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store import user_metadata
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import stream_of
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES
from twelvelabs_sandbox.store.platform import timestamp
from twelvelabs_sandbox.store.task_records import TASKS, Wish, begin, from_form, task_now

EXACT = ("duration", "width", "height")


async def create(call: Call) -> Reply:
    """Store a video and begin to index it; the task, its video and its asset share one id."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    metadata = user_metadata.from_text(body["user_metadata"]) if "user_metadata" in body else {}
    if "video_url" in body and "video_file" in body:
        raise invalid("video_url", "Give one of video_file and video_url, not both.")
    asset = await from_form(platform, body, metadata)
    wish = Wish(stream=body.get("enable_video_stream", True), user_metadata=metadata, tell=_telling)
    task = await begin(platform, index, asset, wish)
    return Reply(status=201, body={"_id": task["id"], "video_id": task["video_id"]})


async def list_all(call: Call) -> Reply:
    """List tasks."""
    tasks = [task_now(call.platform, task) for task in call.platform.store.all(TASKS)]
    kept = [task for task in since(tasks, call.query) if _wanted(task, call.query)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(task) for task in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one task."""
    task = _find(call)
    view = _summary(task)
    video = call.platform.store.get(INDEXED_ASSETS, task["video_id"])
    if task["stream"] and video is not None:
        view["hls"] = stream_of(call.platform, call.origin, video)
    return Reply(body=view)


async def delete(call: Call) -> Reply:
    """Delete a task that is over, its video having been deleted before."""
    task = _find(call)
    if task["status"] not in ("ready", "failed"):
        raise _kept(f"The task {task['id']} is {task['status']}. Delete it when it is ready or failed.")
    if call.platform.store.get(INDEXED_ASSETS, task["video_id"]) is not None:
        raise _kept(f"The video of the task {task['id']} is still there. Delete the video first.")
    call.platform.store.delete(TASKS, task["id"])
    return Reply()


def _find(call: Call) -> Document:
    return task_now(call.platform, call.platform.find(TASKS, call.path["task_id"]))


def _telling(index: Document) -> dict[str, Any]:
    return {"models": [{"name": each["model_name"], "options": each["model_options"]} for each in index["models"]]}


def _wanted(task: Document, query: Mapping[str, Any]) -> bool:
    system = task["system_metadata"]
    return (
        query.get("index_id", task["index_id"]) == task["index_id"]
        and task["status"] in query.get("status", [task["status"]])
        and query.get("filename", system["filename"]) == system["filename"]
        and all(system.get(name) == query[name] for name in EXACT if name in query)
    )


def _summary(task: Document) -> dict[str, Any]:
    return {
        "_id": task["id"],
        "index_id": task["index_id"],
        "video_id": task["video_id"],
        "status": task["status"],
        "system_metadata": task["system_metadata"],
        "created_at": timestamp(task["created_at"]),
        "updated_at": timestamp(task["updated_at"]),
    }


def _kept(message: str) -> ApiError:
    return ApiError(400, "task_cannot_be_deleted", message)
