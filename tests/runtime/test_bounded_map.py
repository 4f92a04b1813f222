"""Many pieces of work, a few at a time: in tasks and in threads."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.runtime.gates import AsyncGate, Gate
from twelvelabs_client._runtime import tasks, threads
from twelvelabs_client._runtime.tasks import Lock, bounded_map


def pool_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")]


@in_both_colours
async def test_results_come_in_the_order_in_which_they_are_ready() -> None:
    gates = [AsyncGate() for _ in range(4)]

    async def work(item: int) -> str:
        await gates[item].passed()
        return f"result {item}"

    results = bounded_map(work, range(4), 4)

    for item in (2, 0, 3, 1):
        gates[item].open()
        assert await anext(results) == f"result {item}"
    assert [result async for result in results] == []


@pytest.mark.parametrize("limit", [2, 3])
@in_both_colours
async def test_no_more_are_under_way_than_allowed_and_no_fewer(limit: int) -> None:
    count = 12
    # Each piece of work ends only when the last of as many as are allowed has begun.
    gates = [AsyncGate() for _ in range(count + limit)]
    lock, running, most = Lock(), set[int](), list[int]()

    async def work(item: int) -> int:
        async with lock:
            running.add(item)
            most.append(len(running))
        gates[item].open()
        await gates[min(item - item % limit + limit, count) - 1].passed()
        async with lock:
            running.remove(item)
        return item

    results = [result async for result in bounded_map(work, range(count), limit)]

    assert sorted(results) == list(range(count))
    assert max(most) == limit
    assert running == set()


@pytest.mark.parametrize("count", [0, 1, 3])
@in_both_colours
async def test_there_may_be_less_to_do_than_allowed(count: int) -> None:
    async def work(item: int) -> int:
        return item * item

    results = [result async for result in bounded_map(work, iter(range(count)), 8)]

    assert sorted(results) == [item * item for item in range(count)]


@in_both_colours
async def test_items_are_taken_only_when_there_is_room_for_them() -> None:
    taken: list[int] = []

    def items() -> Any:
        for item in range(100):
            taken.append(item)
            yield item

    async def work(item: int) -> int:
        return item

    results = bounded_map(work, items(), 2)
    await anext(results)
    await results.aclose()

    assert len(taken) <= 4


@in_both_colours
async def test_after_an_error_nothing_begins() -> None:
    begun: list[int] = []

    async def work(item: int) -> int:
        begun.append(item)
        if item == 1:
            raise LookupError("made up")
        return item

    results = bounded_map(work, range(5), 1)
    assert await anext(results) == 0
    with pytest.raises(LookupError, match="made up"):
        await anext(results)

    assert begun == [0, 1]
    assert [result async for result in results] == []


@pytest.mark.parametrize("end", ["all done", "an error", "closed early"])
@in_both_colours
async def test_every_end_is_told_once_before_it_is_waited_for(end: str) -> None:
    told: list[str] = []
    ending = AsyncGate()

    def tell() -> None:
        told.append(end)
        ending.open()

    async def work(item: int) -> int:
        if item == 1 and end == "an error":
            raise LookupError("made up")
        if item == 2 and end != "all done":
            await ending.passed()
        return item

    results = bounded_map(work, range(3), 3, on_end=tell)
    try:
        async for _ in results:
            assert told == []
            if end == "closed early":
                break
    except LookupError:
        assert end == "an error"
    await results.aclose()

    assert told == [end]


def test_an_error_cancels_the_tasks_under_way() -> None:
    ended: list[int] = []

    async def run() -> int:
        never = AsyncGate()

        async def work(item: int) -> None:
            try:
                await never.passed()
            except asyncio.CancelledError:
                ended.append(item)
                raise

        async def fail_last(item: int) -> None:
            if item == 3:
                raise LookupError("made up")
            await work(item)

        with pytest.raises(LookupError, match="made up"):
            async for _ in tasks.bounded_map(fail_last, range(9), 4):
                pass
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert sorted(ended) == [0, 1, 2]


def test_an_error_waits_for_the_threads_under_way() -> None:
    ended: list[int] = []
    failing = Gate()

    def work(item: int) -> None:
        if item == 1:
            failing.open()
            raise LookupError("made up")
        failing.passed()
        ended.append(item)

    with pytest.raises(LookupError, match="made up"):
        list(threads.bounded_map(work, range(2), 2))

    assert ended == [0]
    assert pool_threads() == []


@pytest.mark.parametrize("taken", [2, 4])
def test_an_item_that_cannot_be_had_ends_the_tasks_under_way(taken: int) -> None:
    told, ended = list[str](), list[int]()

    def items() -> Any:
        yield from range(taken)
        raise LookupError("made up")

    async def run() -> int:
        never = AsyncGate()

        async def work(item: int) -> None:
            try:
                if item:
                    await never.passed()
            finally:
                ended.append(item)

        with pytest.raises(LookupError, match="made up"):
            async for _ in tasks.bounded_map(work, items(), 4, on_end=lambda: told.append("end")):
                pass
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert told == ["end"]
    # Those that had not begun when they were cancelled never will.
    assert set(ended) <= set(range(taken))


def test_two_errors_at_once_are_one_error_and_no_complaint() -> None:
    complaints: list[Any] = []

    async def fail(item: int) -> None:
        raise LookupError(f"made up {item}")

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))
        with pytest.raises(LookupError, match="made up"):
            async for _ in tasks.bounded_map(fail, range(3), 3):
                pass
        gc.collect()

    asyncio.run(run())

    assert complaints == []


def test_closing_early_cancels_the_tasks_under_way() -> None:
    async def run() -> tuple[int, int]:
        never = AsyncGate()

        async def work(item: int) -> int:
            if item:
                await never.passed()
            return item

        results = tasks.bounded_map(work, range(9), 3)
        assert await anext(results) == 0
        before = len(asyncio.all_tasks())
        await results.aclose()
        return before, len(asyncio.all_tasks())

    assert asyncio.run(run()) == (4, 1)


def test_closing_early_waits_for_the_threads_under_way() -> None:
    closing = Gate()
    begun: list[int] = []
    ended: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        if item:
            closing.passed()
            ended.append(item)
        return item

    results = threads.bounded_map(work, range(9), 3)
    assert next(results) == 0
    closing.open()
    results.close()

    assert sorted(begun) == sorted([0, *ended])
    assert len(begun) <= 4
    assert pool_threads() == []


def test_cancellation_leaves_nothing_running() -> None:
    ended: list[int] = []

    async def run() -> int:
        never, begun = AsyncGate(), AsyncGate()

        async def work(item: int) -> None:
            if item == 2:
                begun.open()
            try:
                await never.passed()
            finally:
                ended.append(item)

        async def use() -> None:
            async for _ in tasks.bounded_map(work, range(9), 3):
                pass

        user = asyncio.ensure_future(use())
        await begun.passed()
        user.cancel()
        with pytest.raises(asyncio.CancelledError):
            await user
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert sorted(ended) == [0, 1, 2]
