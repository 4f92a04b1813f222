"""Assets in indexes, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import IndexHarbor, StoreHarbor
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError
from twelvelabs_client.models import SpokenText, SystemMetadata

pytestmark = pytest.mark.vcr

MEASURED = SystemMetadata(filename="harbor.mp4", duration=6.0, fps=2.0, width=480, height=360, size=9289)


@in_both_colours
async def test_indexing_answers_at_once_and_is_waited_for(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, index_name: str, pace: float
) -> None:
    states: list[str | None] = []
    index = await tl.indexes.create(index_name)
    asset = await store_harbor()

    created = await tl.indexed_assets.create(index, asset, user_metadata={"series": "coast"})
    ready = await tl.indexed_assets.wait(
        index, created, poll_interval=pace, on_status=lambda video: states.append(video.status)
    )

    assert created.id != asset.id
    assert (created.asset_id, created.index_id, created.status) == (asset.id, index.id, None)
    assert "indexing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert ready.indexed_at is not None
    assert ready.user_metadata == {"series": "coast"}


@in_both_colours
async def test_an_indexed_asset_is_read_with_what_was_measured(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, created = await index_harbor()

    video = await tl.indexed_assets.get(index, created.id)

    assert (video.id, video.asset_id, video.index_id) == (created.id, created.asset_id, index.id)
    assert video.system_metadata == MEASURED
    assert video.user_metadata == {"series": "coast", "episode": 3}
    assert video.transcription == []
    assert video.raw["system_metadata"] == {
        "filename": "harbor.mp4",
        "duration": 6.0,
        "fps": 2.0,
        "width": 480,
        "height": 360,
        "size": 9289,
    }


@in_both_colours
async def test_an_indexed_asset_can_be_streamed_if_that_was_asked_for(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, created = await index_harbor()

    video = await tl.indexed_assets.get(index, created)

    assert video.hls is not None
    assert video.hls.status == "COMPLETE"
    assert (video.hls.video_url or "").partition("?")[0].endswith(".m3u8")
    assert len(video.hls.thumbnail_urls) == 1


@in_both_colours
async def test_what_is_said_is_read_on_request(tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor) -> None:
    index, created = await index_harbor()

    video = await tl.indexed_assets.get(index, created, transcription=True)

    assert video.transcription[0] == SpokenText(0.0, 1.8, "Welcome to the harbor. The morning ferry leaves at nine.")


@in_both_colours
async def test_what_is_in_an_index_is_listed_by_measure_state_and_metadata(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    found = await tl.indexed_assets.list(
        index,
        status=["ready"],
        filename="harbor.mp4",
        duration=(5.5, None),
        width=480,
        size=(None, 20_000),
        user_metadata={"series": "coast"},
        sort_by="created_at",
        sort_order="asc",
    ).to_list()
    longer = await tl.indexed_assets.list(index, duration=(6.5, 60)).to_list()

    assert [(each.id, each.system_metadata, each.index_id) for each in found] == [(video.id, MEASURED, index.id)]
    assert longer == []


@in_both_colours
async def test_where_an_asset_is_indexed_is_listed(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor, index_name: str, pace: float
) -> None:
    index, video = await index_harbor()
    other = await tl.indexes.create(f"{index_name}-other")
    again = await tl.indexed_assets.create(other, video.asset_id or "", wait=True, poll_interval=pace)

    places = await tl.indexed_assets.list_by_asset(video.asset_id or "", page_limit=1).to_list()

    assert {(each.id, each.index_id, each.index_name) for each in places} == {
        (video.id, index.id, index_name),
        (again.id, other.id, f"{index_name}-other"),
    }


@in_both_colours
async def test_updating_an_indexed_asset_sets_and_removes_single_keys(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    await tl.indexed_assets.update(index, video, user_metadata={"episode": None, "season": 2})

    changed = await tl.indexed_assets.get(index, video)
    assert changed.user_metadata == {"series": "coast", "season": 2}
    assert changed.updated_at is not None
    assert video.updated_at is not None
    assert changed.updated_at > video.updated_at


@in_both_colours
async def test_an_asset_taken_out_of_an_index_is_still_stored(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    index, video = await index_harbor()

    await tl.indexed_assets.delete(index, video)

    with pytest.raises(NotFoundError):
        await tl.indexed_assets.get(index, video)
    assert (await tl.assets.get(video.asset_id or "")).status == "ready"
