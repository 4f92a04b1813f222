"""One small GET after the other, over each HTTP library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import httpx
import httpx2

from tests.bench import by_hand
from tests.bench.clients import async_client, client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns

BUDGET = Budget(1.05)
# There the floor is so low that what a call costs by itself weighs more.
AIOHTTP = Budget(1.35)


def run(bench: Bench) -> Found:
    """Seconds of the processor for each call, in both clients."""
    url, count = bench.url(), bench.pick(300, 3)
    asked = {"httpx": ("get", "get_async"), "httpx2": (None, None)}
    for library, (peer, peer_async) in asked.items():
        samples = _in_threads(bench, library)
        yield _row(f"sync, {library}", samples, BUDGET, bench.asked(peer, url, 2, count // 3) if peer else ())
        samples = _in_an_event_loop(bench, library)
        peers = bench.asked(peer_async, url, 2, count // 3) if peer_async else ()
        yield _row(f"async, {library}", samples, BUDGET, peers)
    yield _row("async, aiohttp", _in_an_event_loop(bench, "aiohttp"), AIOHTTP, ())


def _row(how: str, samples: list[list[float]], budget: Budget, peer: Any) -> Row:
    floor, ours = samples
    return Row("call", f"small GET, CPU per call, {how}", "s of CPU", floor, ours, budget, peer=peer)


def _in_threads(bench: Bench, library: str) -> list[list[float]]:
    url, rounds, count = bench.url(), bench.pick(9, 1), bench.pick(300, 3)
    kind: Any = httpx if library == "httpx" else httpx2
    with kind.Client() as http, client(url, http=library) as tl:
        return in_turns(
            lambda: [by_hand.asset(http, url) for _ in range(count)],
            lambda: [tl.assets.get("a1") for _ in range(count)],
            rounds=rounds,
            per=count,
        )


def _in_an_event_loop(bench: Bench, library: str) -> list[list[float]]:
    url, rounds, count = bench.url(), bench.pick(9, 1), bench.pick(300, 3)
    with event_loop() as plain:
        call, close = plainly(library, url, plain)
        tl = async_client(url, http=library)

        async def floor() -> None:
            for _ in range(count):
                await call()

        async def ours() -> None:
            for _ in range(count):
                await tl.assets.get("a1")

        samples = in_turns(plain(floor), plain(ours), rounds=rounds, per=count)
        plain(close)()
        plain(tl.aclose)()
    return samples


def plainly(
    library: str, url: str, plain: Callable[[Callable[[], Awaitable[Any]]], Callable[[], Any]]
) -> tuple[Callable[[], Awaitable[Any]], Callable[[], Awaitable[Any]]]:
    """A small GET by hand over a library, and what closes its connections."""
    if library == "aiohttp":

        async def made() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()

        session: aiohttp.ClientSession = plain(made)()
        return lambda: by_hand.asset_over_aiohttp(session, url), session.close
    # A busy machine shall make it slow, not end it.
    http: Any = (httpx if library == "httpx" else httpx2).AsyncClient(timeout=None)
    return lambda: by_hand.asset_async(http, url), http.aclose
