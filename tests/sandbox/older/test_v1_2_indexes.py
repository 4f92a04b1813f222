"""Indexes and engines in version 1.2: several engines, each with its options."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.harness import Api
from tests.sandbox.older.helpers import code_of, index_in

MARENGO = {"engine_name": "marengo2.6", "engine_options": ["visual", "logo"]}
PEGASUS = {"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"]}


def create(v1_2: Api, name: str, *engines: dict[str, Any], **more: Any) -> Any:
    return v1_2.post("/indexes", json={"index_name": name, "engines": list(engines), **more})


def test_engines_tell_their_options_under_the_name_of_their_time(v1_2: Api) -> None:
    engines = {engine["_id"]: engine for engine in v1_2.get("/engines").json()["data"]}

    assert engines["marengo2.6"]["allowed_engine_options"] == ["visual", "text_in_video", "conversation", "logo"]
    assert engines["pegasus1.1"]["allowed_engine_options"] == ["visual", "conversation"]
    assert "allowed_index_options" in engines["marengo2"]


def test_an_unknown_engine_is_not_found(v1_2: Api) -> None:
    assert code_of(v1_2.get("/engines/marengo9")) == (404, "resource_not_exist")


def test_an_index_shows_its_engines_as_they_were_given(v1_2: Api) -> None:
    index = create(v1_2, "harbor", MARENGO, PEGASUS, addons=["thumbnail"]).json()["_id"]

    shown = v1_2.get(f"/indexes/{index}").json()

    assert shown["engines"] == [MARENGO, PEGASUS]
    assert (shown["addons"], shown["expires_at"]) == (["thumbnail"], None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"engine_family": "pegasus"}, ["both"]),
        ({"engine_family": "marengo"}, ["searching", "both"]),
        ({"engine_options": "visual,logo"}, ["searching", "both"]),
        ({"engine_options": "conversation"}, ["both"]),
        ({"index_options": "conversation"}, ["both"]),
        ({"index_name": "searching"}, ["searching"]),
    ],
)
def test_indexes_are_filtered_by_engine(v1_2: Api, query: dict[str, Any], found: list[str]) -> None:
    create(v1_2, "both", MARENGO, PEGASUS)
    create(v1_2, "searching", MARENGO)

    assert [index["index_name"] for index in v1_2.get("/indexes", params=query).json()["data"]] == found


def test_an_instant_means_the_rest_of_its_day(v1_2: Api) -> None:
    index_in(v1_2)

    found = [
        v1_2.get("/indexes", params={"created_at": moment}).json()["page_info"]["total_results"]
        for moment in ("2026-09-21T00:00:00Z", "2026-09-21T23:00:00Z", "2026-09-20T00:00:00Z")
    ]

    assert found == [1, 0, 0]


def test_renaming_and_deleting_answer_204(v1_2: Api) -> None:
    index = index_in(v1_2)

    replies = [
        v1_2.send("PUT", f"/indexes/{index}", json={"index_name": "new"}),
        v1_2.send("DELETE", f"/indexes/{index}"),
    ]

    assert [(reply.status_code, reply.content) for reply in replies] == [(204, b"")] * 2
    assert code_of(v1_2.get(f"/indexes/{index}")) == (404, "resource_not_exist")


@pytest.mark.parametrize(
    ("engines", "more"),
    [
        ([], {}),
        ([{"engine_name": "pegasus1.1", "engine_options": ["logo"]}], {}),
        ([PEGASUS], {"addons": ["thumbnail"]}),
        ([MARENGO, {**MARENGO, "engine_name": "marengo2.5"}], {}),
        ([{"engine_name": "marengo3.0", "engine_options": ["visual"]}], {}),
        ([MARENGO], {"addons": []}),
    ],
)
def test_engines_that_make_no_index_are_refused(v1_2: Api, engines: list[dict[str, Any]], more: dict[str, Any]) -> None:
    assert code_of(create(v1_2, "a", *engines, **more)) == (400, "parameter_invalid")
