"""How cost grows with what is asked for, in time and memory."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench import specification_growth
from tests.bench.context import MEBIBYTE, Bench
from tests.bench.measure import Found, Growth


def run(bench: Bench) -> Found:
    """Items of a list, events of a stream, bytes of a file, calls in flight, operations of a description."""
    yield items(bench)
    yield events(bench)
    yield files(bench)
    yield calls(bench)
    yield operations(bench)


def items(bench: Bench) -> Growth:
    """A list that is read and not kept."""
    taken = {
        count: bench.alone("listed", url=bench.url(pages=count // 50), by_hand=False)
        for count in bench.pick((1_000, 10_000, 100_000), (50, 100))
    }
    return _one_by_one("Items of a list", "items", taken)


def events(bench: Bench) -> Growth:
    """A streamed analysis of which the events are read and not kept."""
    taken = {
        count: bench.alone("streamed", url=bench.url(events=count, block=4096))
        for count in bench.pick((1_000, 10_000, 100_000), (50, 100))
    }
    return _one_by_one("Events of a stream", "events", taken)


def _one_by_one(title: str, what: str, taken: Mapping[int, Mapping[str, float]]) -> Growth:
    lines = [
        [f"{count:,}", f"{of['cpu']:.2f}", f"{of['cpu'] / count * 1e6:.1f}", f"{of['growth'] / MEBIBYTE:.1f}"]
        for count, of in taken.items()
    ]
    return Growth(title, (what, "s of CPU", "µs each", "memory grew by MiB"), lines)


def calls(bench: Bench) -> Growth:
    """Calls that are all begun before the first is awaited; a connection carries one after the other."""
    lines = []
    for count in bench.pick((100, 1_000, 10_000), (5, 10)):
        for library in ("httpx", "aiohttp"):
            taken = bench.alone("at_once", url=bench.url(), count=count, library=library)
            each = [f"{taken['cpu'] / count * 1e6:.0f}", f"{taken['growth'] / count / 1024:.1f}"]
            lines.append([f"{count:,}", library, f"{taken['cpu']:.2f}", *each])
    names = ("calls in flight", "over", "s of CPU", "µs each", "memory KiB each")
    return Growth("Calls in flight in one event loop", names, lines)


def files(bench: Bench) -> Growth:
    """A file in parts of 10 MiB."""
    lines = []
    for size in bench.pick((64, 1024, 10_240), (12,)):
        told = bench.alone(
            "upload",
            url=bench.url(),
            file=str(bench.file(size)),
            small=str(bench.file(1)),
            multipart=True,
            max_concurrency=4,
        )
        rate = size * MEBIBYTE / 1e6 / told["seconds"]
        lines.append([f"{size}", f"{told['seconds']:.2f}", f"{rate:.0f}", f"{told['growth'] / MEBIBYTE:.1f}"])
    return Growth("A file in parts of 10 MiB, 4 workers", ("MiB", "s", "MB/s", "memory grew by MiB"), lines)


def operations(bench: Bench) -> Growth:
    """A description: telling what changed, and making a package of it."""
    lines = []
    for size in bench.pick((100, 400, 1600), (2,)):
        told = bench.alone("specification", size=size)
        cost = specification_growth.Cost(told["diff"], told["made"], int(told["memory"]))
        lines.append([f"{size:,}", *cost.columns(size)])
    names = ("operations", "diff s", "ms each", "regenerate s", "ms each", "peak memory MiB")
    return Growth("Operations of a description", names, lines)
