"""1,000 calls in one event loop, 100 of them in flight at any time, over each HTTP library."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.bench.cases.calls import plainly
from tests.bench.clients import async_client, client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns

IN_FLIGHT = 100
THREADS, CALLS = 32, 640
MOST = Budget(THREADS)
BUDGETS = {"httpx": Budget(1, ">="), "httpx2": Budget(0.95, ">="), "aiohttp": Budget(0.7, ">=")}


def run(bench: Bench) -> Found:
    """Calls for each second of the processor."""
    url, count, rounds = bench.url(), bench.pick(1000, 20), bench.pick(5, 1)
    for library, budget in BUDGETS.items():
        with event_loop() as plain:
            call, close = plainly(library, url, plain)
            tl = async_client(url, http=library, timeout=None, read_timeout=3600)
            works = [plain(in_flight(count, each)) for each in (call, lambda tl=tl: tl.assets.get("a1"))]
            taken = in_turns(*works, rounds=rounds, per=count)
            plain(close)()
            plain(tl.aclose)()
        floor, ours = ([1 / each for each in samples] for samples in taken)
        peer = [1 / each for each in bench.asked("at_once", url, 1, count)] if library == "httpx" else ()
        what = f"{count:,} async GETs, {IN_FLIGHT} in flight, {library}"
        yield Row("many", what, "calls/s of CPU", floor, ours, budget, peer=peer)
    yield Row(
        "many", f"connections for {CALLS} calls by {THREADS} threads", "", [], [_connections(bench)], MOST, "ours"
    )


def _connections(bench: Bench) -> float:
    """How many connections reach the server."""
    url = bench.url()
    httpx.get(f"{url}/seen")
    with client(url) as tl, ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda _: tl.assets.get("a1"), range(CALLS)))
    return float(httpx.get(f"{url}/seen").json()["calling"])


def in_flight(count: int, call: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[object]]:
    """So many calls, each begun when one of those in flight is done."""

    async def work() -> object:
        left = iter(range(count))

        async def some() -> None:
            for _ in left:
                await call()

        return await asyncio.gather(*(some() for _ in range(IN_FLIGHT)))

    return work
