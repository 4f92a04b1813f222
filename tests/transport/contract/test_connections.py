"""Cancellation costs the calls that were cancelled; connections are used again, and none is left behind."""

from __future__ import annotations

import asyncio
import gc
import linecache
import random
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any

import pytest

from tests.faults.wire import Act, json_reply, wire
from tests.transport.contract.libraries import ASYNC_LIBRARIES, FINE, ID, INDEX, KEY, Library, on_every_library
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs, TwelveLabsError
from twelvelabs_client._runtime.thread_sockets import Network
from twelvelabs_client.backends._sync import httpx_clients
from twelvelabs_client.backends._sync.httpx_routes import Routes

CONNECTIONS = 100
OTHER = json_reply({"_id": "a" * 24, "index_name": "another one", "models": []})


@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
@pytest.mark.parametrize("seed", range(2))
def test_any_number_of_cancellations_costs_only_the_calls_that_were_cancelled(library: Library, seed: int) -> None:
    moments = random.Random(seed)

    async def scenario(url: str) -> None:
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            for _ in range(2):
                calls = [asyncio.create_task(tl.indexes.get(ID)) for _ in range(2 * CONNECTIONS)]
                for call in moments.sample(calls, len(calls)):
                    for _ in range(moments.randrange(3)):
                        await asyncio.sleep(0)
                    call.cancel()
                await asyncio.gather(*calls, return_exceptions=True)
            await asyncio.gather(*(tl.indexes.get(ID) for _ in range(2 * CONNECTIONS)))

    with wire(always=FINE) as server:
        asyncio.run(scenario(server.url))


@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_a_thousand_calls_at_once_share_the_connections_of_the_pool(library: Library) -> None:
    async def scenario(url: str) -> int:
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            return len(await asyncio.gather(*(tl.indexes.get(ID) for _ in range(1000))))

    with wire(always=FINE) as server:
        assert asyncio.run(scenario(server.url)) == 1000
    assert server.connections <= CONNECTIONS


def test_threads_share_the_connections_of_the_pool() -> None:
    with wire(always=FINE) as server, TwelveLabs(api_key=KEY, base_url=server.url) as tl:
        with ThreadPoolExecutor(32) as threads:
            assert len(list(threads.map(lambda _: tl.indexes.get(ID), range(640)))) == 640
        assert server.connections <= 32


