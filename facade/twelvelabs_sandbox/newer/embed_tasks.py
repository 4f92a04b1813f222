"""Embeddings by tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.embedding.media import Medium, opened
from twelvelabs_sandbox.embedding.requests import (
    LONGEST_TASK,
    NEWER,
    asked_of,
    check_timed,
    dimension_of,
    document_asked,
    input_of,
    refuse_pdf,
)
from twelvelabs_sandbox.embedding.tasks import find, keep, listed, times
from twelvelabs_sandbox.embedding.vectors import document_data, image_weights, measure, single, timed_data
from twelvelabs_sandbox.embedding.views import listed_metadata, media_metadata, usage_of
from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media.probe import Unreadable
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import spoken_in

KIND = "embedding-tasks"
TIMED = ("audio", "video")


async def create(call: Call) -> Reply:
    """Begin to make embeddings; what cannot be read fails later."""
    kind, given = input_of(call.body)
    model = call.body["model_name"]
    dimension = dimension_of(call.body)
    if kind in TIMED:
        check_timed(call.body, kind, given)
    elif model != NEWER:
        raise invalid("input_type", f"{kind} is not supported by {model}.")
    try:
        async with opened(call, given["media_source"], kind) as medium:
            made = await _made(call, kind, given, medium)
    except Unreadable as error:
        made = {"error": str(error), "metadata": None}
    task = keep(call.platform, KIND, {"model": model, "kind": kind, **made})
    reply = {"_id": task["id"], "status": "processing", "data": None}
    if model == NEWER:
        reply["metadata"] = {"embedding_dimension": dimension}
    return Reply(status=202, body=reply)


async def list_all(call: Call) -> Reply:
    """List tasks, without vectors."""
    page, info = paginate(listed(call.platform, KIND, call.query), call.query)
    return Reply(body={"data": [summary(task) for task in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one task, with its vectors once it is ready."""
    task = find(call.platform, KIND, call.path["task_id"])
    view = {"_id": task["id"], "status": task["status"], **times(task), "data": None}
    if task["status"] == "failed":
        return Reply(body={**view, "error": {"message": task["error"]}})
    if task["metadata"] is not None:
        view["metadata"] = task["metadata"]
    if task["status"] == "ready":
        view["data"] = task["data"]
        if task["model"] == NEWER:
            view["usage"] = task["usage"]
    return Reply(body=view)


def summary(task: Document) -> dict[str, Any]:
    """A task as lists tell it."""
    view = {"_id": task["id"], "model_name": task["model"], "status": task["status"], **times(task)}
    return view if task["metadata"] is None else {**view, **listed_metadata(task["metadata"])}


async def _made(call: Call, kind: str, given: Mapping[str, Any], medium: Medium) -> Document:
    """What a task will answer: vectors, metadata and cost."""
    dimension = dimension_of(call.body)
    uncertain = bool(call.body.get("embedding_uncertainty"))
    if kind in TIMED:
        asked = asked_of(call.body, kind, given, medium, LONGEST_TASK)
        found = await run_in_threadpool(measure, medium, spoken_in(call.platform, medium.filename))
        data = await run_in_threadpool(timed_data, found, asked)
        metadata = media_metadata(kind, medium, asked)
    elif kind == "image":
        weights = await run_in_threadpool(image_weights, medium)
        data = [{**single(weights, dimension, uncertain), "embedding_option": "visual", "embedding_scope": "asset"}]
        metadata = _undivided(kind, medium, ["visual"], ["asset"])
    else:
        refuse_pdf(medium, "document.media_source")
        wanted = document_asked(call.body, given)
        data = document_data(medium.path.read_text("utf-8"), wanted, dimension, uncertain)
        metadata = _undivided(kind, medium, ["text"], wanted["scopes"])
    if call.body["model_name"] == NEWER:
        metadata["embedding_dimension"] = dimension
    usage = {"input_tokens": {kind: usage_of(medium)}, "truncated": False}
    return {"data": data, "metadata": metadata, "usage": usage}


def _undivided(kind: str, medium: Medium, options: list[str], scopes: list[str]) -> dict[str, Any]:
    return {"input_type": kind, **medium.origin, "embedding_options": options, "embedding_scopes": list(scopes)}
