"""Replies about analyses in the background are read into the facade's models."""

from __future__ import annotations

import copy
import datetime
import json
from typing import Any

import pytest

from tests.versions.bodies import ANALYZE_BATCH, ANALYZE_TASK, MADE_UP, RESULTS, call_of, collected
from twelvelabs_client.models import (
    Analysis,
    AnalysisFormatError,
    AnalyzeBatchItem,
    AnalyzeSource,
    TokenUsage,
    WebhookDelivery,
)

STAMP = datetime.datetime(2026, 7, 20, 10, 41, 7, 123000, tzinfo=datetime.UTC)
DELIVERY = WebhookDelivery("https://w.example/a", False, 3, "timeout")


def decode(operation: str, body: Any) -> Any:
    return call_of(operation).decode(200, copy.deepcopy(body))


def test_a_task_is_read_whole() -> None:
    task = decode("GET /analyze/tasks/{task_id}", ANALYZE_TASK)
    assert (task.id, task.status, task.custom_id, task.batch_id) == ("t1", "ready", "shot-1", "b1")
    assert task.source == AnalyzeSource("video_id", "a1", "https://m.example/a.mp4", "v1", "i1", 8)
    assert task.request_params == ANALYZE_TASK["request_params"]
    assert (task.result.id, task.result.text, task.result.finish_reason) == ("g1", "A boat.", "length")
    assert (task.result.usage, task.result.warning) == (TokenUsage(3, 900), "It was cut.")
    assert (task.created_at, task.completed_at, task.webhooks) == (STAMP, STAMP, [DELIVERY])


@pytest.mark.parametrize(
    ("status", "error", "warning"),
    [
        ("ready", None, "It was cut."),
        ("failed", "It was cut.", None),
        ("canceled", "It was cut.", None),
        ("paused", "It was cut.", None),
        (None, "It was cut.", None),
    ],
)
def test_one_field_is_a_warning_of_what_is_ready_and_the_reason_of_all_else(
    status: str | None, error: str | None, warning: str | None
) -> None:
    task = decode("GET /analyze/tasks/{task_id}", {**ANALYZE_TASK, "status": status})
    assert (task.error, task.warning, task.error_code) == (error, warning, "cut")


def test_a_batch_is_read_whole() -> None:
    batch = decode("GET /analyze/batches/{batch_id}", ANALYZE_BATCH)
    assert (batch.id, batch.status, batch.analysis_mode, batch.model) == ("b1", "completed", "general", "pegasus1.5")
    counts = (batch.queued_items, batch.processing_items, batch.ready_items, batch.failed_items, batch.canceled_items)
    assert (batch.total_items, counts) == (5, (0, 0, 3, 2, 0))
    assert {batch.created_at, batch.expires_at, batch.completed_at, batch.canceled_at, batch.expired_at} == {STAMP}
    assert (batch.all_ready, batch.error) == (False, "3 of 5 items are ready, 2 failed, 0 canceled")
    assert batch.webhooks == [DELIVERY]


def test_a_new_batch_knows_what_was_asked_for_and_its_tasks() -> None:
    batch = decode("POST /analyze/batches", MADE_UP["POST /analyze/batches"])
    assert (batch.analysis_mode, batch.model, batch.total_items) == ("general", "pegasus1.5", 2)
    assert batch.items == [AnalyzeBatchItem("t1", "shot-1"), AnalyzeBatchItem("t2", None)]


@pytest.mark.parametrize(
    ("counts", "all_ready"),
    [
        ({"total_items": 2, "ready_items": 2}, True),
        ({"total_items": 2, "ready_items": 1}, False),
        ({"total_items": 2}, False),
        ({"ready_items": 2}, False),
        ({}, False),
    ],
)
def test_all_is_ready_only_when_that_is_known(counts: dict[str, int], all_ready: bool) -> None:
    assert decode("GET /analyze/batches/{batch_id}", {"batch_id": "b1", **counts}).all_ready is all_ready


def test_a_batch_at_work_has_no_error_yet() -> None:
    assert decode("GET /analyze/batches/{batch_id}", {**ANALYZE_BATCH, "status": "processing"}).error is None


def test_a_result_is_read_whole() -> None:
    result = decode(RESULTS, MADE_UP[RESULTS])
    assert (result.task_id, result.custom_id, result.status, result.text) == ("t1", "shot-1", "ready", "A boat.")
    assert (result.error, result.error_code) == ("It cannot be read.", "asset_unavailable")


@pytest.mark.parametrize(
    ("text", "position", "near"),
    [
        ('{"title": "A boat", "summary": ', 31, '"summary": '),
        ('{"title": "A boat"} and more', 20, "and more"),
        ("The title is A boat.", 0, "The title"),
        ("\n\n", 2, ""),
        ("", 0, ""),
        ('```json\n{"a": 1}\n```', 0, "```json"),
    ],
)
def test_an_answer_that_is_no_json_says_where_and_keeps_the_text(text: str, position: int, near: str) -> None:
    with pytest.raises(AnalysisFormatError, match="the answer is no JSON: ") as failure:
        Analysis("g1", text, "stop").json()

    assert (failure.value.text, failure.value.position) == (text, position)
    assert near in str(failure.value)
    assert "\n" not in str(failure.value)


def test_an_answer_that_was_cut_says_so() -> None:
    with pytest.raises(AnalysisFormatError, match="and it was cut at its token limit"):
        Analysis("g1", '{"title": "A bo', "length").json()


def test_an_answer_too_deep_to_be_read_is_told_too() -> None:
    with pytest.raises(AnalysisFormatError):
        Analysis("g1", "[" * 200_000).json()


@pytest.mark.parametrize("text", ['\n\n{"a": 1}', '{"a": 1}\n', ' {"a": 1} '])
def test_blanks_around_an_answer_do_no_harm(text: str) -> None:
    assert Analysis("g1", text).json() == {"a": 1}


OBSERVED = [entry for entry in collected("real-responses.json") if "time_based" in json.dumps(entry["body"])]


@pytest.mark.parametrize("entry", OBSERVED)
def test_observed_segments_are_json_under_the_ids_of_their_definitions(entry: dict[str, Any]) -> None:
    task = decode("GET /analyze/tasks/{task_id}", entry["body"])
    definitions = task.request_params["response_format"]["segment_definitions"]

    found = task.result.json()

    assert set(found) == {definition["id"] for definition in definitions}
    for segments in found.values():
        assert all({"start_time", "end_time"} <= set(segment) for segment in segments)