def test_the_first_calls_of_many_threads_make_one_http_client(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    start = threading.Barrier(32)
    real = httpx_clients.PooledTransport

    def counted(routes: Routes) -> httpx_clients.PooledTransport:
        made.append(routes)
        return real(routes)

    def first_call(tl: TwelveLabs) -> None:
        start.wait()
        tl.indexes.get(ID)

    monkeypatch.setattr(httpx_clients, "PooledTransport", counted)
    with wire(always=FINE) as server, TwelveLabs(api_key=KEY, base_url=server.url) as tl:
        threads = [threading.Thread(target=first_call, args=(tl,)) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(made) == 1


@on_every_library
async def test_a_connection_is_used_for_the_next_call(library: Library) -> None:
    with wire(always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            for _ in range(5):
                await tl.indexes.get(ID)
    assert server.connections == 1


# Where a signal can come between two lines while a request is sent and its response is read.
INTERRUPTIBLE = (
    "backends/_sync/httpx_pool.py",
    "_runtime/threads.py",
    "_runtime/thread_sockets.py",
    "httpcore/_sync/http11.py",
)


class Interruption(BaseException):
    """What a handler of a signal raises, such as Control-C or a time limit of the caller's."""


class InterruptedAt:
    """Raises before a certain line of those places, counted from the beginning."""

    def __init__(self, line: int) -> None:
        self.left = line

    def __call__(self, frame: FrameType, event: str, argument: object) -> InterruptedAt | None:
        if not frame.f_code.co_filename.endswith(INTERRUPTIBLE) or frame.f_code.co_name in ("__del__", "leave"):
            return None
        # Python lets no signal in between the end of a block and the release of its lock, where tracing stops too.
        if event == "line" and not linecache.getline(frame.f_code.co_filename, frame.f_lineno).lstrip().startswith(
            "with"
        ):
            self.left -= 1
            if self.left == 0:
                raise Interruption
        return self


@pytest.mark.timeout(30)
def test_a_signal_between_any_two_lines_costs_no_place_in_the_pool() -> None:
    line, interrupted = 0, True
    with wire(always=FINE) as server, TwelveLabs(api_key=KEY, base_url=server.url, max_retries=0) as tl:
        while interrupted:
            line, interrupted = line + 1, False
            before = sys.gettrace()
            sys.settrace(InterruptedAt(line))
            try:
                tl.indexes.get(ID)
            except Interruption:
                interrupted = True
            finally:
                sys.settrace(before)
        gc.collect()
        backend: Any = tl._transport._backend
        pool = backend.http._transport
        assert (pool._pool.in_use, pool._pool._room.free.qsize()) == (0, CONNECTIONS)
        assert tl.indexes.get(ID).id == ID
    assert line > 100


@pytest.mark.parametrize(
    "second",
    [
        OTHER,
        OTHER[:30],
        OTHER.replace(b"content-length: ", b"x: ").replace(b"\r\n\r\n", b"\r\ncontent-length: 66\r\n\r\n"),
    ],
    ids=["whole", "its beginning", "with other headers"],
)
@on_every_library
async def test_a_second_response_is_never_taken_for_that_of_the_next_call(library: Library, second: bytes) -> None:
    with wire(Act(INDEX + second), always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url, max_retries=2)) as tl:
            for _ in range(2):
                assert (await tl.indexes.get(ID)).name == "harbor"


# (what comes before a pause, and after it; a second response follows)
PIECES = {
    "a head in two pieces": (INDEX[:20], INDEX[20:]),
    "a head after an informational one": (b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + INDEX[:20], INDEX[20:]),
}


@pytest.mark.parametrize("pieces", PIECES.values(), ids=PIECES)
@on_every_library
async def test_nor_is_the_beginning_of_one_after_a_head_in_pieces(
    library: Library, pieces: tuple[bytes, bytes]
) -> None:
    first, rest = pieces
    pauses = [Act(first, at_once=len(first), pause=0.1, then=rest + OTHER[:40])]
    with wire(*pauses, always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url, max_retries=2)) as tl:
            for _ in range(2):
                assert (await tl.indexes.get(ID)).name == "harbor"


NOTHING = b"HTTP/1.1 204 Nothing\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"


@on_every_library
async def test_a_body_where_there_is_none_costs_no_further_call(library: Library) -> None:
    with wire(Act(NOTHING), always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            try:
                await tl.indexes.delete(ID)
            except TwelveLabsError:
                assert library.name == "aiohttp", "it refuses the whole response"
            assert (await tl.indexes.create("harbor")).id == ID


@on_every_library
async def test_a_second_response_after_one_in_chunks_is_not_taken_either(library: Library) -> None:
    body = INDEX.partition(b"\r\n\r\n")[2]
    first = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    with wire(Act(first + OTHER), always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url, max_retries=2)) as tl:
            for _ in range(2):
                assert (await tl.indexes.get(ID)).name == "harbor"


@on_every_library
async def test_closing_leaves_no_connection(library: Library) -> None:
    with wire(always=FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            await tl.indexes.get(ID)
        while server.open_connections:
            pass


def test_closing_ends_the_calls_of_other_threads_and_leaves_no_connection() -> None:
    with wire(always=Act(ending="silent")) as server:
        tl = TwelveLabs(api_key=KEY, base_url=server.url, max_retries=0)
        with ThreadPoolExecutor(8) as threads:
            calls = [threads.submit(tl.indexes.get, ID) for _ in range(8)]
            while len(server.requests) < 8:
                pass
            tl.close()
            assert {type(call.exception()).__module__ for call in calls} == {"twelvelabs_client.core.errors"}
        while server.open_connections:
            pass


@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_closing_ends_the_calls_of_other_tasks_and_leaves_no_connection(library: Library) -> None:
    async def scenario(url: str) -> set[str]:
        tl = AsyncTwelveLabs(**library.settings(url))
        calls = [asyncio.create_task(tl.indexes.get(ID)) for _ in range(8)]
        while len(server.requests) < 8:
            await asyncio.sleep(0)
        await tl.aclose()
        ends = await asyncio.gather(*calls, return_exceptions=True)
        return {type(end).__module__ for end in ends}

    with wire(always=Act(ending="silent")) as server:
        assert asyncio.run(scenario(server.url)) == {"twelvelabs_client.core.errors"}
        while server.open_connections:
            pass


# Where a call is while its client is closed.
UNCONNECTED = ["full_server", "silent_server", "hanging_lookups"]


def place(name: str, request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(name) or "https://nowhere.example"


@pytest.mark.parametrize("where", UNCONNECTED)
def test_closing_ends_a_call_of_another_thread_that_is_not_connected_yet(
    where: str, request: pytest.FixtureRequest
) -> None:
    entered = threading.Event()
    tl = TwelveLabs(api_key=KEY, base_url=place(where, request), max_retries=0, timeout=None, connect_timeout=None)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as threads:
        patch.setattr(Network, "connect_tcp", noting(entered, Network.connect_tcp))
        call = threads.submit(tl.indexes.get, ID)
        entered.wait(10)
        tl.close()

        assert "the client is closed" in str(call.exception(timeout=10))


@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
@pytest.mark.parametrize("where", UNCONNECTED)
def test_closing_ends_a_call_of_another_task_that_is_not_connected_yet(
    where: str, library: Library, request: pytest.FixtureRequest
) -> None:
    async def scenario(url: str) -> BaseException:
        tl = AsyncTwelveLabs(**library.settings(url, timeout=None, connect_timeout=None))
        call = asyncio.create_task(tl.indexes.get(ID))
        for _ in range(20):
            await asyncio.sleep(0)
        await tl.aclose()
        [end] = await asyncio.wait_for(asyncio.gather(call, return_exceptions=True), 10)
        assert isinstance(end, TwelveLabsError)
        return end

    assert "the client is closed" in str(asyncio.run(scenario(place(where, request))))


def noting(entered: threading.Event, connect: Callable[..., Any]) -> Callable[..., Any]:
    def note(*arguments: Any, **named: Any) -> Any:
        entered.set()
        return connect(*arguments, **named)

    return note


@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_one_client_serves_event_loops_in_many_threads(library: Library) -> None:
    with wire(always=FINE) as server:
        tl = AsyncTwelveLabs(**library.settings(server.url))

        async def call() -> Any:
            return (await tl.indexes.get(ID)).id

        with ThreadPoolExecutor(16) as threads:
            found = set(threads.map(lambda _: asyncio.run(call()), range(160)))
    assert found == {ID}


@on_every_library
async def test_a_connection_closed_while_the_program_was_busy_is_not_used_again(library: Library) -> None:
    with wire(Act(INDEX, ending="close"), FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            await tl.indexes.get(ID)
            # Nothing else runs in this event loop meanwhile: nobody has looked at the connection since.
            busy_until = time.monotonic() + 0.2
            while time.monotonic() < busy_until:
                pass
            await tl.indexes.create("harbor")
    assert (len(server.requests), server.connections) == (2, 2)
