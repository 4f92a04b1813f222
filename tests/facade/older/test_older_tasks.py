"""Tasks in the versions before v1.3, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import (
    AsyncTwelveLabsV1_1,
    AsyncTwelveLabsV1_2,
    BadRequestError,
    ConflictError,
    NotFoundError,
    UnsupportedInVersionError,
)
from twelvelabs_client.models import SpokenText, SystemMetadata, Task, TaskCounts

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]

VIDEO = MEDIA / "harbor.mp4"
MEASURED = SystemMetadata(filename="harbor.mp4", duration=6.0, width=480, height=360)
WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nThe fog lifts.\n"


@in_both_colours
async def test_a_task_stores_and_indexes_a_video(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    seen: list[Task] = []
    index = await tl.indexes.create(index_name)

    task = await tl.tasks.create(index, VIDEO)
    ready = await tl.tasks.wait(task, poll_interval=pace, on_status=lambda now: seen.append(now))

    assert (task.index_id, task.status) == (index.id, None)
    assert (ready.id, ready.status, ready.system_metadata) == (task.id, "ready", MEASURED)
    assert ready.video_id not in (None, task.id)
    assert ready.hls is not None
    assert ready.estimated_time is not None
    indexing = [(now.percentage, now.remaining_seconds) for now in seen if now.status == "indexing"]
    assert indexing != []
    assert all(share is not None and left is not None and share < 100 for share, left in indexing)
    assert (ready.percentage, ready.remaining_seconds) == (None, None)


@in_both_colours
async def test_a_video_that_is_not_to_be_streamed_has_no_stream(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)

    with VIDEO.open("rb") as file:
        task = await tl.tasks.create(
            index.id, file, filename="evening.mp4", enable_video_stream=False, wait=True, poll_interval=pace
        )

    assert (task.status, task.hls) == ("ready", None)
    assert (await tl.tasks.get(task.id)).system_metadata == SystemMetadata("evening.mp4", 6.0, None, 480, 360)


@in_both_colours
async def test_a_transcript_of_ones_own_is_what_is_said(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2,
    index_name: str,
    pace: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = await tl.indexes.create(index_name)
    transcript = tmp_path_factory.mktemp("words") / "harbor.vtt"
    transcript.write_bytes(WORDS)

    task = await tl.tasks.create(index, VIDEO, transcription=transcript, language="en", wait=True, poll_interval=pace)

    assert await tl.videos.transcription(index, task.video_id or "") == [SpokenText(0, 2, "The fog lifts.")]


@in_both_colours
async def test_tasks_are_listed_by_index_measure_and_time(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    task = await tl.tasks.create(index, VIDEO, wait=True, poll_interval=pace)

    [found] = await tl.tasks.list(
        index=index,
        filename="harbor.mp4",
        duration=6,
        width=480,
        height=360,
        sort_by="updated_at",
        sort_order="asc",
    ).to_list()
    since = await tl.tasks.list(created_at=task.created_at, updated_at=task.created_at, page_limit=50).to_list()
    longer = await tl.tasks.list(duration=6.5).to_list()

    assert (found.id, found.status, found.system_metadata) == (task.id, "ready", MEASURED)
    assert ([each.id for each in since], longer) == ([task.id], [])


@in_both_colours
async def test_the_state_of_tasks_is_filtered_by_only_where_the_version_can(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, api_version: str, index_name: str
) -> None:
    index = await tl.indexes.create(index_name)
    await tl.tasks.create(index, VIDEO)

    match api_version:
        case "v1.1":
            [under_way] = await tl.tasks.list(status=["validating"]).to_list()
            assert under_way.index_id == index.id
            assert await tl.tasks.list(status=["failed"]).to_list() == []
        case _:
            with pytest.raises(UnsupportedInVersionError, match=r"tasks\.counts"):
                await tl.tasks.list(status=["failed"]).to_list()


@in_both_colours
async def test_tasks_are_counted_by_state(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)

    before = await tl.tasks.counts(index)
    await tl.tasks.create(index, VIDEO, wait=True, poll_interval=pace)
    after = await tl.tasks.counts(index.id)

    assert before == TaskCounts(index.id)
    assert after == TaskCounts(index.id, ready=1, total=1)


@in_both_colours
async def test_a_task_is_deleted_only_after_its_video(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    task = await tl.tasks.create(index, VIDEO, wait=True, poll_interval=pace)

    with pytest.raises((BadRequestError, ConflictError)) as refusal:
        await tl.tasks.delete(task)
    await tl.videos.delete(index, task.video_id or "")
    await tl.tasks.delete(task)

    assert refusal.value.code == "task_cannot_be_deleted"
    with pytest.raises((BadRequestError, NotFoundError)):
        await tl.tasks.get(task)
