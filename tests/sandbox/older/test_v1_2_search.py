"""What version 1.2 added to search: forms with an image, and strictness."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import READY, code_of, index_in, task_in, video_of

Search = Callable[..., httpx.Response]


@pytest.fixture
def index(v1_2: Api) -> str:
    return index_in(v1_2, addons=["thumbnail"])


@pytest.fixture
def found(v1_2: Api, clock: Clock, index: str, video: Path) -> str:
    task = task_in(v1_2, index, video)
    clock.advance(READY)
    return video_of(v1_2, task)


@pytest.fixture
def search(v1_2: Api, index: str, found: str) -> Search:
    def post(*files: tuple[str, Any], **fields: Any) -> httpx.Response:
        return v1_2.form("/search-v2", *files, **{"index_id": index, "search_options": "visual", **fields})

    return post


def starts(reply: httpx.Response) -> list[float]:
    assert reply.status_code == 200, reply.text
    return sorted(clip["start"] for clip in reply.json()["data"])


def test_a_form_finds_what_a_text_names(search: Search) -> None:
    assert starts(search(query_text="moving")) == [0, 4]
    assert starts(search(query_text="ferry", search_options=["visual", "conversation"])) == [0]


def test_an_image_finds_what_looks_like_it(v1_2: Api, search: Search) -> None:
    still = search(query_text="green").json()["data"][0]["thumbnail_url"]
    image = ("query_media_file", ("picture.jpg", v1_2.fetch(still).content))

    assert starts(search(image, query_media_type="image")) == [2]
    assert starts(search(image, query_media_type="image", search_options=["visual", "conversation"])) == [2]


def test_filters_come_as_text(search: Search, found: str) -> None:
    assert starts(search(query_text="red", filter=json.dumps({"id": [found], "title": "tiny.mp4"}))) == [0]
    assert code_of(search(query_text="red", filter="no json")) == (400, "search_filter_invalid")


def test_forms_have_pages_of_their_own(v1_2: Api, search: Search) -> None:
    first = search(query_text="moving", page_limit=1).json()
    token = first["page_info"]["next_page_token"]

    assert v1_2.get(f"/search-v2/{token}").json()["data"][0]["start"] == 4
    assert code_of(v1_2.get(f"/search/{token}")) == (400, "search_page_token_expired")


def test_strictness_makes_fewer_results_confident(search: Search) -> None:
    counts = [
        len(starts(search(query_text="red or green or blue or moving", adjust_confidence_level=level)))
        for level in (0, 0.5, 1)
    ]

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[2]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"query_text": " "}, "parameter_invalid"),
        ({"query_media_type": "image"}, "parameter_not_provided"),
        ({"query_media_url": "http://127.0.0.1/a.jpg"}, "parameter_not_provided"),
        ({"query_media_type": "image", "query_media_url": "https://example.com/a.jpg"}, "parameter_invalid"),
        (
            {"query_media_type": "image", "query_media_url": "http://127.0.0.1/a.jpg", "query_text": "red"},
            "parameter_invalid",
        ),
        (
            {"query_media_type": "image", "query_media_url": "http://127.0.0.1/a.jpg", "search_options": "logo"},
            "parameter_invalid",
        ),
        (
            {"query_text": "red", "conversation_option": "exact_match"},
            "search_option_combination_not_supported",
        ),
        ({"query_text": "red", "adjust_confidence_level": 2}, "parameter_invalid"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(search: Search, fields: dict[str, Any], code: str) -> None:
    assert code_of(search(**fields)) == (400, code)


def test_an_image_is_not_looked_for_in_texts(search: Search) -> None:
    image = ("query_media_file", ("picture.jpg", b"..."))
    reply = search(image, query_media_type="image", search_options="logo")

    assert reply.status_code == 400
