"""Embedding tasks of both APIs: kept, listed, and forgotten after a week. Their states follow from the time passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import not_exist
from twelvelabs_sandbox.http.ordering import instant
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import Phase, phase_at, since_when
from twelvelabs_sandbox.store.platform import Platform, timestamp

KEPT = 7 * 86_400.0  # simulated seconds


def keep(platform: Platform, kind: str, task: Mapping[str, Any]) -> Document:
    """Keep a new task.

    Args:
        platform: where it is kept.
        kind: of the document: one for each of the two APIs.
        task: `model`, `metadata`, and `data` or `error`, as they will be once it is over.
    """
    kept = {"id": platform.new_id(), "created_at": platform.now(), "error": None, "data": None, **task}
    platform.store.put(kind, kept["id"], kept)
    return kept


def find(platform: Platform, kind: str, identifier: str) -> Document:
    """A task with its state now.

    Raises:
        ApiError: 404, there is none of that id any more.
    """
    task = platform.find(kind, identifier)
    if platform.elapsed(task["created_at"]) >= KEPT:
        raise not_exist(identifier, kind)
    return _now(platform, task)


def listed(platform: Platform, kind: str, query: Mapping[str, Any]) -> list[Document]:
    """The tasks that a list asks for, newest first; without instants those of the last 7 days."""
    tasks = [_now(platform, task) for task in platform.store.all(kind)]
    if "started_at" in query:
        earliest = instant("started_at", query["started_at"])
        tasks = [task for task in tasks if task["created_at"] >= earliest]
    if "ended_at" in query:
        latest = instant("ended_at", query["ended_at"])
        tasks = [task for task in tasks if task["created_at"] <= latest]
    if "started_at" not in query and "ended_at" not in query:
        tasks = [task for task in tasks if platform.elapsed(task["created_at"]) < KEPT]
    return [task for task in tasks if query.get("status", task["status"]) == task["status"]][::-1]


def times(task: Document) -> dict[str, str]:
    """When it was made, and when it last changed."""
    return {"created_at": timestamp(task["created_at"]), "updated_at": timestamp(task["updated_at"])}


def _now(platform: Platform, task: Document) -> Document:
    duration = (task["metadata"] or {}).get("duration", 0.0)
    phases: tuple[Phase, ...] = (("processing", 4.0 + 0.1 * duration),)
    elapsed = platform.elapsed(task["created_at"])
    status = phase_at(phases, "failed" if task["error"] else "ready", elapsed)
    begun = platform.instant(task["created_at"], since_when(phases, elapsed))
    return {**task, "status": status, "updated_at": begun}
