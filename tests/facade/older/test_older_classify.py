"""Classification in the versions before v1.3, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_1, AsyncTwelveLabsV1_2, BadRequestError, NotFoundError
from twelvelabs_client.intents import ClassifyClass
from twelvelabs_client.models import Index, IndexedAsset

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]

CLASSES = {"Meadows": ["a green meadow"], "Boats": ["ferry", "sailing boat"], "Deserts": "sand dunes in pink light"}


async def indexed(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> tuple[Index, IndexedAsset]:
    """The test video, in an index of its own."""
    index = await tl.indexes.create(index_name, addons=["thumbnail"])
    return index, await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)


@in_both_colours
async def test_a_video_is_told_the_classes_it_belongs_to_best_first(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    _, video = await indexed(tl, index_name, pace)

    [found] = await tl.classify.videos(
        video, CLASSES, min_video_score=1, min_clip_score=1, min_duration_ratio=0.01
    ).to_list()

    boats, meadows = found.classes
    assert (found.video_id, boats.name, meadows.name) == (video.id, "Boats", "Meadows")
    assert boats.score == 100
    assert boats.duration_ratio == 0.33
    assert (boats.clips, boats.max_score, boats.confidence) == ([], None, None)


@in_both_colours
async def test_clips_and_scores_are_told_when_asked_for(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await indexed(tl, index_name, pace)

    [found] = await tl.classify.index(
        index, CLASSES, min_duration_ratio=0.01, include_clips=True, show_detailed_score=True
    ).to_list()

    boats, meadows = found.classes
    [heard], [seen] = boats.clips, meadows.clips
    assert (heard.option, heard.prompt, heard.start, heard.end) == ("audio", "ferry", 0, 2)
    assert (seen.option, seen.prompt) == ("visual", "a green meadow")
    assert heard.thumbnail_url is not None
    assert (boats.max_score, boats.avg_score, boats.normalized_score) == (100, 100, 100)


@in_both_colours
async def test_a_class_says_what_to_look_at_for_itself(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    _, video = await indexed(tl, index_name, pace)
    silent = ClassifyClass("Boats", "ferry", options=["visual"])
    exact = ClassifyClass("Welcomes", "welcome to the harbor", options=["audio"], transcription_options=["lexical"])

    [found] = await tl.classify.videos([video.id], [silent, exact], min_duration_ratio=0.01).to_list()

    assert [each.name for each in found.classes] == ["Welcomes"]


@in_both_colours
async def test_pages_follow_each_other_by_their_tokens(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, one = await indexed(tl, index_name, pace)
    other = await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)
    results = tl.classify.index(index, CLASSES, min_duration_ratio=0.01, page_limit=1)

    pages = [page async for page in results.pages()]
    assert pages[0].next_page_token is not None
    again = await tl.classify.page(pages[0].next_page_token)

    assert {page.items[0].video_id for page in pages} == {one.id, other.id}
    assert [page.total_results for page in pages] == [2, 2]
    assert (pages[0].previous_page_token, pages[1].next_page_token) == (None, None)
    assert again.items == pages[1].items


@in_both_colours
async def test_what_there_is_not_is_refused(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, _ = await indexed(tl, index_name, pace)

    with pytest.raises(NotFoundError):
        await tl.classify.videos("0123456789abcdef01234567", CLASSES).to_list()
    with pytest.raises(BadRequestError, match=r"options"):
        await tl.classify.index(index, CLASSES, options=["text_in_video"]).to_list()
