"""Tasks, upload and indexing in one, as recorded: each call works as before, and says what to use instead."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.deprecations import warned
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3, BadRequestError, NotFoundError
from twelvelabs_client.models import SystemMetadata

pytestmark = pytest.mark.vcr

VIDEO = MEDIA / "harbor.mp4"
MEASURED = SystemMetadata(filename="harbor.mp4", duration=6.0, width=480, height=360)


@in_both_colours
async def test_a_task_stores_and_indexes_a_video(tl: AsyncTwelveLabsV1_3, index_name: str, pace: float) -> None:
    states: list[str | None] = []
    index = await tl.indexes.create(index_name)

    with warned("tasks.create", "upload"):
        task = await tl.tasks.create(index, VIDEO, user_metadata={"series": "coast"})
    with warned("tasks.wait", "indexed_assets.wait"):
        ready = await tl.tasks.wait(task, poll_interval=pace, on_status=lambda task: states.append(task.status))

    assert (task.index_id, task.status, ready.id, ready.video_id) == (index.id, None, task.id, task.video_id)
    assert "indexing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    video = await tl.indexed_assets.get(index, task.video_id or "")
    assert video.user_metadata == {"series": "coast"}


@in_both_colours
async def test_a_task_is_read_with_what_was_measured(tl: AsyncTwelveLabsV1_3, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    with VIDEO.open("rb") as file, warned("tasks.create", "upload"):
        created = await tl.tasks.create(index.id, file, filename="evening.mp4", wait=True, poll_interval=pace)

    with warned("tasks.get", "indexed_assets.get"):
        task = await tl.tasks.get(created.id)

    assert (task.id, task.status, task.index_id) == (created.id, "ready", index.id)
    assert task.system_metadata == SystemMetadata(filename="evening.mp4", duration=6.0, width=480, height=360)
    assert task.hls is not None
    assert task.created_at is not None


@in_both_colours
async def test_tasks_are_listed_by_index_state_and_measure(
    tl: AsyncTwelveLabsV1_3, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    with warned("tasks.create", "upload"):
        task = await tl.tasks.create(index, VIDEO, enable_video_stream=False, wait=True, poll_interval=pace)

    with warned("tasks.list", "indexed_assets.list"):
        wanted = tl.tasks.list(
            index=index,
            status=["ready", "failed"],
            filename="harbor.mp4",
            duration=6,
            width=480,
            height=360,
            sort_by="updated_at",
            sort_order="asc",
        )
    with warned("tasks.list", "indexed_assets.list"):
        under_way = tl.tasks.list(index=index.id, status=["queued", "indexing"], page_limit=50)

    found = await wanted.to_list()
    assert [(each.id, each.video_id, each.system_metadata) for each in found] == [(task.id, task.video_id, MEASURED)]
    assert await under_way.to_list() == []


@in_both_colours
async def test_a_task_is_deleted_only_after_its_video(tl: AsyncTwelveLabsV1_3, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    with warned("tasks.create", "upload"):
        task = await tl.tasks.create(index, VIDEO, wait=True, poll_interval=pace)

    with warned("tasks.delete", "indexed_assets.delete"), pytest.raises(BadRequestError, match="delete_task: 400 "):
        await tl.tasks.delete(task)
    await tl.indexed_assets.delete(index, task.video_id or "")
    with warned("tasks.delete", "indexed_assets.delete"):
        await tl.tasks.delete(task)

    with warned("tasks.get", "indexed_assets.get"), pytest.raises(NotFoundError):
        await tl.tasks.get(task)
