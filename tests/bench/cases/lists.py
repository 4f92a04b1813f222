"""Lists of 10,000 items: assets over numbered pages, clips of a search over tokens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
from attrs import frozen

from tests.bench import by_hand
from tests.bench.clients import async_client, client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import WALL, Budget, Found, Row, in_turns


@frozen
class Kind:
    """A list, by hand and with this client.

    Attributes:
        what: What it holds.
        budget: How much more than the floor it may take.
        floor: The items by hand.
        floor_async: The same in an event loop.
        ours: What this client offers, in either colour.
        peer: The job of the vendor's SDK.
    """

    what: str
    budget: Budget
    floor: Callable[[httpx.Client, str], Iterator[Any]]
    floor_async: Callable[[httpx.AsyncClient, str], AsyncIterator[Any]]
    ours: Callable[[Any], Any]
    peer: str


KINDS = (
    Kind(
        "assets over 200 pages",
        Budget(1.8),
        by_hand.assets,
        by_hand.assets_async,
        lambda tl: tl.assets.list(page_limit=50),
        "assets",
    ),
    Kind(
        "search clips",
        Budget(1.4),
        by_hand.clips,
        by_hand.clips_async,
        lambda tl: tl.search.query("i1", "boat", options=["visual"], page_limit=50),
        "clips",
    ),
)


def run(bench: Bench) -> Found:
    """Seconds of the processor for all items, in both colours; then pages fetched ahead."""
    pages, rounds = bench.pick(200, 2), bench.pick(5, 1)
    url = bench.url(pages=pages)
    for kind in KINDS:
        floor, ours = sync_samples(kind, url, rounds)
        peer = bench.asked(kind.peer, url, 1, 1)
        yield Row("list", f"10,000 {kind.what}, sync", "s of CPU", floor, ours, kind.budget, peer=peer)
        floor, ours = async_samples(kind, url, rounds)
        yield Row("list", f"10,000 {kind.what}, async", "s of CPU", floor, ours, kind.budget)


def sync_samples(kind: Kind, url: str, rounds: int) -> list[list[float]]:
    """Reading every item, none kept."""
    with httpx.Client() as http, client(url) as tl:
        return in_turns(
            lambda: sum(1 for _ in kind.floor(http, url)), lambda: sum(1 for _ in kind.ours(tl)), rounds=rounds
        )


def async_samples(kind: Kind, url: str, rounds: int) -> list[list[float]]:
    """The same, asynchronously."""
    with event_loop() as plain:
        http, tl = httpx.AsyncClient(), async_client(url)

        async def floor() -> None:
            async for _ in kind.floor_async(http, url):
                pass

        async def ours() -> None:
            async for _ in kind.ours(tl):
                pass

        samples = in_turns(plain(floor), plain(ours), rounds=rounds)
        plain(http.aclose)()
        plain(tl.aclose)()
    return samples


def ahead(bench: Bench) -> Found:
    """Pages that take 20 ms each, one by one and four at a time."""
    url, rounds = bench.url(pages=bench.pick(200, 8), delay=20), bench.pick(2, 1)
    with client(url) as tl:
        floor, ours = in_turns(
            lambda: sum(1 for _ in tl.assets.list(page_limit=50)),
            lambda: sum(1 for _ in tl.assets.list(page_limit=50).prefetch(4)),
            rounds=rounds,
            clock=WALL,
        )
    yield faster("sync", floor, ours)
    with event_loop() as plain:
        shared = async_client(url)

        async def one_by_one() -> None:
            await shared.assets.list(page_limit=50).to_list()

        async def four_at_a_time() -> None:
            await shared.assets.list(page_limit=50).prefetch(4).to_list()

        floor, ours = in_turns(plain(one_by_one), plain(four_at_a_time), rounds=rounds, clock=WALL)
        plain(shared.aclose)()
    yield faster("async", floor, ours)


def faster(colour: str, floor: list[float], ours: list[float]) -> Row:
    """How many times as many pages come in the same time; here the floor is this client without `prefetch`."""
    rates = [[200 / taken for taken in samples] for samples in (floor, ours)]
    return Row(
        "list", f"200 numbered pages at 20 ms, `prefetch=4`, {colour}", "pages/s", rates[0], rates[1], Budget(2.5, ">=")
    )
