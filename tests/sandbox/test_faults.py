"""Faults on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from tests.sandbox.harness import Api
from tests.sandbox.uploading import Upload
from twelvelabs_sandbox.faults import ConnectionCut


def test_a_fault_meets_as_many_requests_as_told(api: Api) -> None:
    api.platform.faults.add(method="GET", path="/indexes", status=503, headers={"Retry-After": "1"}, times=2)

    statuses = [api.get("/indexes").status_code for _ in range(3)]

    assert statuses == [503, 503, 200]
    assert api.platform.faults.waiting == ()


@pytest.mark.parametrize(
    ("body", "received"),
    [(None, b""), (b"\x00", b"\x00"), ("busy", b"busy"), ({"code": "busy"}, b'{"code":"busy"}')],
)
def test_a_fault_answers_its_body_and_headers(api: Api, body: object, received: bytes) -> None:
    api.platform.faults.add(status=429, headers={"Retry-After": "7"}, body=body)

    reply = api.get("/assets")

    assert (reply.status_code, reply.content, reply.headers["retry-after"]) == (429, received, "7")


def test_a_fault_waits_for_its_own_requests(api: Api) -> None:
    api.platform.faults.add(method="POST", path="/indexes/*/indexed-assets", status=500)

    assert api.get("/indexes").status_code == 200
    assert api.post("/indexes", json={}).status_code == 400
    assert api.post("/indexes/a/indexed-assets", json={}).status_code == 500


def test_faults_meet_requests_in_the_order_they_were_added(api: Api) -> None:
    for status in (500, 502, 503):
        api.platform.faults.add(status=status)

    assert [api.get("/indexes").status_code for _ in range(3)] == [500, 502, 503]


def test_a_delay_alone_leaves_the_answer_as_it_is(api: Api) -> None:
    api.platform.faults.add(delay=0.001)

    assert api.get("/indexes").status_code == 200


def test_a_cut_ends_the_reply_in_the_middle(api: Api) -> None:
    api.platform.faults.add(cut_after=5)

    with pytest.raises(ConnectionCut):
        api.get("/indexes")


def test_a_cut_loses_a_reply_without_a_body_and_leaves_its_effect(api: Api, index: str) -> None:
    api.platform.faults.add(method="DELETE", cut_after=0)

    with pytest.raises(ConnectionCut):
        api.send("DELETE", f"/indexes/{index}")
    assert api.get(f"/indexes/{index}").status_code == 404


def test_faults_can_be_dropped(api: Api) -> None:
    api.platform.faults.add(status=500)

    api.platform.faults.clear()

    assert api.get("/indexes").status_code == 200


def test_a_fault_without_effect_is_a_mistake(api: Api) -> None:
    with pytest.raises(ValueError, match="needs a status, a delay, cut_after, damage, pace or partial"):
        api.platform.faults.add(path="/indexes")


def test_requests_that_met_a_fault_are_counted_too(api: Api) -> None:
    api.platform.faults.add(status=500)

    api.get("/indexes")
    api.get("/indexes")

    assert list(api.platform.requests) == [("GET", "/indexes")] * 2


def statuses(api: Api, count: int) -> list[int]:
    return [api.get("/indexes").status_code for _ in range(count)]


@pytest.mark.parametrize(("rate", "low", "high"), [(0.1, 8, 40), (0.5, 70, 130), (1.0, 200, 200)])
def test_a_rate_says_how_many_requests_are_met(api: Api, rate: float, low: int, high: int) -> None:
    fault = api.platform.faults.add_rate(rate, method="GET", path="/indexes", status=503)

    met = statuses(api, 200).count(503)

    assert low <= met <= high
    assert fault.met == met
    assert api.platform.faults.waiting == (fault,)


def test_the_same_seed_meets_the_same_requests(start: Callable[..., Api]) -> None:
    drawn = []
    for seed in (7, 7, 8):
        api = start(seed=seed)
        api.platform.faults.add_rate(0.3, status=503)
        drawn.append(statuses(api, 60))

    assert drawn[0] == drawn[1] != drawn[2]


def test_a_rate_can_end_after_some_times(api: Api) -> None:
    api.platform.faults.add_rate(1.0, status=503, times=2)

    assert statuses(api, 3) == [503, 503, 200]


@pytest.mark.parametrize("rate", [0, -0.1, 1.1])
def test_a_rate_is_a_probability(api: Api, rate: float) -> None:
    with pytest.raises(ValueError, match="rate must be above 0 and at most 1"):
        api.platform.faults.add_rate(rate, status=503)


def test_a_damage_changes_what_arrives_and_nothing_else(api: Api) -> None:
    upload = Upload(api, b"harbor")
    api.platform.faults.add(method="PUT", damage=True)

    reply = upload.put(1)

    assert reply.headers["etag"].strip('"') == hashlib.md5(bytes([ord("h") ^ 1]) + b"arbor").hexdigest()


def test_a_pace_slows_the_reading_and_changes_nothing(api: Api) -> None:
    upload = Upload(api, b"harbor")
    api.platform.faults.add(method="PUT", pace=0.001)

    assert upload.put(1).headers["etag"].strip('"') == hashlib.md5(b"harbor").hexdigest()


def test_a_request_that_is_taken_in_part_lacks_the_last_item_of_its_list(start: Callable[..., Api]) -> None:
    api = start(chunk_size=3)
    upload = Upload(api, b"harbor")
    proofs = [upload.proof(1), upload.proof(2)]
    api.platform.faults.add(method="POST", partial=True, times=2)

    assert upload.report(*proofs).json()["processed_chunks"] == 1
    assert upload.report(proofs[1]).json()["total_completed"] == 2
