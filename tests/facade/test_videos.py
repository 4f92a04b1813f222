"""Videos, the older name of indexed assets, as recorded: each call works as before, and says what to use instead."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.colours import in_both_colours
from tests.facade.conftest import IndexHarbor
from tests.facade.deprecations import warned
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError
from twelvelabs_client.models import SpokenText, SystemMetadata

pytestmark = pytest.mark.vcr

MEASURED = SystemMetadata(filename="harbor.mp4", duration=6.0, fps=2.0, width=480, height=360, size=9289)


@in_both_colours
async def test_the_videos_of_an_index_are_listed_by_measure_and_metadata(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    with warned("videos.list", "indexed_assets.list"):
        wanted = tl.videos.list(
            index,
            filename="harbor.mp4",
            duration=(5.5, None),
            width=480,
            size=(None, 20_000),
            user_metadata={"series": "coast"},
            sort_by="created_at",
            sort_order="asc",
        )
    with warned("videos.list", "indexed_assets.list"):
        longer = tl.videos.list(index, duration=(6.5, 60))

    found = await wanted.to_list()
    assert [(each.id, each.system_metadata, each.index_id) for each in found] == [(video.id, MEASURED, index.id)]
    assert await longer.to_list() == []


@in_both_colours
async def test_a_video_is_read_with_what_was_measured_and_said(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, indexed = await index_harbor()

    with warned("videos.get", "indexed_assets.get"):
        video = await tl.videos.get(index, indexed, transcription=True)

    assert (video.id, video.asset_id, video.index_id) == (indexed.id, indexed.asset_id, index.id)
    assert video.system_metadata == evolve(MEASURED, size=None)
    assert video.user_metadata == {"series": "coast", "episode": 3}
    assert video.transcription[0] == SpokenText(0.0, 1.8, "Welcome to the harbor. The morning ferry leaves at nine.")
    assert video.hls is not None
    assert video.indexed_at is not None


@in_both_colours
async def test_updating_a_video_sets_and_removes_single_keys(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    with warned("videos.update", "indexed_assets.update"):
        await tl.videos.update(index, video, user_metadata={"episode": None, "season": 2})

    assert (await tl.indexed_assets.get(index, video)).user_metadata == {"series": "coast", "season": 2}


@in_both_colours
async def test_a_deleted_video_is_gone_from_its_index(tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor) -> None:
    index, video = await index_harbor()

    with warned("videos.delete", "indexed_assets.delete"):
        await tl.videos.delete(index.id, video.id)

    with pytest.raises(NotFoundError):
        await tl.indexed_assets.get(index, video)
