"""Search in version 1.1: scores and confidence, modalities, groups, pages, and joined queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import OPTIONS, READY, code_of, index_in, task_in, video_of

Search = Callable[..., httpx.Response]
SHOWN = "WEBVTT\n\n00:02.000 --> 00:04.000\nMeadow Lane\n"
LOGOS = "WEBVTT\n\n00:04.000 --> 00:06.000\nAcme Diving\n"


@pytest.fixture
def index(older: Api) -> str:
    return index_in(older, addons=["thumbnail"])


@pytest.fixture
def found(older: Api, api: Api, clock: Clock, index: str, video: Path) -> str:
    """The tiny video, ready: red and moving, green and still, blue and moving."""
    api.platform.shown_texts["tiny"] = SHOWN
    api.platform.shown_logos["tiny"] = LOGOS
    task = task_in(older, index, video)
    clock.advance(READY)
    return video_of(older, task)


@pytest.fixture
def search(older: Api, index: str, found: str) -> Search:
    def post(query: Any, *options: str, **fields: Any) -> httpx.Response:
        asked = list(options) or ["visual"]
        return older.post("/search", json={"index_id": index, "query": query, "search_options": asked, **fields})

    return post


@pytest.fixture
def combined(older: Api, index: str, found: str) -> Search:
    def post(query: Any, **fields: Any) -> httpx.Response:
        path = "/beta/search" if older.version == "1.1" else "/search/combined"
        return older.post(path, json={"index_id": index, "query": query, "search_options": ["visual"], **fields})

    return post


def spans(reply: httpx.Response) -> list[tuple[float, float]]:
    assert reply.status_code == 200, reply.text
    return sorted((clip["start"], round(clip["end"])) for clip in reply.json()["data"])


@pytest.mark.parametrize(
    ("query", "options", "starts"),
    [
        ("a red picture", ["visual"], [0]),
        ("something moving", ["visual"], [0, 4]),
        ("a giraffe", ["visual"], []),
        ("a farmer plants", ["conversation"], [2]),
        ("ferry", ["conversation"], [0]),
        ("meadow", ["text_in_video"], [2]),
        ("acme", ["logo"], [4]),
        ("acme", ["text_in_video"], []),
        ("ferry", ["visual", "logo"], []),
        ("acme or red", ["visual", "logo"], [0, 4]),
    ],
)
def test_every_modality_finds_what_it_reads(
    search: Search, query: str, options: list[str], starts: list[float]
) -> None:
    assert [start for start, _ in spans(search(query, *options))] == starts


def test_a_clip_tells_how_well_and_by_what_it_matched(search: Search, found: str) -> None:
    clip = search("acme", "logo").json()["data"][0]

    assert (clip["video_id"], clip["confidence"]) == (found, "high")
    assert 50 <= clip["score"] <= 100
    assert clip["metadata"] == [{"type": "logo", "text": "Acme Diving"}]
    assert clip["thumbnail_url"].partition("?")[0].endswith(".jpg")


def test_each_of_several_modalities_has_its_confidence(search: Search) -> None:
    clip = search("meadow green", "visual", "text_in_video").json()["data"][0]

    assert [module["type"] for module in clip["modules"]] == ["visual", "text_in_video"]
    assert "modules" not in search("green").json()["data"][0]


def test_modalities_are_alternatives_or_conditions(search: Search) -> None:
    either, both = (search("green meadow", "visual", "text_in_video", operator=how) for how in ("or", "and"))
    neither = search("red meadow", "visual", "text_in_video", operator="and")

    assert (spans(either), spans(both), spans(neither)) == ([(2, 4)], [(2, 4)], [])


def test_the_threshold_lets_through_what_is_confident_enough(search: Search) -> None:
    query = "red or green or blue or moving or still or white or dark"
    counts = [len(spans(search(query, threshold=how, page_limit=50))) for how in ("none", "low", "medium", "high")]
    words = {clip["confidence"] for clip in search(query, threshold="medium").json()["data"]}

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    assert words <= {"high", "medium"}


def test_the_best_comes_first(search: Search) -> None:
    scores = [clip["score"] for clip in search("red or moving", threshold="none").json()["data"]]

    assert scores == sorted(scores, reverse=True)


def test_clips_are_gathered_under_their_video(search: Search, found: str) -> None:
    reply = search("moving", group_by="video", sort_option="clip_count").json()

    assert [group["id"] for group in reply["data"]] == [found]
    assert [clip["start"] for clip in reply["data"][0]["clips"]] == [0, 4]
    assert (reply["page_info"]["total_results"], reply["page_info"]["total_inner_matches"]) == (1, 2)


def test_pages_lead_on_and_back(older: Api, search: Search) -> None:
    first = search("moving or still", page_limit=1).json()
    second = older.get(f"/search/{first['page_info']['next_page_token']}").json()
    third = older.get(f"/search/{second['page_info']['next_page_token']}").json()
    back = older.get(f"/search/{second['page_info']['prev_page_token']}").json()

    assert len({page["data"][0]["start"] for page in (first, second, third)}) == 3
    assert "prev_page_token" not in first["page_info"]
    assert "next_page_token" not in third["page_info"]
    assert back["data"] == first["data"]
    assert first["page_info"]["total_results"] == 3


def test_tokens_outlive_the_instant_that_is_told(older: Api, clock: Clock, search: Search) -> None:
    info = search("moving", page_limit=1).json()["page_info"]

    assert info["page_expired_at"] == "2026-09-21T14:13:40Z"
    clock.advance(899)
    assert older.get(f"/search/{info['next_page_token']}").status_code == 200
    clock.advance(1)
    assert code_of(older.get(f"/search/{info['next_page_token']}")) == (400, "search_page_token_expired")


def test_version_1_2_tells_the_old_number_of_an_expired_token_too(v1_1: Api, v1_2: Api) -> None:
    assert "error_code" not in v1_1.get("/search/nonsense-1").json()
    assert v1_2.get("/search/nonsense-1").json()["error_code"] == 104


def test_tokens_of_one_kind_of_search_are_none_of_another(older: Api, search: Search) -> None:
    token = search("moving", page_limit=1).json()["page_info"]["next_page_token"]
    path = "/beta/search" if older.version == "1.1" else "/search/combined"

    assert code_of(older.get(f"{path}/{token}")) == (400, "search_page_token_expired")


@pytest.mark.parametrize(
    ("wanted", "hit"),
    [
        ({}, True),
        ({"duration": {"gte": 5, "lte": 7}}, True),
        ({"width": 65}, False),
        ({"title": "tiny.mp4"}, True),
        ({"title": "Harbor"}, False),
        ({"series": "sea"}, True),
        ({"series": "land"}, False),
    ],
)
def test_filters_choose_the_videos(
    older: Api, index: str, found: str, search: Search, wanted: dict[str, Any], hit: bool
) -> None:
    older.send("PUT", f"/indexes/{index}/videos/{found}", json={"metadata": {"series": "sea"}})

    assert bool(spans(search("red", filter=wanted))) == hit


def test_a_title_that_was_set_is_found_by_it(older: Api, index: str, found: str, search: Search) -> None:
    older.send("PUT", f"/indexes/{index}/videos/{found}", json={"video_title": "Harbor"})

    assert spans(search("red", filter={"title": "Harbor", "id": [found]}))
    assert not spans(search("red", filter={"title": "tiny.mp4"}))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"query": ""}, "parameter_invalid"),
        ({"query": "  "}, "parameter_invalid"),
        ({"search_options": []}, "parameter_invalid"),
        ({"search_options": ["sound"]}, "parameter_invalid"),
        ({"page_limit": 51}, "parameter_invalid"),
        ({"threshold": "some"}, "parameter_invalid"),
        ({"sort_option": "clip_count"}, "parameter_invalid"),
        ({"query_text": "red"}, "parameter_unknown"),
        ({"filter": {"id": ["f" * 24]}}, "search_video_not_in_same_index"),
        ({"conversation_option": "exact_match"}, "search_option_combination_not_supported"),
        (
            {"conversation_option": "exact_match", "search_options": ["conversation", "visual"]},
            "search_option_combination_not_supported",
        ),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(search: Search, fields: dict[str, Any], code: str) -> None:
    assert code_of(search("red", **fields) if "query" not in fields else search(fields["query"])) == (400, code)


def test_an_index_is_searched_by_what_it_was_built_with(older: Api) -> None:
    index = index_in(older, "plain", ["visual"])
    body = {"index_id": index, "query": "a", "search_options": ["logo"]}

    assert code_of(older.post("/search", json=body)) == (400, "search_option_not_supported")
    assert code_of(older.post("/search", json={**body, "index_id": "f" * 24})) == (404, "resource_not_exist")


def test_an_index_without_a_searching_engine_is_refused(v1_2: Api) -> None:
    engines = [{"engine_name": "pegasus1.1", "engine_options": ["visual"]}]
    index = v1_2.post("/indexes", json={"index_name": "writing", "engines": engines}).json()["_id"]
    body = {"index_id": index, "query": "red", "search_options": ["visual"]}

    assert code_of(v1_2.post("/search", json=body)) == (400, "index_not_supported_for_search")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"text": "red"}, [(0, 2)]),
        ({"$or": [{"text": "red"}, {"text": "blue"}]}, [(0, 2), (4, 6)]),
        ({"$and": [{"text": "moving"}, {"text": "red"}]}, [(0, 2)]),
        ({"$and": [{"text": "red"}, {"text": "green"}]}, []),
        ({"$and": [{"text": "red"}, {"text": "green"}], "proximity": 1}, [(0, 4)]),
        ({"$and": [{"text": "red"}, {"text": "blue"}], "proximity": 1}, []),
        ({"$and": [{"text": "red"}, {"text": "blue"}], "proximity": 1.5}, [(0, 6)]),
        ({"$not": {"origin": {"text": "moving"}, "sub": {"text": "red"}}}, [(4, 6)]),
        ({"$then": [{"text": "red"}, {"text": "green"}]}, [(0, 4)]),
        ({"$then": [{"text": "green"}, {"text": "red"}]}, []),
        ({"$then": [{"text": "red"}, {"text": "blue"}]}, []),
        ({"$then": [{"text": "red"}, {"text": "blue"}], "proximity": 1}, [(0, 6)]),
        ({"$then": [{"text": "red"}, {"text": "green"}, {"text": "blue"}]}, [(0, 6)]),
        ({"$and": [{"text": "moving"}, {"text": "ferry", "search_options": ["conversation"]}]}, [(0, 2)]),
        ({"$or": [{"$and": [{"text": "red"}, {"text": "moving"}]}, {"text": "green"}]}, [(0, 2), (2, 4)]),
    ],
)
def test_joined_queries_are_put_together_by_place(
    search: Search, combined: Search, query: dict[str, Any], expected: list[tuple[float, float]]
) -> None:
    assert spans(combined(query)) == expected
    assert spans(search(query)) == expected


def test_joined_hits_tell_neither_matches_nor_modules(combined: Search) -> None:
    clip = combined({"$and": [{"text": "moving"}, {"text": "red"}]}).json()["data"][0]

    assert clip.keys() == {"score", "start", "end", "video_id", "confidence", "thumbnail_url"}


def test_joined_queries_have_pages(older: Api, combined: Search) -> None:
    path = "/beta/search" if older.version == "1.1" else "/search/combined"
    first = combined({"$or": [{"text": "red"}, {"text": "green"}]}, page_limit=1).json()
    second = older.get(f"{path}/{first['page_info']['next_page_token']}").json()

    assert {first["data"][0]["start"], second["data"][0]["start"]} == {0, 2}
    assert second["page_info"]["prev_page_token"].endswith("-0")


def test_the_first_revision_had_other_names(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    task_in(v1_1, index, video)
    clock.advance(READY)
    leaves = [{"text": word, "search_options": ["visual"]} for word in ("red", "blue")]
    query = {"$sequent": leaves, "adjacency_threshold": 1}

    assert spans(v1_1.post("/beta/search", json={"index_id": index, "query": query})) == [(0, 6)]


@pytest.mark.parametrize(
    ("query", "fields", "code"),
    [
        ({}, {}, "parameter_invalid"),
        ({"proximity": 3}, {}, "parameter_invalid"),
        ({"text": "red", "$or": [{"text": "red"}]}, {}, "parameter_invalid"),
        ({"$or": []}, {}, "parameter_invalid"),
        ({"$not": {"origin": {"text": "red"}}}, {}, "parameter_not_provided"),
        ({"text": " "}, {}, "parameter_invalid"),
        ({"text": "red", "conversation_option": "exact_match"}, {}, "search_option_combination_not_supported"),
        ("red", {}, "parameter_invalid"),
    ],
)
def test_joined_queries_that_make_no_sense_are_refused(
    combined: Search, query: Any, fields: dict[str, Any], code: str
) -> None:
    assert code_of(combined(query, **fields)) == (400, code)


def test_a_leaf_without_options_needs_those_of_the_request(v1_1: Api) -> None:
    body = {"index_id": index_in(v1_1), "query": {"text": "red"}}

    assert code_of(v1_1.post("/beta/search", json=body)) == (400, "parameter_not_provided")


def test_all_options_of_an_index_can_be_searched_at_once(search: Search) -> None:
    assert spans(search("green or acme", *OPTIONS)) == [(2, 4), (4, 6)]
