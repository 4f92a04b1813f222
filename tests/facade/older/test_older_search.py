"""Search in the versions before v1.3, as recorded. The test video is red, then green, then blue, two seconds each."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_2, NotFoundError, PageTokenExpiredError
from twelvelabs_client.intents import And, Not, Or, TextQuery, Then
from twelvelabs_client.models import Clip, ClipMatch, ClipModule, Index, IndexModel, SearchPool

pytestmark = [
    pytest.mark.vcr,
    pytest.mark.parametrize("api_version", ["v1.1", "v1.2"]),
]
EVERYTHING = ("visual", "audio", "text_in_video", "logo")


async def index_harbor(tl: AsyncTwelveLabsV1_2, name: str, pace: float) -> tuple[Index, str]:
    """The test video, ready in an index that is searched in every way and makes thumbnails; its id there."""
    engine = IndexModel("marengo2.6" if tl.api_version == "v1.2" else "marengo2.5", EVERYTHING)
    index = await tl.indexes.create(name, models=[engine], addons=["thumbnail"])
    task = await tl.tasks.create(index, MEDIA / "harbor.mp4", wait=True, poll_interval=pace)
    return index, task.video_id or ""


def spans(clips: list[Clip]) -> list[tuple[float | None, float | None]]:
    return sorted((clip.start or 0.0, clip.end) for clip in clips)


@in_both_colours
async def test_a_text_finds_clips_with_their_times_scores_and_still_images(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await index_harbor(tl, index_name, pace)

    clips = await tl.search.query(index, "green").to_list()

    best = clips[0]
    assert (best.video_id, best.start, best.end, best.rank) == (video, 2.0, 4.0, None)
    assert 50 <= (best.score or 0) <= 101
    assert best.confidence == "high"
    assert (best.thumbnail_url or "").startswith("https://")
    assert (best.matches, best.modules) == ([ClipMatch("visual")], [ClipModule("visual", "high")])


@in_both_colours
async def test_spoken_words_are_found_by_their_meaning_or_to_the_letter_and_quoted(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await index_harbor(tl, index_name, pace)

    found = {
        text: await tl.search.query(index, text, options=["transcription"], transcription_options=["lexical"]).to_list()
        for text in ("diver swims", "swims diver")
    }
    loosely = await tl.search.query(index, "swims diver", options=["transcription"]).first(3)

    assert spans(found["diver swims"]) == spans(loosely) == [(4.0, 6.0)]
    assert found["swims diver"] == []
    said = "A diver swims past the coral reef and waves at the camera."
    assert (loosely[0].transcription, loosely[0].matches) == (said, [ClipMatch("transcription", said)])


@pytest.fixture
def shown(recorded_app: Starlette | None) -> None:
    """What there is to be read in the test video."""
    if recorded_app is not None:
        recorded_app.state.platform.shown_texts["harbor"] = "WEBVTT\n\n00:00.500 --> 00:01.500\nPIER 7\n"


@pytest.mark.usefixtures("shown")
@in_both_colours
async def test_a_clip_tells_the_words_that_are_seen_in_it(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await index_harbor(tl, index_name, pace)

    [clip] = await tl.search.query(index, "pier", options=["visual", "text_in_video"]).to_list()

    assert clip.matches == [ClipMatch("text_in_video", "PIER 7")]
    assert [module.option for module in clip.modules] == ["text_in_video"]
    assert clip.transcription is None


@in_both_colours
async def test_options_are_alternatives_or_conditions(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index, _ = await index_harbor(tl, index_name, pace)

    either = await tl.search.query(index, "blue diver", options=["visual", "transcription"]).to_list()
    both = await tl.search.query(index, "red diver", options=["visual", "audio"], operator="and").to_list()

    assert spans(either) == [(4.0, 6.0)]
    assert [module.option for module in either[0].modules] == ["visual", "transcription"]
    assert both == []


@in_both_colours
async def test_clips_can_be_grouped_by_their_video_the_one_with_most_first(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await index_harbor(tl, index_name, pace)
    query = tl.search.query(index, "red or blue", options=["visual"], group_by="video", sort_by="clip_count")

    [page] = [page async for page in query.pages()]

    assert [match.video_id for match in page.items] == [video]
    assert {(clip.video_id, clip.start) for clip in page.items[0].clips} == {(video, 0.0), (video, 4.0)}
    assert (page.total_results, page.total_inner_matches) == (1, 2)


@in_both_colours
async def test_a_filter_leaves_out_videos_for_which_it_does_not_hold(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await index_harbor(tl, index_name, pace)
    kept = {"id": [video], "duration": {"gte": 5, "lte": 7}, "filename": "harbor.mp4"}

    found = {
        name: await tl.search.query(index, "green", options=["visual"], filter={**kept, "filename": name}).to_list()
        for name in ("harbor.mp4", "other.mp4")
    }

    assert [clip.video_id for clip in found["harbor.mp4"]] == [video]
    assert found["other.mp4"] == []


@in_both_colours
async def test_a_threshold_leaves_out_what_is_not_confident_enough(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await index_harbor(tl, index_name, pace)
    text = "red or green or blue or moving or still or white or dark"

    every = await tl.search.query(index, text, options=["visual"], threshold="none").to_list()
    confident = await tl.search.query(index, text, options=["visual"], threshold="high").to_list()

    assert len(confident) < len(every)
    assert {clip.confidence for clip in confident} <= {"high"}


@in_both_colours
async def test_further_pages_are_fetched_as_they_are_asked_for_and_again_by_their_tokens(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await index_harbor(tl, index_name, pace)
    query = tl.search.query(index, "red or green or blue", options=["visual"], page_limit=1)

    pages = [page async for page in query.pages()]
    again = await tl.search.page(pages[1].previous_page_token or "")

    assert len({clip.start for page in pages for clip in page.items}) == 3
    assert {page.total_results for page in pages} == {3}
    assert {page.pool for page in pages} == {SearchPool(index.id, total_count=1, total_duration=6)}
    assert (pages[0].previous_page_token, pages[-1].next_page_token) == (None, None)
    assert pages[0].page_expires_at is not None
    assert spans([*again.items]) == spans([*pages[0].items])


@in_both_colours
async def test_joined_queries_are_put_together_by_place(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index, _ = await index_harbor(tl, index_name, pace)
    diver = TextQuery("diver", options=["transcription"])

    found = [
        await tl.search.combined(index, query, options=["visual"]).to_list()
        for query in (
            And("blue", diver),
            Or("red", diver),
            Not(Or("red", "green"), without="green"),
            Then("red", "green"),
            Then("green", "red"),
            And("red", "blue"),
        )
    ]
    near = await tl.search.combined(index, And("red", "blue"), proximity=1.5, options=["visual"]).to_list()

    assert [spans(clips) for clips in found] == [
        [(4.0, 6.0)],
        [(0.0, 2.0), (4.0, 6.0)],
        [(0.0, 2.0)],
        [(0.0, 4.0)],
        [],
        [],
    ]
    assert spans(near) == [(0.0, 6.0)]
    assert near[0].score is not None


@in_both_colours
async def test_joined_queries_have_pages_of_their_own(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index, _ = await index_harbor(tl, index_name, pace)

    first, second = [
        page async for page in tl.search.combined(index, Or("red", "green"), options=["visual"], page_limit=1).pages()
    ]
    again = await tl.search.combined_page(second.previous_page_token or "")

    assert {clip.start for page in (first, second) for clip in page.items} == {0.0, 2.0}
    assert spans([*again.items]) == spans([*first.items])


@in_both_colours
async def test_a_token_that_is_too_old_asks_to_search_again(tl: AsyncTwelveLabsV1_2) -> None:
    with pytest.raises(PageTokenExpiredError, match="search again"):
        await tl.search.page("9f161112-1e65-43d7-b10f-0914206c307e-1")
    with pytest.raises(PageTokenExpiredError, match="search again"):
        await tl.search.combined_page("9f161112-1e65-43d7-b10f-0914206c307e-1")


@in_both_colours
async def test_an_index_that_is_not_there_is_told_when_it_is_searched(tl: AsyncTwelveLabsV1_2) -> None:
    query = tl.search.query("ffffffffffffffffffffffff", "green")

    with pytest.raises(NotFoundError):
        await query.to_list()
