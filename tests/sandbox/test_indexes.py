"""Indexes: made, listed, renamed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock

MODELS = [{"model_name": "marengo3.0", "model_options": ["visual", "audio"]}]


def test_a_new_index_is_empty_and_keeps_its_configuration(api: Api) -> None:
    identifier = api.create_index("harbor", addons=["thumbnail"])

    found = api.get(f"/indexes/{identifier}").json()

    assert found["index_name"] == "harbor"
    assert found["models"] == MODELS
    assert found["addons"] == ["thumbnail"]
    assert (found["video_count"], found["total_duration"]) == (0, 0)


def test_an_index_counts_what_is_ready_in_it(api: Api, index: str, indexed: str) -> None:
    found = api.get(f"/indexes/{index}").json()

    assert found["video_count"] == 1
    assert found["total_duration"] == pytest.approx(6, abs=0.2)


def test_a_name_is_given_once(api: Api) -> None:
    api.create_index("harbor")

    reply = api.post("/indexes", json={"index_name": "harbor", "models": MODELS})

    assert (reply.status_code, reply.json()["code"]) == (400, "index_name_already_exists")


def test_renaming_changes_the_name_and_the_date_and_nothing_else(api: Api, clock: Clock) -> None:
    identifier = api.create_index("harbor")
    before = api.get(f"/indexes/{identifier}").json()
    clock.advance(60)

    reply = api.send("PUT", f"/indexes/{identifier}", json={"index_name": "meadow"})

    after = api.get(f"/indexes/{identifier}").json()
    assert (reply.status_code, reply.content) == (200, b"")
    assert {key for key in after if after[key] != before[key]} == {"index_name", "updated_at"}


def test_an_index_keeps_its_own_name_when_renamed_to_it(api: Api) -> None:
    identifier = api.create_index("harbor")

    assert api.send("PUT", f"/indexes/{identifier}", json={"index_name": "harbor"}).status_code == 200


def test_deleting_an_index_frees_its_assets(api: Api, index: str, asset: str, indexed: str) -> None:
    assert api.send("DELETE", f"/assets/{asset}").status_code == 409

    api.send("DELETE", f"/indexes/{index}")

    assert api.get(f"/indexes/{index}").status_code == 404
    assert api.send("DELETE", f"/assets/{asset}").status_code == 200


def test_pages_follow_each_other_without_gaps(api: Api, clock: Clock) -> None:
    for number in range(7):
        api.create_index(f"index {number}")
        clock.advance(1)

    pages = [api.get(f"/indexes?page={page}&page_limit=3").json() for page in (1, 2, 3, 4)]

    names = [[index["index_name"][-1] for index in page["data"]] for page in pages]
    assert names == [["6", "5", "4"], ["3", "2", "1"], ["0"], []]
    assert pages[1]["page_info"] == {"limit_per_page": 3, "page": 2, "total_page": 3, "total_results": 7}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort_option=asc", ["first", "second"]),
        ("sort_by=updated_at", ["first", "second"]),
        ("index_name=second", ["second"]),
        ("model_options=visual,audio", ["first"]),
        ("model_options=visual", ["second", "first"]),
        ("model_family=marengo", ["second", "first"]),
        ("model_family=pegasus", []),
        ("created_at=2026-09-21T14:13:30Z", ["second"]),
    ],
)
def test_lists_are_filtered_and_ordered(api: Api, clock: Clock, query: str, names: list[str]) -> None:
    first = api.create_index("first")
    clock.advance(60)
    api.post("/indexes", json={"index_name": "second", "models": [{**MODELS[0], "model_options": ["visual"]}]})
    clock.advance(60)
    api.send("PUT", f"/indexes/{first}", json={"index_name": "first"})

    found = api.get(f"/indexes?{query}").json()["data"]

    assert [index["index_name"] for index in found] == names


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        ({"models": MODELS}, "parameter_not_provided", "index_name"),
        ({"index_name": "a"}, "parameter_not_provided", "models"),
        ({"index_name": "a", "models": [{"model_options": ["visual"]}]}, "parameter_not_provided", "model_name"),
        ({"index_name": "a", "models": MODELS, "colour": 1}, "parameter_unknown", "colour"),
        ({"index_name": 1, "models": MODELS}, "parameter_invalid", "index_name"),
        ({"index_name": " ", "models": MODELS}, "parameter_invalid", "index_name"),
        ({"index_name": "a", "models": []}, "parameter_invalid", "models"),
        ({"index_name": "a", "models": [{**MODELS[0], "model_options": []}]}, "parameter_invalid", "models"),
        ({"index_name": "a", "models": [{**MODELS[0], "model_name": "pegasus1.2"}]}, "parameter_invalid", "models"),
        ({"index_name": "a", "models": MODELS, "addons": ["hls"]}, "parameter_invalid", "addons"),
        ([], "parameter_invalid", "body"),
    ],
)
def test_a_bad_body_is_refused_by_name(api: Api, body: Any, code: str, named: str) -> None:
    reply = api.post("/indexes", json=body)

    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert named in reply.json()["message"]
