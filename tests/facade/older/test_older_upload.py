"""A file made searchable in one call in the versions before v1.3, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabs, TaskFailedError, UnsupportedInVersionError
from twelvelabs_client.models import SystemMetadata

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]

VIDEO = MEDIA / "harbor.mp4"


@in_both_colours
async def test_one_call_makes_a_file_searchable(tl: AsyncTwelveLabs, index_name: str, pace: float) -> None:
    told: list[tuple[str, str | None]] = []
    sent: list[tuple[int, int | None]] = []
    index = await tl.indexes.create(index_name)

    video = await tl.upload(
        VIDEO,
        index=index,
        filename="evening.mp4",
        user_metadata={"series": "coast"},
        enable_video_stream=True,
        poll_interval=pace,
        on_progress=lambda now: sent.append((now.sent, now.total)),
        on_status=lambda noun, status: told.append((noun, status)),
    )

    assert (video.status, video.index_id, video.user_metadata) == ("ready", index.id, {"series": "coast"})
    assert video.system_metadata == SystemMetadata("evening.mp4", 6.0, 2.0, 480, 360, 9289)
    assert video.hls is not None
    assert {noun for noun, _ in told} == {"task"}
    assert told.count(("task", "ready")) == 1
    assert told[-1] == ("task", "ready")
    assert sent[-1] == (VIDEO.stat().st_size, VIDEO.stat().st_size)
    assert [each.id for each in await tl.videos.list(index).to_list()] == [video.id]


@in_both_colours
async def test_a_video_without_data_or_stream_needs_no_more_than_its_task(
    tl: AsyncTwelveLabs, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)

    with VIDEO.open("rb") as file:
        video = await tl.upload(file, index=index.id, enable_video_stream=False, poll_interval=pace)

    assert (video.status, video.user_metadata, video.hls) == ("ready", {}, None)


@in_both_colours
async def test_a_task_that_fails_says_so(tl: AsyncTwelveLabs, index_name: str, pace: float) -> None:
    told: list[tuple[str, str | None]] = []
    index = await tl.indexes.create(index_name)

    with pytest.raises(TaskFailedError) as failure:
        await tl.upload(
            "https://media.example/harbor.vtt",
            index=index,
            user_metadata={"series": "coast"},
            poll_interval=pace,
            on_status=lambda noun, status: told.append((noun, status)),
        )

    assert (failure.value.status, told[-1]) == ("failed", ("task", "failed"))


@in_both_colours
async def test_data_that_the_version_cannot_keep_are_refused_before_the_file_is_sent(
    tl: AsyncTwelveLabs, index_name: str
) -> None:
    index = await tl.indexes.create(index_name)

    with pytest.raises(UnsupportedInVersionError, match="tags: a list"):
        await tl.upload(VIDEO, index=index, user_metadata={"tags": ["sea", "pier"]})
    with pytest.raises(UnsupportedInVersionError, match="duration"):
        await tl.upload(VIDEO, index=index, user_metadata={"duration": 7})

    assert await tl.tasks.list().to_list() == []
