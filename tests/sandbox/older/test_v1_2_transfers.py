"""Many videos at once, from lists, buckets and video sites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in
from twelvelabs_sandbox.store.remote_files import RemoteFile

IMPORT = "/tasks/transfers/import/65f0c0ffee65f0c0ffee65f0"
WORDS = "WEBVTT\n\n00:00.000 --> 00:02.000\nA lighthouse.\n"


@pytest.fixture
def offer(api: Api, video: Path, tmp_path: Path) -> Any:
    """Offers files: the tiny video, or one that is broken."""

    def add(source: str, name: str, *, path: Path = video, readable: bool = True) -> None:
        file = RemoteFile(path=path, name=name, size=path.stat().st_size, readable=readable)
        api.platform.remote_files[source] = file

    return add


TAKEN = {"1.1": 200, "1.2": 204}


def transfer(api: Api, *rows: Any, content: bytes | None = None) -> httpx.Response:
    return api.form("/tasks/transfers", ("file", ("list.json", content or json.dumps(rows).encode())))


def test_every_object_of_a_list_becomes_a_task(older: Api, offer: Any, clock: Clock) -> None:
    index = index_in(older)
    offer("1", "01.mp4")
    rows = [{"index_id": index, "language": "en", "object": f"s3://docs/{name}"} for name in ("01.mp4", "gone.mp4")]

    reply = transfer(older, *rows)
    again = transfer(older, *rows)
    clock.advance(READY)

    tasks = older.get("/tasks", params={"sort_option": "asc"}).json()["data"]
    assert reply.status_code == again.status_code == TAKEN[older.version]
    assert reply.content == b""
    assert [(task["metadata"]["filename"], task["status"]) for task in tasks] == [
        ("01.mp4", "ready"),
        ("gone.mp4", "failed"),
    ]


def test_a_transcript_of_a_list_is_what_is_said(v1_1: Api, offer: Any, clock: Clock, tmp_path: Path) -> None:
    index = index_in(v1_1)
    words = tmp_path / "01.vtt"
    words.write_text(WORDS)
    offer("1", "01.mp4")
    offer("2", "01.vtt", path=words)
    transfer(v1_1, {"index_id": index, "language": "en", "object": "s3://a/01.mp4", "transcription": "s3://a/01.vtt"})
    clock.advance(READY)

    found = v1_1.get(f"/indexes/{index}/videos").json()["data"][0]["_id"]

    data = v1_1.get(f"/indexes/{index}/videos/{found}/transcription").json()["data"]
    assert [each["value"] for each in data] == ["A lighthouse."]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"language": "en"}, "parameter_not_provided"),
        ({"language": "ko", "object": "s3://a/b.mp4"}, "parameter_invalid"),
        ({"language": "en", "object": "https://a/b.mp4"}, "parameter_invalid"),
        ({"language": "en", "object": "s3://a/b.mp4", "transcription": "b.srt"}, "parameter_invalid"),
        ({"language": "en", "object": "s3://a/b.mp4", "title": "b"}, "parameter_invalid"),
        ({"language": "en", "object": "s3://a/b.mp4", "index_id": "f" * 24}, "resource_not_exist"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_whole(older: Api, row: dict[str, Any], code: str) -> None:
    assert code_of(transfer(older, {"index_id": index_in(older), **row})) == (400, code)


@pytest.mark.parametrize("content", [b"no json", b"{}", b"[]", b"[1]"])
def test_a_file_that_holds_no_list_is_refused(older: Api, content: bytes) -> None:
    assert code_of(transfer(older, content=content)) == (400, "parameter_invalid")


def test_an_import_takes_every_file_of_a_bucket(v1_2: Api, offer: Any, clock: Clock) -> None:
    index = index_in(v1_2)
    offer("1", "01.mp4")
    offer("2", "02.mp4", readable=False)

    taken = v1_2.post(IMPORT, json={"index_id": index, "user_metadata": {"series": "sea"}}).json()
    clock.advance(READY)

    identifier = taken["videos"][0]["video_id"]
    metadata = v1_2.get(f"/indexes/{index}/videos/{identifier}").json()["metadata"]
    assert [each["filename"] for each in taken["videos"]] == ["01.mp4"]
    assert [each["filename"] for each in taken["failed_files"]] == ["02.mp4"]
    assert metadata["series"] == "sea"
    assert v1_2.get(f"/tasks/{identifier}").json()["video_id"] == identifier


def test_an_import_passes_over_what_it_took_before(v1_2: Api, offer: Any, clock: Clock, sidecars: Path) -> None:
    index = index_in(v1_2)
    offer("1", "01.mp4")
    offer("2", "broken.mp4", path=sidecars / "tiny.vtt")

    def names(**more: bool) -> list[str]:
        reply = v1_2.post(IMPORT, json={"index_id": index, **more}).json()
        clock.advance(READY)
        return [each["filename"] for each in reply["videos"]]

    assert names() == ["01.mp4", "broken.mp4"]
    assert names() == []
    assert names(retry_failed=True) == ["broken.mp4"]
    assert names(incremental_import=False) == ["01.mp4", "broken.mp4"]


def test_the_state_of_a_bucket_is_told_by_file(v1_2: Api, offer: Any, clock: Clock, sidecars: Path) -> None:
    index = index_in(v1_2)
    offer("1", "01.mp4")
    offer("2", "broken.mp4", path=sidecars / "tiny.vtt")
    v1_2.post(IMPORT, json={"index_id": index})
    offer("3", "03.mp4")

    early = v1_2.get(f"{IMPORT}/status", params={"index_id": index}).json()
    clock.advance(READY)
    late = v1_2.get(f"{IMPORT}/status", params={"index_id": index}).json()

    assert [each["filename"] for each in early["validating"]] == ["01.mp4", "broken.mp4"]
    assert late.keys() == {"ready", "failed", "not_imported"}
    assert late["ready"][0]["filename"] == "01.mp4"
    assert late["failed"][0]["error_message"]
    assert late["not_imported"] == ["03.mp4"]


def test_imports_and_transfers_are_logged(v1_2: Api, offer: Any, clock: Clock, sidecars: Path) -> None:
    index = index_in(v1_2, "harbor")
    offer("1", "01.mp4")
    offer("2", "broken.mp4", path=sidecars / "tiny.vtt")
    transfer(v1_2, {"index_id": index, "language": "en", "object": "s3://docs/01.mp4"})
    v1_2.post(IMPORT, json={"index_id": index})

    early = v1_2.get(f"{IMPORT}/logs").json()["data"]
    clock.advance(READY)
    late = v1_2.get(f"{IMPORT}/logs").json()["data"]

    assert [log["ended_at"] for log in early] == [None, None]
    assert [log["index_name"] for log in late] == ["harbor", "harbor"]
    assert [(log["video_status"]["ready"], log["video_status"]["failed"]) for log in late] == [(1, 0), (0, 1)]
    assert [each["filename"] for each in late[1]["failed_files"]] == ["broken.mp4"]
    assert all(log["ended_at"] for log in late)


def test_a_video_of_a_site_is_one_on_offer(v1_2: Api, offer: Any, clock: Clock) -> None:
    index = index_in(v1_2)
    offer("dQw4w9WgXcQ", "Harbor at dawn")
    url = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"

    reply = v1_2.post("/tasks/external-provider", json={"index_id": index, "url": url})
    clock.advance(READY)

    task = v1_2.get(f"/tasks/{reply.json()['_id']}").json()
    found = v1_2.get(f"/indexes/{index}/videos/{task['video_id']}").json()
    assert (reply.status_code, task["status"]) == (201, "ready")
    assert found["metadata"]["filename"] == "Harbor at dawn"
    assert found["source"] == {"type": "youtube", "name": "Harbor at dawn", "url": url}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://youtu.be/nothing", "external_video_unavailable"),
        ("https://vimeo.com/1", "external_video_domain_unsupported"),
        ("https://www.youtube.com/feed", "external_video_invalid"),
        ("https://www.youtube.com/live/abc", "external_video_live_unsupported"),
        ("youtube", "parameter_invalid"),
    ],
)
def test_what_a_site_does_not_show_is_refused(v1_2: Api, url: str, code: str) -> None:
    body = {"index_id": index_in(v1_2), "url": url}

    assert code_of(v1_2.post("/tasks/external-provider", json=body)) == (400, code)


def test_an_integration_of_another_account_is_refused(v1_2: Api, api: Api) -> None:
    api.platform.foreign.add("65f0c0ffee65f0c0ffee65f0")

    assert code_of(v1_2.get(f"{IMPORT}/logs")) == (403, "read_not_allowed")
