"""What only v1.2 of the older versions can be asked, as recorded. The test video is red, then green, then blue."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_2

pytestmark = [
    pytest.mark.vcr,
    pytest.mark.parametrize("api_version", ["v1.2"]),
]


@in_both_colours
async def test_an_image_finds_what_looks_like_it(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    await tl.tasks.create(index, MEDIA / "harbor.mp4", wait=True, poll_interval=pace)

    clips = await tl.search.query(index, images=MEDIA / "meadow.jpg", options=["visual"]).to_list()

    assert (clips[0].start, clips[0].end) == (2.0, 4.0)


@in_both_colours
async def test_the_stricter_a_search_the_fewer_results_are_confident(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    await tl.tasks.create(index, MEDIA / "harbor.mp4", wait=True, poll_interval=pace)
    text = "red or green or blue or moving"

    found = [
        await tl.search.query(index, text, options=["visual"], adjust_confidence_level=level).to_list()
        for level in (0, 1)
    ]

    assert len(found[0]) > len(found[1])
