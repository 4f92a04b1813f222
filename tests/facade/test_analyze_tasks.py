"""Analysis tasks, as recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import StoreHarbor
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3, ConflictError, NotFoundError, TaskFailedError
from twelvelabs_client.intents import Images, Prompt, SegmentDefinition, SegmentField, Segments
from twelvelabs_client.models import AnalyzeSource

pytestmark = pytest.mark.vcr

SCENES = Segments(
    [
        SegmentDefinition(
            "scene",
            "Every setting of its own",
            fields=[
                SegmentField.string("colour", "The main colour", enum=["red", "green", "blue"]),
                SegmentField.timestamp("begins", "Where it begins", format="hh:mm:ss"),
            ],
        )
    ]
)


@in_both_colours
async def test_an_analysis_in_the_background_is_waited_for(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    states: list[str | None] = []
    asset = await store_harbor()

    task = await tl.analyze.tasks.create(asset, "Which colours follow each other?", custom_id="harbor-1")
    ready = await tl.analyze.tasks.wait(task, poll_interval=pace, on_status=lambda seen: states.append(seen.status))

    assert (task.status, task.custom_id, task.result) == ("queued", "harbor-1", None)
    assert "processing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert (ready.id, ready.custom_id, ready.error, ready.warning) == (task.id, "harbor-1", None, None)
    assert ready.result is not None
    assert "green" in ready.result.text
    assert ready.result.finish_reason == "stop"
    assert ready.source == AnalyzeSource(type="asset_id", asset_id=asset.id, duration=6.0)
    assert ready.request_params == {"analysis_mode": "general", "prompt": "Which colours follow each other?"}
    assert ready.created_at is not None
    assert ready.completed_at is not None
    assert ready.completed_at > ready.created_at


@in_both_colours
async def test_segments_are_found_with_their_times_and_fields(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    asset = await store_harbor()

    task = await tl.analyze.tasks.create(asset, SCENES, wait=True, poll_interval=pace)

    assert task.result is not None
    found = task.result.json()["scene"]
    assert [(each["start_time"], each["metadata"]["colour"]) for each in found][1] == (2, "green")
    assert [each["metadata"]["begins"] for each in found] == ["00:00:00", "00:00:02", "00:00:04"]


@in_both_colours
async def test_images_are_compared_in_the_background(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    images = Images({"meadow": MEDIA / "meadow.jpg", "again": (MEDIA / "meadow.jpg").read_bytes()})

    task = await tl.analyze.tasks.create(images, "How do <@meadow> and <@again> differ?", wait=True, poll_interval=pace)

    assert task.result is not None
    assert "meadow: " in task.result.text
    assert "again: " in task.result.text
    assert task.source is None


@in_both_colours
async def test_a_task_is_read_and_listed(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float) -> None:
    asset = await store_harbor()
    prompt = Prompt("In which scenes is what <@meadow> shows?", {"meadow": MEDIA / "meadow.jpg"})
    task = await tl.analyze.tasks.create(asset.id, prompt, wait=True, poll_interval=pace)
    other = await tl.analyze.tasks.create(asset, SCENES)

    read = await tl.analyze.tasks.get(task.id)
    listed = await tl.analyze.tasks.list(asset=asset, page_limit=1).to_list()
    ready = await tl.analyze.tasks.list(status="ready", analysis_mode="general").to_list()

    assert read == task
    assert [each.id for each in listed] == [other.id, task.id]
    assert [each.id for each in ready] == [task.id]
    params: Any = ready[0].request_params
    assert params["prompt_v2"]["input_text"] == prompt.text[:30]


@in_both_colours
async def test_a_canceled_task_is_told_as_such(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float) -> None:
    asset = await store_harbor()
    task = await tl.analyze.tasks.create(asset, "What is seen?")

    canceled = await tl.analyze.tasks.cancel(task)
    again = await tl.analyze.tasks.cancel(task.id)
    with pytest.raises(TaskFailedError, match=f"analyze task {task.id} is canceled: ") as failure:
        await tl.analyze.tasks.wait(task, poll_interval=pace)

    assert (canceled.id, canceled.status, again.status) == (task.id, "canceled", "canceled")
    assert failure.value.status == "canceled"
    found = await tl.analyze.tasks.get(task)
    assert (found.error_code, found.result, found.warning) == ("user_canceled", None, None)
    assert found.completed_at is not None


@in_both_colours
async def test_a_task_that_fails_says_why(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float) -> None:
    asset = await store_harbor()

    with pytest.raises(TaskFailedError, match=r"is failed: .*start_time") as failure:
        await tl.analyze.tasks.create(asset, "What is seen?", start_time=30, wait=True, poll_interval=pace)

    assert failure.value.reason


@in_both_colours
async def test_a_task_is_deleted_only_when_it_is_over(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    asset = await store_harbor()
    task = await tl.analyze.tasks.create(asset, "What is seen?")

    with pytest.raises(ConflictError, match="delete_analyze_task: 409 "):
        await tl.analyze.tasks.delete(task)
    await tl.analyze.tasks.wait(task, poll_interval=pace)
    with pytest.raises(ConflictError, match="cancel_analyze_task: 409 "):
        await tl.analyze.tasks.cancel(task)
    await tl.analyze.tasks.delete(task.id)

    with pytest.raises(NotFoundError):
        await tl.analyze.tasks.get(task)
