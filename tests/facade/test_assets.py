"""Assets, as recorded."""

from __future__ import annotations

import os

import pytest
from vcr.cassette import Cassette

from tests.colours import in_both_colours
from tests.facade.conftest import IndexHarbor, StoreHarbor
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3, ConflictError, NotFoundError, TaskFailedError
from twelvelabs_client.models import AssetThumbnail

pytestmark = pytest.mark.vcr

VIDEO = MEDIA / "harbor.mp4"


@pytest.fixture
def media_url(vcr: Cassette) -> str:
    """Where the test video can be fetched from; the cassette remembers it."""
    url = os.environ.get("TWELVELABS_RECORD_MEDIA_URL", "https://media.twelvelabs.example/harbor.mp4")
    return str(vcr.get_metadata("media_url", url))


@in_both_colours
async def test_a_file_is_uploaded_from_its_path(tl: AsyncTwelveLabsV1_3) -> None:
    asset = await tl.assets.upload(VIDEO, user_metadata={"series": "coast", "tags": ["sea", "boats"]}, enable_hls=False)

    assert asset.id
    assert (asset.status, asset.filename, asset.method) == ("processing", "harbor.mp4", "direct")
    assert asset.file_type == "video/mp4"
    assert asset.user_metadata == {"series": "coast", "tags": ["sea", "boats"]}
    assert asset.raw["_id"] == asset.id


@in_both_colours
async def test_a_file_is_stored_in_one_call(tl: AsyncTwelveLabsV1_3) -> None:
    asset = await tl.assets.create(VIDEO, user_metadata={"series": "coast"}, enable_thumbnail=False)

    assert (asset.status, asset.filename, asset.method) == ("processing", "harbor.mp4", "direct")
    assert asset.user_metadata == {"series": "coast"}


@in_both_colours
async def test_an_open_file_is_uploaded_under_the_name_given(tl: AsyncTwelveLabsV1_3) -> None:
    with VIDEO.open("rb") as file:
        asset = await tl.assets.upload(file, filename="evening.mp4")

        assert not file.closed

    assert (asset.filename, asset.method) == ("evening.mp4", "direct")


@in_both_colours
async def test_many_files_are_stored_whatever_becomes_of_one(tl: AsyncTwelveLabsV1_3) -> None:
    sources = [VIDEO, MEDIA / "nowhere.mp4", MEDIA / "meadow.jpg"]

    outcomes = await tl.assets.upload_many(sources, max_concurrency=1, user_metadata={"series": "coast"})

    assert [outcome.source for outcome in outcomes] == sources
    names = [outcome.asset.filename if outcome.asset else str(outcome.error) for outcome in outcomes]
    assert names == ["harbor.mp4", f"{sources[1]}: there is no such file", "meadow.jpg"]


