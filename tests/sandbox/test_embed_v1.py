"""The older embeddings: forms, kinds that fail within a success, and vectors fetched apart from the state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock, copy_sound
from twelvelabs_sandbox.media.pictures import frame_as_jpeg

MODEL = "marengo3.0"
UNREACHABLE = "https://example.com/clips/harbor.mp4"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def create_task(api: Api, video: Path, name: str = "tiny.mp4", **fields: Any) -> str:
    reply = api.form("/embed/tasks", ("video_file", (name, video.read_bytes())), model_name=MODEL, **fields)
    assert reply.status_code == 200, reply.text
    return str(reply.json()["_id"])


def test_each_kind_has_its_own_place(api: Api, video: Path, tmp_path: Path) -> None:
    image = ("image_file", ("green.jpg", frame_as_jpeg(video, 3.0)))
    sound = ("audio_file", ("tiny.wav", copy_sound(video, tmp_path / "tiny.wav").read_bytes()))

    reply = api.form("/embed", image, sound, model_name=MODEL, text="a boat", audio_start_offset_sec=1).json()

    assert reply.keys() == {"model_name", "text_embedding", "image_embedding", "audio_embedding"}
    assert [len(each["float"]) for each in reply["text_embedding"]["segments"]] == [512]
    assert reply["image_embedding"]["metadata"] == {"input_filename": "green.jpg"}
    (piece,) = reply["audio_embedding"]["segments"]
    assert piece.keys() == {"float", "start_offset_sec", "end_offset_sec"}
    assert (piece["start_offset_sec"], piece["end_offset_sec"]) == (1, pytest.approx(6, abs=0.2))


def test_only_what_was_given_is_answered(api: Api) -> None:
    assert api.form("/embed", model_name=MODEL, text="a boat").json().keys() == {"model_name", "text_embedding"}


def test_a_kind_that_fails_says_so_within_a_success(api: Api) -> None:
    broken = ("image_file", ("green.jpg", b"no image"))

    reply = api.form("/embed", broken, model_name=MODEL, text="a boat", audio_url=UNREACHABLE)

    assert reply.status_code == 200
    assert "segments" in reply.json()["text_embedding"]
    assert reply.json()["image_embedding"].keys() == reply.json()["audio_embedding"].keys() == {"error_message"}


@pytest.mark.parametrize(
    ("path", "fields", "code", "named"),
    [
        ("/embed", {}, "parameter_not_provided", "text"),
        ("/embed", {"text": "boat " * 501}, "parameter_invalid", "text"),
        ("/embed", {"text": "x", "model_name": "Marengo-retrieval-2.7"}, "parameter_invalid", "model_name"),
        ("/embed", {"image_url": "https://youtu.be/x"}, "parameter_invalid", "image_url"),
        ("/embed", {"text": "x", "text_truncate": "end"}, "parameter_unknown", "text_truncate"),
        ("/embed/tasks", {}, "parameter_not_provided", "video_file"),
        ("/embed/tasks", {"video_url": "nowhere"}, "parameter_invalid", "video_url"),
        ("/embed/tasks", {"video_url": UNREACHABLE, "video_clip_length": 11}, "parameter_invalid", "video_clip_length"),
        (
            "/embed/tasks",
            {"video_url": UNREACHABLE, "video_start_offset_sec": 1},
            "parameter_not_provided",
            "video_end_offset_sec",
        ),
        (
            "/embed/tasks",
            {"video_url": UNREACHABLE, "video_start_offset_sec": 2, "video_end_offset_sec": 2},
            "parameter_invalid",
            "video_end_offset_sec",
        ),
        (
            "/embed/tasks",
            {"video_url": UNREACHABLE, "video_embedding_scope": "video"},
            "parameter_invalid",
            "video_embedding_scope",
        ),
    ],
)
def test_a_bad_form_is_refused_by_name(api: Api, path: str, fields: dict[str, Any], code: str, named: str) -> None:
    reply = api.form(path, **{"model_name": MODEL, **fields})

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_json_is_not_taken(api: Api) -> None:
    assert code_of(api.post("/embed", json={"model_name": MODEL, "text": "x"})) == (400, "content_type_invalid")


def test_a_task_is_asked_for_its_state_and_then_for_its_vectors(api: Api, clock: Clock, video: Path) -> None:
    task = create_task(api, video, video_embedding_scope=["clip", "video"])
    under_way, early = api.get(f"/embed/tasks/{task}/status").json(), api.get(f"/embed/tasks/{task}").json()
    clock.advance(10)

    state, whole = api.get(f"/embed/tasks/{task}/status").json(), api.get(f"/embed/tasks/{task}").json()

    assert (under_way["status"], state["status"], whole["status"]) == ("processing", "ready", "ready")
    assert "segments" not in early["video_embedding"]
    assert state["video_embedding"]["metadata"] == {
        "input_filename": "tiny.mp4",
        "video_clip_length": 6,
        "video_embedding_scope": ["clip", "video"],
        "duration": pytest.approx(6, abs=0.2),
    }
    segments = whole["video_embedding"]["segments"]
    assert {(each["embedding_scope"], each["embedding_option"]) for each in segments} == {
        (scope, option) for scope in ("clip", "video") for option in ("visual", "audio", "transcription")
    }
    assert {len(each["float"]) for each in segments} == {512}


def test_vectors_are_fetched_by_option(api: Api, clock: Clock, video: Path) -> None:
    task = create_task(api, video)
    clock.advance(10)

    found = api.get(f"/embed/tasks/{task}?embedding_option=visual&embedding_option=visual-text").json()

    assert {each["embedding_option"] for each in found["video_embedding"]["segments"]} == {"visual"}


def test_a_last_piece_that_is_too_short_is_dropped(api: Api, clock: Clock, video: Path) -> None:
    task = create_task(api, video, video_clip_length=4.5, video_embedding_scope=["clip", "video"])
    clock.advance(10)

    found = api.get(f"/embed/tasks/{task}?embedding_option=visual").json()["video_embedding"]["segments"]

    assert [(each["embedding_scope"], each["start_offset_sec"]) for each in found] == [("clip", 0), ("video", 0)]
    assert found[0]["end_offset_sec"] == 4.5
    assert found[1]["end_offset_sec"] == pytest.approx(6, abs=0.2)


def test_a_part_is_looked_at_alone(api: Api, clock: Clock, video: Path) -> None:
    task = create_task(api, video, video_start_offset_sec=2, video_end_offset_sec=5)
    clock.advance(10)

    found = api.get(f"/embed/tasks/{task}?embedding_option=visual").json()["video_embedding"]["segments"]

    assert [(each["start_offset_sec"], each["end_offset_sec"]) for each in found] == [(2, 5)]


def test_what_cannot_be_read_fails_the_task(api: Api, clock: Clock) -> None:
    task = api.form("/embed/tasks", model_name=MODEL, video_url=UNREACHABLE).json()["_id"]
    clock.advance(10)

    assert api.get(f"/embed/tasks/{task}/status").json() == {"_id": task, "model_name": MODEL, "status": "failed"}
    assert api.get(f"/embed/tasks/{task}").json()["status"] == "failed"
    assert list(api.platform.files.iterdir()) == []


def test_both_lists_know_their_own_tasks_only(api: Api, clock: Clock, video: Path) -> None:
    older = create_task(api, video)
    clock.advance(60)
    newer = api.form("/embed/tasks", model_name=MODEL, video_url=UNREACHABLE).json()["_id"]

    def listed(query: str = "") -> list[str]:
        return [task["_id"] for task in api.get(f"/embed/tasks?{query}").json()["data"]]

    assert listed() == [newer, older]
    assert listed("status=ready") == [older]
    assert listed("page_limit=1&page=2") == [older]
    assert api.get("/embed-v2/tasks").json()["data"] == []
    assert api.get(f"/embed-v2/tasks/{older}").status_code == 404


def test_unknown_tasks_are_not_found(api: Api) -> None:
    for path in ("/embed/tasks/x1", "/embed/tasks/x1/status"):
        assert code_of(api.get(path)) == (404, "resource_not_exist")
