"""Analysis batches, as recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import StoreHarbor
from twelvelabs_client import AsyncTwelveLabsV1_3, ConflictError, NotFoundError, TaskFailedError
from twelvelabs_client.intents import BatchRequest, SegmentDefinition, Segments
from twelvelabs_client.models import AnalyzeBatchItem

pytestmark = pytest.mark.vcr

TITLE = {"type": "object", "properties": {"title": {"type": "string"}}}


@in_both_colours
async def test_a_batch_is_waited_for_and_its_results_are_read_one_by_one(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    states: list[str | None] = []
    asset = await store_harbor()
    requests: list[Any] = [asset, BatchRequest(asset, "Find a title.", custom_id="title", response_schema=TITLE)]

    made = await tl.analyze.batches.create(requests, "Which colours follow each other?", temperature=0.1)
    batch = await tl.analyze.batches.wait(made, poll_interval=pace, on_status=lambda seen: states.append(seen.status))
    results = {result.task_id: result async for result in tl.analyze.batches.results(batch)}

    assert (made.status, made.total_items, made.analysis_mode) == ("pending", 2, "general")
    assert (made.expires_at is not None, made.all_ready) == (True, False)
    assert states[-1] == batch.status == "completed"
    assert (batch.ready_items, batch.failed_items, batch.all_ready, batch.error) == (2, 0, True, None)
    first, second = (results[item.task_id] for item in made.items)
    assert made.items[1] == AnalyzeBatchItem(second.task_id, "title")
    assert (first.ok, first.custom_id, "green" in (first.text or "")) == (True, None, True)
    assert second.result is not None
    assert set(second.result.json()) == {"title"}


@in_both_colours
async def test_a_completed_batch_says_that_items_failed(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    asset = await store_harbor()
    requests = [BatchRequest(asset, custom_id="good"), BatchRequest(asset, custom_id="bad", start_time=30)]

    batch = await tl.analyze.batches.create(requests, "What is seen?", wait=True, poll_interval=pace)

    assert (batch.status, batch.ready_items, batch.failed_items, batch.all_ready) == ("completed", 1, 1, False)
    assert batch.error == "1 of 2 items are ready, 1 failed, 0 canceled"
    async with tl.analyze.batches.results(batch) as results:
        by_label = {result.custom_id: result async for result in results}
    assert by_label["good"].ok
    assert (by_label["bad"].ok, by_label["bad"].status, by_label["bad"].text) == (False, "failed", None)
    assert "start_time" in (by_label["bad"].error or "")
    assert by_label["bad"].error_code == "parameter_invalid"


@in_both_colours
async def test_a_batch_finds_segments(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float) -> None:
    asset = await store_harbor()
    green = Segments([SegmentDefinition("meadow", "Green pictures")])

    batch = await tl.analyze.batches.create([asset.id], green, wait=True, poll_interval=pace)

    (result,) = [result async for result in tl.analyze.batches.results(batch.id)]
    assert result.result is not None
    assert [each["start_time"] for each in result.result.json()["meadow"]] == [2]
    assert batch.analysis_mode == "time_based_metadata"


@in_both_colours
async def test_a_canceled_batch_says_how_far_it_came(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    asset = await store_harbor()
    batch = await tl.analyze.batches.create([asset] * 7, "What is seen?")

    canceled = await tl.analyze.batches.cancel(batch)
    with pytest.raises(
        TaskFailedError, match=f"analyze batch {batch.id} is canceled: .* of 7 items are ready"
    ) as failure:
        await tl.analyze.batches.wait(batch, poll_interval=pace)
    with pytest.raises(ConflictError, match="409 batch_canceled"):
        await tl.analyze.batches.cancel(batch)

    assert canceled.status in ("canceling", "canceled")
    assert failure.value.status == "canceled"
    found = await tl.analyze.batches.get(batch.id)
    assert (found.canceled_items or 0) > 0
    assert found.canceled_at is not None


@in_both_colours
async def test_batches_are_listed_and_deleted_when_they_are_over(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, pace: float
) -> None:
    asset = await store_harbor()
    batch = await tl.analyze.batches.create([asset], "What is seen?")

    with pytest.raises(ConflictError, match="409 batch_not_terminal"):
        await tl.analyze.batches.delete(batch)
    await tl.analyze.batches.wait(batch, poll_interval=pace)
    over = await tl.analyze.batches.list(status=["completed", "canceled"], analysis_mode=["general"]).to_list()
    at_work = await tl.analyze.batches.list(status=["processing"], page_limit=5).to_list()
    await tl.analyze.batches.delete(batch.id)

    assert ([each.id for each in over], at_work) == ([batch.id], [])
    with pytest.raises(NotFoundError):
        await tl.analyze.batches.get(batch)
