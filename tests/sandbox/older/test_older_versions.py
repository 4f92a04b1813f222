"""Three versions of the API over one memory: each with its own addresses, headers, errors and names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.descriptions import our_description
from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in, task_in, video_of
from twelvelabs_sandbox.http.description import Description, load_description, nameless
from twelvelabs_sandbox.http.routing import Operation
from twelvelabs_sandbox.surfaces import NEWER, V1_1, V1_2, Surface


@pytest.mark.parametrize(
    ("version", "operation"),
    [(surface.version, operation) for surface in (V1_1, V1_2) for operation in surface.operations],
    ids=lambda part: part if isinstance(part, str) else f"{part.method} {part.path}",
)
def test_every_operation_is_described(version: str, operation: Operation) -> None:
    assert load_description(package=f"v{version.replace('.', '_')}").has(operation.method, operation.path)


@pytest.mark.parametrize("surface", [V1_1, V1_2, *NEWER], ids=lambda surface: surface.version)
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


@pytest.mark.parametrize(
    ("version", "headers", "code"),
    [
        ("1.1", set(), None),
        ("1.2", {"retry-after"}, None),
        ("1.3", {"retry-after"}, "too_many_requests"),
    ],
)
def test_a_used_up_rate_limit_is_told(
    start: Callable[..., Api], version: str, headers: set[str], code: str | None
) -> None:
    api = start(rate_limit=1)
    api.speaking("1.2").get("/engines")

    reply = api.speaking(version).get("/indexes")

    assert reply.status_code == 429
    assert reply.headers.keys() & {"retry-after"} == headers
    assert (reply.json()["code"] if reply.content else None) == code


@pytest.mark.parametrize(
    ("version", "parts"),
    [
        ("1.1", set()),
        ("1.2", {"limit", "remaining", "used", "reset"}),
    ],
)
def test_the_rate_limit_is_told_in_the_words_of_each_version(api: Api, version: str, parts: set[str]) -> None:
    reply = api.speaking(version).post("/search", json={})

    told = {name.removeprefix("x-ratelimit-") for name in reply.headers if "ratelimit" in name}

    assert told == parts


def test_the_rate_limit_of_version_1_3_has_dimensions(api: Api) -> None:
    assert "x-ratelimit-dimensions" in api.post("/search", json={}).headers


def test_faults_meet_every_version(older: Api, api: Api) -> None:
    api.platform.faults.add(method="GET", path="/engines", status=503)

    assert older.get("/engines").status_code == 503
    assert older.get("/engines").status_code == 200
    assert list(api.platform.requests) == [("GET", "/engines")] * 2


OF_V1_2: dict[str, dict[str, Any]] = {
    "1.1": {"engine_id": "marengo2.6", "index_options": ["visual", "conversation", "text_in_video", "logo"]},
    "1.3": {
        "models": [
            {"model_name": "marengo2.6", "model_options": ["visual", "audio"]},
            {"model_name": "pegasus1.1", "model_options": ["visual", "audio"]},
        ]
    },
}
OF_V1_3: dict[str, dict[str, Any]] = {
    "1.1": {"engine_id": "marengo3.0", "index_options": ["visual", "conversation"]},
    "1.2": {"engines": [{"engine_name": "marengo3.0", "engine_options": ["visual", "conversation"]}]},
}


@pytest.mark.parametrize(("version", "told"), OF_V1_2.items())
def test_an_index_of_version_1_2_is_known_to_the_others_by_their_names(
    v1_2: Api, version: str, told: dict[str, Any]
) -> None:
    index = index_in(v1_2, addons=["thumbnail"])

    found = v1_2.speaking(version).get(f"/indexes/{index}").json()

    assert found | told | {"addons": ["thumbnail"]} == found


def test_an_index_of_an_older_model_is_not_searched_for_spoken_words(v1_2: Api, api: Api) -> None:
    index = index_in(v1_2)

    refused = api.form("/search", index_id=index, search_options="transcription", query_text="ferry")
    found = api.form("/search", index_id=index, search_options="audio", query_text="ferry")

    assert (refused.status_code, refused.json()["code"]) == (400, "search_option_not_supported")
    assert "it has audio, visual." in refused.json()["message"]
    assert found.status_code == 200


@pytest.mark.parametrize(("version", "told"), OF_V1_3.items())
def test_an_index_of_version_1_3_is_known_to_the_others_by_their_names(
    api: Api, version: str, told: dict[str, Any]
) -> None:
    index = api.create_index()

    found = api.speaking(version).get(f"/indexes/{index}").json()

    assert found | told == found


IN_THE_WORDS: dict[str, dict[str, Any]] = {
    "1.1": {"engine": "marengo2.6", "index_options": ["visual", "logo"]},
    "1.2": {
        "engines": [
            {"name": "marengo2.6", "options": ["visual", "logo"]},
            {"name": "pegasus1.1", "options": ["visual", "conversation"]},
        ]
    },
}


@pytest.mark.parametrize(("version", "words"), IN_THE_WORDS.items())
def test_webhooks_are_told_of_an_index_in_the_words_of_the_task(
    v1_2: Api, api: Api, clock: Clock, video: Path, version: str, words: dict[str, Any]
) -> None:
    index = index_in(v1_2, options=["visual", "logo"])
    api.platform.outbox.add("http://127.0.0.1:9/", "whs_x")
    tasks = {task_in(api.speaking(version), index, video): "older", task_in(api, index, video): "newer"}
    clock.advance(READY)
    api.platform.outbox.deliver_due()

    events = [json.loads(delivery.body) for delivery in api.platform.outbox.deliveries]
    told = {tasks[event["data"]["id"]]: event["data"] for event in events}

    assert told["older"] | words == told["older"]
    assert [model["options"] for model in told["newer"]["models"]] == [["visual"], ["visual", "audio"]]


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
