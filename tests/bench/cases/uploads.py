"""Large files: in parts over several connections, and in one request."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from tests.bench.context import MEBIBYTE, Bench
from tests.bench.measure import Budget, Found, Row
from twelvelabs_client._sync.resources.assets import Assets

WORKERS = 4
Measure = dict[str, float]


def in_parts(bench: Bench) -> Found:
    """1 GiB in parts of 5 and 10 MiB, four at a time."""
    size = bench.pick(1024, 12)
    for part in (5, 10):
        scene, what = {"chunk": part * MEBIBYTE}, f"1 GiB multipart, {part} MiB parts"
        yield from compared(bench, f"{what}, sync", size, scene, ("parts_by_hand", "upload"))
        yield from compared(bench, f"{what}, async", size, scene, ("parts_by_hand_async", "upload_async"))
    yield beside_each_other(bench, size)
    if "checksum" in inspect.signature(Assets.upload).parameters:
        both, scene = ("parts_by_hand", "upload"), {"chunk": 10 * MEBIBYTE, "md5": 1}
        row = next(
            compared(bench, '1 GiB multipart, 10 MiB parts, `checksum="md5"`', size, scene, both, None, checksum="md5")
        )
        yield row


def compared(
    bench: Bench,
    what: str,
    size: int,
    scene: dict[str, int],
    jobs: tuple[str, str],
    budget: Budget | None = Budget(1, ">="),  # noqa: B008
    **options: Any,
) -> Iterator[Row]:
    """Megabytes a second, and what an upload takes beside them."""
    url, file = bench.url(**scene), str(bench.file(size))
    by_hand = {"url": url, "file": file, "chunk": scene["chunk"], "workers": WORKERS}
    ours = {
        "url": url,
        "file": file,
        "small": str(bench.file(1)),
        "multipart": True,
        "max_concurrency": WORKERS,
        **options,
    }

    def floor() -> Measure:
        return bench.alone(jobs[0], **by_hand)

    def client() -> Measure:
        seen(url)
        return {**bench.alone(jobs[1], **ours), **seen(url)}

    told = rounds(bench.pick(3, 1), floor, client)
    stored = told[1][-1]["stored"]
    assert stored == (size + 1) * MEBIBYTE, f"{stored} bytes were stored"
    by_hand_rates, our_rates = rates(size, told)
    yield Row("upload", what, "MB/s", by_hand_rates, our_rates, budget, note=blocked(told))
    if budget is not None:
        yield growth(what, told, Budget(24))
        yield counted(what, "connections", [each["storing"] for each in told[1]], Budget(WORKERS))
        yield counted(what, "temporary files", [each["files"] for each in told[1]], Budget(0), noted(told[1]))


def beside_each_other(bench: Bench, size: int) -> Row:
    """What the two clients send in a second."""
    arguments = {"url": bench.url(chunk=5 * MEBIBYTE), "file": str(bench.file(size)), "small": str(bench.file(1))}
    both = [
        lambda job=job: bench.alone(job, multipart=True, max_concurrency=WORKERS, **arguments)
        for job in ("upload", "upload_async")
    ]
    threads, event_loop = rates(size, rounds(bench.pick(3, 1), *both))
    return Row(
        "upload", "1 GiB multipart, 5 MiB parts, async against sync", "MB/s", threads, event_loop, Budget(0.8, ">=")
    )


def direct(bench: Bench) -> Found:
    """150 MB in one request."""
    size, url = bench.pick(143, 3), bench.url()
    arguments = {"url": url, "file": str(bench.file(size)), "small": str(bench.file(1))}
    for colour, suffix in (("sync", ""), ("async", "_async")):
        told = rounds(
            bench.pick(9, 1),
            lambda suffix=suffix: bench.alone(f"direct_by_hand{suffix}", **arguments),  # type: ignore[misc]
            lambda suffix=suffix: bench.alone(f"upload{suffix}", multipart=False, **arguments),  # type: ignore[misc]
        )
        what = f"150 MB direct, {colour}"
        by_hand, ours = rates(size, told)
        yield Row("upload", what, "MB/s", by_hand, ours, Budget(0.95, ">="))
        yield growth(what, told, Budget(4))
        if suffix:
            stood = [[each["blocked"] for each in side] for side in told]
            yield Row("upload", f"{what}: event loop blocked", "ms", stood[0], stood[1], Budget(20), "ours")


def growth(what: str, told: list[list[Measure]], budget: Budget) -> Row:
    """How much the memory grew, in MiB."""
    sides = [[each["growth"] / MEBIBYTE for each in side] for side in told]
    return Row("upload", f"{what}: memory", "MiB", sides[0], sides[1], budget, "ours")


def counted(what: str, of: str, counts: list[float], budget: Budget, note: str = "") -> Row:
    """How many of something an upload made."""
    return Row("upload", f"{what}: {of}", of, [], counts, budget, "ours", note=note)


def noted(told: list[Measure]) -> str:
    """What was written to files all the same."""
    return f"its journal: {max(each['written'] for each in told) / 1000:.0f} kB written"


def rates(size: int, told: list[list[Measure]]) -> list[list[float]]:
    """Megabytes a second."""
    return [[size * MEBIBYTE / 1e6 / each["seconds"] for each in side] for side in told]


def blocked(told: list[list[Measure]]) -> str:
    """For how long the event loop stood still at most, by hand and here."""
    if "blocked" not in told[1][0]:
        return ""
    by_hand, ours = (max(each["blocked"] for each in side) for side in told)
    return f"event loop blocked for at most {ours:.0f} ms (by hand {by_hand:.0f} ms)"


def rounds(count: int, *works: Callable[[], Measure]) -> list[list[Measure]]:
    """What each told, in turns."""
    told: list[list[Measure]] = [[] for _ in works]
    for _ in range(count):
        for work, samples in zip(works, told, strict=True):
            samples.append(work())
    return told


def seen(url: str) -> dict[str, float]:
    """What reached the server since it was last asked."""
    return dict(httpx.get(f"{url}/seen").json())
