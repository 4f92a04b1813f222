"""Analyses in the background: how a task is made, in which state it is, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twelvelabs_sandbox.analysis.answering import answer, pictures_of
from twelvelabs_sandbox.analysis.media_sources import IN_BACKGROUND, check_video
from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import Phase, phase_at, total
from twelvelabs_sandbox.store.platform import Platform, timestamp

TASKS = "analyze-tasks"
BATCHES = "analyze-batches"
ALONE: tuple[Phase, ...] = (("queued", 1.0), ("pending", 1.0))
SHORTENED = 30
ASKED = (
    "prompt",
    "temperature",
    "max_tokens",
    "min_segment_duration",
    "max_segment_duration",
    "start_time",
    "end_time",
)


@dataclass(frozen=True, slots=True)
class State:
    """In which state a task is, since when it is over, and why it ended without an answer."""

    status: str
    ended_at: float | None = None
    error: Mapping[str, str] | None = None


async def made(platform: Platform, body: Mapping[str, Any], custom_id: str | None) -> Document:
    """A task that will have the answer to a request, not yet stored. What can go wrong later fails it.

    Raises:
        ApiError: the images, or the source of the video, are refused at once.
    """
    pictures = await pictures_of(platform, body)
    if "video" in body:
        check_video(platform, body["video"])
    task: Document = {
        "id": platform.new_id(),
        "custom_id": custom_id,
        "batch_id": None,
        "created_at": platform.now(),
        "canceled_at": None,
        "waiting": list(ALONE),
        "result": None,
        "error": None,
        "mode": body.get("analysis_mode", "general"),
        "params": _params(body),
        "source": _source(body),
    }
    try:
        written = await answer(platform, body, pictures, IN_BACKGROUND)
    except ApiError as error:
        return {**task, "error": {"code": error.code, "message": error.message}, "seconds": 3.0}
    if task["source"] is not None:
        task["source"]["system_metadata"] = {"duration": written.duration}
    return {
        **task,
        "seconds": 3.0 + 0.1 * (written.duration or 0.0),
        "result": {
            "generation_id": written.identifier,
            "data": written.text,
            "usage": written.usage,
            "finish_reason": written.finish["finish_reason"],
        },
        "warning": written.finish.get("error"),
    }


def state_of(platform: Platform, task: Document) -> State:
    """The state of a task now."""
    stopped = _stopped(platform, task)
    if stopped is not None and stopped[0] <= platform.now():
        at, code = stopped
        return State("canceled", at, {"code": code, "message": "The task was canceled."})
    phases = phases_of(task)
    final = "failed" if task["error"] else "ready"
    status = phase_at(phases, final, platform.elapsed(task["created_at"]))
    if status != final:
        return State(status)
    ended = platform.instant(task["created_at"], total(phases))
    return State(status, ended, task["error"] or task["warning"])


def phases_of(task: Document) -> tuple[Phase, ...]:
    """The states of a task before it is over."""
    return (*((name, seconds) for name, seconds in task["waiting"]), ("processing", task["seconds"]))


def _stopped(platform: Platform, task: Document) -> tuple[float, str] | None:
    """When a task was or will be canceled, and why: alone, with its batch before it began, or because that expired."""
    if task["batch_id"] is None:
        return None if task["canceled_at"] is None else (task["canceled_at"], "user_canceled")
    batch = platform.store.get(BATCHES, task["batch_id"]) or {}
    begun = platform.instant(task["created_at"], total(task["waiting"]))
    ended = platform.instant(task["created_at"], total(phases_of(task)))
    canceled, expires = batch.get("canceled_at"), batch.get("expires_at")
    if canceled is not None and canceled < begun:
        return canceled, "batch_canceled"
    return (expires, "batch_expired") if expires is not None and expires < ended else None


def view(platform: Platform, task: Document, *, shortened: bool = False) -> dict[str, Any]:
    """A task as it is answered; lists tell what was asked in short."""
    state = state_of(platform, task)
    shown: dict[str, Any] = {
        "task_id": task["id"],
        "custom_id": task["custom_id"],
        "status": state.status,
        "created_at": timestamp(task["created_at"]),
        "request_params": _short(task["params"]) if shortened else task["params"],
    }
    if task["batch_id"] is not None:
        shown["batch_id"] = task["batch_id"]
    if task["source"] is not None:
        shown["video_source"] = task["source"]
    if state.ended_at is not None:
        shown["completed_at"] = timestamp(state.ended_at)
    if state.status == "ready":
        shown["result"] = task["result"]
    if state.error is not None:
        shown["error"] = state.error
    if told := platform.outbox.states_of(task["id"]):
        shown["webhooks"] = told
    return shown


def _source(body: Mapping[str, Any]) -> dict[str, Any] | None:
    if "video" not in body:
        return None
    return {key: text for key, text in body["video"].items() if key != "base64_string"}


def _params(body: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, without the bytes of media."""
    params = {"analysis_mode": "general", **{name: body[name] for name in ASKED if name in body}}
    if "analysis_mode" in body:
        params["analysis_mode"] = body["analysis_mode"]
    if "image" in body:
        params["image"] = [_without_bytes(image) for image in body["image"]]
    if "prompt_v2" in body:
        params["prompt_v2"] = _with_media(body["prompt_v2"])
    if "response_format" in body:
        form = dict(body["response_format"])
        if "segment_definitions" in form:
            form["segment_definitions"] = [_with_media(each) for each in form["segment_definitions"]]
        params["response_format"] = form
    return params


def _with_media(holder: Mapping[str, Any]) -> dict[str, Any]:
    if "media_sources" not in holder:
        return dict(holder)
    return {**holder, "media_sources": [_without_bytes(each) for each in holder["media_sources"]]}


def _without_bytes(image: Mapping[str, Any]) -> dict[str, Any]:
    return {"media_type": "image", **{key: text for key, text in image.items() if key != "base64_string"}}


def _short(params: Mapping[str, Any]) -> dict[str, Any]:
    short = dict(params)
    if "prompt" in short:
        short["prompt"] = short["prompt"][:SHORTENED]
    if "prompt_v2" in short:
        short["prompt_v2"] = {**short["prompt_v2"], "input_text": short["prompt_v2"]["input_text"][:SHORTENED]}
    if "response_format" in short:
        form = {key: value for key, value in short["response_format"].items() if key != "json_schema"}
        if "segment_definitions" in form:
            form["segment_definitions"] = form["segment_definitions"][:1]
        short["response_format"] = form
    return short
