"""Indexing tasks by their older names, with transcripts of the caller's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from twelvelabs_sandbox.errors import ApiError, not_provided
from twelvelabs_sandbox.fetching import Unreachable, fetch_bytes
from twelvelabs_sandbox.http.ordering import ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media import transcripts
from twelvelabs_sandbox.older.lists import at_the_time, has_numbers
from twelvelabs_sandbox.older.names import telling
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import stream_of
from twelvelabs_sandbox.store.ingestion import check_url
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES, UPLOADED_TRANSCRIPTS
from twelvelabs_sandbox.store.phases import total
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.task_records import TASKS, Wish, begin, course, from_form, task_now
from twelvelabs_sandbox.versions import Version

COUNTED = {
    "1.1": ("ready", "validating", "pending", "indexing", "failed"),
    "1.2": ("ready", "validating", "pending", "queued", "indexing", "failed"),
}


async def create(call: Call) -> Reply:
    """Store a video and begin to index it; an address wins over a file."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    spoken = await _transcript(body)
    asset = await from_form(platform, body, {})
    if spoken is not None and asset["kind"] == "video":
        platform.store.put(UPLOADED_TRANSCRIPTS, asset["id"], {"text": spoken})
    task = await begin(platform, index, asset, wish(call, stream=not body.get("disable_video_stream", False)))
    return Reply(status=201, body={"_id": task["id"]})


async def list_all(call: Call) -> Reply:
    """List tasks."""
    tasks = [_now(call.platform, task, call.version) for task in call.platform.store.all(TASKS)]
    timely = at_the_time(tasks, call.query, call.version, "created_at", "updated_at", "estimated_time")
    kept = [task for task in timely if _wanted(task, call.query)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(task) for task in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one task."""
    task = _find(call)
    view = _summary(task)
    if not task["failed"]:
        view["video_id"] = task["video_id"]
    if task["status"] == "indexing":
        view["process"] = _process(call.platform, task)
    video = call.platform.store.get(INDEXED_ASSETS, task["video_id"])
    if task["stream"] and video is not None:
        view["hls"] = stream_of(call.platform, call.origin, video)
    return Reply(body=view)


async def delete(call: Call) -> Reply:
    """Delete a task that is over, its video having been deleted before."""
    task = _find(call)
    if task["status"] not in ("ready", "failed"):
        raise _kept(call, f"The task {task['id']} is {task['status']}. Delete it when it is ready or failed.")
    if call.platform.store.get(INDEXED_ASSETS, task["video_id"]) is not None:
        raise _kept(call, f"The video of the task {task['id']} is still there. Delete the video first.")
    call.platform.store.delete(TASKS, task["id"])
    return Reply(status=204)


async def count(call: Call) -> Reply:
    """Count the tasks of an index by state; null while it has none."""
    index = call.platform.find(INDEXES, call.query["index_id"])
    tasks = [task for task in call.platform.store.all(TASKS) if task["index_id"] == index["id"]]
    if not tasks:
        return Reply(null=True)
    counts = Counter(_now(call.platform, task, call.version)["status"] for task in tasks)
    numbers = {status: counts[status] for status in COUNTED[call.version]}
    return Reply(body={"index_id": index["id"], **numbers, "total_result": len(tasks)})


def wish(
    call: Call,
    *,
    stream: bool = True,
    metadata: Mapping[str, Any] | None = None,
    same_id: bool = False,
    **more: Any,
) -> Wish:
    """How a video is indexed by an older version: under an id that is not its task's, but for imports."""
    return Wish(
        stream=stream,
        user_metadata=metadata or {},
        tell=partial(telling, call.version),
        video_id=None if same_id else call.platform.new_id(),
        more=more,
    )


def status_in(status: str, version: Version) -> str:
    """A state as a version knows it."""
    if status == "uploading":
        return "validating"
    return of_older(version, v1_1="pending", v1_2=status) if status == "queued" else status


def _find(call: Call) -> Document:
    return _now(call.platform, call.platform.find(TASKS, call.path["task_id"]), call.version)


def _now(platform: Platform, task: Document, version: Version) -> Document:
    now = task_now(platform, task)
    phases, _ = course(task)
    estimated = platform.instant(task["created_at"], total(phases))
    return {**now, "status": status_in(now["status"], version), "estimated_time": estimated}


def _process(platform: Platform, task: Document) -> dict[str, float]:
    phases, _ = course(task)
    _, lasting = phases[-1]
    left = max(0.0, total(phases) - platform.elapsed(task["created_at"]))
    return {"percentage": round(100 * (1 - left / lasting), 1), "remain_seconds": round(left, 1)}


def _wanted(task: Document, query: Mapping[str, Any]) -> bool:
    system = task["system_metadata"]
    return (
        query.get("_id", task["id"]) == task["id"]
        and query.get("index_id", task["index_id"]) == task["index_id"]
        and query.get("status", task["status"]) == task["status"]
        and query.get("filename", system["filename"]) == system["filename"]
        and has_numbers(system, query, "duration", "width", "height")
    )


def _summary(task: Document) -> dict[str, Any]:
    return {
        "_id": task["id"],
        "index_id": task["index_id"],
        "status": task["status"],
        "created_at": timestamp(task["created_at"]),
        "updated_at": timestamp(task["updated_at"]),
        "estimated_time": timestamp(task["estimated_time"]),
        "metadata": task["system_metadata"],
        "type": "index_task_info",
    }


async def _transcript(body: Mapping[str, Any]) -> str | None:
    """The transcript that comes with a video, if one does; an address wins over a file.

    Raises:
        ApiError: 400, it is missing, cannot be read, or holds nothing that is said.
    """
    if not body.get("provide_transcription", False):
        return None
    if "transcription_url" in body:
        content = await _fetched(body["transcription_url"])
    elif isinstance(body.get("transcription_file"), UploadFile):
        content = await body["transcription_file"].read()
    else:
        raise not_provided("transcription_file")
    text = content.decode("utf-8", "replace")
    if not transcripts.parse(text):
        message = "The transcript is not supported. Send SubRip or WebVTT text that holds at least one cue."
        raise ApiError(400, "transcription_not_supported", message)
    return text


async def _fetched(url: str) -> bytes:
    check_url("transcription_url", url)
    try:
        return await run_in_threadpool(fetch_bytes, url)
    except Unreachable as error:
        missing = "404" in str(error)
        code = "transcription_url_not_exists" if missing else "transcription_url_not_accessible"
        raise ApiError(400, code, f"The transcript could not be fetched. {error}") from error


def _kept(call: Call, message: str) -> ApiError:
    # Seen in version 1.1; documented as 400 later.
    return ApiError(of_older(call.version, v1_1=409, v1_2=400), "task_cannot_be_deleted", message)
