"""Tasks and transcripts in version 1.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, UNREACHABLE, code_of, index_in, task_in, video_of
from twelvelabs_sandbox.older.lists import has_numbers

TRANSCRIPT = (
    "WEBVTT\n\n00:00.000 --> 00:02.000\nThe bakers were kneading bread.\n\n00:02.000 --> 00:04.000\nA train left.\n"
)
SUBRIP = "1\n00:00:04,000 --> 00:00:06,000\nGoodbye, lighthouse.\n"


def test_a_task_is_made_with_201_and_shows_the_states_of_its_version(v1_1: Api, clock: Clock, video: Path) -> None:
    task = task_in(v1_1, index_in(v1_1), video)

    seen = []
    for seconds in (1, 3, 2, 2, 7, 0):
        seen.append(v1_1.get(f"/tasks/{task}").json()["status"])
        clock.advance(seconds)

    assert seen == ["validating", "validating", "pending", "pending", "indexing", "ready"]


def test_a_task_tells_its_video_from_the_start_under_another_id(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    task = task_in(v1_1, index, video)

    early, listed = v1_1.get(f"/tasks/{task}").json(), v1_1.get("/tasks").json()["data"][0]
    clock.advance(READY)

    assert early["video_id"] not in ("", task)
    assert "video_id" not in listed
    assert v1_1.get(f"/indexes/{index}/videos/{early['video_id']}").json()["metadata"]["filename"] == "tiny.mp4"


def test_a_task_tells_how_long_it_will_take(v1_1: Api, clock: Clock, video: Path) -> None:
    task = task_in(v1_1, index_in(v1_1), video)
    clock.advance(9)
    indexing = v1_1.get(f"/tasks/{task}").json()
    clock.advance(READY)
    ready = v1_1.get(f"/tasks/{task}").json()

    assert 0 < indexing["process"]["percentage"] < 100
    assert indexing["process"]["remain_seconds"] > 0
    assert "process" not in ready
    assert indexing["estimated_time"] == ready["estimated_time"] == ready["updated_at"]
    assert ready["type"] == "index_task_info"
    assert ready["metadata"]["width"] == 64


def test_a_stream_is_made_unless_told_not_to(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    kept, dropped = task_in(v1_1, index, video), task_in(v1_1, index, video, disable_video_stream="true")
    clock.advance(READY)

    assert v1_1.get(f"/tasks/{kept}").json()["hls"]["status"] == "COMPLETE"
    assert "hls" not in v1_1.get(f"/tasks/{dropped}").json()


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ({"duration": 810}, True),
        ({"duration": 811}, False),
        ({"duration": 810.84}, False),
        ({"duration[gte]": 810.84, "duration[lte]": 810.84}, True),
        ({"duration[lte]": 810}, False),
    ],
)
def test_a_length_is_rounded_down_where_it_is_asked_for_exactly(query: dict[str, float], passes: bool) -> None:
    assert has_numbers({"duration": 810.84}, query, "duration") is passes


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"status": "ready"}, 1),
        ({"status": "validating"}, 1),
        ({"status": "failed"}, 0),
        ({"filename": "first.mp4"}, 1),
        ({"duration": 6}, 2),
        ({"duration[gte]": 7}, 0),
        ({"duration[lte]": 6.5, "width": 64, "height": 36}, 2),
        ({"created_at": "2026-09-21"}, 2),
        ({"estimated_time[lte]": "2026-09-20"}, 0),
        ({"page_limit": 1, "page": 2}, 1),
    ],
)
def test_tasks_are_filtered(v1_1: Api, clock: Clock, video: Path, query: dict[str, Any], found: int) -> None:
    index = index_in(v1_1)
    task_in(v1_1, index, video, name="first.mp4")
    clock.advance(READY)
    task_in(v1_1, index, video, name="second.mp4")

    assert len(v1_1.get("/tasks", params={"index_id": index, **query}).json()["data"]) == found


def test_an_index_without_tasks_has_null_for_its_counts(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    before = v1_1.get("/tasks/status", params={"index_id": index})
    task_in(v1_1, index, video)
    clock.advance(READY)
    task_in(v1_1, index, video)

    assert (before.status_code, before.content) == (200, b"null")
    assert v1_1.get("/tasks/status", params={"index_id": index}).json() == {
        "index_id": index,
        "ready": 1,
        "validating": 1,
        "pending": 0,
        "indexing": 0,
        "failed": 0,
        "total_result": 2,
    }


def test_only_a_task_that_is_over_and_has_no_video_is_deleted(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    task = task_in(v1_1, index, video)
    under_way = v1_1.send("DELETE", f"/tasks/{task}")
    clock.advance(READY)
    with_video = v1_1.send("DELETE", f"/tasks/{task}")
    v1_1.send("DELETE", f"/indexes/{index}/videos/{video_of(v1_1, task)}")

    assert code_of(under_way) == code_of(with_video) == (409, "task_cannot_be_deleted")
    assert v1_1.send("DELETE", f"/tasks/{task}").status_code == 204


def test_an_address_wins_over_a_file_and_fails_later(v1_1: Api, clock: Clock, video: Path) -> None:
    task = task_in(v1_1, index_in(v1_1), video, video_url=UNREACHABLE)
    clock.advance(READY)

    failed = v1_1.get(f"/tasks/{task}").json()

    assert (failed["status"], failed["metadata"]["filename"]) == ("failed", "harbor.mp4")
    assert "video_id" not in failed


@pytest.mark.parametrize("text", [TRANSCRIPT, SUBRIP], ids=["vtt", "srt"])
def test_an_uploaded_transcript_replaces_what_is_heard(v1_1: Api, clock: Clock, video: Path, text: str) -> None:
    index = index_in(v1_1)
    transcript = ("transcription_file", ("words.srt", text.encode()))
    task = task_in(v1_1, index, video, transcript, provide_transcription="true")
    clock.advance(READY)

    place = f"/indexes/{index}/videos/{video_of(v1_1, task)}/transcription"
    values = [each["value"] for each in v1_1.get(place).json()["data"]]

    assert values == [line for line in text.splitlines() if line.endswith(".")]


def test_an_uploaded_transcript_is_searched_by_meaning_and_by_exact_words(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    transcript = ("transcription_file", ("words.vtt", TRANSCRIPT.encode()))
    task_in(v1_1, index, video, transcript, provide_transcription="true")
    clock.advance(READY)

    def starts(query: str, how: str) -> list[float]:
        body = {"index_id": index, "query": query, "search_options": ["conversation"], "conversation_option": how}
        return [clip["start"] for clip in v1_1.post("/search", json=body).json()["data"]]

    assert starts("a baker kneads breads", "semantic") == [0]
    assert starts("a baker kneads breads", "exact_match") == []
    assert starts("kneading bread", "exact_match") == starts("Kneading BREAD", "transcription") == [0]
    assert starts("bread kneading", "exact_match") == []
    assert starts("ferry", "semantic") == []


def test_a_transcript_is_left_out_unless_it_is_announced(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    task = task_in(v1_1, index, video, ("transcription_file", ("words.vtt", TRANSCRIPT.encode())))
    clock.advance(READY)

    data = v1_1.get(f"/indexes/{index}/videos/{video_of(v1_1, task)}/transcription").json()["data"]

    assert "bakers" not in data[0]["value"]


@pytest.mark.parametrize(
    ("fields", "files", "code"),
    [
        ({"provide_transcription": "true"}, [], "parameter_not_provided"),
        (
            {"provide_transcription": "true"},
            [("transcription_file", ("words.vtt", b"just words"))],
            "transcription_not_supported",
        ),
        (
            {"provide_transcription": "true", "transcription_url": "https://example.com/words.vtt"},
            [],
            "transcription_url_not_accessible",
        ),
        ({"provide_transcription": "true", "transcription_url": "words.vtt"}, [], "parameter_invalid"),
        ({"language": "ko"}, [], "parameter_invalid"),
        ({"index_id": "f" * 24}, [], "resource_not_exist"),
        ({"enable_video_stream": "true"}, [], "parameter_unknown"),
    ],
)
def test_what_makes_no_task_is_refused(
    v1_1: Api, video: Path, fields: dict[str, str], files: list[tuple[str, Any]], code: str
) -> None:
    index = index_in(v1_1)
    file = ("video_file", ("tiny.mp4", video.read_bytes()))

    reply = v1_1.form("/tasks", file, *files, **{"index_id": index, **fields})

    assert code_of(reply) == (400, code)


def test_a_file_that_is_no_video_is_refused(v1_1: Api, sidecars: Path) -> None:
    file = ("video_file", ("tiny.vtt", (sidecars / "tiny.vtt").read_bytes()))

    assert code_of(v1_1.form("/tasks", file, index_id=index_in(v1_1))) == (400, "video_file_broken")