@in_both_colours
async def test_a_file_is_sent_in_chunks(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    told: list[tuple[int, int | None]] = []

    asset = await tl.assets.upload(
        VIDEO,
        user_metadata={"series": "coast"},
        enable_thumbnail=True,
        multipart=True,
        max_concurrency=1,
        wait=True,
        poll_interval=pace,
        on_progress=lambda now: told.append((now.sent, now.total)),
    )

    assert (asset.status, asset.filename, asset.method) == ("ready", "harbor.mp4", "multipart")
    assert (asset.size, asset.duration) == (VIDEO.stat().st_size, 6.0)
    assert asset.user_metadata == {"series": "coast"}
    assert told == sorted(told)
    assert told[-1] == (VIDEO.stat().st_size, VIDEO.stat().st_size)


@in_both_colours
async def test_the_api_fetches_a_file_from_its_address(tl: AsyncTwelveLabsV1_3, media_url: str, pace: float) -> None:
    asset = await tl.assets.upload(media_url, filename="fetched.mp4")

    ready = await tl.assets.wait(asset, poll_interval=pace)

    assert (ready.filename, ready.method) == ("fetched.mp4", "url")
    assert (ready.size, ready.duration) == (VIDEO.stat().st_size, 6.0)


@in_both_colours
async def test_waiting_tells_every_state_and_returns_the_ready_asset(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    states: list[str | None] = []
    asset = await tl.assets.upload(VIDEO)

    ready = await tl.assets.wait(asset, poll_interval=pace, on_status=lambda asset: states.append(asset.status))

    assert states[0] == "processing"
    assert states[-1] == ready.status == "ready"
    assert (ready.size, ready.duration) == (VIDEO.stat().st_size, 6.0)


@in_both_colours
async def test_waiting_for_what_cannot_be_processed_says_why(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    asset = await tl.assets.upload(MEDIA / "harbor.vtt", filename="broken.mp4")

    with pytest.raises(TaskFailedError, match=rf"^asset {asset.id} is failed: .+$") as failure:
        await tl.assets.wait(asset, poll_interval=pace)

    assert failure.value.status == "failed"
    assert failure.value.reason


@in_both_colours
async def test_an_asset_is_read_with_what_was_measured(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    stored = await store_harbor()

    asset = await tl.assets.get(stored.id)

    assert (asset.id, asset.status, asset.duration) == (stored.id, "ready", 6.0)
    assert asset.created_at is not None
    assert asset.technical_metadata is not None
    assert (asset.technical_metadata["video_width"], asset.technical_metadata["video_height"]) == (480, 360)
    assert asset.hls is not None
    assert asset.raw["technical_metadata"] == asset.technical_metadata


@in_both_colours
async def test_a_still_image_is_named_once_it_is_made(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    stored = await store_harbor()

    asset = await tl.assets.get(stored)

    assert isinstance(asset.thumbnail, AssetThumbnail)
    assert asset.thumbnail.status == "ready"
    assert (asset.thumbnail.url or "").startswith("https://")


@in_both_colours
async def test_assets_are_listed_over_all_pages_and_only_those_asked_for(tl: AsyncTwelveLabsV1_3) -> None:
    first, other, last = [await tl.assets.upload(VIDEO, filename=f"{name}.mp4") for name in ("first", "other", "last")]

    wanted = tl.assets.list(asset_ids=[first, last.id], asset_types=["video"], page_limit=1)

    assert {asset.id for asset in await wanted.to_list()} == {first.id, last.id}
    assert [page.number async for page in wanted.pages()] == [1, 2]
    assert await tl.assets.list(asset_ids=[first, other], filename="OTHER").first(5) == [await tl.assets.get(other)]


@in_both_colours
async def test_an_asset_in_an_index_is_deleted_only_by_force(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor
) -> None:
    _, video = await index_harbor()
    assert video.asset_id is not None

    with pytest.raises(ConflictError, match="delete_asset: 409 "):
        await tl.assets.delete(video.asset_id)
    await tl.assets.delete(video.asset_id, force=True)

    with pytest.raises(NotFoundError):
        await tl.assets.get(video.asset_id)


@in_both_colours
async def test_what_is_said_is_read_in_words_and_sentences(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()

    transcription = await tl.assets.transcription(asset, include=["words", "sentences"])

    assert transcription.status == "ready"
    assert [spoken.text for spoken in transcription.words][:4] == ["Welcome", "to", "the", "harbor."]
    assert transcription.sentences[-1].text == "A diver swims past the coral reef and waves at the camera."
    assert (transcription.sentences[-1].start, transcription.sentences[-1].end) == (4.0, 5.8)
    assert transcription.utterances == []


@in_both_colours
async def test_updating_metadata_sets_and_removes_single_keys(tl: AsyncTwelveLabsV1_3) -> None:
    asset = await tl.assets.upload(VIDEO, user_metadata={"series": "coast", "episode": 3})

    await tl.assets.update_metadata(asset, {"episode": None, "rating": 4.5, "final": True})

    assert (await tl.assets.get(asset)).user_metadata == {"series": "coast", "rating": 4.5, "final": True}


@in_both_colours
async def test_replacing_metadata_keeps_nothing_of_the_old(tl: AsyncTwelveLabsV1_3) -> None:
    asset = await tl.assets.upload(VIDEO, user_metadata={"series": "coast", "episode": 3})

    await tl.assets.replace_metadata(asset, {"tags": ["sea"]})

    assert (await tl.assets.get(asset)).user_metadata == {"tags": ["sea"]}


@in_both_colours
async def test_cleared_metadata_are_gone(tl: AsyncTwelveLabsV1_3) -> None:
    asset = await tl.assets.upload(VIDEO, user_metadata={"series": "coast"})

    await tl.assets.clear_metadata(asset)

    assert not (await tl.assets.get(asset)).user_metadata
