"""Calls of one client share what the API said of its limits."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, Clock, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import APIError, RateLimitError


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


@in_both_colours
async def test_a_pause_that_grows_while_it_is_kept_is_kept_whole(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(too_many(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        limits = tl._transport._limits
        with pytest.raises(RateLimitError):
            await tl.indexes.get("i1")
        # What another call is told while this one waits.
        told = iter([limits.left("retrieve_index", clock.now), 12.0])
        monkeypatch.setattr(type(limits), "left", lambda self, operation, now: next(told, 0.0))
        await tl.indexes.get("i1")
    assert clock.waits == [5.0, 12.0]


HEADERS: list[tuple[dict[str, str], list[tuple[str, int | None, int | None, int | None, int | None]]]] = [
    (
        {
            "X-Ratelimit-Limit": "100",
            "X-Ratelimit-Remaining": "0",
            "X-Ratelimit-Used": "100",
            "X-Ratelimit-Reset": "1762564849",
        },
        [("", 100, 0, 1762564849, 100)],
    ),
    (
        {
            "X-RateLimit-Dimensions": "Duration,Request,Token",
            "x-ratelimit-duration-limit": "36000",
            "X-Ratelimit-Request-Remaining": "59",
            "X-Ratelimit-Token-Limit": "30000",
            "X-Ratelimit-Token-Remaining": "7",
            "X-Ratelimit-Token-Reset": "12",
        },
        [("duration", 36000, None, None, None), ("request", None, 59, None, None), ("token", 30000, 7, 12, None)],
    ),
]


@pytest.mark.parametrize(("headers", "told"), HEADERS)
@pytest.mark.parametrize("status", [200, 400, 429])
@in_both_colours
async def test_every_family_of_headers_is_read_of_successes_and_refusals(
    headers: dict[str, str], told: list[Any], status: int
) -> None:
    server = serve(httpx.Response(status, headers=headers, json=INDEX), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with suppress(APIError):
            await tl.indexes.get("i1")
        await tl.indexes.get("i2")
        limits = tl.rate_limits
    assert [(each.dimension, each.limit, each.remaining, each.reset, each.used) for each in limits] == told
