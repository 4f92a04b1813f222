"""Analysis batches: all or nothing, counts over time, failing items, cancellation and expiry, results line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock

SUMMARY = {"prompt": {"input_text": "Summarize."}}
COUNTS = ("queued", "processing", "ready", "failed", "canceled")


def item(asset: str, **more: Any) -> dict[str, Any]:
    return {"video": {"type": "asset_id", "asset_id": asset}, **more}


def batch(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "model_name": "pegasus1.5",
        "analysis_mode": "general",
        "defaults": SUMMARY,
        "requests": list(items),
        **more,
    }


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def create(api: Api, body: dict[str, Any]) -> str:
    reply = api.post("/analyze/batches", json=body)
    assert reply.status_code == 201, reply.text
    return str(reply.json()["batch_id"])


def look(api: Api, identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/analyze/batches/{identifier}").json()
    return found


def counts(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[f"{name}_items"] for name in COUNTS)


def results(api: Api, identifier: str) -> list[dict[str, Any]]:
    reply = api.get(f"/analyze/batches/{identifier}/results")
    assert reply.headers["content-type"] == "application/jsonl"
    return [json.loads(line) for line in reply.text.splitlines()]


def test_a_new_batch_names_a_task_for_every_request(api: Api, asset: str) -> None:
    reply = api.post("/analyze/batches", json=batch(item(asset, custom_id="one"), item(asset)))

    made = reply.json()
    assert (reply.status_code, made["status"], made["total_items"]) == (201, "pending", 2)
    assert [each["custom_id"] for each in made["items"]] == ["one", None]
    assert made["created_at"] < made["expires_at"]
    task = api.get(f"/analyze/tasks/{made['items'][0]['task_id']}").json()
    assert (task["batch_id"], task["custom_id"], task["status"]) == (made["batch_id"], "one", "queued")


def test_items_are_worked_on_five_at_a_time_until_the_batch_is_completed(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(*[item(asset)] * 7))

    seen = []
    for seconds in (1, 4, 4, 0):
        seen.append(look(api, identifier))
        clock.advance(seconds)

    assert [each["status"] for each in seen] == ["pending", "processing", "processing", "completed"]
    assert [counts(each) for each in seen] == [(7, 0, 0, 0, 0), (2, 5, 0, 0, 0), (0, 2, 5, 0, 0), (0, 0, 7, 0, 0)]
    assert "completed_at" in seen[-1]
    assert not {"completed_at", "canceled_at", "expired_at"} & seen[0].keys()


def test_an_item_that_fails_fails_alone(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(item(asset, custom_id="good"), item(asset, custom_id="bad", start_time=30)))
    clock.advance(20)

    found = look(api, identifier)
    good, bad = sorted(results(api, identifier), key=lambda each: str(each["status"]), reverse=True)

    assert (found["status"], counts(found)) == ("completed", (0, 0, 1, 1, 0))
    assert (good["custom_id"], good["status"], good["data"]["finish_reason"]) == ("good", "ready", "stop")
    assert (bad["custom_id"], bad["status"]) == ("bad", "failed")
    assert bad["error"]["message"]
    assert "error" not in good
    assert "data" not in bad


def test_a_part_longer_than_two_hours_fails_its_item(api: Api, clock: Clock, asset: str) -> None:
    stored = api.platform.find("assets", asset)
    api.platform.store.put("assets", asset, {**stored, "duration": 10_000})
    identifier = create(api, batch(item(asset, start_time=0, end_time=8000)))
    clock.advance(2000)

    (line,) = results(api, identifier)

    assert (line["status"], line["error"]["code"]) == ("failed", "video_duration_too_long")


def test_results_can_be_read_while_the_batch_is_at_work(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(*[item(asset)] * 7))
    clock.advance(5)

    lines = results(api, identifier)

    assert [line["status"] for line in lines] == ["ready"] * 5 + ["processing"] * 2
    assert ["data" in line for line in lines] == [True] * 5 + [False] * 2


def test_an_item_says_otherwise_or_takes_over_what_holds_for_all(api: Api, clock: Clock, asset: str) -> None:
    schema = {"type": "object", "properties": {"title": {"type": "string"}}}
    form = {"type": "json_schema", "json_schema": schema}
    identifier = create(
        api, batch(item(asset), item(asset, prompt={"input_text": "Title?"}, response_format=form, temperature=0.5))
    )

    tasks = [api.get(f"/analyze/tasks/{each['task_id']}").json() for each in results(api, identifier)]
    clock.advance(20)
    plain, structured = (line["data"]["data"] for line in results(api, identifier))

    assert [task["request_params"]["prompt_v2"]["input_text"] for task in tasks] == ["Summarize.", "Title?"]
    assert plain.startswith("The video shows 3 scenes")
    assert set(json.loads(structured)) == {"title"}


def test_a_batch_of_segments(api: Api, clock: Clock, asset: str) -> None:
    form = {"type": "segment_definitions", "segment_definitions": [{"id": "scene", "description": "Green"}]}
    identifier = create(
        api, batch(item(asset), analysis_mode="time_based_metadata", defaults={"response_format": form})
    )
    clock.advance(20)

    (line,) = results(api, identifier)

    assert [each["start_time"] for each in json.loads(line["data"]["data"])["scene"]] == [2]


def test_a_canceled_batch_lets_what_runs_come_to_its_end(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(*[item(asset)] * 7))
    clock.advance(2)

    reply = api.post(f"/analyze/batches/{identifier}/cancel")
    again = api.post(f"/analyze/batches/{identifier}/cancel")
    clock.advance(10)
    found = look(api, identifier)

    assert (reply.status_code, reply.json()["status"], counts(reply.json())) == (202, "canceling", (0, 5, 0, 0, 2))
    assert again.json()["status"] == "canceling"
    assert (found["status"], counts(found)) == ("canceled", (0, 0, 5, 0, 2))
    assert "canceled_at" in found
    dropped = next(line for line in results(api, identifier) if line["status"] == "canceled")
    task = api.get(f"/analyze/tasks/{dropped['task_id']}").json()
    assert (task["status"], task["error"]["code"]) == ("canceled", "batch_canceled")
    assert not {"data", "error"} & dropped.keys()


def test_a_batch_that_has_not_begun_is_canceled_at_once(api: Api, asset: str) -> None:
    identifier = create(api, batch(item(asset)))

    reply = api.post(f"/analyze/batches/{identifier}/cancel")

    assert (reply.json()["status"], counts(reply.json())) == ("canceled", (0, 0, 0, 0, 1))


def test_what_is_not_done_in_time_is_canceled(start: Callable[..., Api], clock: Clock, video: Path) -> None:
    api = start(batch_lifetime=5.0)
    asset = api.upload(video)
    clock.advance(4)
    identifier = create(api, batch(*[item(asset)] * 7))
    clock.advance(5)

    found = look(api, identifier)

    assert (found["status"], counts(found)) == ("expired", (0, 0, 5, 0, 2))
    assert found["expired_at"] == found["expires_at"]
    lost = next(line for line in results(api, identifier) if line["status"] == "canceled")
    assert api.get(f"/analyze/tasks/{lost['task_id']}").json()["error"]["code"] == "batch_expired"
    assert code_of(api.post(f"/analyze/batches/{identifier}/cancel")) == (409, "batch_expired")


@pytest.mark.parametrize(("cancel_first", "code"), [(False, "batch_completed"), (True, "batch_canceled")])
def test_a_batch_that_is_over_is_not_canceled(
    api: Api, clock: Clock, asset: str, cancel_first: bool, code: str
) -> None:
    identifier = create(api, batch(item(asset)))
    if cancel_first:
        api.post(f"/analyze/batches/{identifier}/cancel")
    clock.advance(20)

    assert code_of(api.post(f"/analyze/batches/{identifier}/cancel")) == (409, code)


def test_a_batch_is_deleted_only_when_it_is_over(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(item(asset)))
    (line,) = results(api, identifier)

    early = api.send("DELETE", f"/analyze/batches/{identifier}")
    clock.advance(20)
    late = api.send("DELETE", f"/analyze/batches/{identifier}")

    assert code_of(early) == (409, "batch_not_terminal")
    assert (late.status_code, late.content) == (200, b"")
    for place in (f"/analyze/batches/{identifier}", f"/analyze/batches/{identifier}/results"):
        assert api.get(place).status_code == 404
    assert api.get(f"/analyze/tasks/{line['task_id']}").status_code == 404


def test_tasks_of_a_batch_are_left_to_the_batch(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(item(asset)))
    (line,) = results(api, identifier)
    place = f"/analyze/tasks/{line['task_id']}"

    assert api.post(f"{place}/cancel").status_code == 409
    clock.advance(20)
    assert api.send("DELETE", place).status_code == 409


def test_a_batch_is_kept_for_thirty_days(api: Api, clock: Clock, asset: str) -> None:
    identifier = create(api, batch(item(asset)))

    clock.advance(30 * 86_400 - 1)
    assert look(api, identifier)["status"] == "completed"
    clock.advance(1)
    assert api.get(f"/analyze/batches/{identifier}").status_code == 404
    assert api.get("/analyze/batches").json()["data"] == []


def test_five_batches_are_at_work_at_once(api: Api, clock: Clock, asset: str) -> None:
    for _ in range(5):
        create(api, batch(item(asset)))

    assert code_of(api.post("/analyze/batches", json=batch(item(asset)))) == (429, "too_many_requests")
    clock.advance(20)
    assert api.post("/analyze/batches", json=batch(item(asset))).status_code == 201


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("status=pending&status=completed", True),
        ("status=canceling", False),
        ("analysis_mode=general&analysis_mode=time_based_metadata", True),
        ("analysis_mode=time_based_metadata", False),
    ],
)
def test_the_list_is_filtered(api: Api, asset: str, query: str, found: bool) -> None:
    identifier = create(api, batch(item(asset)))

    assert [each["batch_id"] for each in api.get(f"/analyze/batches?{query}").json()["data"]] == [identifier] * found


def test_the_list_is_newest_first(api: Api, clock: Clock, asset: str) -> None:
    older = create(api, batch(item(asset)))
    clock.advance(1)
    newer = create(api, batch(item(asset)))

    assert [each["batch_id"] for each in api.get("/analyze/batches").json()["data"]] == [newer, older]


ENTRIES = {"type": "object", "fields": [{"name": "a", "type": "string", "description": "b"}]}
EVENTS = {"name": "e", "type": "time_array", "description": "f", "items": ENTRIES}
EVENT_FORM = {
    "type": "segment_definitions",
    "segment_definitions": [{"id": "s", "description": "t", "fields": [EVENTS]}],
}


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("requests", {"requests": []}),
        ("model_name", {"model_name": "pegasus1.6"}),
        ("prompt", {"defaults": {}}),
        ("max_tokens", {"defaults": {**SUMMARY, "max_tokens": "unlimited"}}),
        ("time_array", {"analysis_mode": "time_based_metadata", "defaults": {"response_format": EVENT_FORM}}),
        ("response_format", {"analysis_mode": "time_based_metadata", "defaults": {}}),
        ("prompt", {"analysis_mode": "time_based_metadata"}),
        ("analysis_mode", {"analysis_mode": "both"}),
    ],
)
def test_what_makes_no_sense_is_refused(api: Api, asset: str, named: str, change: dict[str, Any]) -> None:
    reply = api.post("/analyze/batches", json=batch(item(asset), **change))

    assert reply.status_code == 400
    assert named in reply.json()["message"]


@pytest.mark.parametrize(
    ("items", "status", "code"),
    [
        ([{"custom_id": "a"}, {"custom_id": "a"}], 400, "parameter_invalid"),
        ([{"custom_id": "a b"}], 400, "parameter_invalid"),
        ([{"video": {"type": "url", "url": "https://example.com/a.mp4"}}], 400, "parameter_invalid"),
        ([{}, {"video": {"type": "asset_id", "asset_id": "f" * 24}}], 404, "resource_not_exist"),
    ],
)
def test_one_bad_request_and_there_is_no_batch(
    api: Api, asset: str, items: list[dict[str, Any]], status: int, code: str
) -> None:
    reply = api.post("/analyze/batches", json=batch(*[{**item(asset), **each} for each in items]))

    assert (reply.status_code, reply.json()["code"]) in ((status, code), (status, "parameter_not_provided"))
    assert api.get("/analyze/batches").json()["data"] == []
    assert api.get("/analyze/tasks").json()["data"] == []


def test_every_asset_must_be_ready(api: Api, video: Path) -> None:
    reply = api.post("/analyze/batches", json=batch(item(api.upload(video))))

    assert code_of(reply) == (409, "video_not_ready")
