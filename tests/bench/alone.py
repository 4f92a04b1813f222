"""Jobs that are measured in a process of their own: what they hold in memory, and for how long they block.

    python -m tests.bench.alone JOB ARGUMENTS

Prints seconds, processor seconds, bytes by which the memory grew beyond what it was when the job began, milliseconds
for which the event loop stood still, files that were opened for writing (but for what is noted of an upload), and bytes
that were written to files.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson

BEAT = 0.001
# The folder in which uploads are noted, to be resumed.
NOTES = "uploads"
Measure = dict[str, float]


def measured(work: Callable[[], object]) -> Measure:
    """What a piece of work takes."""
    gc.collect()
    _forget_peak()
    opened = _count_writers()
    before, written = _memory("VmRSS"), _written()
    begun, busy = time.perf_counter(), time.process_time()
    result = work()
    taken, used = time.perf_counter() - begun, time.process_time() - busy
    told = {"seconds": taken, "cpu": used, "growth": _memory("VmHWM") - before}
    told.update(files=sum(NOTES not in Path(name).parts for name in opened), written=_written() - written)
    return {**told, **(result if isinstance(result, dict) else {})}


async def with_heartbeat(work: Callable[[], Awaitable[object]]) -> Measure:
    """Run it, and tell for how long at most nothing else could run in its event loop."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(BEAT)
            longest = max(longest, time.perf_counter() - begun - BEAT)

    beating = asyncio.ensure_future(beat())
    await asyncio.sleep(BEAT)
    await work()
    beating.cancel()
    return {"blocked": longest * 1000}


def _memory(name: str) -> int:
    """A figure of this process's memory, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _written() -> int:
    """Bytes that this process has written to files; what goes into sockets is not among them."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _count_writers() -> list[str]:
    """Files that are opened for writing from now on."""
    opened: list[str] = []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        # A descriptor that is made a file of was opened, and counted, before.
        if event != "open" or isinstance(arguments[0], int) or not isinstance(arguments[2], int):
            return
        if arguments[2] & (os.O_WRONLY | os.O_RDWR):
            opened.append(os.fsdecode(arguments[0]))

    sys.addaudithook(note)
    return opened


def parts_by_hand(url: str, file: str, chunk: int, workers: int) -> Measure:
    """Four threads that put the parts of a file, with httpx alone."""
    from concurrent.futures import ThreadPoolExecutor

    import httpx

    size = os.path.getsize(file)
    with httpx.Client(timeout=60) as http, open(file, "rb") as opened, ThreadPoolExecutor(workers) as pool:

        def send(offset: int) -> str:
            reply = http.put(f"{url}/storage/{offset}", content=os.pread(opened.fileno(), chunk, offset))
            return str(reply.headers["etag"])

        http.put(f"{url}/storage/0", content=b"warm")
        return measured(lambda: list(pool.map(send, range(0, size, chunk))))


def parts_by_hand_async(url: str, file: str, chunk: int, workers: int) -> Measure:
    """The same in an event loop."""
    import httpx

    size = os.path.getsize(file)

    async def all_parts() -> None:
        places = iter(range(0, size, chunk))
        async with httpx.AsyncClient(timeout=60) as http:

            async def work() -> None:
                for offset in places:
                    await http.put(f"{url}/storage/{offset}", content=os.pread(opened.fileno(), chunk, offset))

            await asyncio.gather(*(work() for _ in range(workers)))

    with open(file, "rb") as opened, asyncio.Runner() as runner:
        runner.run(_warm())
        return measured(lambda: runner.run(with_heartbeat(all_parts)))


async def _warm() -> None:
    import httpx

    async with httpx.AsyncClient():
        pass


def upload(url: str, file: str, small: str, multipart: bool, **options: Any) -> Measure:
    """An upload of this client."""
    from tests.bench.clients import client

    with client(url) as tl:
        tl.assets.upload(small, multipart=multipart)
        return measured(lambda: tl.assets.upload(file, multipart=multipart, **options).id)


