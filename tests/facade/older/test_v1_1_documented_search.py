"""The search pages of the API's v1.1 guide, as published: what they tell is read, and the way they name is gone."""

from __future__ import annotations

import datetime

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabsV1_1, PageTokenExpiredError
from twelvelabs_client.intents import And
from twelvelabs_client.models import SearchPool

pytestmark = [
    pytest.mark.vcr,
    pytest.mark.documented,
    pytest.mark.parametrize("api_version", ["v1.1"]),
]
INDEX = "639961c9e219c90227c371a2"
SECOND_PAGE = "dacfcbf3-7a1b-458e-b4af-bf7b0632faf5-1"


@in_both_colours
async def test_the_next_page_is_fetched_when_it_is_needed(tl: AsyncTwelveLabsV1_1) -> None:
    query = tl.search.query(INDEX, "bear chasing a man", options=["visual"], page_limit=3)

    clips = await query.first(4)

    assert [(clip.start, clip.end) for clip in clips] == [(173, 190), (624, 630), (149, 173), (419, 433)]
    assert [clip.score for clip in clips] == [86.17, 86.14, 86.03, 84.98]
    assert {clip.confidence for clip in clips} == {"high"}
    assert clips[0].video_id == "63996260ce36463e0199c8c5"


@in_both_colours
async def test_a_page_in_the_middle_leads_back_to_the_first(tl: AsyncTwelveLabsV1_1) -> None:
    second = await tl.search.page(SECOND_PAGE)
    first = await tl.search.page(second.previous_page_token or "")

    assert (second.previous_page_token, second.next_page_token) == (f"{SECOND_PAGE[:-1]}0", f"{SECOND_PAGE[:-1]}2")
    assert (first.previous_page_token, first.next_page_token) == (None, "9f161112-1e65-43d7-b10f-0914206c307e-1")
    assert [page.total_results for page in (first, second)] == [157, 157]
    assert second.page_expires_at == datetime.datetime(2022, 12, 28, 6, 19, 37, tzinfo=datetime.UTC)
    assert second.pool == SearchPool(INDEX, total_count=13, total_duration=8731)
    assert [clip.score for clip in first.items] == [86.17, 85.4, 84.99]


@in_both_colours
async def test_a_page_that_has_expired_asks_to_search_again(tl: AsyncTwelveLabsV1_1) -> None:
    with pytest.raises(PageTokenExpiredError, match="search again from the start") as refusal:
        await tl.search.page(SECOND_PAGE)

    assert (refusal.value.status, refusal.value.code) == (400, "search_page_token_expired")


@in_both_colours
async def test_grouped_results_count_videos_and_the_clips_in_them(tl: AsyncTwelveLabsV1_1) -> None:
    query = tl.search.query(INDEX, "car accidents", options=["visual"], page_limit=3, group_by="video")

    [match] = await query.first(1)
    page = await tl.search.page("59ae2f31-5c86-48be-8dfb-a76433656df5-0", group_by="video")

    assert [*page.items] == [match]
    assert match.video_id == "63b2c707ce36463e0199c906"
    assert [(clip.start, clip.score, clip.confidence) for clip in match.clips] == [
        (27.3984375, 77.29, "medium"),
        (565.8125, 75.26, "medium"),
    ]
    assert {clip.video_id for clip in match.clips} == {match.video_id}
    assert (page.total_results, page.total_inner_matches) == (5, 9)


@in_both_colours
async def test_joined_queries_lead_from_page_to_page(tl: AsyncTwelveLabsV1_1) -> None:
    query = tl.search.combined(
        INDEX, And("winning the race", "car accident"), proximity=30, options=["visual"], page_limit=5
    )

    [clip] = await query.first(1)
    page = await tl.search.combined_page("4849bbc1-0f10-4ab1-9f10-9cfaf6e62311-1")

    assert (clip.start, clip.end, clip.score) == (139, 160, 86.69)
    assert (page.next_page_token, page.previous_page_token) == (
        "3d1aea54-feba-4cee-a308-48c24c241427-2",
        "3d1aea54-feba-4cee-a308-48c24c241427-0",
    )
    assert page.page_expires_at == datetime.datetime(2022, 12, 18, 12, 34, 24, tzinfo=datetime.UTC)
