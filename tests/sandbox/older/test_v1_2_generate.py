"""Text about a video in version 1.2: gists, summaries, and answers to prompts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in, task_in, video_of


@pytest.fixture
def found(v1_2: Api, clock: Clock, video: Path) -> str:
    task = task_in(v1_2, index_in(v1_2), video)
    clock.advance(READY)
    return video_of(v1_2, task)


def test_a_gist_has_what_was_asked_for(v1_2: Api, found: str) -> None:
    whole = v1_2.post("/gist", json={"video_id": found, "types": ["title", "topic", "hashtag"]}).json()
    part = v1_2.post("/gist", json={"video_id": found, "types": ["hashtag"]}).json()

    assert whole.keys() == {"id", "title", "topics", "hashtags"}
    assert "Red" in whole["title"]
    assert {"red", "green", "blue", "moving", "still"} <= set(whole["hashtags"])
    assert part.keys() == {"id", "hashtags"}


def test_a_summary_names_every_scene(v1_2: Api, found: str) -> None:
    told = v1_2.post("/summarize", json={"video_id": found, "type": "summary"}).json()

    assert told["summary"].startswith("The video shows 3 scenes")


def test_chapters_are_the_scenes_in_order(v1_2: Api, found: str) -> None:
    chapters = v1_2.post("/summarize", json={"video_id": found, "type": "chapter"}).json()["chapters"]

    assert [(each["chapter_number"], each["start"]) for each in chapters] == [(0, 0), (1, 2), (2, 4)]
    assert "green" in chapters[1]["chapter_summary"]


def test_highlights_are_where_something_moves(v1_2: Api, found: str) -> None:
    highlights = v1_2.post("/summarize", json={"video_id": found, "type": "highlight"}).json()["highlights"]

    assert [each["start"] for each in highlights] == [0, 4]


def test_an_answer_comes_whole_unless_streamed(v1_2: Api, found: str) -> None:
    whole = v1_2.post("/generate", json={"video_id": found, "prompt": "What is seen?"})
    streamed = v1_2.post("/generate", json={"video_id": found, "prompt": "What is seen?", "stream": True})

    events = [json.loads(line) for line in streamed.text.splitlines()]
    text = "".join(event["text"] for event in events if event["event_type"] == "text_generation")
    assert streamed.headers["content-type"] == "application/x-ndjson"
    assert whole.json().keys() == {"id", "data"}
    assert text == whole.json()["data"]
    assert (events[0]["event_type"], events[-1]["event_type"]) == ("stream_start", "stream_end")
    assert events[0]["metadata"] == events[-1]["metadata"]


def test_a_test_can_set_the_answer(v1_2: Api, api: Api, found: str) -> None:
    api.platform.scripted_analyses[None] = "A harbor at dawn."

    assert v1_2.post("/generate", json={"video_id": found, "prompt": "What?"}).json()["data"] == "A harbor at dawn."
    assert v1_2.post("/summarize", json={"video_id": found, "type": "summary"}).json()["summary"] == "A harbor at dawn."


def test_only_an_engine_that_writes_can_be_asked(v1_2: Api, v1_1: Api, clock: Clock, video: Path) -> None:
    task = task_in(v1_1, index_in(v1_1), video)
    clock.advance(READY)

    reply = v1_2.post("/generate", json={"video_id": video_of(v1_1, task), "prompt": "What?"})

    assert code_of(reply) == (400, "index_not_supported_for_generate")


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("/gist", {"types": []}, (400, "parameter_invalid")),
        ("/gist", {"types": ["joke"]}, (400, "parameter_invalid")),
        ("/gist", {"video_id": "f" * 24, "types": ["title"]}, (404, "resource_not_exist")),
        ("/summarize", {"type": "poem"}, (400, "parameter_invalid")),
        ("/summarize", {"type": "summary", "prompt": "x" * 1501}, (400, "parameter_invalid")),
        ("/generate", {"prompt": " "}, (400, "parameter_invalid")),
        ("/generate", {"prompt": "x" * 1501}, (400, "parameter_invalid")),
        ("/generate", {"prompt": "x", "temperature": 2}, (400, "parameter_invalid")),
        ("/generate", {}, (400, "parameter_not_provided")),
    ],
)
def test_what_makes_no_sense_is_refused(
    v1_2: Api, found: str, path: str, body: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert code_of(v1_2.post(path, json={"video_id": found, **body})) == refusal
