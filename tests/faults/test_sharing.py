"""One client serves many threads, tasks, event loops and processes, and none of them garbles another's replies."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.wire import Act, acts_of, json_reply, wire
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs
from twelvelabs_client.sandbox import Sandbox

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
