"""What webhooks are told about analyses in the background: that a task has ended, and how."""

from __future__ import annotations

from functools import partial
from typing import Any

from twelvelabs_sandbox.analysis.work import TASKS, phases_of
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import total
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.webhooks import Event


def announce_end(platform: Platform, task: Document) -> None:
    """Tell the webhooks when a task is ready or has failed; its state is not looked at before."""
    due = platform.instant(task["created_at"], total(phases_of(task)))
    platform.outbox.announce(due, partial(_end_of, platform, task["id"]))


def tell_canceled(platform: Platform, task: Document) -> None:
    """Tell the webhooks now that a task was canceled."""
    platform.outbox.announce(platform.now(), partial(_event, task, "canceled"))


def _end_of(platform: Platform, identifier: str) -> Event | None:
    """The end that a task came to by itself; none if it was canceled, or deleted since."""
    task = platform.store.get(TASKS, identifier)
    if task is None or task["canceled_at"] is not None:
        return None
    return _event(task, "failed" if task["error"] else "ready")


def _event(task: Document, status: str) -> Event:
    data: dict[str, Any] = {
        "id": task["id"],
        "custom_id": task["custom_id"],
        "status": status,
        "created_at": timestamp(task["created_at"]),
    }
    if task["source"] is not None:
        data["video_source"] = {name: value for name, value in task["source"].items() if name != "index_id"}
    reason = None if status == "canceled" else task["error"] or task["warning"]
    if reason is not None:
        data["error"] = {"message": reason["message"]}
    return Event(f"analyze.task.{status}", data)
