"""A time limit ends what is awaited in it, and takes no cancellation for its own that came from elsewhere."""

from __future__ import annotations

import asyncio

import pytest

from twelvelabs_client._runtime.tasks import BreakOff, TimeLimit, ends_in


class LateError(Exception):
    """What the limits of these tests raise."""


async def ends_at_once(limit: BreakOff) -> None:
    """Be broken off while nothing else happens."""
    with limit:
        limit.end()
        await asyncio.Event().wait()


def test_what_is_awaited_ends_in_the_error() -> None:
    async def scenario() -> int:
        with pytest.raises(LateError), ends_in(0.0, LateError):
            await asyncio.Event().wait()
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(scenario()) == 0


def test_what_ends_before_is_left_alone() -> None:
    async def scenario() -> str:
        with ends_in(60.0, LateError), ends_in(None, LateError):
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        return "done"

    assert asyncio.run(scenario()) == "done"


def test_a_cancellation_from_elsewhere_at_the_same_moment_comes_through() -> None:
    async def scenario() -> bool:
        limit = BreakOff(LateError)
        task = asyncio.ensure_future(ends_at_once(limit))
        # Its first step has ended it; the other one comes before it notices.
        asyncio.get_running_loop().call_soon(task.cancel)
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled()

    assert asyncio.run(scenario())


def test_an_error_of_what_is_awaited_comes_through_though_the_time_is_over() -> None:
    async def fails() -> None:
        limit = BreakOff(LateError)
        with limit:
            limit.end()
            try:
                await asyncio.Event().wait()
            finally:
                raise KeyError("own")

    async def scenario() -> int:
        with pytest.raises(KeyError):
            await fails()
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(scenario()) == 0


def test_the_inner_of_two_limits_ends_what_is_in_it_alone() -> None:
    async def scenario() -> str:
        with ends_in(60.0, KeyError):
            with pytest.raises(LateError), ends_in(0.0, LateError):
                await asyncio.Event().wait()
            await asyncio.sleep(0)
        return "done"

    assert asyncio.run(scenario()) == "done"


def test_it_ends_nothing_while_it_is_stopped_and_does_once_it_is_restarted() -> None:
    async def scenario() -> None:
        limit = TimeLimit(LateError, 0.0)
        with limit:
            limit.stop()
            for _ in range(3):
                await asyncio.sleep(0)
            passed.append("stopped")
            limit.restart()
            await asyncio.Event().wait()

    passed: list[str] = []
    with pytest.raises(LateError):
        asyncio.run(scenario())
    assert passed == ["stopped"]
