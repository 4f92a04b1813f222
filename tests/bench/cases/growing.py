"""How cost grows with what is asked for, in time and memory."""

from __future__ import annotations

from tests.bench import specification_growth
from tests.bench.context import MEBIBYTE, Bench
from tests.bench.measure import Found, Growth


def run(bench: Bench) -> Found:
    """Items of a list, bytes of a file, operations of a description."""
    yield items(bench)
    yield files(bench)
    yield operations(bench)


def items(bench: Bench) -> Growth:
    """A list that is read and not kept."""
    lines = []
    for count in bench.pick((1_000, 10_000, 100_000), (50, 100)):
        url = bench.url(pages=count // 50)
        told = bench.alone("listed", url=url, by_hand=False)
        lines.append(
            [f"{count:,}", f"{told['cpu']:.2f}", f"{told['cpu'] / count * 1e6:.1f}", f"{told['growth'] / MEBIBYTE:.1f}"]
        )
    return Growth("Items of a list", ("items", "s of CPU", "µs each", "memory grew by MiB"), lines)


def files(bench: Bench) -> Growth:
    """A file in parts of 10 MiB."""
    lines = []
    for size in bench.pick((64, 256, 1024), (12,)):
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
