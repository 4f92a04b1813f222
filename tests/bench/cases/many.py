"""1,000 calls at once in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from tests.bench import by_hand
from tests.bench.clients import async_client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns
from twelvelabs_client.aiohttp import AiohttpTransport


def run(bench: Bench) -> Found:
    """Calls for each second of the processor, with the extra `aiohttp` and without it."""
    url, count, rounds = bench.url(), bench.pick(1000, 20), bench.pick(2, 1)
    with event_loop() as plain:
        # A busy machine shall make it slow, not end it.
        http = httpx.AsyncClient(timeout=None)
        usual = async_client(url, timeout=None, read_timeout=3600)
        quick = async_client(url, transport=AiohttpTransport(), timeout=None, read_timeout=3600)
        calls: list[Callable[[], Awaitable[Any]]] = [
            lambda: by_hand.asset_async(http, url),
            lambda: usual.assets.get("a1"),
            lambda: quick.assets.get("a1"),
        ]
        for call in calls:
            plain(at_once(count // 10, call))()
        taken = in_turns(*(plain(at_once(count, call)) for call in calls), rounds=rounds, per=count, warm=False)
        for close in (http.aclose, usual.aclose, quick.aclose):
            plain(close)()
    floor, ours, aiohttp = ([1 / each for each in samples] for samples in taken)
    peer = [1 / each for each in bench.asked("at_once", url, 1, count)]
    yield Row(
        "many",
        "1,000 concurrent async GETs, with the `aiohttp` extra",
        "calls/s of CPU",
        floor,
        aiohttp,
        Budget(5, ">="),
    )
    yield Row("many", "1,000 concurrent async GETs, without", "calls/s of CPU", floor, ours, Budget(1, ">="), peer=peer)


def at_once(count: int, call: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[object]]:
    """All of them begun before any is awaited."""

    async def work() -> object:
        return await asyncio.gather(*(call() for _ in range(count)))

    return work
