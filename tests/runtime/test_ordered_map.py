"""Pieces of work under way together whose results come in their order: in tasks and in threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.colours import in_both_colours
from tests.runtime.gates import AsyncGate
from twelvelabs_client._runtime.tasks import ordered_map


@in_both_colours
async def test_results_come_in_the_order_of_their_items_however_they_end() -> None:
    gates = [AsyncGate() for _ in range(3)]
    gates[2].open()

    async def work(item: int) -> int:
        # Each ends only after the one behind it.
        await gates[item].passed()
        if item:
            gates[item - 1].open()
        return item

    assert [result async for result in ordered_map(work, range(3), 3)] == [0, 1, 2]


@pytest.mark.parametrize("limit", [1, 2, 3])
@in_both_colours
async def test_an_item_is_taken_when_there_is_room_for_it(limit: int) -> None:
    taken: list[int] = []

    async def work(item: int) -> int:
        return item

    def numbered() -> Iterator[int]:
        for item in range(9):
            taken.append(item)
            yield item

    results = ordered_map(work, numbered(), limit)
    assert await anext(results) == 0
    assert len(taken) == limit + 1
    await results.aclose()


@in_both_colours
async def test_an_error_comes_in_its_place_and_nothing_begins_after_it() -> None:
    begun: list[int] = []

    async def work(item: int) -> int:
        begun.append(item)
        if item == 2:
            raise ValueError("two")
        return item

    results = ordered_map(work, range(99), 2)
    assert [await anext(results), await anext(results)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        await anext(results)
    assert set(begun) <= {0, 1, 2, 3}


@in_both_colours
async def test_an_item_that_cannot_be_had_ends_what_is_under_way() -> None:
    def numbered() -> Iterator[int]:
        yield 0
        raise LookupError("made up")

    async def work(item: int) -> int:
        return item

    results = ordered_map(work, numbered(), 3)
    with pytest.raises(LookupError, match="made up"):
        await anext(results)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")]


def test_an_item_that_cannot_be_had_leaves_no_task() -> None:
    def numbered() -> Iterator[int]:
        yield 0
        raise LookupError("made up")

    async def scenario() -> int:
        with pytest.raises(LookupError):
            await anext(ordered_map(asyncio.sleep, numbered(), 3))
        return len(asyncio.all_tasks())

    assert asyncio.run(scenario()) == 1


@in_both_colours
async def test_closing_early_leaves_nothing_under_way() -> None:
    begun: list[int] = []

    async def work(item: int) -> int:
        begun.append(item)
        return item

    results = ordered_map(work, range(99), 4)
    await anext(results)
    await results.aclose()

    assert len(begun) <= 5
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")]
