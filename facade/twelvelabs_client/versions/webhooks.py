"""Events as every API version puts them: a server that receives them cannot choose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.webhook import (
    AnalyzeTaskEvent,
    IndexTaskEvent,
    WebhookEvent,
    WebhookModel,
    WebhookVideoSource,
)
from twelvelabs_client.versions._options import newer_options
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.types import read_datetime, read_list, read_number, read_text

INDEX_TASK = ("index.task.ready", "index.task.failed")
ANALYZE_TASK = ("analyze.task.ready", "analyze.task.failed", "analyze.task.canceled")


def read_event(payload: dict[str, Any]) -> WebhookEvent:
    """The event of a payload; what is missing or of another type is None, and stays in `raw`."""
    kind = given(read_text(payload.get("type"))) or ""
    every: dict[str, Any] = {
        "id": given(read_text(payload.get("id"))) or "",
        "type": kind,
        "created_at": given(read_datetime(payload.get("created_at"))),
        "raw": payload,
    }
    data = _object(payload.get("data"))
    if kind in INDEX_TASK:
        return _index_task(data, every)
    return _analyze_task(data, every) if kind in ANALYZE_TASK else WebhookEvent(**every)


def _index_task(data: dict[str, Any], every: dict[str, Any]) -> IndexTaskEvent:
    metadata: JsonObject | None = data["metadata"] if isinstance(data.get("metadata"), dict) else None
    return IndexTaskEvent(
        **every,
        task_id=given(read_text(data.get("id"))),
        status=given(read_text(data.get("status"))),
        duration=given(read_number(_object(metadata).get("duration"))),
        models=list(_models(data)),
        tags=_texts(data.get("tags")),
        metadata=metadata,
    )


def _analyze_task(data: dict[str, Any], every: dict[str, Any]) -> AnalyzeTaskEvent:
    source = data.get("video_source")
    return AnalyzeTaskEvent(
        **every,
        task_id=given(read_text(data.get("id"))),
        status=given(read_text(data.get("status"))),
        custom_id=given(read_text(data.get("custom_id"))),
        task_created_at=given(read_datetime(data.get("created_at"))),
        error=given(read_text(_object(data.get("error")).get("message"))),
        video_source=_video_source(source) if isinstance(source, dict) else None,
    )


def _models(data: dict[str, Any]) -> Iterator[WebhookModel]:
    """v1.3: a list of `models`; v1.2: of `engines`; v1.1: one `engine`, its options beside it."""
    listed = next((data[name] for name in ("models", "engines") if isinstance(data.get(name), list)), None)
    parts = [data] if listed is None else map(_object, listed)
    for each in parts:
        name = given(read_text(each.get("engine" if each is data else "name")))
        options = next((each[key] for key in ("options", "index_options", "engine_options") if key in each), None)
        if name:
            yield WebhookModel(name, newer_options(_texts(options)), each)


def _video_source(source: dict[str, Any]) -> WebhookVideoSource:
    return WebhookVideoSource(
        type=given(read_text(source.get("type"))),
        url=given(read_text(source.get("url"))),
        asset_id=given(read_text(source.get("asset_id"))),
        video_id=given(read_text(source.get("video_id"))),
        duration=given(read_number(_object(source.get("system_metadata")).get("duration"))),
        raw=source,
    )


def _texts(value: object) -> list[str]:
    return given(read_list(value, read_text)) or []


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
