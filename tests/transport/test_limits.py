"""Calls of one client share what the API said of its limits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, Clock, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import RateLimitError


def too_many() -> Any:
    return reply(429, None, retry_after="5", x_ratelimit_remaining="0")


@in_both_colours
async def test_a_pause_that_one_call_was_told_is_kept_by_the_next(clock: Clock) -> None:
    server = serve(too_many(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(RateLimitError):
            await tl.indexes.get("i1")
        await tl.indexes.get("i2")
    assert clock.waits == [5.0]


@in_both_colours
async def test_a_pause_that_is_over_is_forgotten(clock: Clock) -> None:
    server = serve(too_many(), reply(200, INDEX), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(RateLimitError):
            await tl.indexes.get("i1")
        clock.now += 6
        await tl.indexes.get("i2")
        await tl.indexes.get("i3")
    assert clock.waits == []


@in_both_colours
async def test_a_pause_holds_for_its_operation_alone(clock: Clock) -> None:
    server = serve(too_many(), reply(204))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(RateLimitError):
            await tl.indexes.get("i1")
        await tl.indexes.delete("i1")
    assert clock.waits == []


@in_both_colours
async def test_a_call_without_time_for_the_pause_is_sent_and_gets_its_own_answer(clock: Clock) -> None:
    server = serve(too_many(), too_many())
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(RateLimitError):
            await tl.indexes.get("i1")
        with pytest.raises(RateLimitError):
            await tl.with_options(timeout=2).indexes.get("i1")
    assert clock.waits == []


@in_both_colours
async def test_pauses_and_limits_are_shared_with_other_choices_of_the_same_client(clock: Clock) -> None:
    server = serve(too_many(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        patient = tl.with_options(max_retries=0)
        with pytest.raises(RateLimitError):
            await patient.indexes.get("i1")
        told = tl.rate_limits
        await tl.indexes.get("i1")
    assert clock.waits == [5.0]
    assert [limit.remaining for limit in told] == [0]


@in_both_colours
async def test_a_repeated_call_waits_once(clock: Clock) -> None:
    server = serve(too_many(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    assert clock.waits == [5.0]
