"""Analysis tasks: analyses in the background."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from twelvelabs_sandbox.analysis.events import announce_end, tell_canceled
from twelvelabs_sandbox.analysis.rules import check_analysis
from twelvelabs_sandbox.analysis.work import TASKS, made, state_of, view
from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

KEYS = "idempotency-keys"
FINAL = ("ready", "failed", "canceled")


async def create(call: Call) -> Reply:
    """Begin an analysis; a key that was used before names the task of that time."""
    platform, key = call.platform, call.headers.get("idempotency-key")
    digest = sha256(orjson.dumps(dict(call.body), option=orjson.OPT_SORT_KEYS)).hexdigest()
    earlier = platform.store.get(KEYS, key) if key else None
    if earlier is not None and earlier["digest"] != digest:
        raise ApiError(409, "idempotency_key_reused", "The Idempotency-Key belongs to another request. Use a new one.")
    if earlier is not None:
        return _accepted(platform, platform.find(TASKS, earlier["task_id"]))
    check_analysis(call.body)
    task = await made(platform, call.body, call.body.get("custom_id"))
    platform.store.put(TASKS, task["id"], task)
    announce_end(platform, task)
    if key:
        platform.store.put(KEYS, key, {"task_id": task["id"], "digest": digest})
    return _accepted(platform, task)


async def list_all(call: Call) -> Reply:
    """List analysis tasks, newest first."""
    tasks = [task for task in call.platform.store.all(TASKS) if _wanted(call.platform, task, call.query)]
    page, info = paginate(tasks[::-1], call.query)
    shown = [view(call.platform, task, shortened=True) for task in page]
    return Reply(body={"data": shown, "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one analysis task."""
    return Reply(body=view(call.platform, _find(call)))


async def cancel(call: Call) -> Reply:
    """Cancel a task that is not over."""
    task = _find(call)
    status = state_of(call.platform, task).status
    if task["batch_id"] is not None:
        raise _conflict("task_cannot_be_canceled", f"The task {task['id']} belongs to a batch. Cancel the batch.")
    if status in ("ready", "failed"):
        raise _conflict("task_cannot_be_canceled", f"The task {task['id']} is {status}.")
    if status != "canceled":
        call.platform.store.put(TASKS, task["id"], {**task, "canceled_at": call.platform.now()})
        tell_canceled(call.platform, task)
    return Reply(body={"task_id": task["id"], "status": "canceled"})


async def delete(call: Call) -> Reply:
    """Delete a task that is not being worked on."""
    task = _find(call)
    if task["batch_id"] is not None:
        raise _conflict("task_cannot_be_deleted", f"The task {task['id']} belongs to a batch. Delete the batch.")
    status = state_of(call.platform, task).status
    if status not in FINAL:
        raise _conflict("task_cannot_be_deleted", f"The task {task['id']} is {status}. Cancel it first.")
    call.platform.store.delete(TASKS, task["id"])
    return Reply()


def _accepted(platform: Platform, task: Document) -> Reply:
    return Reply(status=202, body={"task_id": task["id"], "status": state_of(platform, task).status})


def _find(call: Call) -> Document:
    return call.platform.find(TASKS, call.path["task_id"])


def _wanted(platform: Platform, task: Document, query: Mapping[str, Any]) -> bool:
    source = task["source"] or {}
    known = {
        "status": state_of(platform, task).status,
        "analysis_mode": task["mode"],
        "asset_id": source.get("asset_id"),
        "video_url": source.get("url"),
    }
    return all(query.get(name, value) == value for name, value in known.items())


def _conflict(code: str, message: str) -> ApiError:
    return ApiError(409, code, message)
