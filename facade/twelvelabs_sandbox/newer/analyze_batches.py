"""Analysis batches: many analyses in one submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import orjson

from twelvelabs_sandbox.analysis.rules import check_analysis
from twelvelabs_sandbox.analysis.work import BATCHES, TASKS, State, made, state_of
from twelvelabs_sandbox.errors import ApiError, invalid, not_exist
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform, timestamp

MOST_ACTIVE = 5
LANES = 5  # items worked on at once
FIRST = 1.0  # simulated seconds before the first
KEPT = 30 * 86_400.0
AT_WORK = ("pending", "processing", "canceling")
OVER = ("completed", "canceled", "expired")
STATES = ("queued", "processing", "ready", "failed", "canceled")


async def create(call: Call) -> Reply:
    """Make a batch with all its tasks, or nothing at all."""
    platform, body = call.platform, call.body
    requests = [_request(body, item) for item in body["requests"]]
    _check_labels(body["requests"])
    for request in requests:
        check_analysis(request)
    active = [batch for batch in _kept(platform) if _status(platform, batch) in AT_WORK]
    if len(active) >= MOST_ACTIVE:
        raise ApiError(429, "too_many_requests", f"There are {MOST_ACTIVE} active batches already. Wait for one.")
    tasks = [await _made(platform, request, item) for request, item in zip(requests, body["requests"], strict=True)]
    created = platform.now()
    batch = {
        "id": platform.new_id(),
        "created_at": created,
        "expires_at": platform.instant(created, platform.settings.batch_lifetime),
        "canceled_at": None,
        "analysis_mode": body["analysis_mode"],
        "model_name": body["model_name"],
        "tasks": [task["id"] for task in tasks],
    }
    for task, wait in zip(tasks, _waits(tasks), strict=True):
        own = {"batch_id": batch["id"], "created_at": created, "waiting": [("queued", wait)]}
        platform.store.put(TASKS, task["id"], {**task, **own})
    platform.store.put(BATCHES, batch["id"], batch)
    items = [{"task_id": task["id"], "custom_id": task["custom_id"]} for task in tasks]
    told = ("batch_id", "status", "total_items", "created_at", "expires_at")
    shown = _view(platform, batch)
    return Reply(status=201, body={**{name: shown[name] for name in told}, "items": items})


async def list_all(call: Call) -> Reply:
    """List batches, newest first."""
    shown = [_view(call.platform, batch) for batch in _kept(call.platform)]
    wanted = [
        batch
        for batch in shown
        if all(batch[name] in call.query.get(name, [batch[name]]) for name in ("status", "analysis_mode"))
    ]
    page, info = paginate(wanted[::-1], call.query)
    return Reply(body={"data": page, "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one batch."""
    return Reply(body=_view(call.platform, _find(call)))


async def results(call: Call) -> Reply:
    """Stream the items of a batch, one a line: what is over first, in the order in which it came to its end."""
    platform, batch = call.platform, _find(call)
    items = [(task, state_of(platform, task)) for task in _tasks(platform, batch)]
    items.sort(key=lambda item: (item[1].ended_at is None, item[1].ended_at or 0.0))
    lines = [orjson.dumps(_item(task, state)) + b"\n" for task, state in items]
    return Reply(stream=_stream(lines), headers={"content-type": "application/jsonl"})


async def cancel(call: Call) -> Reply:
    """Begin to cancel a batch that is not over."""
    platform, batch = call.platform, _find(call)
    status = _status(platform, batch)
    if status in OVER:
        raise ApiError(409, f"batch_{status}", f"The batch {batch['id']} is {status}.")
    if batch["canceled_at"] is None:
        batch = {**batch, "canceled_at": platform.now()}
        platform.store.put(BATCHES, batch["id"], batch)
    return Reply(status=202, body=_view(platform, batch))


