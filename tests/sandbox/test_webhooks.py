"""Webhooks of the sandbox: told when a task ends, signed, again after a failure, and only on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.receiver import Notice, Receiver, receiving
from twelvelabs_sandbox import Sandbox
from twelvelabs_sandbox.__main__ import main
from twelvelabs_sandbox.store.webhooks import Event, Outbox

SECRET = "whs_made_up"
UNREACHABLE = "https://example.com/clips/harbor.mp4"
READY = 15  # by then the task of the tiny video is ready, and not a second before
FAILED = 4
THREAD = "twelvelabs-sandbox-webhooks"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def outbox(api: Api, receiver: Receiver) -> Outbox:
    api.platform.outbox.add(receiver.url, SECRET)
    return api.platform.outbox


def create(api: Api, index: str, video: Path) -> str:
    return str(api.form("/tasks", ("video_file", (video.name, video.read_bytes())), index_id=index).json()["_id"])


def create_failing(api: Api, index: str) -> str:
    return str(api.form("/tasks", index_id=index, video_url=UNREACHABLE).json()["_id"])


def told(notice: Notice) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(notice.body)
    return payload


def signed_anew(notice: Notice, secret: str) -> str:
    """The header that the body should have come with, by the steps of the API's guide."""
    moment = notice.signature.partition(",")[0].removeprefix("t=")
    digest = hmac.digest(secret.encode(), moment.encode() + b"." + notice.body, hashlib.sha256)
    return f"t={moment},v1={digest.hex()}"


def test_a_task_is_told_when_it_is_ready_and_not_before(
    api: Api, clock: Clock, index: str, video: Path, outbox: Outbox, receiver: Receiver
) -> None:
    task = create(api, index, video)

    clock.advance(READY - 1)
    outbox.deliver_due()
    early = receiver.all()
    clock.advance(1)
    outbox.deliver_due()
    (notice,) = receiver.all()

    assert early == []
    assert api.get(f"/tasks/{task}").json()["status"] == "ready"
    payload = told(notice)
    assert payload == {
        "id": payload["id"],
        "created_at": payload["created_at"],
        "type": "index.task.ready",
        "data": {
            "id": task,
            "metadata": {"duration": pytest.approx(6, abs=0.2)},
            "status": "ready",
            "models": [{"name": "marengo3.0", "options": ["visual", "audio"]}],
            "tags": [],
        },
    }
    assert payload["id"].startswith("whe_")
    assert datetime.fromisoformat(payload["created_at"]).timestamp() == clock.now


def test_a_task_is_told_when_it_has_failed(
    api: Api, clock: Clock, index: str, outbox: Outbox, receiver: Receiver
) -> None:
    task = create_failing(api, index)
    clock.advance(FAILED)

    outbox.deliver_due()

    payload = told(receiver.next())
    assert (payload["type"], payload["data"]["id"], payload["data"]["status"]) == ("index.task.failed", task, "failed")
    assert payload["data"]["metadata"] == {}


def test_each_webhook_is_told_once_under_its_own_secret(
    api: Api, clock: Clock, index: str, outbox: Outbox, receiver: Receiver
) -> None:
    with receiving() as other:
        outbox.add(other.url, "whs_other")
        create_failing(api, index)
        clock.advance(FAILED)
        outbox.deliver_due()
        outbox.deliver_due()
        (first,), (second,) = receiver.all(), other.all()

    assert first.body == second.body
    assert first.signature == signed_anew(first, SECRET) == f"t={int(clock.now)},v1={first.signature[-64:]}"
    assert second.signature == signed_anew(second, "whs_other") != first.signature


def test_a_failed_delivery_is_repeated_after_a_while_with_the_same_event(
    api: Api, clock: Clock, index: str, outbox: Outbox, receiver: Receiver
) -> None:
    receiver.answer(500, 302)
    task = create_failing(api, index)
    states = []
    for seconds in (FAILED, 4.9, 0.1, 24.9, 0.1, 100):
        clock.advance(seconds)
        outbox.deliver_due()
        states.append(outbox.states_of(task))

    notices = receiver.all()
    assert len({notice.body for notice in notices}) == 1
    assert len({notice.signature for notice in notices}) == 3
    assert [state[0]["attempts"] for state in states] == [1, 1, 2, 2, 3, 3]
    assert states[0] == [
        {"url": receiver.url, "delivered": False, "attempts": 1, "last_error": "The endpoint answered 500."}
    ]
    assert states[2][0]["last_error"] == "The endpoint answered 302."
    assert states[-1] == [{"url": receiver.url, "delivered": True, "attempts": 3}]


