"""What analyses become on the wire of v1.3: at once, in the background and in batches."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.versions.wire import Intent, Query, sent, wire
from twelvelabs_client.intents import BatchRequest, Images, Prompt, SegmentDefinition, SegmentField, Segments
from twelvelabs_client.models import AnalyzeBatch, AnalyzeTask, Asset, IndexedAsset

VIDEO = {"type": "asset_id", "asset_id": "a1"}
ONCE: dict[str, Any] = {"model_name": "pegasus1.5", "video": VIDEO, "prompt": "What is seen?", "stream": False}
TASK: dict[str, Any] = {
    "model_name": "pegasus1.5",
    "video": VIDEO,
    "prompt": "What is seen?",
    "analysis_mode": "general",
}
SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}}
MADE_UP = base64.b64encode(b"made up").decode()
SCENE = SegmentDefinition("scene", "A scene")
SCENE_BODY = {"type": "segment_definitions", "segment_definitions": [{"id": "scene", "description": "A scene"}]}
SEGMENTS_TASK: dict[str, Any] = {"model_name": "pegasus1.5", "video": VIDEO, "analysis_mode": "time_based_metadata"}
BATCH: dict[str, Any] = {"model_name": "pegasus1.5", "analysis_mode": "general"}


def without(body: dict[str, Any], *names: str, **more: Any) -> dict[str, Any]:
    return {**{name: value for name, value in body.items() if name not in names}, **more}


# The answer at once.
AT_ONCE: list[tuple[Intent, dict[str, Any]]] = [
    (lambda tl: tl.analyze.run("a1", "What is seen?"), ONCE),
    (lambda tl: tl.analyze.run(Asset("a1"), "What is seen?"), ONCE),
    (lambda tl: tl.analyze.run(IndexedAsset("v1", asset_id="a1"), "What is seen?"), ONCE),
    (
        lambda tl: tl.analyze.run("https://e.example/a.m3u8", "What is seen?"),
        {**ONCE, "video": {"type": "url", "url": "https://e.example/a.m3u8"}},
    ),
    (
        lambda tl: tl.analyze.run(b"made up", "What is seen?"),
        {**ONCE, "video": {"type": "base64_string", "base64_string": MADE_UP}},
    ),
    (
        lambda tl: tl.analyze.run(
            "a1",
            "What is seen?",
            model="pegasus1.6",
            temperature=0,
            max_tokens=512,
            response_schema=SCHEMA,
            start_time=0,
            end_time=1.5,
        ),
        {
            **ONCE,
            "model_name": "pegasus1.6",
            "temperature": 0,
            "max_tokens": 512,
            "response_format": {"type": "json_schema", "json_schema": SCHEMA},
            "start_time": 0,
            "end_time": 1.5,
        },
    ),
    (
        lambda tl: tl.analyze.run(
            "a1",
            Prompt(
                "<@a>, <@b-1>, <@c> or <@d>?",
                {"a": "a2", "b-1": Asset("a3"), "c": b"made up", "d": "https://e.example/d.png"},
            ),
        ),
        without(
            ONCE,
            "prompt",
            prompt_v2={
                "input_text": "<@a>, <@b-1>, <@c> or <@d>?",
                "media_sources": [
                    {"name": "a", "media_type": "image", "asset_id": "a2"},
                    {"name": "b-1", "media_type": "image", "asset_id": "a3"},
                    {"name": "c", "media_type": "image", "base64_string": MADE_UP},
                    {"name": "d", "media_type": "image", "url": "https://e.example/d.png"},
                ],
            },
        ),
    ),
    (
        lambda tl: tl.analyze.run(
            Images({"a": "a1", "b": b"made up", "c": "https://e.example/c.png"}), "<@a>, <@b>, <@c>?"
        ),
        without(
            ONCE,
            "video",
            model_name="pegasus1.6",
            prompt="<@a>, <@b>, <@c>?",
            image=[
                {"name": "a", "asset_id": "a1"},
                {"name": "b", "base64_string": MADE_UP},
                {"name": "c", "url": "https://e.example/c.png"},
            ],
        ),
    ),
]

FIELDS = [
    SegmentField.string("mood", "Its mood", enum=["calm", "tense"]),
    SegmentField.boolean("indoors", "Whether indoors"),
    SegmentField.number("weight", "Its weight"),
    SegmentField.integer("people", "How many people"),
    SegmentField.array("words", "Its words"),
    SegmentField.array("counts", "Its counts", items="integer"),
    SegmentField.timestamp("first_word", "First word", format="hh:mm:ss"),
]
FIELD_BODIES: list[dict[str, Any]] = [
    {"name": "mood", "type": "string", "description": "Its mood", "enum": ["calm", "tense"]},
    {"name": "indoors", "type": "boolean", "description": "Whether indoors"},
    {"name": "weight", "type": "number", "description": "Its weight"},
    {"name": "people", "type": "integer", "description": "How many people"},
    {"name": "words", "type": "array", "description": "Its words", "items": {"type": "string"}},
    {"name": "counts", "type": "array", "description": "Its counts", "items": {"type": "integer"}},
    {"name": "first_word", "type": "timestamp", "description": "First word", "format": "hh:mm:ss"},
]
SHOTS = SegmentField.time_array("shots", "Its shots", fields=[FIELDS[0], FIELDS[4]])
SHOTS_BODY = {
    "name": "shots",
    "type": "time_array",
    "description": "Its shots",
    "items": {"type": "object", "fields": [FIELD_BODIES[0], FIELD_BODIES[4]]},
}

# Tasks.
IN_BACKGROUND: list[tuple[Intent, dict[str, Any]]] = [
    (lambda tl: tl.analyze.tasks.create("a1", "What is seen?"), TASK),
    (
        lambda tl: tl.analyze.tasks.create(
            b"made up",
            "What is seen?",
            model="pegasus1.6",
            custom_id="shot-1_A",
            temperature=0.5,
            max_tokens=98_304,
            response_schema=SCHEMA,
            start_time=10,
            end_time=7210,
        ),
        {
            **TASK,
            "model_name": "pegasus1.6",
            "video": {"type": "base64_string", "base64_string": MADE_UP},
            "custom_id": "shot-1_A",
            "temperature": 0.5,
            "max_tokens": 98_304,
            "response_format": {"type": "json_schema", "json_schema": SCHEMA},
            "start_time": 10,
            "end_time": 7210,
        },
    ),
    (
        lambda tl: tl.analyze.tasks.create(Images({"a": "a1"}), "What is seen?"),
        without(TASK, "video", model_name="pegasus1.6", image=[{"name": "a", "asset_id": "a1"}]),
    ),
    (
        lambda tl: tl.analyze.tasks.create("a1", Prompt("<@a>?", {"a": "a2"})),
        without(
            TASK,
            "prompt",
            prompt_v2={
                "input_text": "<@a>?",
                "media_sources": [{"name": "a", "media_type": "image", "asset_id": "a2"}],
            },
        ),
    ),
    (
        lambda tl: tl.analyze.tasks.create("a1", Segments([SCENE]), max_tokens=2048, start_time=5),
        {**SEGMENTS_TASK, "response_format": SCENE_BODY, "max_tokens": 2048, "start_time": 5},
    ),
    (
        lambda tl: tl.analyze.tasks.create(
            "a1",
            Segments(
                [SegmentDefinition("scene", "A scene", fields=FIELDS, images={"a": "a2"})],
                time_format="hh:mm:ss.fff",
                min_duration=2,
                max_duration=60.5,
            ),
        ),
        {
            **SEGMENTS_TASK,
            "response_format": {
                "type": "segment_definitions",
                "segment_definitions": [
                    {
                        "id": "scene",
                        "description": "A scene",
                        "fields": FIELD_BODIES,
                        "media_sources": [{"name": "a", "media_type": "image", "asset_id": "a2"}],
                    }
                ],
                "segment_time_format": "hh:mm:ss.fff",
            },
            "min_segment_duration": 2,
            "max_segment_duration": 60.5,
        },
    ),
    (
        lambda tl: tl.analyze.tasks.create(
            "a1", Segments([SegmentDefinition("scene", "A scene", fields=[SHOTS])]), max_tokens="unlimited"
        ),
        {
            **SEGMENTS_TASK,
            "model_name": "pegasus1.6",
            "max_tokens": "unlimited",
            "response_format": {
                "type": "segment_definitions",
                "segment_definitions": [{"id": "scene", "description": "A scene", "fields": [SHOTS_BODY]}],
            },
        },
    ),
    (
        lambda tl: tl.analyze.tasks.create(
            "a1", Segments([SegmentDefinition("scene", "A scene", time_ranges=[(0, 5), (5, 10.5)])])
        ),
        {
            **SEGMENTS_TASK,
            "response_format": {
                "type": "segment_definitions",
                "segment_definitions": [
                    {
                        "id": "scene",
                        "description": "A scene",
                        "time_ranges": [{"start_time": 0, "end_time": 5}, {"start_time": 5, "end_time": 10.5}],
                    }
                ],
            },
        },
    ),
]

# Batches.
IN_BATCHES: list[tuple[Intent, dict[str, Any]]] = [
    (
        lambda tl: tl.analyze.batches.create(["a1", Asset("a1"), IndexedAsset("v1", asset_id="a1")], "What?"),
        {**BATCH, "defaults": {"prompt": {"input_text": "What?"}}, "requests": [{"video": VIDEO}] * 3},
    ),
    (
        lambda tl: tl.analyze.batches.create([BatchRequest("a1", "What?")]),
        {**BATCH, "requests": [{"video": VIDEO, "prompt": {"input_text": "What?"}}]},
    ),
    (
        lambda tl: tl.analyze.batches.create(
            [
                BatchRequest(
                    "a1",
                    Prompt("<@a>?", {"a": "a2"}),
                    custom_id="one",
                    response_schema=SCHEMA,
                    temperature=1,
                    max_tokens=512,
                    start_time=1,
                    end_time=2,
                )
            ],
            "What?",
            response_schema=SCHEMA,
            temperature=0,
            max_tokens=600,
            start_time=0,
            end_time=60,
        ),
        {
            **BATCH,
            "defaults": {
                "prompt": {"input_text": "What?"},
                "response_format": {"type": "json_schema", "json_schema": SCHEMA},
                "temperature": 0,
                "max_tokens": 600,
                "start_time": 0,
                "end_time": 60,
            },
            "requests": [
                {
                    "video": VIDEO,
                    "custom_id": "one",
                    "prompt": {
                        "input_text": "<@a>?",
                        "media_sources": [{"name": "a", "media_type": "image", "asset_id": "a2"}],
                    },
                    "response_format": {"type": "json_schema", "json_schema": SCHEMA},
                    "temperature": 1,
                    "max_tokens": 512,
                    "start_time": 1,
                    "end_time": 2,
                }
            ],
        },
    ),
    (
        lambda tl: tl.analyze.batches.create(["a1"], Segments([SCENE], min_duration=2, max_duration=9)),
        {
            **BATCH,
            "analysis_mode": "time_based_metadata",
            "defaults": {"response_format": SCENE_BODY, "min_segment_duration": 2, "max_segment_duration": 9},
            "requests": [{"video": VIDEO}],
        },
    ),
]
BODIES = [
    *[(intent, "/analyze", body) for intent, body in AT_ONCE],
    *[(intent, "/analyze/tasks", body) for intent, body in IN_BACKGROUND],
    *[(intent, "/analyze/batches", body) for intent, body in IN_BATCHES],
]


@pytest.mark.parametrize(("intent", "path", "body"), BODIES)
def test_a_call_with_a_json_body(intent: Intent, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == ("POST", path, [])
    assert json.loads(request.content) == body


PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.analyze.tasks.list().to_list(), "GET", "/analyze/tasks", [("page", "1")]),
    (
        lambda tl: tl.analyze.tasks.list(
            status="canceled",
            asset=IndexedAsset("v1", asset_id="a1"),
            video_url="https://e.example/a.mp4?b=c",
            analysis_mode="general",
            page=2,
            page_limit=50,
        ).to_list(),
        "GET",
        "/analyze/tasks",
        [
            ("page", "2"),
            ("page_limit", "50"),
            ("status", "canceled"),
            ("video_url", "https://e.example/a.mp4?b=c"),
            ("asset_id", "a1"),
            ("analysis_mode", "general"),
        ],
    ),
    (lambda tl: tl.analyze.tasks.get(AnalyzeTask("t1")), "GET", "/analyze/tasks/t1", []),
    (lambda tl: tl.analyze.tasks.cancel("t1"), "POST", "/analyze/tasks/t1/cancel", []),
    (lambda tl: tl.analyze.tasks.delete(AnalyzeTask("t1")), "DELETE", "/analyze/tasks/t1", []),
    (
        lambda tl: tl.analyze.batches.list(
            status=["processing", "canceling"], analysis_mode="general", page_limit=1
        ).to_list(),
        "GET",
        "/analyze/batches",
        [
            ("page", "1"),
            ("page_limit", "1"),
            ("status", "processing"),
            ("status", "canceling"),
            ("analysis_mode", "general"),
        ],
    ),
    (lambda tl: tl.analyze.batches.get("b1"), "GET", "/analyze/batches/b1", []),
    (lambda tl: next(iter(tl.analyze.batches.results(AnalyzeBatch("b1")))), "GET", "/analyze/batches/b1/results", []),
    (lambda tl: tl.analyze.batches.cancel(AnalyzeBatch("b1")), "POST", "/analyze/batches/b1/cancel", []),
    (lambda tl: tl.analyze.batches.delete("b1"), "DELETE", "/analyze/batches/b1", []),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_a_call_without_a_body(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert wire(request) == (method, path, query)
    assert request.content == b""


def test_a_file_is_sent_in_base64(tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"made up")

    request = sent(lambda tl: tl.analyze.run(file, "What is seen?"))

    assert json.loads(request.content)["video"] == {"type": "base64_string", "base64_string": MADE_UP}


def test_results_are_asked_for_line_by_line() -> None:
    request = sent(lambda tl: next(iter(tl.analyze.batches.results("b1"))))

    assert request.headers["accept"] == "application/jsonl, application/json"


def test_the_key_of_a_task_can_be_chosen() -> None:
    request = sent(lambda tl: tl.analyze.tasks.create("a1", "What is seen?", idempotency_key="order-7"))

    assert request.headers["idempotency-key"] == "order-7"
