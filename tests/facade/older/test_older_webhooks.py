"""Webhooks of the versions before v1.3: their events as the client of each version hears of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from tests.sandbox.receiver import Receiver, receiving
from twelvelabs_client import AsyncTwelveLabs, Webhooks
from twelvelabs_client.models import IndexTaskEvent
from twelvelabs_sandbox import Sandbox

SECRET = "whs_MADEUPSECRET0123456789"
MADE = {"id": "whe_0123456789abcdef0123456789abcdef", "created_at": "2022-08-01T17:22:18.372553+09:00"}
TASK = {"id": "62e7a3b1c4d5e6f708192a3b", "metadata": {"duration": 30}, "status": "ready", "tags": []}
SEEN = ["visual", "conversation", "text_in_video"]
LOOKED_AT = ("visual", "audio", "text_in_video")
BUILT: dict[str, tuple[str, dict[str, Any]]] = {
    "v1.1": ("marengo2", {"engine": "marengo2", "index_options": SEEN}),
    "v1.2": ("marengo2.6", {"engines": [{"name": "marengo2.6", "options": SEEN}]}),
}


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_WEBHOOK_SECRET", SECRET)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.mark.parametrize("version", BUILT)
@in_both_colours
async def test_an_event_names_the_engine_of_its_index_as_a_model(version: str) -> None:
    engine, built = BUILT[version]
    payload: dict[str, Any] = {**MADE, "type": "index.task.ready", "data": {**TASK, **built}}
    body = json.dumps(payload).encode()

    async with AsyncTwelveLabs(api_key="made-up", api_version=version) as tl:
        event = tl.webhooks.parse(body, Webhooks(SECRET).sign(body))

    assert isinstance(event, IndexTaskEvent)
    assert (event.task_id, event.status, event.duration) == (TASK["id"], "ready", 30)
    assert [(model.name, model.options) for model in event.models] == [(engine, LOOKED_AT)]


@pytest.mark.parametrize(("version", "engine"), [("v1.1", "marengo2.5"), ("v1.2", "marengo2.6")])
@in_both_colours
async def test_a_delivered_event_leads_to_its_task_and_video(version: str, engine: str, receiver: Receiver) -> None:
    with Sandbox(speed=500) as sandbox:
        sandbox.add_webhook(receiver.url, SECRET)
        async with AsyncTwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url, api_version=version) as tl:
            index = await tl.indexes.create("harbor")
            task = await tl.tasks.create(index, MEDIA / "harbor.mp4")
            notice = receiver.next()
            event = tl.webhooks.parse(notice.body, notice.signature)
            assert isinstance(event, IndexTaskEvent)
            read = await tl.tasks.get(event.task_id or "")
            video = await tl.videos.get(index, read.video_id or "")

    assert (event.type, event.task_id, event.duration) == ("index.task.ready", task.id, 6.0)
    assert [(model.name, model.options) for model in event.models] == [(engine, ("visual", "audio"))]
    assert (read.status, video.index_id) == ("ready", index.id)