def upload_async(url: str, file: str, small: str, multipart: bool, **options: Any) -> Measure:
    """The same of the asynchronous client."""
    from tests.bench.clients import async_client

    async def run() -> object:
        return await tl.assets.upload(file, multipart=multipart, **options)

    with asyncio.Runner() as runner:
        tl = async_client(url)
        runner.run(tl.assets.upload(small, multipart=multipart))
        told = measured(lambda: runner.run(with_heartbeat(run)))
        runner.run(tl.aclose())
        return told


def direct_by_hand(url: str, file: str, small: str) -> Measure:
    """A form with a file, with httpx alone."""
    import httpx

    with httpx.Client(timeout=60) as http:

        def send(name: str) -> object:
            with open(name, "rb") as opened:
                return http.post(f"{url}/v1.3/assets", data={"method": "direct"}, files={"file": opened}).json()

        send(small)
        return measured(lambda: bool(send(file)))


def direct_by_hand_async(url: str, file: str, small: str) -> Measure:
    """The same in an event loop."""
    import httpx

    async def run() -> None:
        async with httpx.AsyncClient(timeout=60) as http:
            with open(file, "rb") as opened:
                await http.post(f"{url}/v1.3/assets", data={"method": "direct"}, files={"file": opened})

    with asyncio.Runner() as runner:
        runner.run(_warm())
        return measured(lambda: runner.run(with_heartbeat(run)))


def decoded(url: str) -> Measure:
    """An embedding task's reply, with httpx and orjson alone."""
    import httpx

    with httpx.Client(timeout=60) as http:
        http.get(f"{url}/v1.3/assets/a1")
        return measured(lambda: len(orjson.loads(http.get(f"{url}/v1.3/embed-v2/tasks/t1").content)))


def embedding_task(url: str) -> Measure:
    """The same with this client."""
    from tests.bench.clients import client

    with client(url) as tl:
        tl.assets.get("a1")
        return measured(lambda: len(tl.embed.tasks.get("t1").segments))


def listed(url: str, by_hand: bool) -> Measure:
    """All items of a list, one after the other, none kept."""
    import httpx

    from tests.bench.by_hand import assets
    from tests.bench.clients import client

    with httpx.Client() as http, client(url) as tl:
        tl.assets.get("a1")
        http.get(f"{url}/v1.3/assets/a1")
        items = (lambda: assets(http, url)) if by_hand else (lambda: iter(tl.assets.list(page_limit=50)))
        return measured(lambda: sum(1 for _ in items()) and None)


def streamed(url: str) -> Measure:
    """All events of a streamed analysis, none kept."""
    from tests.bench.clients import client

    with client(url) as tl:
        tl.assets.get("a1")
        return measured(lambda: sum(1 for _ in tl.analyze.stream("a1", "What happens?")) and None)


def at_once(url: str, count: int, library: str) -> Measure:
    """Calls of which all are begun before any is awaited."""
    from tests.bench.clients import async_client

    async def calls() -> None:
        await asyncio.gather(*(tl.assets.get("a1") for _ in range(count)))

    with asyncio.Runner() as runner:
        tl = async_client(url, http=library, timeout=None, read_timeout=3600)
        runner.run(tl.assets.get("a1"))
        taken = measured(lambda: runner.run(calls()))
        runner.run(tl.aclose())
        return taken


def specification(size: int) -> Measure:
    """What a description of so many operations costs, the generator's process included."""
    import tempfile

    from tests.bench.specification_growth import measured as cost_of

    with tempfile.TemporaryDirectory(prefix="growth-") as scratch:
        cost = cost_of(size, Path(scratch))
    return {"diff": cost.diff, "made": cost.made, "memory": max(cost.memory, _memory("VmHWM"))}


JOBS: dict[str, Callable[..., Measure]] = {
    job.__name__: job
    for job in (
        parts_by_hand,
        parts_by_hand_async,
        upload,
        upload_async,
        direct_by_hand,
        direct_by_hand_async,
        decoded,
        embedding_task,
        listed,
        streamed,
        at_once,
        specification,
    )
}

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](**json.loads(sys.argv[2]))))
