"""Embedding tasks: states over time, listing, failing, and what is made of sounds, images and text files."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock, copy_sound
from twelvelabs_sandbox.media.pictures import frame_as_jpeg

OLDER, NEWER = "marengo3.0", "marengo3.5"
DAY = 86_400.0
Fields = dict[str, Any]


def base64_of(content: bytes) -> Fields:
    return {"media_source": {"base64_string": base64.b64encode(content).decode()}}


def create(api: Api, kind: str, given: Fields, model: str = OLDER, **more: Any) -> httpx.Response:
    return api.post("/embed-v2/tasks", json={"input_type": kind, "model_name": model, kind: given, **more})


def done(api: Api, clock: Clock, reply: httpx.Response) -> Fields:
    """The task once it is over."""
    assert reply.status_code == 202, reply.text
    clock.advance(10)
    task: Fields = api.get(f"/embed-v2/tasks/{reply.json()['_id']}").json()
    return task


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def of_asset(asset: str, **more: Any) -> Fields:
    return {"media_source": {"asset_id": asset}, **more}


def test_a_task_is_worked_on_and_then_ready(api: Api, clock: Clock, asset: str) -> None:
    reply = create(api, "video", of_asset(asset))
    place = f"/embed-v2/tasks/{reply.json()['_id']}"
    under_way = api.get(place).json()
    clock.advance(5)

    ready = api.get(place).json()

    assert reply.json().keys() == {"_id", "status", "data"}
    assert (under_way["status"], under_way["data"], ready["status"]) == ("processing", None, "ready")
    assert {len(record["embedding"]) for record in ready["data"]} == {512}
    assert under_way["metadata"] == ready["metadata"]
    assert under_way["created_at"] == under_way["updated_at"] < ready["updated_at"]
    assert "usage" not in ready


def test_a_task_with_the_newer_model_tells_dimension_and_cost(api: Api, clock: Clock, asset: str) -> None:
    given = of_asset(asset, segmentation={"temporal": {"strategy": "fixed", "fixed": {"duration_sec": 3}}})
    reply = create(api, "video", given, NEWER, embedding_dimension=32)

    task = done(api, clock, reply)

    assert reply.json()["metadata"] == {"embedding_dimension": 32}
    assert {len(record["embedding"]) for record in task["data"]} == {32}
    assert (task["metadata"]["embedding_dimension"], task["metadata"]["clip_length"]) == (32, 3)
    assert task["metadata"]["embedding_options"] == ["visual", "audio"]
    assert task["usage"]["input_tokens"]["video"] > 0


def test_the_scope_local_comes_back_as_clip(api: Api, clock: Clock, asset: str) -> None:
    given = of_asset(asset, embedding_scope=["local"])

    task = done(api, clock, create(api, "video", given, NEWER, embedding_dimension=8, embedding_uncertainty=True))

    assert {record["embedding_scope"] for record in task["data"]} == {"clip"}
    assert task["metadata"]["embedding_scopes"] == ["local"]
    assert {len(record["embedding_uncertainty"]) for record in task["data"]} == {8}
    assert len(task["data"]) == 6, "three scenes, seen and heard"


def test_what_the_caller_knows_is_fused_into_the_vectors(api: Api, clock: Clock, asset: str) -> None:
    known = [{"start": 0, "end": 1, "text": "lighthouse"}]
    given = of_asset(asset, embedding_type=["fused_embedding"], time_based_metadata=known, embedding_scope=["clip"])

    fused = done(api, clock, create(api, "video", given, NEWER))["data"]

    known[0]["text"] = "bridge"
    other = done(api, clock, create(api, "video", given, NEWER))["data"]
    assert {record["embedding_option"] for record in fused} == {"fused"}
    changed = [one["embedding"] != two["embedding"] for one, two in zip(fused, other, strict=True)]
    assert changed == [True, False, False]


def test_a_sound_is_divided_evenly(api: Api, clock: Clock, video: Path, tmp_path: Path) -> None:
    tone = copy_sound(video, tmp_path / "tone.wav").read_bytes()
    given = {**base64_of(tone), "segmentation": {"strategy": "fixed", "fixed": {"duration_sec": 4}}}

    task = done(api, clock, create(api, "audio", given))

    clips = [
        (each["start_sec"], each["embedding_option"]) for each in task["data"] if each["embedding_scope"] == "clip"
    ]
    assert clips == [(0, "audio"), (4, "audio")]
    assert task["metadata"]["input_type"] == "audio"


def test_an_image_is_embedded_whole(api: Api, clock: Clock, video: Path) -> None:
    task = done(api, clock, create(api, "image", base64_of(frame_as_jpeg(video, 3.0)), NEWER))

    (record,) = task["data"]
    assert (record["embedding_option"], record["embedding_scope"], record["start_sec"]) == ("visual", "asset", None)
    assert task["metadata"].items() >= {"input_type": "image", "embedding_scopes": ["asset"]}.items()


SEQUENTIAL = {"sequential": {"strategy": "sentence", "max_sentences": 2}}


def test_a_text_file_is_embedded_in_chunks_and_whole(api: Api, clock: Clock) -> None:
    text = base64_of(b"One boat. Two boats. Three boats.")
    pair = {"embedding_option": ["text"], "embedding_scope": ["local", "asset"], "segmentation": SEQUENTIAL}

    both = done(api, clock, create(api, "document", {**text, **pair}, NEWER))
    whole = done(api, clock, create(api, "document", text, NEWER))

    assert [(each["embedding_scope"], each.get("chunk_index")) for each in both["data"]] == [
        ("chunk", 0),
        ("chunk", 1),
        ("asset", None),
    ]
    assert [each["embedding_scope"] for each in whole["data"]] == ["asset"]
    assert (whole["metadata"]["embedding_options"], whole["usage"]["input_tokens"]) == (["text"], {"document": 6})


@pytest.mark.parametrize("content", [b"no video at all", b""], ids=["text", "nothing"])
def test_what_cannot_be_read_fails_the_task(api: Api, clock: Clock, content: bytes) -> None:
    reply = create(api, "video", base64_of(content))
    task = done(api, clock, reply)

    assert reply.json()["status"] == "processing"
    assert (task["status"], task["data"]) == ("failed", None)
    assert task["error"]["message"]
    assert "metadata" not in task
    assert list(api.platform.files.iterdir()) == []


def test_what_a_url_does_not_give_fails_the_task(api: Api, clock: Clock) -> None:
    task = done(api, clock, create(api, "video", {"media_source": {"url": "https://example.com/clip.mp4"}}))

    assert task["error"]["message"].startswith("The URL could not be reached")


def test_an_image_that_was_to_be_a_video_fails_the_task(api: Api, clock: Clock, video: Path) -> None:
    task = done(api, clock, create(api, "video", base64_of(frame_as_jpeg(video, 3.0))))

    assert task["error"]["message"] == "The file is of the kind image, not video."


VIDEO_INPUT: Fields = {"media_source": {"asset_id": "x"}}
FIXED: Fields = {"strategy": "fixed", "fixed": {"duration_sec": 6}}
TEXT = base64_of(b"One. Two.")


@pytest.mark.parametrize(
    ("kind", "given", "model", "more", "named"),
    [
        ("image", VIDEO_INPUT, OLDER, {}, "input_type"),
        ("document", VIDEO_INPUT, OLDER, {}, "input_type"),
        ("video", VIDEO_INPUT, OLDER, {"embedding_dimension": 64}, "embedding_dimension"),
        ("video", {**VIDEO_INPUT, "embedding_option": ["transcription"]}, NEWER, {}, "transcription"),
        ("video", {**VIDEO_INPUT, "embedding_type": ["fused_embedding"]}, NEWER, {}, "time_based_metadata"),
        ("video", {**VIDEO_INPUT, "segmentation": FIXED}, NEWER, {}, "segmentation"),
        ("video", {**VIDEO_INPUT, "segmentation": {"temporal": FIXED}}, OLDER, {}, "segmentation"),
        ("video", VIDEO_INPUT, NEWER, {"embedding_uncertainty": True}, "embedding_uncertainty"),
        ("document", base64_of(b"%PDF-1.7"), NEWER, {}, "PDF"),
        ("document", {**TEXT, "embedding_option": ["visual"]}, NEWER, {}, "embedding_option"),
        ("document", {**TEXT, "embedding_scope": ["local"]}, NEWER, {}, "segmentation"),
        ("document", {**TEXT, "segmentation": SEQUENTIAL}, NEWER, {}, "segmentation"),
        ("document", {**TEXT, "embedding_type": ["fused_embedding"]}, NEWER, {}, "embedding_type"),
        ("document", TEXT, NEWER, {"embedding_uncertainty": True}, "embedding_uncertainty"),
        (
            "document",
            {
                **TEXT,
                "embedding_scope": ["local"],
                "segmentation": {"sequential": {"strategy": "sentence", "max_sentences": 2, "overlap_sentences": 2}},
            },
            NEWER,
            {},
            "overlap_sentences",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_at_once(
    api: Api, kind: str, given: Fields, model: str, more: Fields, named: str
) -> None:
    reply = create(api, kind, given, model, **more)

    assert code_of(reply) == (400, "parameter_invalid")
    assert named in reply.json()["message"]


def test_assets_are_looked_at_before_a_task_is_made(api: Api, video: Path) -> None:
    assert create(api, "video", of_asset("f" * 24)).status_code == 404
    assert code_of(create(api, "video", of_asset(api.upload(video)))) == (400, "parameter_invalid")


def test_the_list_is_newest_first_and_knows_states_and_times(api: Api, clock: Clock, asset: str) -> None:
    older = create(api, "video", of_asset(asset)).json()["_id"]
    clock.advance(60)
    broken = create(api, "video", base64_of(b"no video")).json()["_id"]
    clock.advance(60)
    newer = create(api, "video", of_asset(asset), NEWER).json()["_id"]

    def listed(query: str = "") -> list[str]:
        return [task["_id"] for task in api.get(f"/embed-v2/tasks?{query}").json()["data"]]

    middle = api.get(f"/embed-v2/tasks/{broken}").json()["created_at"]
    assert listed() == [newer, broken, older]
    assert listed("status=processing") == [newer]
    assert listed("status=failed") == [broken]
    assert listed(f"started_at={middle}") == [newer, broken]
    assert listed(f"ended_at={middle}&status=ready") == [older]
    assert listed("page=2&page_limit=2") == [older]


def test_listed_tasks_tell_of_their_input_under_its_kind(api: Api, clock: Clock, asset: str) -> None:
    create(api, "video", of_asset(asset))
    create(api, "document", TEXT, NEWER)
    create(api, "video", base64_of(b"no video"))

    broken, document, video = api.get("/embed-v2/tasks").json()["data"]

    assert video["video_embedding"]["metadata"]["input_filename"] == "tiny.mp4"
    assert video["video_embedding"]["metadata"]["video_embedding_scope"] == ["clip", "asset"]
    assert document["document_embedding"]["metadata"]["document_embedding_option"] == ["text"]
    assert not {key for key in broken if key.endswith("_embedding")}
    assert {"data", "metadata"}.isdisjoint(video)


def test_tasks_are_kept_for_a_week(api: Api, clock: Clock, asset: str) -> None:
    reply = create(api, "video", of_asset(asset))
    task = done(api, clock, reply)
    clock.advance(7 * DAY)

    assert api.get(f"/embed-v2/tasks/{task['_id']}").status_code == 404
    assert api.get("/embed-v2/tasks").json()["data"] == []
    listed = api.get(f"/embed-v2/tasks?started_at={task['created_at']}").json()["data"]
    assert [each["_id"] for each in listed] == [task["_id"]]


def test_unknown_tasks_and_odd_filters_are_refused(api: Api) -> None:
    assert code_of(api.get(f"/embed-v2/tasks/{'f' * 24}")) == (404, "resource_not_exist")
    for query in ("status=done", "started_at=yesterday", "page_limit=51"):
        assert code_of(api.get(f"/embed-v2/tasks?{query}")) == (400, "parameter_invalid")
