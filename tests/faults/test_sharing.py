"""One client serves many threads, tasks, event loops and processes, and none of them garbles another's replies."""

from __future__ import annotations

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.faults.wire import Act, acts_of, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs
from twelvelabs_client.core.errors import APITimeoutError, RateLimitError
from twelvelabs_sandbox import Sandbox

KEY = "tlk_MADEUPKEY0123456789"
FINE = Act(json_reply({"_id": "i1", "index_name": "harbor"}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_gets_connections_of_its_own() -> None:
    with wire(*acts_of(lambda: FINE, 3)) as server:
        with TwelveLabs(api_key=KEY, base_url=server.url) as tl:
            tl.indexes.get("i1")
            child = os.fork()
            if not child:
                os._exit(0 if tl.indexes.get("i1").name == "harbor" else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            tl.indexes.get("i1")
        assert (len(server.requests), server.connections) == (3, 2)


def test_an_asynchronous_client_works_in_one_event_loop_after_another() -> None:
    with wire(*acts_of(lambda: FINE, 4)) as server:
        tl = AsyncTwelveLabs(api_key=KEY, base_url=server.url)

        async def twice() -> list[str | None]:
            return [(await tl.indexes.get("i1")).name for _ in range(2)]

        assert [asyncio.run(twice()) for _ in range(2)] == [["harbor", "harbor"]] * 2
        assert server.connections == 2


def test_closing_in_another_event_loop_closes_the_client() -> None:
    with wire(FINE) as server:
        tl = AsyncTwelveLabs(api_key=KEY, base_url=server.url)
        asyncio.run(_read(tl))
        asyncio.run(tl.aclose())
        with pytest.raises(ValueError, match="closed"):
            asyncio.run(_read(tl))


async def _read(tl: AsyncTwelveLabs) -> None:
    await tl.indexes.get("i1")


def test_many_threads_share_a_client() -> None:
    with Sandbox() as sandbox, TwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url) as tl:
        names = [f"shelf {number}" for number in range(40)]
        with ThreadPoolExecutor(8) as pool:
            created = list(pool.map(lambda name: tl.indexes.create(name).id, names))
            read = list(pool.map(lambda identifier: tl.indexes.get(identifier).name, created))
        assert read == names


def test_many_tasks_share_a_client() -> None:
    async def create_and_read(sandbox: Sandbox) -> list[str | None]:
        async with AsyncTwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url) as tl:
            created = await asyncio.gather(*(tl.indexes.create(name) for name in names))
            return [index.name for index in await asyncio.gather(*(tl.indexes.get(index) for index in created))]

    names = [f"shelf {number}" for number in range(40)]
    with Sandbox() as sandbox:
        assert asyncio.run(create_and_read(sandbox)) == names


def too_many() -> Act:
    return Act(raw_reply(b"", status=429, headers="retry-after-ms: 300\r\n"))


def test_many_threads_share_a_pause() -> None:
    def read(number: int) -> float:
        tl.indexes.get(f"i{number}")
        return time.monotonic()

    acts = [too_many(), *acts_of(lambda: FINE, 8)]
    with wire(*acts) as server, TwelveLabs(api_key=KEY, base_url=server.url, max_retries=0) as tl:
        # Before the pause begins: on a busy machine part of it is over when the error is there.
        begun = time.monotonic()
        with pytest.raises(RateLimitError):
            tl.indexes.get("i1")
        with ThreadPoolExecutor(8) as pool:
            ended = list(pool.map(read, range(8)))
    assert min(ended) - begun > 0.25


def test_many_tasks_share_a_pause() -> None:
    async def scenario(url: str) -> float:
        async with AsyncTwelveLabs(api_key=KEY, base_url=url, max_retries=0) as tl:
            begun = time.monotonic()
            with pytest.raises(RateLimitError):
                await tl.indexes.get("i1")
            await asyncio.wait([asyncio.ensure_future(_read(tl)) for _ in range(8)], return_when="FIRST_COMPLETED")
            return time.monotonic() - begun

    with wire(too_many(), *acts_of(lambda: FINE, 8)) as server:
        assert asyncio.run(scenario(server.url)) > 0.25


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_may_fork_in_the_middle_of_a_call_of_another_thread() -> None:
    with wire(Act(FINE.answer[:-9], ending="silent"), FINE, FINE) as server:
        settings: dict[str, Any] = {"max_retries": 0, "read_timeout": 1}
        with TwelveLabs(api_key=KEY, base_url=server.url, **settings) as tl, ThreadPoolExecutor(1) as pool:
            under_way = pool.submit(tl.indexes.get, "i1")
            while not server.requests:
                pass
            child = os.fork()
            if not child:
                with tl:
                    read = tl.indexes.get("i1").name
                os._exit(0 if read == "harbor" else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            with pytest.raises(APITimeoutError):
                under_way.result()
            assert tl.indexes.get("i1").name == "harbor"
        assert (len(server.requests), server.connections) == (3, 3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_an_event_loop_and_connections_of_its_own() -> None:
    with wire(*acts_of(lambda: FINE, 3)) as server:
        tl = AsyncTwelveLabs(api_key=KEY, base_url=server.url, http="aiohttp")

        async def scenario() -> None:
            await _read(tl)
            child = os.fork()
            if not child:
                os._exit(_reads_in_a_loop_of_its_own(tl))
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            await _read(tl)
            await tl.aclose()

        asyncio.run(scenario())
        assert (len(server.requests), server.connections) == (3, 2)


def _reads_in_a_loop_of_its_own(tl: AsyncTwelveLabs) -> int:
    """In a thread, for the forked one still stands in the loop of its parent."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _read(tl)).result()
    return 0