async def delete(call: Call) -> Reply:
    """Delete a batch that is over, with its tasks."""
    platform, batch = call.platform, _find(call)
    if _status(platform, batch) not in OVER:
        raise ApiError(409, "batch_not_terminal", f"The batch {batch['id']} is at work. Cancel it first.")
    for identifier in batch["tasks"]:
        platform.store.delete(TASKS, identifier)
    platform.store.delete(BATCHES, batch["id"])
    return Reply()


def _request(body: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with what it takes over from the batch, in the form of a task's request."""
    request = {**body.get("defaults", {}), **item, "model_name": body["model_name"]}
    request["analysis_mode"] = body["analysis_mode"]
    request.pop("custom_id", None)
    if "prompt" in request:
        request["prompt_v2"] = request.pop("prompt")
    return request


def _check_labels(items: Sequence[Mapping[str, Any]]) -> None:
    labels = [item["custom_id"] for item in items if "custom_id" in item]
    if len(set(labels)) < len(labels):
        raise invalid("requests.custom_id", "It must be unique within the batch.")


async def _made(platform: Platform, request: Mapping[str, Any], item: Mapping[str, Any]) -> Document:
    try:
        return await made(platform, request, item.get("custom_id"))
    except ApiError as error:
        if error.code == "video_not_ready":
            raise ApiError(409, error.code, error.message) from error
        raise


def _waits(tasks: Sequence[Document]) -> list[float]:
    """Simulated seconds until each task is begun, in as many lanes as there are."""
    free = [FIRST] * LANES
    waits = []
    for task in tasks:
        lane = free.index(min(free))
        waits.append(free[lane])
        free[lane] += task["seconds"]
    return waits


def _kept(platform: Platform) -> list[Document]:
    """The batches whose time is not over."""
    return [batch for batch in platform.store.all(BATCHES) if platform.elapsed(batch["created_at"]) < KEPT]


def _find(call: Call) -> Document:
    batch = call.platform.find(BATCHES, call.path["batch_id"])
    if call.platform.elapsed(batch["created_at"]) >= KEPT:
        raise not_exist(batch["id"], BATCHES)
    return batch


def _tasks(platform: Platform, batch: Document) -> list[Document]:
    return [platform.find(TASKS, identifier) for identifier in batch["tasks"]]


def _status(platform: Platform, batch: Document) -> str:
    return str(_view(platform, batch)["status"])


def _view(platform: Platform, batch: Document) -> dict[str, Any]:
    tasks = _tasks(platform, batch)
    states = [state_of(platform, task) for task in tasks]
    status, ended = _progress(platform, batch, states)
    counts = Counter(state.status for state in states)
    shown = {
        "batch_id": batch["id"],
        "analysis_mode": batch["analysis_mode"],
        "model_name": batch["model_name"],
        "status": status,
        "total_items": len(tasks),
        "created_at": timestamp(batch["created_at"]),
        "expires_at": timestamp(batch["expires_at"]),
        **{f"{name}_items": counts[name] for name in STATES},
    }
    return shown if ended is None else {**shown, f"{status}_at": timestamp(ended)}


def _progress(platform: Platform, batch: Document, states: Sequence[State]) -> tuple[str, float | None]:
    """The state of a batch, and since when it is over."""
    ends = [state.ended_at for state in states if state.ended_at is not None]
    if len(ends) < len(states):
        if batch["canceled_at"] is not None:
            return "canceling", None
        return ("pending" if all(state.status == "queued" for state in states) else "processing"), None
    if batch["canceled_at"] is not None:
        return "canceled", max(*ends, batch["canceled_at"])
    expired = any(state.error and state.error.get("code") == "batch_expired" for state in states)
    return ("expired", batch["expires_at"]) if expired else ("completed", max(ends))


def _item(task: Document, state: State) -> dict[str, Any]:
    item = {"task_id": task["id"], "custom_id": task["custom_id"], "status": state.status}
    if state.status == "ready":
        item["data"] = task["result"]
    if state.status == "failed":
        item["error"] = state.error
    return item


async def _stream(lines: Sequence[bytes]) -> AsyncIterator[bytes]:
    for line in lines:
        yield line
