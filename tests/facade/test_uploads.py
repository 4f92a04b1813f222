"""Upload sessions, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import StoreChunk
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3

pytestmark = pytest.mark.vcr

CONTENT = (MEDIA / "harbor.mp4").read_bytes()
LONG = 60 * 4096
VERY_LONG = 64 * 1024 * 1024


@in_both_colours
async def test_a_new_session_says_how_its_file_is_to_be_sent(tl: AsyncTwelveLabsV1_3) -> None:
    upload = await tl.uploads.create(
        "harbor.mp4", total_size=len(CONTENT), enable_thumbnail=True, user_metadata={"series": "coast"}
    )

    assert upload.id
    assert upload.asset_id not in (None, upload.id)
    assert (upload.status, upload.total_size) == ("active", len(CONTENT))
    assert upload.total_chunks == -(-len(CONTENT) // (upload.chunk_size or 1))
    assert upload.expires_at is not None
    assert upload.urls[0].chunk_index == 1
    assert upload.urls[0].url.startswith("https://")
    assert upload.urls[0].url not in repr(upload)


@in_both_colours
async def test_sessions_that_are_not_complete_are_listed(tl: AsyncTwelveLabsV1_3) -> None:
    first = await tl.uploads.create("first.mp4", total_size=LONG)
    other = await tl.uploads.create("other.bin", total_size=7, kind="audio")

    found = await tl.uploads.list(page_limit=1).first(2)

    assert {each.id for each in found} == {first.id, other.id}
    assert {(each.total_size, each.status) for each in found} == {(LONG, "active"), (7, "active")}
    assert {each.total_chunks for each in found} == {first.total_chunks, other.total_chunks}


@in_both_colours
async def test_a_session_is_read_with_all_its_chunks(tl: AsyncTwelveLabsV1_3) -> None:
    created = await tl.uploads.create("harbor.mp4", total_size=LONG)
    assert created.total_chunks is not None

    upload = await tl.uploads.get(created)

    assert (upload.id, upload.status, upload.total_size, upload.uploaded_size) == (created.id, "active", LONG, 0)
    assert [chunk.index for chunk in upload.chunks] == list(range(1, created.total_chunks + 1))
    assert {(chunk.status, chunk.error) for chunk in upload.chunks} == {("pending", None)}
    assert (upload.chunks_completed, upload.chunks_failed) == (0, 0)
    assert upload.chunks_pending == created.total_chunks


@in_both_colours
async def test_fresh_addresses_are_given_for_a_run_of_chunks(tl: AsyncTwelveLabsV1_3) -> None:
    upload = await tl.uploads.create("harbor.mp4", total_size=VERY_LONG)

    fresh = await tl.uploads.presigned_urls(upload.id, start=2, count=3)

    assert [url.chunk_index for url in fresh.urls] == [2, 3, 4]
    assert len({url.url for url in fresh.urls}) == 3
    assert {url.expires_at for url in fresh.urls} == {fresh.expires_at}
    assert (fresh.upload_id, fresh.start, fresh.count) == (upload.id, 2, 3)
    assert fresh.generated_at is not None
    assert fresh.expires_at is not None
    assert fresh.generated_at < fresh.expires_at


@in_both_colours
async def test_a_session_is_complete_when_its_last_chunk_is_reported(
    tl: AsyncTwelveLabsV1_3, store_chunk: StoreChunk, pace: float
) -> None:
    states: list[str | None] = []
    upload = await tl.uploads.create("harbor.mp4", total_size=len(CONTENT))
    size, count = upload.chunk_size or 1, upload.total_chunks or 1
    fresh = await tl.uploads.presigned_urls(upload, start=1, count=count)
    sent = [await store_chunk(upload, url, CONTENT[size * index :][:size]) for index, url in enumerate(fresh.urls)]

    first = await tl.uploads.report(upload, sent[:1])
    last = await tl.uploads.report(upload, sent[::-1])
    complete = await tl.uploads.wait(upload, poll_interval=pace, on_status=lambda seen: states.append(seen.status))

    assert (first.processed, first.duplicates, first.total_completed, first.url) == (1, 0, 1, None)
    assert (last.processed, last.duplicates, last.total_completed) == (count - 1, 1, count)
    assert last.asset_id == upload.asset_id
    assert (last.url or "").startswith("https://")
    assert (complete.status, states[-1]) == ("completed", "completed")
    asset = await tl.assets.wait(upload.asset_id or "", poll_interval=pace)
    assert (asset.status, asset.size, asset.method) == ("ready", len(CONTENT), "multipart")
