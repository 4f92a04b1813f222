"""Analyze: whole and streamed, free and structured, and what is refused."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock


def about(asset: str, **more: Any) -> dict[str, Any]:
    return {"video": {"type": "asset_id", "asset_id": asset}, "prompt": "What happens?", **more}


def events_of(reply: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(line) for line in reply.text.splitlines()]


def test_an_analysis_tells_what_is_seen_and_said(api: Api, asset: str) -> None:
    body = api.post("/analyze", json=about(asset, stream=False)).json()

    assert body["finish_reason"] == "stop"
    assert "[00:02~00:04] A soft, still picture, mostly green with yellow." in body["data"]
    assert "The morning ferry leaves at nine." in body["data"]
    assert body["usage"]["output_tokens"] > 50
    assert "error" not in body


def test_analyses_are_streamed_unless_told_not_to(api: Api, asset: str) -> None:
    whole = api.post("/analyze", json=about(asset, stream=False)).json()

    first, *texts, last = events_of(api.post("/analyze", json=about(asset)))

    assert first["event_type"] == "stream_start"
    assert {event["event_type"] for event in texts} == {"text_generation"}
    assert "".join(event["text"] for event in texts) == whole["data"]
    assert (last["event_type"], last["finish_reason"]) == ("stream_end", "stop")
    assert last["metadata"]["generation_id"] == first["metadata"]["generation_id"]
    assert last["metadata"]["usage"] == whole["usage"]


@pytest.mark.parametrize("stream", [False, True])
def test_too_long_an_answer_is_cut_with_a_warning(api: Api, asset: str, stream: bool) -> None:
    api.platform.scripted_analyses[asset] = "word " * 600

    reply = api.post("/analyze", json=about(asset, stream=stream, max_tokens=512))

    end = events_of(reply)[-1] if stream else reply.json()
    usage = end["metadata"]["usage"] if stream else end["usage"]
    assert end["finish_reason"] == "length"
    assert end["error"]["message"]
    assert usage["output_tokens"] == 512


def test_a_scripted_text_is_answered_word_for_word(api: Api, asset: str) -> None:
    api.platform.scripted_analyses[None] = "For every video."
    assert api.post("/analyze", json=about(asset, stream=False)).json()["data"] == "For every video."

    api.platform.scripted_analyses[asset] = "For this one."
    assert api.post("/analyze", json=about(asset, stream=False)).json()["data"] == "For this one."


def test_a_part_of_the_video_is_told_alone(api: Api, asset: str) -> None:
    text = api.post("/analyze", json=about(asset, stream=False, start_time=2.5, end_time=4)).json()["data"]

    assert text.startswith("The video shows 1 scene between 00:02 and 00:04.")
    assert "green" in text
    assert "blue" not in text


def test_a_structure_is_filled_with_facts(api: Api, asset: str) -> None:
    scene = {"type": "object", "properties": {"start": {"type": "number"}, "colour": {"enum": ["red", "green"]}}}
    schema = {"type": "object", "properties": {"scenes": {"type": "array", "items": scene}}}
    shape = {"type": "json_schema", "json_schema": schema}

    text = api.post("/analyze", json=about(asset, stream=False, response_format=shape)).json()["data"]

    scenes = json.loads(text)["scenes"]
    assert [scene["start"] for scene in scenes] == [0, 2, 4]
    assert [scene["colour"] for scene in scenes[:2]] == ["red", "green"]


@pytest.mark.parametrize(
    ("schema", "status"),
    [
        ({"oneOf": []}, 422),
        ({"type": "object", "properties": {"a": {"type": "string", "maxLength": 3}}}, 422),
        ({"type": "timestamp"}, 400),
        ({"type": "array", "items": {"type": "timestamp", "format": "minutes"}}, 400),
    ],
)
def test_a_structure_beyond_the_subset_is_refused(api: Api, asset: str, schema: Any, status: int) -> None:
    shape = {"type": "json_schema", "json_schema": schema}

    reply = api.post("/analyze", json=about(asset, response_format=shape))

    assert (reply.status_code, reply.json()["code"]) == (status, "parameter_invalid")


def test_a_video_may_come_with_the_request(api: Api, video: Path) -> None:
    source = {"type": "base64_string", "base64_string": base64.b64encode(video.read_bytes()).decode()}

    body = api.post("/analyze", json={"video": source, "prompt": "What?", "stream": False}).json()

    assert body["data"].startswith("The video shows 3 scenes")
    assert list(api.platform.files.iterdir()) == []


def test_images_are_told_by_their_colours(api: Api, clock: Clock, asset: str) -> None:
    clock.advance(1)
    picture = api.fetch(api.get(f"/assets/{asset}").json()["thumbnail"]["representative_url"]).content
    image = {"name": "meadow", "base64_string": base64.b64encode(picture).decode().rstrip("=")}
    body = {"model_name": "pegasus1.6", "image": [image], "prompt": "Describe <@meadow>.", "stream": False}

    assert api.post("/analyze", json=body).json()["data"] == "meadow: mostly green with yellow."


VIDEO = {"type": "asset_id", "asset_id": "f" * 24}
IMAGE = {"name": "a", "url": "https://example.com/a.jpg"}
IMAGES = {"model_name": "pegasus1.6", "prompt": "What?", "image": [IMAGE]}


@pytest.mark.parametrize(
    ("body", "status", "code", "named"),
    [
        ({"prompt": "What?"}, 400, "parameter_not_provided", "video"),
        ({"video": VIDEO}, 400, "parameter_not_provided", "prompt"),
        ({"video": VIDEO, "prompt": " "}, 400, "parameter_invalid", "prompt"),
        ({"video": VIDEO, "prompt": "a", "prompt_v2": {"input_text": "b"}}, 400, "parameter_invalid", "prompt"),
        ({"video": VIDEO, "prompt": "What?"}, 404, "resource_not_exist", "f" * 24),
        ({"video": {"type": "asset_id"}, "prompt": "a"}, 400, "parameter_not_provided", "video.asset_id"),
        ({"video": {"type": "disc"}, "prompt": "a"}, 400, "parameter_invalid", "video"),
        ({"video": {"type": "url", "url": "https://example.com/a"}, "prompt": "a"}, 400, "parameter_invalid", "url"),
        ({"video": {"type": "base64_string", "base64_string": "!"}, "prompt": "a"}, 400, "parameter_invalid", "base64"),
        ({"video": VIDEO, "prompt": "a", "model_name": "pegasus1.2"}, 400, "parameter_invalid", "model_name"),
        ({"video": VIDEO, "prompt": "a", "temperature": 2}, 400, "parameter_invalid", "temperature"),
        ({"video": VIDEO, "prompt": "a", "video_id": "b"}, 400, "parameter_unknown", "video_id"),
        ({"video": VIDEO, **IMAGES}, 400, "parameter_invalid", "image"),
        ({**IMAGES, "model_name": "pegasus1.5"}, 400, "parameter_invalid", "image"),
        ({**IMAGES, "image": [IMAGE, IMAGE]}, 400, "parameter_invalid", "image"),
        ({**IMAGES, "image": [{"name": "a"}]}, 400, "parameter_not_provided", "image"),
        ({**IMAGES, "image": [{**IMAGE, "asset_id": "b"}]}, 400, "parameter_invalid", "image"),
        ({**IMAGES, "image": [IMAGE, {**IMAGE, "name": "b"}], "prompt": "<@a>"}, 400, "parameter_invalid", "prompt"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    api: Api, body: dict[str, Any], status: int, code: str, named: str
) -> None:
    reply = api.post("/analyze", json=body)

    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert named in reply.json()["message"]


@pytest.mark.parametrize("part", [{"start_time": 5.5}, {"start_time": 3, "end_time": 2}, {"start_time": -1}])
def test_a_part_lasts_a_second_or_more(api: Api, asset: str, part: dict[str, float]) -> None:
    reply = api.post("/analyze", json=about(asset, **part))

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_a_video_still_processed_is_not_analyzed(api: Api, video: Path) -> None:
    reply = api.post("/analyze", json=about(api.upload(video)))

    assert (reply.status_code, reply.json()["code"]) == (400, "video_not_ready")
