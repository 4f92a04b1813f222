"""Classification by a confidence in a word, which v1.1 has alone, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_1

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1"])]

CLASSES = {"Meadows": ["a green meadow"], "Boats": ["ferry", "sailing boat"]}


@in_both_colours
async def test_classes_reach_a_confidence(tl: AsyncTwelveLabsV1_1, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    video = await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)

    [found] = await tl.classify.videos(video, CLASSES, threshold="high", include_clips=True).to_list()
    [same] = await tl.classify.index(index, CLASSES, threshold="high", page_limit=1).to_list()

    boats, meadows = found.classes
    assert found.video_id == same.video_id == video.id
    assert (boats.name, boats.confidence, boats.max_score, boats.duration) == ("Boats", "high", 100, 2)
    assert (boats.score, boats.duration_ratio) == (None, None)
    assert [(clip.prompt, clip.confidence) for clip in meadows.clips] == [("a green meadow", "high")]
    assert [each.name for each in same.classes] == ["Boats", "Meadows"]


@in_both_colours
async def test_a_video_that_belongs_to_no_class_is_left_out(
    tl: AsyncTwelveLabsV1_1, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    video = await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)

    found = await tl.classify.videos(video, {"Deserts": "sand dunes in pink light"}, threshold="low").to_list()

    assert found == []
