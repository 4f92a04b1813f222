"""Classification: one video, several, or all of an index, in the forms of every revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in, task_in, video_of

CLASSES = [
    {"name": "motion", "prompts": ["something moving", "a red picture"]},
    {"name": "meadow", "prompts": ["green"]},
    {"name": "animals", "prompts": ["giraffe"]},
]
LOOSE = {"min_video_score": 1, "min_clip_score": 1, "min_duration_ratio": 0.01}


@pytest.fixture
def index(older: Api) -> str:
    return index_in(older, addons=["thumbnail"])


@pytest.fixture
def found(older: Api, clock: Clock, index: str, video: Path) -> str:
    task = task_in(older, index, video)
    clock.advance(READY)
    return video_of(older, task)


def names(row: dict[str, Any]) -> list[str]:
    return [each["name"] for each in row["classes"]]


def test_a_video_belongs_to_the_classes_its_clips_fill(older: Api, found: str) -> None:
    body = {"video_ids": [found], "classes": CLASSES, "options": ["visual"]}

    strict = older.post("/classify", json=body).json()["data"]
    loose = older.post("/classify", json={**body, "threshold": LOOSE}).json()["data"]

    assert [(row["video_id"], names(row)) for row in strict] == [(found, ["motion"])]
    assert names(loose[0]) == ["motion", "meadow"]
    assert loose[0]["classes"][0].keys() == {"name", "score", "duration_ratio"}
    assert loose[0]["classes"][0]["duration_ratio"] == pytest.approx(0.67, abs=0.02)


def test_clips_and_scores_come_when_asked_for(older: Api, found: str) -> None:
    body = {"video_ids": [found], "classes": CLASSES[:1], "options": ["visual"], "include_clips": True}

    told = older.post("/classify", json={**body, "show_detailed_score": True}).json()["data"][0]["classes"][0]

    assert [(clip["start"], clip["option"]) for clip in told["clips"]] == [(0, "visual"), (4, "visual")]
    assert told["clips"][1]["prompt"] == "something moving"
    assert "thumbnail_url" in told["clips"][0]
    assert told["detailed_scores"].keys() == {"max_score", "avg_score", "normalized_score"}
    assert told["detailed_scores"]["max_score"] == max(clip["score"] for clip in told["clips"])


def test_there_are_empty_tokens_where_there_is_no_page(older: Api, index: str, found: str) -> None:
    body = {"index_id": index, "classes": CLASSES, "options": ["visual"]}

    info = older.post("/classify/bulk", json=body).json()["page_info"]

    assert (info["next_page_token"], info["prev_page_token"]) == ("", "")
    assert (info["limit_per_page"], info["total_results"]) == (1, 1)


def test_pages_of_an_index_lead_on_and_back(older: Api, clock: Clock, index: str, found: str, video: Path) -> None:
    second = task_in(older, index, video, name="second.mp4")
    clock.advance(READY)
    body = {"index_id": index, "classes": CLASSES, "options": ["visual"], "page_limit": 1}

    first = older.post("/classify/bulk", json=body).json()
    next_page = older.get(f"/classify/{first['page_info']['next_page_token']}").json()
    back = older.get(f"/classify/{next_page['page_info']['prev_page_token']}").json()

    assert [page["data"][0]["video_id"] for page in (first, next_page)] == [found, video_of(older, second)]
    assert next_page["page_info"]["next_page_token"] == ""
    assert back["data"] == first["data"]


def test_page_tokens_expire(older: Api, clock: Clock, index: str, found: str, video: Path) -> None:
    task_in(older, index, video)
    clock.advance(READY)
    body = {"index_id": index, "classes": CLASSES, "options": ["visual"], "page_limit": 1}
    token = older.post("/classify/bulk", json=body).json()["page_info"]["next_page_token"]
    clock.advance(900)

    assert code_of(older.get(f"/classify/{token}")) == (400, "classify_page_token_expired")
    assert code_of(older.get("/classify/nonsense")) == (400, "classify_page_token_invalid")


def test_a_class_has_options_of_its_own(older: Api, found: str) -> None:
    spoken = {"name": "sea", "prompts": ["ferry"], "options": ["conversation"], "conversation_option": "exact_match"}
    body = {"video_ids": [found], "classes": [spoken], "options": ["visual"], "threshold": LOOSE}

    assert names(older.post("/classify", json=body).json()["data"][0]) == ["sea"]


def test_videos_of_no_class_are_left_out(older: Api, index: str, found: str) -> None:
    body = {"index_id": index, "classes": CLASSES[2:], "options": ["visual"]}

    reply = older.post("/classify/bulk", json=body).json()

    assert (reply["data"], reply["page_info"]["total_results"]) == ([], 0)


@pytest.mark.parametrize(("threshold", "found"), [(0, ["motion", "meadow"]), (99, ["motion"])])
def test_a_number_is_the_least_score_of_a_video(
    older: Api, index: str, found: Any, threshold: int, video: Path, clock: Clock
) -> None:
    task_in(older, index, video)
    clock.advance(READY)
    body = {"index_id": index, "classes": CLASSES, "options": ["visual"], "threshold": threshold}

    data = older.post("/classify/bulk", json={**body, "show_detailed_score": True}).json()["data"]

    assert [name for row in data for name in names(row)] == found
    assert all("duration_weighted_score" in each["detailed_scores"] for row in data for each in row["classes"])


def test_the_first_revision_had_labels_with_confidence(v1_1: Api, clock: Clock, video: Path) -> None:
    index = index_in(v1_1)
    task = task_in(v1_1, index, video)
    clock.advance(READY)
    identifier = video_of(v1_1, task)
    asked = {"labels": CLASSES, "options": ["visual"], "threshold": "medium", "include_clips": True}

    one = v1_1.post("/classify", json={"video_id": identifier, **asked}).json()
    bulk = v1_1.post("/classify/bulk", json={"index_id": index, **asked}).json()

    assert one["video_id"] == identifier
    assert [label["name"] for label in one["labels"]] == ["motion", "meadow"]
    assert one["labels"][0].keys() == {"name", "max_score", "confidence", "duration", "clips"}
    assert one["labels"][0]["duration"] == pytest.approx(4, abs=0.2)
    assert one["labels"][0]["clips"][0]["confidence"] == "high"
    assert bulk["data"] == [{"video_id": identifier, "labels": one["labels"]}]
    assert "page_info" not in one


def test_the_second_revision_had_classes_of_one_video(v1_1: Api, clock: Clock, video: Path) -> None:
    task = task_in(v1_1, index_in(v1_1), video)
    clock.advance(READY)
    identifier = video_of(v1_1, task)

    one = v1_1.post("/classify", json={"video_id": identifier, "classes": CLASSES, "options": ["visual"]}).json()

    assert one.keys() == {"video_id", "classes"}
    assert one["classes"][0]["name"] == "motion"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"options": []}, "parameter_invalid"),
        ({"options": ["logo"]}, "parameter_invalid"),
        ({"classes": []}, "parameter_invalid"),
        ({"classes": [{"name": "a", "prompts": []}]}, "parameter_invalid"),
        (
            {"classes": [{"name": "a", "prompts": ["x"] * 60}, {"name": "b", "prompts": ["y"] * 60}]},
            "classify_prompts_limit_exceeded",
        ),
        ({"conversation_option": "exact_match"}, "classify_option_combination_not_supported"),
        ({"threshold": {"min_video_score": 101}}, "parameter_invalid"),
        ({"page_limit": 0}, "parameter_invalid"),
    ],
)
def test_classes_that_make_no_sense_are_refused(older: Api, index: str, body: dict[str, Any], code: str) -> None:
    asked = {"index_id": index, "classes": CLASSES, "options": ["visual"], **body}

    assert code_of(older.post("/classify/bulk", json=asked)) == (400, code)


def test_unknown_videos_do_not_exist(older: Api) -> None:
    body = {"video_ids": ["f" * 24], "classes": CLASSES, "options": ["visual"]}

    assert code_of(older.post("/classify", json=body)) == (404, "resource_not_exist")


@pytest.mark.parametrize(
    "body",
    [
        {"classes": CLASSES},
        {"video_id": "a", "video_ids": ["a"], "classes": CLASSES},
        {"video_ids": ["a"]},
        {"video_ids": ["a"], "classes": CLASSES, "labels": CLASSES},
    ],
)
def test_one_target_and_one_kind_of_class_are_needed(v1_1: Api, body: dict[str, Any]) -> None:
    status, code = code_of(v1_1.post("/classify", json={"options": ["visual"], **body}))

    assert (status, code) in {(400, "parameter_invalid"), (400, "parameter_not_provided"), (404, "resource_not_exist")}
