"""One small GET after the other."""

from __future__ import annotations

import httpx

from tests.bench import by_hand
from tests.bench.clients import async_client, client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns

BUDGET = Budget(1.3)


def run(bench: Bench) -> Found:
    """Seconds of the processor for each call, in both colours."""
    url, rounds, count = bench.url(), bench.pick(9, 1), bench.pick(300, 3)
    with httpx.Client() as http, client(url) as tl:
        floor, ours = in_turns(
            lambda: [by_hand.asset(http, url) for _ in range(count)],
            lambda: [tl.assets.get("a1") for _ in range(count)],
            rounds=rounds,
            per=count,
        )
    peer = bench.asked("get", url, 2, count // 3)
    yield Row("call", "small GET, CPU per call, sync", "s of CPU", floor, ours, BUDGET, peer=peer)
    floor, ours = in_an_event_loop(url, rounds, count)
    peer = bench.asked("get_async", url, 2, count // 3)
    yield Row("call", "small GET, CPU per call, async", "s of CPU", floor, ours, BUDGET, peer=peer)


def in_an_event_loop(url: str, rounds: int, count: int) -> list[list[float]]:
    """The same, asynchronously."""
    with event_loop() as plain:
        http, tl = httpx.AsyncClient(), async_client(url)

        async def floor() -> None:
            for _ in range(count):
                await by_hand.asset_async(http, url)

        async def ours() -> None:
            for _ in range(count):
                await tl.assets.get("a1")

        samples = in_turns(plain(floor), plain(ours), rounds=rounds, per=count)
        plain(http.aclose)()
        plain(tl.aclose)()
    return samples
