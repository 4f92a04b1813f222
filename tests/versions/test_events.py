"""Events of webhooks of every API version are read into the same models, and no payload makes reading fail."""

from __future__ import annotations

import copy
import datetime
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from tests.versions.holding import places
from tests.versions.test_replies_v1_3 import WRONG, changed
from twelvelabs_client.models import (
    AnalyzeTaskEvent,
    IndexTaskEvent,
    WebhookEvent,
    WebhookModel,
    WebhookVideoSource,
)
from twelvelabs_client.versions.webhooks import read_event

SEOUL = datetime.timezone(datetime.timedelta(hours=9))
STAMP = "2022-08-01T17:22:18.372553+09:00"
EVENT = {"id": "whe_0123456789abcdef0123456789abcdef", "created_at": STAMP}
TASK = {"id": "62e7a3b1c4d5e6f708192a3b", "metadata": {"duration": 30}, "status": "ready", "tags": ["coast"]}
OPTIONS = ["visual", "conversation", "text_in_video", "logo"]
LOOKED_AT = ("visual", "audio", "text_in_video", "logo")
INDEX_TASKS: dict[str, tuple[dict[str, Any], list[WebhookModel]]] = {
    "v1.1": ({"engine": "marengo2", "index_options": OPTIONS[:3]}, [WebhookModel("marengo2", LOOKED_AT[:3])]),
    "v1.2": ({"engines": [{"name": "marengo2.6", "options": OPTIONS}]}, [WebhookModel("marengo2.6", LOOKED_AT)]),
    "v1.2 for a while": (
        {"engines": [{"name": "marengo2.5", "engine_options": OPTIONS}]},
        [WebhookModel("marengo2.5", LOOKED_AT)],
    ),
    "v1.3": (
        {"models": [{"name": "marengo2.7", "options": ["visual", "audio"]}, {"name": "pegasus1.2", "options": []}]},
        [WebhookModel("marengo2.7", ("visual", "audio")), WebhookModel("pegasus1.2", ())],
    ),
}
ANALYSIS: dict[str, Any] = {
    **EVENT,
    "type": "analyze.task.ready",
    "data": {
        "id": "64f8d2c7e4a1b37f8a9c5d12",
        "custom_id": "client-ref-42",
        "status": "ready",
        "created_at": "2024-09-26T10:29:19.968Z",
        "error": {"message": "The answer was cut."},
        "video_source": {
            "type": "asset_id",
            "asset_id": "a1",
            "url": "https://media.example/clip.mp4",
            "video_id": "v1",
            "system_metadata": {"duration": 12.5},
        },
    },
}


def index_task(version: str, status: str = "ready") -> dict[str, Any]:
    """The payload of an indexing task as an API version puts it."""
    return {**EVENT, "type": f"index.task.{status}", "data": {**TASK, "status": status, **INDEX_TASKS[version][0]}}


PAYLOADS = {**{version: index_task(version) for version in INDEX_TASKS}, "analysis": ANALYSIS}


@pytest.mark.parametrize("status", ["ready", "failed"])
@pytest.mark.parametrize("version", INDEX_TASKS)
def test_an_indexing_task_reads_alike_in_every_version(version: str, status: str) -> None:
    event = read_event(index_task(version, status))

    assert isinstance(event, IndexTaskEvent)
    assert (event.id, event.type, event.status) == (EVENT["id"], f"index.task.{status}", status)
    assert event.created_at == datetime.datetime(2022, 8, 1, 17, 22, 18, 372553, SEOUL)
    assert (event.task_id, event.duration, event.tags) == (TASK["id"], 30, ["coast"])
    assert event.models == INDEX_TASKS[version][1]
    assert event.metadata == {"duration": 30}


def test_an_analysis_task_is_read_whole() -> None:
    event = read_event(ANALYSIS)

    assert isinstance(event, AnalyzeTaskEvent)
    assert (event.task_id, event.custom_id, event.status) == ("64f8d2c7e4a1b37f8a9c5d12", "client-ref-42", "ready")
    assert event.task_created_at == datetime.datetime(2024, 9, 26, 10, 29, 19, 968000, datetime.UTC)
    assert event.error == "The answer was cut."
    assert event.video_source == WebhookVideoSource("asset_id", "https://media.example/clip.mp4", "a1", "v1", 12.5)


@pytest.mark.parametrize("status", ["ready", "failed", "canceled"])
def test_an_analysis_task_may_tell_no_more_than_its_end(status: str) -> None:
    data = {"id": "t1", "custom_id": None, "status": status, "created_at": "2026-10-01T10:00:00Z"}

    event = read_event({**EVENT, "type": f"analyze.task.{status}", "data": data})

    assert isinstance(event, AnalyzeTaskEvent)
    assert (event.task_id, event.status) == ("t1", status)
    assert (event.custom_id, event.error, event.video_source) == (None, None, None)


@pytest.mark.parametrize("kind", ["index.task.created", "analyze.batch.completed", "INDEX.TASK.READY", "", None, 7])
def test_an_unknown_event_is_told_with_all_it_holds(kind: Any) -> None:
    payload = {**EVENT, "type": kind, "data": {"id": "x1", "new": [1]}}

    event = read_event(payload)

    assert type(event) is WebhookEvent
    assert (event.id, event.type, event.raw) == (EVENT["id"], kind if isinstance(kind, str) else "", payload)


def test_an_empty_object_is_an_event_that_tells_nothing() -> None:
    assert read_event({}) == WebhookEvent()


@pytest.mark.parametrize("name", PAYLOADS)
def test_events_are_compared_copied_and_pickled_and_keep_what_came(name: str) -> None:
    event, twin = (read_event(copy.deepcopy(PAYLOADS[name])) for _ in range(2))

    assert event == twin == copy.deepcopy(event) == pickle.loads(pickle.dumps(event))
    assert event.raw == PAYLOADS[name]


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("value", [None, True, 7, -0.5, "x", [], {}, [None], {"x": None}, [[]]], ids=repr)
def test_each_place_may_hold_any_kind_of_value(name: str, value: Any) -> None:
    for path in places(PAYLOADS[name]):
        payload = changed(PAYLOADS[name], path, "other", value)
        assert read_event(payload).raw == payload


@pytest.mark.parametrize("name", PAYLOADS)
@repeatable
@given(st.data())
def test_one_thing_wrong_anywhere_never_costs_an_event(name: str, data: st.DataObject) -> None:
    payload = PAYLOADS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(sorted(places(payload), key=str) or [("a_field_of_tomorrow",)]))
        payload = changed(payload, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))

    event = read_event(payload)

    assert event.raw == payload
    assert repr(event)
