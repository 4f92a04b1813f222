"""Tasks: storing and indexing a video in one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock, copy_sound
from twelvelabs_sandbox.store.indexing import put_into_index

UNREACHABLE = "https://example.com/clips/harbor.mp4"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def create(api: Api, index: str, path: Path, name: str | None = None, **fields: Any) -> str:
    file = ("video_file", (name or path.name, path.read_bytes()))
    return str(api.form("/tasks", file, index_id=index, **fields).json()["_id"])


@pytest.fixture
def task(api: Api, clock: Clock, index: str, video: Path) -> str:
    """A task that is ready."""
    identifier = create(api, index, video, user_metadata='{"series": "harbor"}')
    clock.advance(15)
    return identifier


def test_a_task_passes_through_every_state(api: Api, clock: Clock, index: str, video: Path) -> None:
    reply = api.form("/tasks", ("video_file", ("tiny.mp4", video.read_bytes())), index_id=index)
    place = f"/tasks/{reply.json()['_id']}"

    seen = []
    for seconds in (1, 3, 2, 2, 7, 0):
        seen.append(api.get(place).json())
        clock.advance(seconds)

    assert reply.status_code == 201
    assert reply.json().keys() == {"_id", "video_id"}
    assert [each["status"] for each in seen] == ["uploading", "validating", "pending", "queued", "indexing", "ready"]
    assert [each["updated_at"] for each in seen] == sorted({each["updated_at"] for each in seen})


def test_a_ready_task_has_put_its_video_into_the_index(api: Api, index: str, task: str) -> None:
    found = api.get(f"/tasks/{task}").json()

    video = api.get(f"/indexes/{index}/videos/{found['video_id']}").json()

    assert found["system_metadata"] == {
        "filename": "tiny.mp4",
        "duration": pytest.approx(6, abs=0.2),
        "width": 64,
        "height": 36,
    }
    assert (video["system_metadata"]["filename"], video["user_metadata"]) == ("tiny.mp4", {"series": "harbor"})
    assert video["indexed_at"] == found["updated_at"]
    assert api.get(f"/indexes/{index}").json()["video_count"] == 1
    assert api.get(f"/assets/{video['asset_id']}").json()["status"] == "ready"


def test_the_video_can_be_searched(api: Api, index: str, task: str) -> None:
    found = api.form("/search", index_id=index, search_options="visual", query_text="red").json()

    assert {clip["video_id"] for clip in found["data"]} == {task}


def test_the_indexed_asset_of_a_task_is_ready_with_it(api: Api, clock: Clock, index: str, video: Path) -> None:
    task = create(api, index, video)

    seen = []
    for seconds in (4, 2, 2, 7, 0):
        seen.append(api.get(f"/indexes/{index}/indexed-assets/{task}").json()["status"])
        clock.advance(seconds)

    assert seen == ["validating", "pending", "queued", "indexing", "ready"]


def test_a_ready_task_has_its_video_however_long_measuring_took(
    api: Api, clock: Clock, index: str, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(*arguments: Any) -> Any:
        clock.advance(5)
        return await put_into_index(*arguments)

    monkeypatch.setattr("twelvelabs_sandbox.store.task_records.put_into_index", late)
    task = create(api, index, video)

    while api.get(f"/tasks/{task}").json()["status"] != "ready":
        clock.advance(1)

    assert api.get(f"/indexes/{index}/indexed-assets/{task}").json()["status"] == "ready"


def test_a_stream_is_made_unless_told_not_to(api: Api, clock: Clock, index: str, video: Path) -> None:
    with_stream, without = create(api, index, video), create(api, index, video, enable_video_stream="false")
    before = api.get(f"/tasks/{with_stream}").json()["hls"]
    clock.advance(17)

    after = api.get(f"/tasks/{with_stream}").json()["hls"]

    assert (before["status"], after["status"]) == ("PROCESSING", "COMPLETE")
    assert api.fetch(after["video_url"]).text.startswith("#EXTM3U")
    assert "hls" not in api.get(f"/tasks/{without}").json()


def test_a_url_that_gives_nothing_fails_the_task(api: Api, clock: Clock, index: str) -> None:
    task = api.form("/tasks", index_id=index, video_url=UNREACHABLE).json()["_id"]

    seen = []
    for seconds in (1, 3, 0):
        seen.append(api.get(f"/tasks/{task}").json()["status"])
        clock.advance(seconds)

    assert seen == ["uploading", "validating", "failed"]
    assert api.get(f"/tasks/{task}").json()["system_metadata"] == {"filename": "harbor.mp4"}
    assert api.get(f"/indexes/{index}/indexed-assets").json()["data"] == []
    assert api.get("/assets").json()["data"] == []


def test_a_file_that_is_no_video_is_refused(api: Api, index: str, video: Path, tmp_path: Path) -> None:
    sound = copy_sound(video, tmp_path / "tone.wav").read_bytes()

    for name, content in (("tone.wav", sound), ("clip.mp4", b"no video"), ("clip.mp4", b"")):
        reply = api.form("/tasks", ("video_file", (name, content)), index_id=index)
        assert code_of(reply) == (400, "video_file_broken")
    assert api.get("/tasks").json()["data"] == []
    assert list(api.platform.files.iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ({}, "parameter_not_provided", "video_file"),
        ({"video_url": "not a url"}, "parameter_invalid", "video_url"),
        ({"video_url": "https://youtu.be/abc"}, "parameter_invalid", "video_url"),
        ({"video_url": UNREACHABLE, "user_metadata": "x"}, "parameter_invalid", "user_metadata"),
        ({"video_url": UNREACHABLE, "enable_video_stream": "maybe"}, "parameter_invalid", "enable_video_stream"),
        ({"video_url": UNREACHABLE, "language": "en"}, "parameter_unknown", "language"),
    ],
)
def test_a_bad_form_is_refused_by_name(api: Api, index: str, fields: dict[str, Any], code: str, named: str) -> None:
    reply = api.form("/tasks", index_id=index, **fields)

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_the_video_comes_from_one_place(api: Api, index: str, video: Path) -> None:
    file = ("video_file", ("tiny.mp4", video.read_bytes()))

    reply = api.form("/tasks", file, index_id=index, video_url=UNREACHABLE)

    assert code_of(reply) == (400, "parameter_invalid")


def test_the_index_must_be_there(api: Api) -> None:
    assert code_of(api.form("/tasks", video_url=UNREACHABLE)) == (400, "parameter_not_provided")
    assert api.form("/tasks", index_id="f" * 24, video_url=UNREACHABLE).status_code == 404


def test_the_list_is_newest_first_and_sorted_as_told(api: Api, clock: Clock, index: str, video: Path) -> None:
    older = create(api, index, video)
    clock.advance(1)
    newer = api.form("/tasks", index_id=index, video_url=UNREACHABLE).json()["_id"]
    clock.advance(20)

    def listed(query: str) -> list[str]:
        return [task["_id"] for task in api.get(f"/tasks?{query}").json()["data"]]

    assert listed("") == [newer, older]
    assert listed("sort_option=asc") == [older, newer]
    # The failed one changed last when it failed, the ready one when it was ready.
    assert listed("sort_by=updated_at") == [older, newer]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=ready", True),
        ("status=ready&status=failed", True),
        ("status=uploading&status=validating", False),
        ("filename=tiny.mp4", True),
        ("filename=tiny", False),
        ("width=64&height=36", True),
        ("width=63", False),
        ("duration=1", False),
        ("index_id=" + "f" * 24, False),
        ("created_at=2030-01-01T00:00:00Z", False),
        ("updated_at=2020-01-01T00:00:00Z", True),
    ],
)
def test_the_list_is_filtered(api: Api, task: str, query: str, found: bool) -> None:
    page = api.get(f"/tasks?{query}").json()

    assert [each["_id"] for each in page["data"]] == [task] * found


def test_the_length_in_a_filter_is_exact(api: Api, task: str) -> None:
    duration = api.get(f"/tasks/{task}").json()["system_metadata"]["duration"]

    assert len(api.get(f"/tasks?duration={duration}").json()["data"]) == 1
    assert api.get(f"/tasks?duration={duration + 0.001}").json()["data"] == []


def test_a_bad_state_is_refused(api: Api) -> None:
    assert code_of(api.get("/tasks?status=processing")) == (400, "parameter_invalid")


def test_a_task_is_deleted_after_its_video(api: Api, index: str, task: str) -> None:
    early = api.send("DELETE", f"/tasks/{task}")
    api.send("DELETE", f"/indexes/{index}/videos/{task}")

    late = api.send("DELETE", f"/tasks/{task}")

    assert code_of(early) == (400, "task_cannot_be_deleted")
    assert (late.status_code, late.content) == (200, b"")
    assert code_of(api.get(f"/tasks/{task}")) == (404, "resource_not_exist")


def test_a_task_in_progress_is_not_deleted_and_a_failed_one_is(api: Api, clock: Clock, index: str) -> None:
    task = api.form("/tasks", index_id=index, video_url=UNREACHABLE).json()["_id"]
    early = api.send("DELETE", f"/tasks/{task}")
    clock.advance(4)

    late = api.send("DELETE", f"/tasks/{task}")

    assert code_of(early) == (400, "task_cannot_be_deleted")
    assert late.status_code == 200
