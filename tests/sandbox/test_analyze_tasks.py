"""Analysis tasks: states over time, texts and segments, what fails a task and what is refused at once."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock, copy_sound

UNREACHABLE = "https://example.com/clips/harbor.mp4"


def about(asset: str, **more: Any) -> dict[str, Any]:
    return {"video": {"type": "asset_id", "asset_id": asset}, "prompt": "What happens?", **more}


def segments(asset: str, *definitions: dict[str, Any], **more: Any) -> dict[str, Any]:
    form = {"type": "segment_definitions", "segment_definitions": list(definitions) or [SCENE]}
    return {
        "video": {"type": "asset_id", "asset_id": asset},
        "analysis_mode": "time_based_metadata",
        **more,
        "response_format": {**form, **more.get("response_format", {})},
    }


SCENE: dict[str, Any] = {"id": "scene", "description": "Every setting of its own"}


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def finished(api: Api, clock: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """A task that is over."""
    reply = api.post("/analyze/tasks", json=body)
    assert reply.status_code == 202, reply.text
    clock.advance(30)
    task: dict[str, Any] = api.get(f"/analyze/tasks/{reply.json()['task_id']}").json()
    return task


def found_segments(task: dict[str, Any], name: str = "scene") -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(task["result"]["data"])[name]
    return listed


def times(found: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    return [(each["start_time"], each["end_time"]) for each in found]


def test_a_task_passes_through_every_state(api: Api, clock: Clock, asset: str) -> None:
    reply = api.post("/analyze/tasks", json=about(asset, custom_id="shot-1"))
    place = f"/analyze/tasks/{reply.json()['task_id']}"

    seen = []
    for seconds in (1, 1, 4, 0):
        seen.append(api.get(place).json())
        clock.advance(seconds)

    assert (reply.status_code, reply.json()["status"]) == (202, "queued")
    assert [each["status"] for each in seen] == ["queued", "pending", "processing", "ready"]
    assert [("result" in each, "completed_at" in each) for each in seen] == [(False, False)] * 3 + [(True, True)]
    assert {each["custom_id"] for each in seen} == {"shot-1"}


def test_a_text_in_the_background_is_the_text_at_once(api: Api, clock: Clock, asset: str) -> None:
    whole = api.post("/analyze", json=about(asset, stream=False)).json()

    task = finished(api, clock, about(asset))

    assert task["result"]["data"] == whole["data"]
    assert (task["result"]["finish_reason"], task["result"]["usage"]) == ("stop", whole["usage"])
    assert "error" not in task
    assert task["video_source"] == {
        "type": "asset_id",
        "asset_id": asset,
        "system_metadata": {"duration": pytest.approx(6, abs=0.2)},
    }
    assert task["request_params"] == {"analysis_mode": "general", "prompt": "What happens?"}


def test_a_text_that_is_cut_is_ready_with_a_warning(api: Api, clock: Clock, asset: str) -> None:
    api.platform.scripted_analyses[asset] = "word " * 600

    task = finished(api, clock, about(asset, max_tokens=512))

    assert (task["status"], task["result"]["finish_reason"]) == ("ready", "length")
    assert task["result"]["usage"]["output_tokens"] == 512
    assert task["error"]["message"]


def test_segments_have_the_times_of_the_cuts(api: Api, clock: Clock, asset: str) -> None:
    task = finished(api, clock, segments(asset))

    assert times(found_segments(task)) == [(0, 2), (2, 4), (4, pytest.approx(6, abs=0.2))]
    assert task["result"]["finish_reason"] == "stop"
    assert task["request_params"]["analysis_mode"] == "time_based_metadata"


@pytest.mark.parametrize(
    ("form", "expected"), [("seconds", (2, 4)), ("hh:mm:ss", ("00:00:02", "00:00:04"))], ids=["seconds", "clock"]
)
def test_times_are_written_as_told(api: Api, clock: Clock, asset: str, form: str, expected: Any) -> None:
    task = finished(api, clock, segments(asset, response_format={"segment_time_format": form}))

    assert times(found_segments(task))[1] == expected


def test_a_definition_that_names_what_is_seen_finds_only_that(api: Api, clock: Clock, asset: str) -> None:
    green, cyan = {"id": "meadow", "description": "Green pictures"}, {"id": "ice", "description": "Cyan pictures"}

    task = finished(api, clock, segments(asset, green, cyan))

    assert times(found_segments(task, "meadow")) == [(2, 4)]
    assert found_segments(task, "ice") == []


def test_a_definition_with_an_image_finds_what_has_its_colour(api: Api, clock: Clock, asset: str) -> None:
    clock.advance(1)
    picture = api.fetch(api.get(f"/assets/{asset}").json()["thumbnail"]["representative_url"]).content
    shown = {"name": "meadow", "media_type": "image", "base64_string": base64.b64encode(picture).decode()}

    task = finished(api, clock, segments(asset, {**SCENE, "media_sources": [shown]}))

    assert times(found_segments(task)) == [(2, 4)]
    (definition,) = task["request_params"]["response_format"]["segment_definitions"]
    assert definition["media_sources"] == [{"name": "meadow", "media_type": "image"}]


def test_fields_are_filled_with_facts(api: Api, clock: Clock, asset: str) -> None:
    fields = [
        {"name": "colour", "type": "string", "description": "Main colour", "enum": ["blue", "green", "red"]},
        {"name": "begins", "type": "timestamp", "format": "hh:mm:ss.fff", "description": "Its start"},
        {"name": "quotes", "type": "array", "items": {"type": "string"}, "description": "What is said"},
    ]

    found = found_segments(finished(api, clock, segments(asset, {**SCENE, "fields": fields})))

    assert [each["metadata"]["colour"] for each in found] == ["red", "green", "blue"]
    assert [each["metadata"]["begins"] for each in found] == ["00:00:00.000", "00:00:02.000", "00:00:04.000"]
    assert "ferry leaves at nine" in found[0]["metadata"]["quotes"][0]


def test_a_time_array_lists_what_happens_within_a_segment(api: Api, clock: Clock, asset: str) -> None:
    inner = [{"name": "colour", "type": "string", "description": "Main colour"}]
    shots = {
        "name": "shots",
        "type": "time_array",
        "description": "Shots",
        "items": {"type": "object", "fields": inner},
    }
    definition = {**SCENE, "fields": [shots]}

    body = segments(asset, definition, model_name="pegasus1.6", min_segment_duration=4, max_tokens="unlimited")
    (first, *_) = found_segments(finished(api, clock, body))

    assert (first["start_time"], first["end_time"]) == (0, 4)
    assert [(shot["start_time"], shot["colour"]) for shot in first["metadata"]["shots"]] == [(0, "red"), (2, "green")]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"min_segment_duration": 3}, [(0, 4)]),
        ({"min_segment_duration": 2, "max_segment_duration": 2}, [(0, 2), (2, 4), (4, 6)]),
        ({"start_time": 1, "end_time": 3}, [(1, 2), (2, 3)]),
    ],
)
def test_segments_are_as_long_as_told(
    api: Api, clock: Clock, asset: str, settings: dict[str, float], expected: list[tuple[float, float]]
) -> None:
    found = times(found_segments(finished(api, clock, segments(asset, **settings))))

    assert found == [tuple(pytest.approx(bound, abs=0.2) for bound in span) for span in expected]


def test_segments_are_looked_for_where_told(api: Api, clock: Clock, asset: str) -> None:
    ranges = [{"start_time": 0, "end_time": 2}, {"start_time": 3, "end_time": 5}]

    found = found_segments(finished(api, clock, segments(asset, {**SCENE, "time_ranges": ranges})))

    assert times(found) == [(0, 2), (3, 4), (4, 5)]


def test_too_many_segments_fail_the_task_unless_there_is_no_limit(api: Api, clock: Clock, asset: str) -> None:
    api.platform.scripted_analyses[asset] = "word " * 3000

    limited = finished(api, clock, segments(asset, max_tokens=2048))
    unlimited = finished(api, clock, segments(asset, max_tokens="unlimited", model_name="pegasus1.6"))

    assert (limited["status"], limited["error"]["code"]) == ("failed", "token_limit_exceeded")
    assert "result" not in limited
    assert (unlimited["status"], unlimited["result"]["finish_reason"]) == ("ready", "stop")
    assert unlimited["request_params"]["max_tokens"] == "unlimited"


def test_images_are_analyzed_without_a_video(api: Api, clock: Clock, asset: str) -> None:
    clock.advance(1)
    picture = api.fetch(api.get(f"/assets/{asset}").json()["thumbnail"]["representative_url"]).content
    image = {"name": "meadow", "base64_string": base64.b64encode(picture).decode()}

    task = finished(api, clock, {"model_name": "pegasus1.6", "image": [image], "prompt": "What is in <@meadow>?"})

    assert task["result"]["data"] == "meadow: mostly green with yellow."
    assert task["request_params"]["image"] == [{"name": "meadow", "media_type": "image"}]
    assert "video_source" not in task


def test_reference_images_are_looked_for(api: Api, clock: Clock, asset: str) -> None:
    clock.advance(1)
    picture = api.fetch(api.get(f"/assets/{asset}").json()["thumbnail"]["representative_url"]).content
    shown = {"name": "meadow", "media_type": "image", "base64_string": base64.b64encode(picture).decode()}
    body = about(asset, prompt_v2={"input_text": "When is <@meadow> seen?", "media_sources": [shown]})
    del body["prompt"]

    task = finished(api, clock, body)

    assert "meadow, mostly green with yellow: seen in [00:02~00:04]." in task["result"]["data"]
    assert task["request_params"]["prompt_v2"]["media_sources"] == [{"name": "meadow", "media_type": "image"}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"start_time": 20, "end_time": 30}, "parameter_invalid"),
        ({"video": {"type": "url", "url": UNREACHABLE}}, "parameter_invalid"),
        ({"video": {"type": "base64_string", "base64_string": "bm8gdmlkZW8="}}, "parameter_invalid"),
    ],
    ids=["window", "address", "bytes"],
)
def test_what_is_found_out_later_fails_the_task(
    api: Api, clock: Clock, asset: str, change: dict[str, Any], code: str
) -> None:
    task = finished(api, clock, about(asset, **change))

    assert (task["status"], task["error"]["code"]) == ("failed", code)
    assert task["error"]["message"]
    assert "completed_at" in task
    assert "result" not in task


@pytest.mark.parametrize(
    ("duration", "window", "status"),
    [
        (7201, {}, "failed"),
        (7201, {"start_time": 0, "end_time": 5}, "ready"),
        (14_401, {"start_time": 0, "end_time": 5}, "failed"),
        (14_400, {"start_time": 0, "end_time": 7201}, "failed"),
        (14_400, {"start_time": 1}, "failed"),
        (7200, {}, "ready"),
        (0.5, {}, "failed"),
    ],
)
def test_a_video_can_be_two_hours_long_or_four_with_a_window(
    api: Api, clock: Clock, asset: str, duration: float, window: dict[str, float], status: str
) -> None:
    stored = api.platform.find("assets", asset)
    api.platform.store.put("assets", asset, {**stored, "duration": duration})

    task = api.post("/analyze/tasks", json=about(asset, **window)).json()["task_id"]
    clock.advance(2000)

    assert api.get(f"/analyze/tasks/{task}").json()["status"] == status


def test_a_sound_is_no_video(api: Api, clock: Clock, video: Path, tmp_path: Path) -> None:
    sound = api.upload(copy_sound(video, tmp_path / "tone.wav"))
    clock.advance(4)

    assert finished(api, clock, about(sound))["status"] == "failed"


@pytest.mark.parametrize("waited", [0, 1, 2.5])
def test_a_task_can_be_canceled_until_it_is_over(api: Api, clock: Clock, asset: str, waited: float) -> None:
    task = api.post("/analyze/tasks", json=about(asset)).json()["task_id"]
    clock.advance(waited)

    replies = [api.post(f"/analyze/tasks/{task}/cancel") for _ in range(2)]

    clock.advance(60)
    seen = api.get(f"/analyze/tasks/{task}").json()
    assert [(reply.status_code, reply.json()) for reply in replies] == [
        (200, {"task_id": task, "status": "canceled"})
    ] * 2
    assert (seen["status"], seen["error"]["code"]) == ("canceled", "user_canceled")
    assert "completed_at" in seen
    assert "result" not in seen


@pytest.mark.parametrize("body", [{}, {"start_time": 20, "end_time": 30}], ids=["ready", "failed"])
def test_a_task_that_is_over_is_not_canceled(api: Api, clock: Clock, asset: str, body: dict[str, Any]) -> None:
    task = finished(api, clock, about(asset, **body))

    assert api.post(f"/analyze/tasks/{task['task_id']}/cancel").status_code == 409


def test_a_task_is_deleted_only_when_it_is_over(api: Api, clock: Clock, asset: str) -> None:
    task = api.post("/analyze/tasks", json=about(asset)).json()["task_id"]

    early = api.send("DELETE", f"/analyze/tasks/{task}")
    clock.advance(30)
    late = api.send("DELETE", f"/analyze/tasks/{task}")

    assert early.status_code == 409
    assert (late.status_code, late.content) == (200, b"")
    assert code_of(api.get(f"/analyze/tasks/{task}")) == (404, "resource_not_exist")
    assert api.post(f"/analyze/tasks/{task}/cancel").status_code == 404


def test_the_same_key_makes_no_second_task(api: Api, asset: str) -> None:
    def create(key: str, prompt: str = "What?") -> httpx.Response:
        return api.post("/analyze/tasks", json=about(asset, prompt=prompt), headers={"Idempotency-Key": key})

    first, again, another = create("k-1"), create("k-1"), create("k-2")

    assert first.json()["task_id"] == again.json()["task_id"] != another.json()["task_id"]
    assert len(api.get("/analyze/tasks").json()["data"]) == 2
    assert create("k-1", "Why?").status_code == 409


def test_the_list_is_newest_first_and_tells_in_short(api: Api, clock: Clock, asset: str) -> None:
    schema = {"type": "json_schema", "json_schema": {"type": "object", "properties": {"title": {"type": "string"}}}}
    long = "Tell the story of this video in a sentence or two."
    older = finished(api, clock, about(asset, prompt=long, response_format=schema))
    newer = finished(api, clock, segments(asset, SCENE, {**SCENE, "id": "other"}))

    listed = api.get("/analyze/tasks").json()

    assert [each["task_id"] for each in listed["data"]] == [newer["task_id"], older["task_id"]]
    assert older["request_params"] == {"analysis_mode": "general", "prompt": long, "response_format": schema}
    assert listed["data"][1]["request_params"]["prompt"] == long[:30]
    assert listed["data"][1]["request_params"]["response_format"] == {"type": "json_schema"}
    assert listed["data"][0]["request_params"]["response_format"]["segment_definitions"] == [SCENE]
    assert listed["page_info"]["total_results"] == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=ready", True),
        ("status=canceled", False),
        ("analysis_mode=general", True),
        ("analysis_mode=time_based_metadata", False),
        ("asset_id=" + "f" * 24, False),
        ("video_url=https://example.com/a.mp4", False),
        ("page=2", False),
    ],
)
def test_the_list_is_filtered(api: Api, clock: Clock, asset: str, query: str, found: bool) -> None:
    finished(api, clock, about(asset))

    assert len(api.get(f"/analyze/tasks?{query}").json()["data"]) == found


def test_the_list_is_filtered_by_source(api: Api, clock: Clock, asset: str) -> None:
    ours = finished(api, clock, about(asset))
    theirs = finished(api, clock, about(asset, video={"type": "url", "url": UNREACHABLE}))

    assert [each["task_id"] for each in api.get(f"/analyze/tasks?asset_id={asset}").json()["data"]] == [ours["task_id"]]
    by_address = api.get("/analyze/tasks", params={"video_url": UNREACHABLE}).json()["data"]
    assert [each["task_id"] for each in by_address] == [theirs["task_id"]]


def field(**changes: Any) -> dict[str, Any]:
    return {"name": "mood", "type": "string", "description": "Its mood", **changes}


def with_field(**changes: Any) -> Callable[[str], dict[str, Any]]:
    return lambda asset: segments(asset, {**SCENE, "fields": [field(**changes)]})


def with_newer_field(**changes: Any) -> Callable[[str], dict[str, Any]]:
    return lambda asset: {**with_field(**changes)(asset), "model_name": "pegasus1.6"}


def ranged(*spans: tuple[float, float], **more: Any) -> Callable[[str], dict[str, Any]]:
    ranges = [{"start_time": start, "end_time": end} for start, end in spans]
    return lambda asset: segments(asset, {**SCENE, "time_ranges": ranges}, **more)


NEWER = {"model_name": "pegasus1.6"}
OBJECTS = {"type": "object", "fields": [field()]}
IMAGE = {"name": "a", "url": "https://example.com/a.jpg"}
REFUSED: list[tuple[str, Callable[[str], dict[str, Any]]]] = [
    ("prompt", lambda asset: {"video": about(asset)["video"]}),
    ("prompt", lambda asset: segments(asset, prompt="x")),
    ("prompt_v2", lambda asset: segments(asset, prompt_v2={"input_text": "x"})),
    ("video", lambda asset: {"prompt": "x"}),
    ("image", lambda asset: about(asset, image=[IMAGE], **NEWER)),
    ("image", lambda asset: {"prompt": "x", "image": [IMAGE]}),
    ("response_format", lambda asset: {**about(asset), "response_format": segments(asset)["response_format"]}),
    ("response_format", lambda asset: segments(asset, response_format={"type": "json_schema", "json_schema": {}})),
    ("json_schema", lambda asset: about(asset, response_format={"type": "json_schema"})),
    ("response_format", lambda asset: {"video": about(asset)["video"], "analysis_mode": "time_based_metadata"}),
    ("min_segment_duration", lambda asset: about(asset, min_segment_duration=3)),
    ("min_segment_duration", lambda asset: segments(asset, min_segment_duration=1)),
    ("max_segment_duration", lambda asset: segments(asset, min_segment_duration=5, max_segment_duration=4)),
    ("max_tokens", lambda asset: about(asset, max_tokens="unlimited", **NEWER)),
    ("max_tokens", lambda asset: about(asset, max_tokens=511)),
    ("max_tokens", lambda asset: segments(asset, max_tokens=2047)),
    ("max_tokens", lambda asset: segments(asset, max_tokens="unlimited")),
    ("max_tokens", ranged((0, 2), max_tokens="unlimited", **NEWER)),
    ("time_ranges", ranged((0, 1))),
    ("time_ranges", ranged((0, 4), (3, 5))),
    ("start_time", ranged((0, 2), start_time=0)),
    ("min_segment_duration", ranged((0, 2), min_segment_duration=2)),
    ("segment_definitions", lambda asset: segments(asset, SCENE, SCENE)),
    ("segment_definitions", lambda asset: segments(asset, *[{**SCENE, "id": str(n)} for n in range(21)])),
    ("fields", lambda asset: segments(asset, {**SCENE, "fields": [field(), field()]})),
    ("name", with_field(name="metadata")),
    ("format", with_field(type="timestamp")),
    ("format", with_field(format="seconds")),
    ("mood", with_field(type="timestamp", format="seconds", enum=["a"])),
    ("items", with_field(type="array")),
    ("items", with_field(type="array", items={"type": "object"})),
    ("enum", with_field(enum=[str(n) for n in range(101)])),
    ("mood", with_field(type="time_array", items=OBJECTS)),
    (
        "items",
        lambda asset: segments(
            asset, {**SCENE, "fields": [field(type="time_array", items={"type": "object"})]}, **NEWER
        ),
    ),
    ("custom_id", lambda asset: about(asset, custom_id="")),
    ("custom_id", lambda asset: about(asset, custom_id="a b")),
    ("base64", lambda asset: about(asset, video={"type": "base64_string", "base64_string": "!"})),
    ("url", lambda asset: about(asset, video={"type": "url", "url": "harbor.mp4"})),
    ("image", lambda asset: {"prompt": "x", "image": [IMAGE, IMAGE], **NEWER}),
    ("image", lambda asset: segments(asset, {**SCENE, "media_sources": [{"name": "a", "media_type": "image"}]})),
]


@pytest.mark.parametrize(("named", "body"), REFUSED)
def test_what_makes_no_sense_is_refused_at_once(
    api: Api, asset: str, named: str, body: Callable[[str], dict[str, Any]]
) -> None:
    reply = api.post("/analyze/tasks", json=body(asset))

    assert reply.status_code == 400
    assert reply.json()["code"] in ("parameter_invalid", "parameter_not_provided")
    assert named in reply.json()["message"]
    assert api.get("/analyze/tasks").json()["data"] == []


def test_a_schema_beyond_the_subset_is_refused(api: Api, asset: str) -> None:
    form = {"type": "json_schema", "json_schema": {"type": "string", "maxLength": 3}}

    assert api.post("/analyze/tasks", json=about(asset, response_format=form)).status_code == 422


def test_the_asset_must_be_there_and_ready(api: Api, video: Path) -> None:
    assert code_of(api.post("/analyze/tasks", json=about("f" * 24))) == (404, "resource_not_exist")
    assert code_of(api.post("/analyze/tasks", json=about(api.upload(video)))) == (400, "video_not_ready")


def test_bytes_sent_along_leave_nothing_behind(api: Api, clock: Clock, video: Path) -> None:
    source = {"type": "base64_string", "base64_string": base64.b64encode(video.read_bytes()).decode()}

    task = finished(api, clock, {"video": source, "prompt": "What?"})

    assert task["result"]["data"].startswith("The video shows 3 scenes")
    assert task["video_source"] == {"type": "base64_string", "system_metadata": {"duration": pytest.approx(6, abs=0.2)}}
    assert list(api.platform.files.iterdir()) == []
