"""Videos in the versions before v1.3, as recorded."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import (
    AsyncTwelveLabsV1_1,
    AsyncTwelveLabsV1_2,
    BadRequestError,
    NotFoundError,
    UnsupportedInVersionError,
)
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.models import Index, IndexedAsset, SeenText, SpokenText, SystemMetadata

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]

MEASURED = SystemMetadata(filename="harbor.mp4", duration=6.0, fps=2.0, width=480, height=360, size=9289)
SHOWN = "WEBVTT\n\n00:01.000 --> 00:02.000\nPIER 7\n\n00:03.000 --> 00:04.000\nNO DIVING\n"
LOGOS = "WEBVTT\n\n00:02.500 --> 00:03.500\nMade-up Ferries\n"


@pytest.fixture(autouse=True)
def shown(recorded_app: Starlette | None) -> None:
    """What there is to be read in the test video."""
    if recorded_app is not None:
        recorded_app.state.platform.shown_texts["harbor"] = SHOWN
        recorded_app.state.platform.shown_logos["harbor"] = LOGOS


async def harbor_in(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> tuple[Index, IndexedAsset]:
    """The test video with data of its own, in an index that makes thumbnails."""
    index = await tl.indexes.create(index_name, addons=["thumbnail"])
    metadata: dict[str, MetadataValue] = {"series": "coast", "episode": 3, "checked": True}
    return index, await tl.upload(MEDIA / "harbor.mp4", index=index, user_metadata=metadata, poll_interval=pace)


@in_both_colours
async def test_the_videos_of_an_index_are_listed_by_measure_metadata_and_time(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await harbor_in(tl, index_name, pace)

    [found] = await tl.videos.list(
        index,
        filename="harbor.mp4",
        duration=(5.5, None),
        fps=2,
        width=480,
        size=(None, 20_000),
        created_at=video.created_at,
        updated_at=video.updated_at,
        user_metadata={"series": "coast", "episode": 3, "checked": True},
        sort_by="created_at",
        sort_order="asc",
    ).to_list()

    assert (found.id, found.index_id, found.system_metadata) == (video.id, index.id, MEASURED)
    assert found.user_metadata == {"series": "coast", "episode": 3, "checked": True}
    assert await tl.videos.list(index, duration=(6.5, 60)).to_list() == []
    assert await tl.videos.list(index, user_metadata={"series": "hills"}).to_list() == []


@in_both_colours
async def test_a_video_is_read_with_its_data_told_from_what_was_measured(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, indexed = await harbor_in(tl, index_name, pace)

    video = await tl.videos.get(index.id, indexed)

    assert (video.id, video.index_id, video.system_metadata) == (indexed.id, index.id, MEASURED)
    assert video.user_metadata == {"series": "coast", "episode": 3, "checked": True}
    assert video.hls is not None
    assert video.hls.status == "COMPLETE"
    assert (video.asset_id, video.title) == (None, None)
    assert None not in (video.created_at, video.indexed_at)


@in_both_colours
async def test_updating_a_video_sets_single_keys_and_its_title(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await harbor_in(tl, index_name, pace)

    await tl.videos.update(index, video, user_metadata={"episode": 4, "season": 2.5})
    await tl.videos.update(index, video.id, title="Evening at the pier")

    changed = await tl.videos.get(index, video)
    assert changed.user_metadata == {"series": "coast", "episode": 4, "season": 2.5, "checked": True}
    assert changed.title == "Evening at the pier"


@in_both_colours
async def test_what_is_said_and_seen_is_read_whole_and_in_part(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await harbor_in(tl, index_name, pace)

    spoken = await tl.videos.transcription(index, video)
    words = await tl.videos.text_in_video(index, video)
    logos = await tl.videos.logos(index, video)

    assert (len(spoken), spoken[1].start) == (3, 2.0)
    assert spoken[0] == SpokenText(0.0, 1.8, "Welcome to the harbor. The morning ferry leaves at nine.")
    assert words == [SeenText(1, 2, "PIER 7"), SeenText(3, 4, "NO DIVING")]
    assert logos == [SeenText(2.5, 3.5, "Made-up Ferries")]
    assert await tl.videos.transcription(index.id, video.id, start=2, end=3.9) == spoken[1:2]
    assert await tl.videos.text_in_video(index.id, video.id, start=2.5) == words[1:]
    assert await tl.videos.logos(index.id, video.id, end=2) == []


@in_both_colours
async def test_a_thumbnail_is_an_address(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await harbor_in(tl, index_name, pace)

    middle = await tl.videos.thumbnail(index, video)
    early = await tl.videos.thumbnail(index.id, video.id, time=0.5)

    assert (middle or "").startswith("https://")
    assert (early or "").startswith("https://")
    assert middle != early
    with pytest.raises(BadRequestError, match="retrieve_video_thumbnail: 400 "):
        await tl.videos.thumbnail(index, video, time=60)


@in_both_colours
async def test_a_deleted_video_is_gone_from_its_index(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index, video = await harbor_in(tl, index_name, pace)

    await tl.videos.delete(index.id, video.id)

    with pytest.raises((BadRequestError, NotFoundError)):
        await tl.videos.get(index, video)


@in_both_colours
async def test_what_v1_3_tells_with_a_video_is_told_by_itself(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str
) -> None:
    index = await tl.indexes.create(index_name)

    with pytest.raises(UnsupportedInVersionError, match=r"videos\.transcription"):
        await tl.videos.get(index, "0123456789abcdef01234567", transcription=True)
    with pytest.raises(UnsupportedInVersionError, match="embedding"):
        await tl.videos.get(index, "0123456789abcdef01234567", embedding_options=["visual"])
