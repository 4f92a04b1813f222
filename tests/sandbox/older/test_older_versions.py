"""Three versions of the API over one memory: each with its own addresses, headers, errors and names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.descriptions import our_description
from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in, task_in, video_of
from twelvelabs_sandbox.http.description import Description, load_description, nameless
from twelvelabs_sandbox.http.routing import Operation
from twelvelabs_sandbox.surfaces import MIDDLE, NEWER, OLDEST, Surface


@pytest.mark.parametrize(
    ("version", "operation"),
    [(surface.version, operation) for surface in (OLDEST, MIDDLE) for operation in surface.operations],
    ids=lambda part: part if isinstance(part, str) else f"{part.method} {part.path}",
)
def test_every_operation_is_described(version: str, operation: Operation) -> None:
    assert load_description(package=f"v{version.replace('.', '_')}").has(operation.method, operation.path)


@pytest.mark.parametrize("surface", [OLDEST, MIDDLE, *NEWER], ids=lambda surface: surface.version)
def test_every_described_operation_is_answered(surface: Surface) -> None:
    answered = {(operation.method, nameless(operation.path)) for operation in surface.operations}

    assert Description(our_description(f"v{surface.version}")).operations() == answered


@pytest.mark.parametrize(
    ("version", "path"), [("1.1", "/search-v2"), ("1.1", "/gist"), ("1.2", "/beta/search"), ("1.3", "/engines")]
)
def test_what_a_version_does_not_have_is_not_there(api: Api, version: str, path: str) -> None:
    assert code_of(api.speaking(version).get(path)) == (404, "endpoint_not_exists")


def test_only_the_right_key_is_let_in(older: Api) -> None:
    assert code_of(older.get("/indexes", headers={"x-api-key": "tlk_OTHER"})) == (401, "api_key_invalid")


def test_a_used_up_rate_limit_is_told_without_a_body(start: Callable[..., Api]) -> None:
    v1_1 = start(rate_limit=1).speaking("1.1")
    v1_1.get("/engines")

    oldest, middle, newest = (v1_1.speaking(version).get("/indexes") for version in ("1.1", "1.2", "1.3"))

    assert [reply.status_code for reply in (oldest, middle, newest)] == [429, 429, 429]
    assert (oldest.content, middle.content) == (b"", b"")
    assert newest.json()["code"] == "too_many_requests"
    assert "retry-after" not in oldest.headers
    assert int(middle.headers["retry-after"]) > 0


def test_the_rate_limit_is_told_in_the_words_of_each_version(v1_1: Api, v1_2: Api, api: Api) -> None:
    def told(speaking: Api) -> set[str]:
        reply = speaking.post("/search", json={})
        return {name for name in reply.headers if "ratelimit" in name}

    assert told(v1_1) == set()
    assert told(v1_2) == {f"x-ratelimit-{part}" for part in ("limit", "remaining", "used", "reset")}
    assert "x-ratelimit-dimensions" in told(api)


def test_faults_meet_every_version(older: Api, api: Api) -> None:
    api.platform.faults.add(method="GET", path="/engines", status=503)

    assert older.get("/engines").status_code == 503
    assert older.get("/engines").status_code == 200
    assert list(api.platform.requests) == [("GET", "/engines")] * 2


def test_an_index_of_version_1_2_is_known_to_the_others_by_their_names(v1_1: Api, v1_2: Api, api: Api) -> None:
    index = index_in(v1_2, addons=["thumbnail"])

    oldest, newest = v1_1.get(f"/indexes/{index}").json(), api.get(f"/indexes/{index}").json()

    assert (oldest["engine_id"], oldest["index_options"]) == (
        "marengo2.6",
        ["visual", "conversation", "text_in_video", "logo"],
    )
    assert newest["models"] == [
        {"model_name": "marengo2.6", "model_options": ["visual", "audio"]},
        {"model_name": "pegasus1.1", "model_options": ["visual", "audio"]},
    ]
    assert oldest["addons"] == newest["addons"] == ["thumbnail"]


def test_an_index_of_an_older_model_is_not_searched_for_spoken_words(v1_2: Api, api: Api) -> None:
    index = index_in(v1_2)

    refused = api.form("/search", index_id=index, search_options="transcription", query_text="ferry")
    found = api.form("/search", index_id=index, search_options="audio", query_text="ferry")

    assert (refused.status_code, refused.json()["code"]) == (400, "search_option_not_supported")
    assert "it has audio, visual." in refused.json()["message"]
    assert found.status_code == 200


def test_an_index_of_version_1_3_is_known_to_the_others_by_their_names(v1_1: Api, v1_2: Api, api: Api) -> None:
    index = api.create_index()

    oldest, middle = v1_1.get(f"/indexes/{index}").json(), v1_2.get(f"/indexes/{index}").json()

    assert (oldest["engine_id"], oldest["index_options"]) == ("marengo3.0", ["visual", "conversation"])
    assert middle["engines"] == [{"engine_name": "marengo3.0", "engine_options": ["visual", "conversation"]}]


def test_webhooks_are_told_of_an_index_in_the_words_of_the_task(
    v1_1: Api, v1_2: Api, api: Api, clock: Clock, video: Path
) -> None:
    index = index_in(v1_2, options=["visual", "logo"])
    api.platform.outbox.add("http://127.0.0.1:9/", "whs_x")
    tasks = {task_in(v1_1, index, video): "1.1", task_in(v1_2, index, video): "1.2", task_in(api, index, video): "1.3"}
    clock.advance(READY)
    api.platform.outbox.deliver_due()

    events = [json.loads(delivery.body) for delivery in api.platform.outbox.deliveries]
    told = {tasks[event["data"]["id"]]: event["data"] for event in events}

    assert (told["1.1"]["engine"], told["1.1"]["index_options"]) == ("marengo2.6", ["visual", "logo"])
    assert told["1.2"]["engines"] == [
        {"name": "marengo2.6", "options": ["visual", "logo"]},
        {"name": "pegasus1.1", "options": ["visual", "conversation"]},
    ]
    assert [model["options"] for model in told["1.3"]["models"]] == [["visual"], ["visual", "audio"]]


def test_a_video_of_an_older_version_can_be_used_in_the_newest(older: Api, api: Api, clock: Clock, video: Path) -> None:
    index = index_in(older)
    task = task_in(older, index, video)
    clock.advance(READY)
    identifier = video_of(older, task)
    older.send("PUT", f"/indexes/{index}/videos/{identifier}", json={"metadata": {"series": "harbor"}})

    newest = api.get(f"/indexes/{index}/videos/{identifier}").json()
    found = api.form("/search", index_id=index, search_options="visual", query_text="red").json()["data"]

    assert newest["user_metadata"] == {"series": "harbor"}
    assert newest["system_metadata"]["filename"] == "tiny.mp4"
    assert api.get(f"/tasks/{task}").json()["video_id"] == identifier
    assert {clip["video_id"] for clip in found} == {identifier}


def test_a_video_of_the_newest_version_can_be_used_in_the_older_ones(
    older: Api, api: Api, index: str, indexed: str
) -> None:
    metadata = older.get(f"/indexes/{index}/videos/{indexed}").json()["metadata"]

    assert (metadata["filename"], metadata["series"], metadata["episode"]) == ("tiny.mp4", "harbor", 3)
