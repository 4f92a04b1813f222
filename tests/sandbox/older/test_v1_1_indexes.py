"""Indexes and engines in version 1.1: one engine each, with options beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import code_of, index_in


def test_engines_are_listed_and_read(v1_1: Api) -> None:
    listed = v1_1.get("/engines").json()["data"]

    assert [engine["_id"] for engine in listed] == ["marengo", "marengo2", "marengo2.5"]
    assert v1_1.get("/engines/marengo2.5").json() == listed[2]
    assert listed[2]["allowed_index_options"] == ["visual", "text_in_video", "conversation", "logo"]
    assert listed[1]["created_at"] == "2022-07-04 03:05:27.068 +0000 UTC"


def test_an_unknown_engine_is_a_bad_request(v1_1: Api) -> None:
    assert code_of(v1_1.get("/engines/marengo9")) == (400, "resource_not_exist")


def test_an_index_is_shown_flat(v1_1: Api) -> None:
    index = index_in(v1_1, "harbor", ["visual", "conversation"], addons=["thumbnail"])

    shown = v1_1.get(f"/indexes/{index}").json()

    assert (shown["_id"], shown["index_name"], shown["engine_id"]) == (index, "harbor", "marengo2.5")
    assert (shown["index_options"], shown["addons"]) == (["visual", "conversation"], ["thumbnail"])
    assert (shown["video_count"], shown["total_duration"], shown["expires_at"]) == (0, 0, None)


@pytest.mark.parametrize("addons", [None, []])
def test_no_extras_may_be_null(v1_1: Api, addons: Any) -> None:
    assert v1_1.get(f"/indexes/{index_in(v1_1, addons=addons)}").json()["addons"] == []


def test_logos_were_an_extra_once(v1_1: Api) -> None:
    index = index_in(v1_1, options=["visual"], addons=["logo", "thumbnail"])

    shown = v1_1.get(f"/indexes/{index}").json()

    assert (shown["index_options"], shown["addons"]) == (["visual", "logo"], ["thumbnail"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["b", "a"]),
        ({"sort_option": "asc"}, ["a", "b"]),
        ({"index_name": "a"}, ["a"]),
        ({"index_options": "visual,logo"}, ["b"]),
        ({"index_options": "visual"}, ["b", "a"]),
        ({"page": 2, "page_limit": 1}, ["a"]),
        ({"created_at": "2026-09-21"}, ["b", "a"]),
        ({"created_at": "2026-09-20"}, []),
        ({"created_at[gte]": "2026-09-21T14:13:25Z"}, ["b"]),
        ({"created_at[lte]": "2026-09-21T14:13:20Z"}, ["a"]),
        ({"updated_at[lte]": "2026-09-20"}, []),
    ],
)
def test_indexes_are_filtered_sorted_and_paged(
    v1_1: Api, clock: Clock, query: dict[str, Any], found: list[str]
) -> None:
    index_in(v1_1, "a", ["visual"])
    clock.advance(10)
    index_in(v1_1, "b", ["visual", "logo"])

    assert [index["index_name"] for index in v1_1.get("/indexes", params=query).json()["data"]] == found


def test_an_index_is_found_by_its_id(v1_1: Api) -> None:
    index, _ = index_in(v1_1, "a"), index_in(v1_1, "b")

    assert [each["_id"] for each in v1_1.get("/indexes", params={"_id": index}).json()["data"]] == [index]


def test_renaming_answers_200_and_deleting_204_both_without_a_body(v1_1: Api) -> None:
    index = index_in(v1_1)

    renamed = v1_1.send("PUT", f"/indexes/{index}", json={"index_name": "new"})
    name = v1_1.get(f"/indexes/{index}").json()["index_name"]
    deleted = v1_1.send("DELETE", f"/indexes/{index}")

    assert (renamed.status_code, renamed.content, name) == (200, b"", "new")
    assert (deleted.status_code, deleted.content) == (204, b"")


def test_an_index_that_is_just_gone_still_answers(v1_1: Api, clock: Clock) -> None:
    index = index_in(v1_1)
    v1_1.send("DELETE", f"/indexes/{index}")

    just_gone = v1_1.get(f"/indexes/{index}")
    clock.advance(5)

    assert (just_gone.status_code, just_gone.json()["deleted"]) == (200, True)
    assert v1_1.get("/indexes").json()["data"] == []
    assert code_of(v1_1.get(f"/indexes/{index}")) == (404, "resource_not_exist")


@pytest.mark.parametrize(
    ("field", "code"),
    [("index_options", "index_option_cannot_be_changed"), ("engine_id", "index_engine_cannot_be_changed")],
)
def test_options_and_engine_are_fixed(v1_1: Api, field: str, code: str) -> None:
    body = {"index_name": "new", field: ["visual"] if field == "index_options" else "marengo2"}

    assert code_of(v1_1.send("PUT", f"/indexes/{index_in(v1_1)}", json=body)) == (400, code)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"index_name": " ", "engine_id": "marengo2.5", "index_options": ["visual"]}, "parameter_invalid"),
        ({"index_name": "a", "engine_id": "marengo9", "index_options": ["visual"]}, "parameter_invalid"),
        ({"index_name": "a", "engine_id": "marengo2.5", "index_options": []}, "parameter_invalid"),
        ({"index_name": "a", "engine_id": "marengo2.5", "index_options": ["audio"]}, "parameter_invalid"),
        ({"index_name": "a", "engines": []}, "parameter_unknown"),
        ({"index_name": "old", "engine_id": "marengo2.5", "index_options": ["visual"]}, "index_name_already_exists"),
    ],
)
def test_what_makes_no_index_is_refused(v1_1: Api, body: dict[str, Any], code: str) -> None:
    index_in(v1_1)

    assert code_of(v1_1.post("/indexes", json=body)) == (400, code)
