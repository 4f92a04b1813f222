"""Search, as recorded. The test video is red, then green, then blue, two seconds each."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import IndexHarbor
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabs, PageTokenExpiredError
from twelvelabs_client.models import Clip, SearchPool

pytestmark = pytest.mark.vcr


@in_both_colours
async def test_a_text_finds_clips_with_their_times_and_still_images(
    tl: AsyncTwelveLabs, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    clips = await tl.search.query(index, "green", include_user_metadata=True).to_list()

    best = clips[0]
    assert isinstance(best, Clip)
    assert (best.video_id, best.start, best.end, best.rank) == (video.id, 2.0, 4.0, 1)
    assert (best.thumbnail_url or "").startswith("https://")
    assert best.user_metadata == {"series": "coast", "episode": 3}
    assert best.raw["video_id"] == video.id


@in_both_colours
async def test_spoken_words_are_found_and_quoted(tl: AsyncTwelveLabs, index_harbor: IndexHarbor) -> None:
    index, _ = await index_harbor()
    query = tl.search.query(index, "diver", options=["transcription"], transcription_options=["lexical"])

    clips = await query.first(3)

    assert [(clip.start, clip.end) for clip in clips] == [(4.0, 6.0)]
    assert clips[0].transcription == "A diver swims past the coral reef and waves at the camera."


@in_both_colours
async def test_an_image_finds_what_looks_like_it(tl: AsyncTwelveLabs, index_harbor: IndexHarbor) -> None:
    index, _ = await index_harbor()

    clips = await tl.search.query(index, images=[MEDIA / "meadow.jpg"], options=["visual"]).to_list()

    assert (clips[0].start, clips[0].end) == (2.0, 4.0)


@in_both_colours
async def test_clips_can_be_grouped_by_their_video(tl: AsyncTwelveLabs, index_harbor: IndexHarbor) -> None:
    index, video = await index_harbor()

    matches = await tl.search.query(index, "red or blue", options=["visual"], group_by="video").to_list()

    assert [match.video_id for match in matches] == [video.id]
    assert {(clip.video_id, clip.start) for clip in matches[0].clips} == {(video.id, 0.0), (video.id, 4.0)}


@in_both_colours
async def test_a_filter_leaves_out_videos_for_which_it_does_not_hold(
    tl: AsyncTwelveLabs, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()
    kept = {"id": [video.id], "duration": {"gte": 5, "lte": 7}, "series": "coast"}
    left_out = {**kept, "series": "mountains"}

    found = {
        series: await tl.search.query(index, "green", options=["visual"], filter=condition).to_list()
        for series, condition in (("coast", kept), ("mountains", left_out))
    }

    assert [clip.video_id for clip in found["coast"]] == [video.id]
    assert found["mountains"] == []


@in_both_colours
async def test_further_pages_are_fetched_as_they_are_asked_for(tl: AsyncTwelveLabs, index_harbor: IndexHarbor) -> None:
    index, _ = await index_harbor()
    query = tl.search.query(index, "red or green or blue", options=["visual"], page_limit=1)

    pages = [page async for page in query.pages()]

    assert [[clip.rank for clip in page.items] for page in pages] == [[1], [2], [3]]
    assert {page.total_results for page in pages} == {3}
    assert {page.pool for page in pages} == {SearchPool(index.id, total_count=1, total_duration=6)}
    assert pages[-1].next_page_token is None
    assert pages[0].page_expires_at is not None


@in_both_colours
async def test_a_page_is_fetched_again_by_its_token(tl: AsyncTwelveLabs, index_harbor: IndexHarbor) -> None:
    index, _ = await index_harbor()
    query = tl.search.query(index, "red or green", options=["visual"], page_limit=1)
    first, second = [page async for page in query.pages()]

    again = await tl.search.page(second.previous_page_token or "", include_user_metadata=True)

    assert [clip.start for clip in again.items] == [clip.start for clip in first.items]
    assert again.items[0].user_metadata == {"series": "coast", "episode": 3}


@in_both_colours
async def test_a_token_that_is_too_old_asks_to_search_again(tl: AsyncTwelveLabs) -> None:
    with pytest.raises(PageTokenExpiredError, match="search again"):
        await tl.search.page("00000000000000000000000000000000-1")
