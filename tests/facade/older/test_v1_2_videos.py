"""What v1.2 alone offers of videos and their tasks, as recorded."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from vcr.cassette import Cassette

from tests.colours import in_both_colours
from tests.facade.bucket import offered_bucket
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_2, BadRequestError, UnsupportedInVersionError

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.2"])]


@pytest.fixture
def bucket(vcr: Cassette, recorded_app: Starlette | None) -> dict[str, str]:
    return offered_bucket(vcr, recorded_app)


@in_both_colours
async def test_a_video_is_read_with_its_embeddings(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    indexed = await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)

    video = await tl.videos.get(index, indexed, embed=True)
    plain = await tl.videos.get(index, indexed)

    assert video.embedding_model == "Marengo-retrieval-2.6"
    assert {(segment.scope, len(segment.vector)) for segment in video.embeddings} == {("clip", 1024)}
    assert (video.embeddings[0].start, video.embeddings[-1].end) == (0, 6.0)
    assert (plain.embeddings, plain.embedding_model) == ((), None)
    with pytest.raises(UnsupportedInVersionError, match="embed=True"):
        await tl.videos.get(index, indexed, embedding_options=["visual"])


@in_both_colours
async def test_a_video_of_a_video_site_becomes_a_task(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float, bucket: dict[str, str]
) -> None:
    index = await tl.indexes.create(index_name)

    task = await tl.tasks.create_external(index, f"https://youtu.be/{bucket['video']}")
    ready = await tl.tasks.wait(task, poll_interval=pace)

    assert (task.index_id, ready.status) == (index.id, "ready")
    with pytest.raises(BadRequestError) as refusal:
        await tl.tasks.create_external(index.id, "https://video.example/watch?v=1")
    assert refusal.value.code == "external_video_domain_unsupported"


@in_both_colours
async def test_the_videos_of_a_bucket_are_imported_once(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float, bucket: dict[str, str]
) -> None:
    index = await tl.indexes.create(index_name)
    before = await tl.transfers.import_status(bucket["integration"], index)

    begun = await tl.transfers.import_videos(bucket["integration"], index, user_metadata={"series": "coast"})
    again = await tl.transfers.import_videos(
        bucket["integration"], index.id, incremental_import=True, retry_failed=False
    )

    assert "harbor.mp4" in before.not_imported
    [file] = begun.videos
    assert (file.filename, again.videos) == ("harbor.mp4", [])
    [failed] = begun.failed_files
    assert (failed.filename, failed.video_id) == ("harbor.vtt", None)
    assert failed.error
    await tl.tasks.wait(file.video_id or "", poll_interval=pace)
    assert (await tl.videos.get(index, file.video_id or "")).user_metadata == {"series": "coast"}
    after = await tl.transfers.import_status(bucket["integration"], index.id)
    assert [each.video_id for each in after.ready] == [file.video_id]
    assert (after.failed, after.not_imported) == ([], ["harbor.vtt"])


@in_both_colours
async def test_imports_are_logged_with_what_became_of_them(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float, bucket: dict[str, str]
) -> None:
    index = await tl.indexes.create(index_name)
    begun = await tl.transfers.import_videos(bucket["integration"], index)

    [early] = await tl.transfers.import_logs(bucket["integration"])
    await tl.tasks.wait(begun.videos[0].video_id or "", poll_interval=pace)
    [late] = await tl.transfers.import_logs(bucket["integration"])

    assert (early.index_id, early.index_name, early.ended_at) == (index.id, index_name, None)
    assert (late.counts.ready, late.counts.total) == (1, 1)
    assert late.ended_at is not None
    assert [file.filename for file in late.failed_files] == ["harbor.vtt"]
