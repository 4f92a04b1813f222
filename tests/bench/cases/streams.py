"""Streams of 10,000 events, read as they come."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
from attrs import frozen

from tests.bench import by_hand
from tests.bench.clients import async_client, client, event_loop
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns

BUDGETS = {0: Budget(2), 4096: Budget(1.4)}
MOMENT = Budget(1)


@frozen
class Kind:
    """A stream, by hand and with this client, in either colour."""

    what: str
    floor: Callable[[httpx.Client, str], Iterator[Any]]
    floor_async: Callable[[httpx.AsyncClient, str], AsyncIterator[Any]]
    ours: Callable[[Any], Any]
    peer: str = ""


KINDS = (
    Kind(
        "NDJSON events",
        by_hand.lines,
        by_hand.lines_async,
        lambda tl: tl.analyze.stream("a1", "What happens?"),
        "lines",
    ),
    Kind(
        "server-sent events",
        by_hand.server_sent,
        by_hand.server_sent_async,
        lambda tl: tl.responses.stream("ks_1", "What?"),
    ),
)


def run(bench: Bench) -> Found:
    """Seconds of the processor for all events, by how they are cut on the way; then the time to the first one."""
    events, rounds = bench.pick(10_000, 50), bench.pick(15, 1)
    for kind in KINDS:
        for block, cut in ((0, "a chunk each"), (4096, "4 KiB chunks")):
            url = bench.url(events=events, block=block)
            peer = bench.asked(kind.peer, url, 1, 1) if kind.peer else []
            floor, ours = sync_samples(kind, url, rounds)
            yield Row("stream", f"10,000 {kind.what}, {cut}, sync", "s of CPU", floor, ours, BUDGETS[block], peer=peer)
            floor, ours = async_samples(kind, url, rounds)
            yield Row("stream", f"10,000 {kind.what}, {cut}, async", "s of CPU", floor, ours, BUDGETS[block])
    floor, ours = first_events(KINDS[0], bench.url(delay=5, events=50), bench.pick(60, 2))
    yield Row("stream", "NDJSON, time to first event", "ms", floor, ours, MOMENT, absolute="difference")


def sync_samples(kind: Kind, url: str, rounds: int) -> list[list[float]]:
    """Reading every event."""
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


def first_events(kind: Kind, url: str, rounds: int) -> list[list[float]]:
    """Milliseconds until the first event is there; the others follow later, and are read too."""
    samples: list[list[float]] = [[], []]
    with httpx.Client() as http, client(url) as tl:
        for _ in range(rounds + 1):
            for side, taken in enumerate(samples):
                begun = time.perf_counter()
                events: Iterator[Any] = iter(kind.ours(tl)) if side else kind.floor(http, url)
                next(events)
                taken.append((time.perf_counter() - begun) * 1000)
                for _event in events:
                    pass
    return [taken[1:] for taken in samples]