def test_a_delivery_is_given_up_after_three_attempts(
    api: Api, clock: Clock, index: str, outbox: Outbox, receiver: Receiver
) -> None:
    receiver.answer(*[404] * 9)
    create_failing(api, index)

    for _ in range(9):
        clock.advance(60)
        outbox.deliver_due()

    (delivery,) = outbox.deliveries
    assert (delivery.attempts, delivery.delivered, delivery.error) == (3, False, "The endpoint answered 404.")
    assert len(receiver.all()) == 3


def test_an_endpoint_where_nobody_answers_is_told_to_have_failed(api: Api, clock: Clock, index: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        api.platform.outbox.add(f"http://127.0.0.1:{free.getsockname()[1]}/", SECRET)
        task = create_failing(api, index)
        clock.advance(FAILED)
        api.platform.outbox.deliver_due()

    (state,) = api.platform.outbox.states_of(task)
    assert (state["delivered"], state["attempts"]) == (False, 1)
    assert state["last_error"].startswith("The endpoint gave no answer")


def test_what_ended_before_there_was_a_webhook_is_not_told(
    api: Api, clock: Clock, index: str, receiver: Receiver
) -> None:
    create_failing(api, index)
    clock.advance(FAILED)
    under_way = create_failing(api, index)

    api.platform.outbox.add(receiver.url, SECRET)
    clock.advance(FAILED)
    api.platform.outbox.deliver_due()

    assert [told(notice)["data"]["id"] for notice in receiver.all()] == [under_way]


def test_other_ends_can_be_announced_and_may_not_come_about(
    api: Api, clock: Clock, outbox: Outbox, receiver: Receiver
) -> None:
    canceled = Event("analyze.task.canceled", {"id": "a1", "custom_id": None, "status": "canceled"})
    outbox.announce(clock.now + 2, lambda: None)
    outbox.announce(clock.now + 1, lambda: canceled)
    clock.advance(5)

    outbox.deliver_due()

    (notice,) = receiver.all()
    assert (told(notice)["type"], told(notice)["data"]) == (canceled.type, canceled.data)


def analyze(api: Api, **video: Any) -> str:
    body = {"video": video, "prompt": "What happens?", "custom_id": "shot-1"}
    return str(api.post("/analyze/tasks", json=body).json()["task_id"])


def test_an_analysis_is_told_when_it_is_ready_and_not_before(
    api: Api, clock: Clock, asset: str, outbox: Outbox, receiver: Receiver
) -> None:
    task = analyze(api, type="asset_id", asset_id=asset)
    created = api.get(f"/analyze/tasks/{task}").json()["created_at"]

    clock.advance(5.5)
    outbox.deliver_due()
    early = receiver.all()
    clock.advance(0.5)
    outbox.deliver_due()
    (notice,) = receiver.all()

    assert early == []
    assert (told(notice)["type"], notice.signature) == ("analyze.task.ready", signed_anew(notice, SECRET))
    assert told(notice)["data"] == {
        "id": task,
        "custom_id": "shot-1",
        "status": "ready",
        "created_at": created,
        "video_source": {"type": "asset_id", "asset_id": asset, "system_metadata": {"duration": 6.0}},
    }


def test_an_analysis_is_told_when_it_has_failed(api: Api, clock: Clock, outbox: Outbox, receiver: Receiver) -> None:
    task = analyze(api, type="url", url=UNREACHABLE)
    clock.advance(6)
    outbox.deliver_due()

    payload = told(receiver.next())
    shown = api.get(f"/analyze/tasks/{task}").json()
    assert (payload["type"], payload["data"]["status"]) == ("analyze.task.failed", "failed")
    assert payload["data"]["error"] == {"message": shown["error"]["message"]}
    assert payload["data"]["video_source"] == {"type": "url", "url": UNREACHABLE}


def test_a_canceled_analysis_is_told_once_and_as_canceled(
    api: Api, clock: Clock, asset: str, outbox: Outbox, receiver: Receiver
) -> None:
    task = analyze(api, type="asset_id", asset_id=asset)
    for _ in range(2):
        api.post(f"/analyze/tasks/{task}/cancel")
    outbox.deliver_due()
    clock.advance(60)
    outbox.deliver_due()

    (notice,) = receiver.all()
    assert (told(notice)["type"], told(notice)["data"]["id"]) == ("analyze.task.canceled", task)
    assert "error" not in told(notice)["data"]


def test_a_task_tells_how_the_news_of_it_was_delivered(
    api: Api, clock: Clock, asset: str, outbox: Outbox, receiver: Receiver
) -> None:
    receiver.answer(500)
    place = f"/analyze/tasks/{analyze(api, type='asset_id', asset_id=asset)}"
    states = [api.get(place).json().get("webhooks")]
    for seconds in (6, 5):
        clock.advance(seconds)
        outbox.deliver_due()
        states.append(api.get(place).json()["webhooks"])

    assert states == [
        None,
        [{"url": receiver.url, "delivered": False, "attempts": 1, "last_error": "The endpoint answered 500."}],
        [{"url": receiver.url, "delivered": True, "attempts": 2}],
    ]


def test_the_tasks_of_a_batch_are_not_told_one_by_one(
    api: Api, clock: Clock, asset: str, outbox: Outbox, receiver: Receiver
) -> None:
    request = {"video": {"type": "asset_id", "asset_id": asset}, "prompt": {"input_text": "Summarize."}}
    body = {"model_name": "pegasus1.5", "analysis_mode": "general", "requests": [request]}
    batch = api.post("/analyze/batches", json=body).json()["batch_id"]
    clock.advance(60)
    outbox.deliver_due()

    assert api.get(f"/analyze/batches/{batch}").json()["status"] == "completed"
    assert receiver.all() == []


def test_events_take_no_id_away_from_anything_else(start: Callable[..., Api], receiver: Receiver, clock: Clock) -> None:
    ids = []
    for with_webhook in (False, True):
        api = start()
        if with_webhook:
            api.platform.outbox.add(receiver.url, SECRET)
        index = api.create_index()
        create_failing(api, index)
        clock.advance(FAILED)
        api.platform.outbox.deliver_due()
        ids.append((index, create_failing(api, index)))

    assert ids[0] == ids[1]
    assert len(receiver.all()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/events",
        "http://10.0.0.1/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "ftp://127.0.0.1/",
        "127.0.0.1:8000",
        "",
    ],
)
def test_webhooks_stay_on_this_machine(api: Api, url: str) -> None:
    with pytest.raises(ValueError, match="url must be an http address on this machine"):
        api.platform.outbox.add(url, SECRET)


