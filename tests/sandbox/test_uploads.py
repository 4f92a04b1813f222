"""Multipart uploads: opened, sent in chunks, reported, joined to an asset."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.uploading import UPLOADS, Upload
from twelvelabs_sandbox.store.upload_sessions import views

DAY = 24 * 3600
CONTENT = bytes(range(256)) * 10  # Two chunks of 1,000 bytes and one of 560.


@pytest.fixture
def api(start: Callable[..., Api], sidecars: Path) -> Api:
    return start(chunk_size=1000, first_urls=2, sidecars=sidecars)


@pytest.fixture
def upload(api: Api) -> Upload:
    return Upload(api, CONTENT)


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def states(upload: Upload) -> list[str]:
    return [chunk["status"] for chunk in upload.status()["uploaded_chunks"]]


def test_opening_plans_the_chunks(api: Api, clock: Clock, upload: Upload) -> None:
    opened = upload.opened

    assert upload.reply.status_code == 201
    assert (opened["chunk_size"], opened["total_chunks"]) == (1000, 3)
    assert [each["chunk_index"] for each in opened["upload_urls"]] == [1, 2]
    assert opened["upload_headers"].keys() == {"Content-Type", "x-amz-meta-upload-id"}
    assert opened["expires_at"] > opened["upload_urls"][0]["expires_at"]


def test_a_file_of_whole_chunks_has_no_empty_one(api: Api) -> None:
    opened = Upload(api, bytes(2000)).opened

    assert (opened["total_chunks"], len(opened["upload_urls"])) == (2, 2)


def test_a_whole_file_goes_all_the_way(api: Api, clock: Clock, video: Path) -> None:
    upload = Upload(api, video.read_bytes(), filename="tiny.mp4", user_metadata={"series": "harbor", "none": ""})
    asset = f"/assets/{upload.opened['asset_id']}"

    done = upload.finish()
    seen = []
    for _ in range(2):
        seen.append(api.get(asset).json())
        clock.advance(4)

    assert upload.status()["status"] == "completed"
    assert done["total_completed"] == done["processed_chunks"] == len(upload.chunks)
    assert api.fetch(done["url"]).content == video.read_bytes()
    assert [each["status"] for each in seen] == ["processing", "ready"]
    assert (seen[1]["method"], seen[1]["filename"], seen[1]["size"]) == (
        "multipart",
        "tiny.mp4",
        len(video.read_bytes()),
    )
    assert seen[1]["duration"] == pytest.approx(6, abs=0.2)
    assert seen[1]["user_metadata"] == {"series": "harbor"}
    assert not {"hls", "thumbnail"} & seen[1].keys()


def test_hls_and_thumbnails_are_made_when_asked_for(api: Api, clock: Clock, video: Path) -> None:
    upload = Upload(api, video.read_bytes(), enable_hls=True, enable_thumbnail=True)
    asset_id = upload.finish()["asset_id"]
    clock.advance(8)

    asset = api.get(f"/assets/{asset_id}").json()

    assert (asset["hls"]["status"], asset["thumbnail"]["status"]) == ("ready", "ready")


def test_an_unreadable_file_fails_as_an_asset_not_as_an_upload(api: Api, clock: Clock, upload: Upload) -> None:
    asset_id = upload.finish()["asset_id"]
    clock.advance(4)

    assert upload.status()["status"] == "completed"
    assert api.get(f"/assets/{asset_id}").json()["status"] == "failed"


def test_the_reserved_asset_is_not_there_before_the_upload_is_complete(api: Api, upload: Upload) -> None:
    asset_id = upload.opened["asset_id"]
    upload.report(upload.proof(1))

    assert code_of(api.get(f"/assets/{asset_id}")) == (404, "resource_not_exist")
    assert api.get("/assets").json()["data"] == []


def test_the_chunks_are_gone_once_they_are_joined(api: Api, upload: Upload) -> None:
    upload.finish()

    assert [path.read_bytes() for path in api.platform.files.iterdir()] == [CONTENT]


def test_chunks_may_be_sent_and_reported_in_any_order(upload: Upload) -> None:
    proofs = [upload.proof(index) for index in (3, 1, 2)]

    first, second = upload.report(proofs[0]).json(), upload.report(*proofs[1:]).json()

    assert (first["processed_chunks"], first["total_completed"]) == (1, 1)
    assert (second["processed_chunks"], second["total_completed"]) == (2, 3)
    assert "url" not in first
    assert upload.status()["status"] == "completed"


def test_the_proof_is_the_etag_with_or_without_its_quotes(upload: Upload) -> None:
    digest = hashlib.md5(upload.chunks[1]).hexdigest()
    quoted, plain = upload.proof(1), upload.proof(2)
    plain["proof"] = plain["proof"].strip('"')

    reply = upload.report(quoted, plain)

    assert quoted["proof"] == f'"{digest}"'
    assert reply.json()["total_completed"] == 2


def test_a_chunk_reported_again_is_a_duplicate(upload: Upload) -> None:
    proof = upload.proof(1)

    twice = upload.report(proof, proof).json()
    again = upload.report({**proof, "proof": "something else"}).json()

    assert (twice["processed_chunks"], twice["duplicate_chunks"]) == (1, 1)
    assert (again["processed_chunks"], again["duplicate_chunks"], again["total_completed"]) == (0, 1, 1)
    assert states(upload) == ["completed", "pending", "pending"]


def test_the_last_report_may_be_repeated(upload: Upload) -> None:
    proofs = [upload.proof(index) for index in upload.chunks]
    upload.report(*proofs)

    again = upload.report(*proofs)

    assert (again.status_code, again.json()["duplicate_chunks"]) == (200, 3)
    assert again.json()["url"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"proof": "0" * 32}, "ETag"), ({"chunk_size": 999}, "1000 bytes, but 999"), ({"chunk_index": 2}, "no bytes")],
)
def test_a_chunk_with_a_wrong_report_has_failed(upload: Upload, changed: dict[str, Any], told: str) -> None:
    reported = upload.proof(1, **changed)

    reply = upload.report(reported).json()

    found = upload.status()
    chunk = found["uploaded_chunks"][reported["chunk_index"] - 1]
    assert (reply["processed_chunks"], reply["duplicate_chunks"], reply["total_completed"]) == (0, 0, 0)
    assert (found["chunks_failed"], chunk["status"], chunk["uploaded_at"]) == (1, "failed", None)
    assert told in chunk["error"]


def test_a_failed_chunk_can_be_sent_again(upload: Upload) -> None:
    upload.report(upload.proof(1, proof="wrong"))

    upload.report(upload.proof(1))

    assert states(upload) == ["completed", "pending", "pending"]
    assert "error" not in upload.status()["uploaded_chunks"][0]


def test_the_last_bytes_of_a_chunk_count(api: Api, upload: Upload) -> None:
    wrong = upload.put(1, bytes(1000)).headers["etag"]
    proofs = [upload.proof(index) for index in upload.chunks]

    assert upload.report({**proofs[0], "proof": wrong}).json()["processed_chunks"] == 0
    assert api.fetch(upload.report(*proofs).json()["url"]).content == CONTENT


def test_the_status_counts_all_chunks_and_pages_them(clock: Clock, upload: Upload) -> None:
    proof = upload.proof(3)
    clock.advance(60)
    upload.report(proof, {**proof, "chunk_index": 2})

    found = upload.status("page=2&page_limit=2")

    assert (found["chunks_completed"], found["chunks_failed"], found["chunks_pending"]) == (1, 1, 1)
    assert (found["total_size"], found["uploaded_size"]) == (2560, 560)
    assert found["page_info"] == {"limit_per_page": 2, "page": 2, "total_page": 2, "total_results": 3}
    assert [(chunk["index"], chunk["status"]) for chunk in found["uploaded_chunks"]] == [(3, "completed")]
    assert found["uploaded_chunks"][0]["uploaded_at"] == found["updated_at"] > found["created_at"]


def test_more_urls_are_those_of_the_chunks_there_are(upload: Upload) -> None:
    reply = upload.more_urls(2, 50).json()

    assert (reply["start_index"], reply["count"]) == (2, 2)
    assert [each["chunk_index"] for each in reply["upload_urls"]] == [2, 3]
    assert reply["expires_at"] == reply["upload_urls"][0]["expires_at"] > reply["generated_at"]


@pytest.mark.parametrize(("start_at", "count"), [(0, 1), (4, 1), (1, 0), (1, 51)])
def test_urls_outside_the_plan_are_refused(upload: Upload, start_at: int, count: int) -> None:
    assert code_of(upload.more_urls(start_at, count)) == (400, "parameter_invalid")


@pytest.mark.parametrize("changed", [{"chunk_index": 0}, {"chunk_index": 4}, {"proof_type": "md5"}])
def test_a_report_outside_the_plan_is_refused_whole(upload: Upload, changed: dict[str, Any]) -> None:
    proof = upload.proof(1)

    assert code_of(upload.report(proof, {**proof, **changed})) == (400, "parameter_invalid")
    assert states(upload) == ["pending"] * 3


@pytest.mark.parametrize(
    ("changed", "code", "named"),
    [
        ({"filename": None}, "parameter_invalid", "filename"),
        ({"type": "document"}, "parameter_invalid", "type"),
        ({"total_size": 0}, "parameter_invalid", "total_size"),
        ({"total_size": 10 * 1024**3 + 1}, "parameter_invalid", "total_size"),
        ({"type": "image", "total_size": 32 * 1024**2 + 1}, "parameter_invalid", "total_size"),
        ({"user_metadata": {"a": {}}}, "parameter_invalid", "user_metadata"),
        ({"url": "https://example.com/a.mp4"}, "parameter_unknown", "url"),
    ],
)
def test_a_bad_plan_is_refused_by_name(api: Api, changed: dict[str, Any], code: str, named: str) -> None:
    reply = api.post(UPLOADS, json={"filename": "a.mp4", "type": "video", "total_size": 1, **changed})

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_an_upload_expires_after_a_day(api: Api, clock: Clock, upload: Upload) -> None:
    proof = upload.proof(1)
    clock.advance(DAY - 1)
    before = upload.status()["status"]
    clock.advance(1)

    assert (before, upload.status()["status"]) == ("active", "expired")
    for reply in (upload.report(proof), upload.more_urls(1)):
        assert code_of(reply) == (400, "parameter_invalid")
        assert "expired" in reply.json()["message"]


def test_a_complete_upload_gives_no_more_urls(upload: Upload) -> None:
    upload.finish()

    assert code_of(upload.more_urls(1)) == (400, "parameter_invalid")


def test_an_upload_fails_when_the_storage_has_lost_its_bytes(api: Api, upload: Upload) -> None:
    proofs = [upload.proof(index) for index in upload.chunks]
    for path in api.platform.files.glob("upload-*/*"):
        path.unlink()

    reply = upload.report(*proofs).json()

    assert "url" not in reply
    assert upload.status()["status"] == "failed"
    assert code_of(upload.report(*proofs)) == (400, "parameter_invalid")
    assert list(api.platform.files.iterdir()) == []


def test_the_list_tells_what_is_not_complete(api: Api, clock: Clock, upload: Upload) -> None:
    clock.advance(DAY)
    complete, active = Upload(api, CONTENT), Upload(api, CONTENT)
    complete.finish()

    page = api.get(UPLOADS).json()

    assert [(each["upload_id"], each["status"]) for each in page["data"]] == [
        (active.opened["upload_id"], "active"),
        (upload.opened["upload_id"], "expired"),
    ]
    assert page["data"][0]["expires_at"] == active.opened["expires_at"]
    assert page["page_info"]["total_results"] == 2


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", ""), ("POST", "/presigned-urls")])
def test_another_account_s_upload_is_refused_and_an_unknown_one_not_found(api: Api, method: str, path: str) -> None:
    ours, theirs = "e" * 24, "f" * 24
    api.platform.foreign.add(theirs)
    body: dict[str, Any] = {"start": 1, "count": 1} if path else {"completed_chunks": []}
    sent = {"json": body} if method == "POST" else {}

    assert code_of(api.send(method, f"{UPLOADS}/{ours}{path}", **sent)) == (404, "resource_not_exist")
    assert code_of(api.send(method, f"{UPLOADS}/{theirs}{path}", **sent)) == (403, "read_not_allowed")


def test_a_test_can_see_what_the_storage_took(api: Api, upload: Upload) -> None:
    for chunk in (2, 2):
        upload.more_urls(chunk)
        upload.put(chunk)
    upload.put(2, b"refused")
    upload.report(upload.proof(1))

    (seen,) = views(api.platform)

    assert (seen.id, seen.asset_id) == (upload.opened["upload_id"], upload.opened["asset_id"])
    assert (seen.filename, seen.status, seen.total_chunks) == ("harbor.mp4", "active", 3)
    assert dict(seen.taken) == {1: 1, 2: 2}
    assert set(seen.completed) == {1}