def test_a_webhook_has_a_secret(api: Api) -> None:
    with pytest.raises(ValueError, match="secret must not be empty"):
        api.platform.outbox.add("http://127.0.0.1:1/", "")


def delivering() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == THREAD]


def test_a_server_delivers_by_itself_and_stops_with_the_server(receiver: Receiver, video: Path) -> None:
    before = delivering()
    models = [{"model_name": "marengo3.0", "model_options": ["visual"]}]
    with (
        Sandbox(speed=500) as sandbox,
        httpx.Client(base_url=f"{sandbox.url}/v1.3", headers={"x-api-key": sandbox.api_key}, trust_env=False) as client,
    ):
        idle = delivering()
        sandbox.add_webhook(receiver.url, SECRET)
        receiver.answer(503)
        index = client.post("/indexes", json={"index_name": "harbor", "models": models}).json()["_id"]
        parts = [("index_id", (None, index)), ("video_file", (video.name, video.read_bytes()))]
        task = client.post("/tasks", files=parts).json()["_id"]
        first, second = receiver.next(), receiver.next()
        status = client.get(f"/tasks/{task}").json()["status"]
        busy = delivering()

    assert idle == before
    assert len(busy) == len(before) + 1
    assert delivering() == before
    assert (told(first)["data"]["id"], status, first.body) == (task, "ready", second.body)
    assert second.signature == signed_anew(second, SECRET)
    assert [(each.attempts, each.delivered) for each in sandbox.deliveries] == [(2, True)]


def test_a_webhook_can_be_there_before_the_server_starts(receiver: Receiver) -> None:
    sandbox = Sandbox(speed=500)
    sandbox.add_webhook(receiver.url)

    with sandbox, httpx.Client(base_url=f"{sandbox.url}/v1.3", trust_env=False) as client:
        client.headers["x-api-key"] = sandbox.api_key
        models = [{"model_name": "marengo3.0", "model_options": ["visual"]}]
        index = client.post("/indexes", json={"index_name": "harbor", "models": models}).json()["_id"]
        client.post("/tasks", files={"index_id": (None, index), "video_url": (None, UNREACHABLE)})
        notice = receiver.next()

    assert told(notice)["type"] == "index.task.failed"
    assert notice.signature == signed_anew(notice, "whs_SANDBOX")


def test_the_command_refuses_a_webhook_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--webhook", "https://example.com/events"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
