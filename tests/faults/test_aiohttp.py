"""Over aiohttp every fault ends as it does over httpx: the same table, over real sockets."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.faults.test_connections import FAULTS, FINE, HALF_BODY, KEY, RESET, Fault, create, read
from tests.faults.wire import Act, WireServer, acts_of, chunked, free_port, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3
from twelvelabs_client.core.errors import APIConnectionError, APITimeoutError, StreamInterruptedError

# aiohttp takes bytes that nobody asked for as a broken connection, where httpx drops them with it.
STRICTER = "more bytes than the length says"
SHARED = [fault for fault in FAULTS if fault.name != STRICTER]


def client(url: str, **settings: Any) -> AsyncTwelveLabsV1_3:
    return AsyncTwelveLabsV1_3(api_key=KEY, base_url=url, http="aiohttp", **settings)


@pytest.mark.parametrize("fault", SHARED, ids=lambda fault: fault.name)
def test_a_call_ends_in_its_result_or_in_an_error_of_the_family(fault: Fault, waits: list[float]) -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url, **fault.settings) as tl:
            if fault.ends is None:
                await fault.call(tl)
                return
            with pytest.raises(fault.ends) as caught:
                await fault.call(tl)
            assert type(caught.value).__module__.startswith("twelvelabs_client")
            assert fault.says in str(caught.value)
            assert KEY not in str(caught.value)

    with wire(*fault.acts()) as server:
        asyncio.run(scenario(server))
        assert fault.requests is None or len(server.requests) == fault.requests
    assert fault.waits is None or round(waits[0], 3) == fault.waits


def test_bytes_that_nobody_asked_for_are_a_broken_connection() -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url, max_retries=0) as tl:
            with pytest.raises(APIConnectionError):
                await read(tl)

    with wire(Act(FINE + b"stray")) as server:
        asyncio.run(scenario(server))


def test_a_server_that_is_not_there_is_tried_and_told(waits: list[float]) -> None:
    async def scenario() -> None:
        async with client(f"http://127.0.0.1:{free_port()}") as tl:
            with pytest.raises(APIConnectionError, match="no response from http://127"):
                await create(tl)

    asyncio.run(scenario())

    assert len(waits) == 2


def test_a_creation_whose_reply_breaks_within_its_body_is_not_repeated() -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url) as tl:
            with pytest.raises(APIConnectionError):
                await create(tl)

    with wire(HALF_BODY, Act(FINE)) as server:
        asyncio.run(scenario(server))
        assert len(server.requests) == 1


@pytest.mark.parametrize("call", [read, lambda tl: tl.indexes.delete("i1")])
def test_a_request_is_sent_once_where_no_repetition_is_wanted(call: Callable[[Any], Any]) -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url, max_retries=0) as tl:
            await read(tl)
            with pytest.raises(APIConnectionError):
                await call(tl)

    with wire(Act(FINE), RESET, Act(FINE)) as server:
        asyncio.run(scenario(server))
        assert len(server.requests) == 2


def test_calls_share_a_connection_and_closing_closes_it() -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url) as tl:
            for _ in range(5):
                await read(tl)
            assert (server.connections, server.open_connections) == (1, 1)
        while server.open_connections:
            await asyncio.sleep(0)

    with wire(*acts_of(lambda: Act(FINE), 5)) as server:
        asyncio.run(scenario(server))
        assert len(server.requests) == 5


def test_each_event_loop_has_connections_of_its_own() -> None:
    with wire(Act(FINE), Act(FINE)) as server:
        tl = client(server.url)

        async def scenario() -> None:
            await read(tl)
            backend: Any = tl._transport._backend
            await backend._sessions.leave()

        asyncio.run(scenario())
        asyncio.run(scenario())

        assert server.connections == 2


# As an error, the warning would come before the line of the log.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_an_event_loop_leaves_behind_is_closed_and_aiohttp_complains_of_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with wire(*acts_of(lambda: Act(FINE), 3)) as server:
        tl = client(server.url)
        for _ in range(3):
            asyncio.run(read(tl))
            gc.collect()
        asyncio.run(tl.aclose())
        gc.collect()

    assert [record.message for record in caplog.records if record.name == "asyncio"] == []


def test_a_call_that_finds_no_free_connection_in_time_says_so() -> None:
    async def scenario(server: WireServer) -> None:
        transport = aiohttp.TCPConnector(limit=1)
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, transport=transport, max_retries=0) as tl:
            busy = asyncio.ensure_future(tl.indexes.get("i1", timeout=5))
            while not server.requests:
                await asyncio.sleep(0.01)
            with pytest.raises(APITimeoutError):
                await tl.indexes.get("i1", timeout=0.1)
            busy.cancel()

    with wire(Act(ending="silent")) as server:
        asyncio.run(scenario(server))
        assert len(server.requests) == 1


EVENTS = (b'{"event_type":"text_generation","text":"The "}\n', b'{"event_type":"text_generation","text":"boat"}\n')


def test_a_stream_that_breaks_says_so_after_the_events_before_it() -> None:
    seen: list[str] = []

    async def collect(tl: AsyncTwelveLabsV1_3) -> None:
        async for event in tl.analyze.stream("a1", "What?"):
            seen.append(event.text)

    async def scenario(server: WireServer) -> None:
        async with client(server.url) as tl:
            with pytest.raises(StreamInterruptedError):
                await collect(tl)

    with wire(Act(chunked(*EVENTS, ended=False), ending="close")) as server:
        asyncio.run(scenario(server))

    assert seen == ["The ", "boat"]


def test_a_stream_may_be_silent_for_longer_than_its_headers_may_take() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(chunked(EVENTS[0], ended=False))
        await asyncio.sleep(1.5)
        end = b'{"event_type":"stream_end"}\n'
        writer.write(f"{len(end):x}\r\n".encode() + end + b"\r\n0\r\n\r\n")
        writer.close()

    async def scenario() -> list[str]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        async with server, client(f"http://{host}:{port}") as tl:
            return [text async for text in tl.analyze.stream("a1", "What?", timeout=1.0).texts()]

    assert asyncio.run(scenario()) == ["The "]


def test_leaving_a_stream_closes_its_connection() -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url) as tl:
            async with tl.analyze.stream("a1", "What?") as events:
                async for _ in events:
                    break
            while server.open_connections:
                await asyncio.sleep(0.01)

    with wire(Act(chunked(*EVENTS, ended=False), ending="linger")) as server:
        asyncio.run(scenario(server))


def test_a_file_is_sent_whole_with_its_length(tmp_path: Path) -> None:
    file = tmp_path / "harbor.mp4"
    file.write_bytes(os.urandom(3_000_000))

    async def scenario(server: WireServer) -> str:
        async with client(server.url) as tl:
            return (await tl.assets.create(file)).id

    with wire(Act(json_reply({"_id": "a1"}, status=201))) as server:
        assert asyncio.run(scenario(server)) == "a1"
        head = server.requests[0].lower()
    assert head.count(b"content-length: 30") == 1
    assert b"transfer-encoding" not in head


def test_addresses_go_out_in_the_spelling_in_which_they_were_signed() -> None:
    signed = "?X-Sign=a%2Fb%3D%2B&path=%7Eu"

    async def scenario(server: WireServer) -> None:
        async def body() -> Any:
            yield b"x"

        async with client(server.url) as tl:
            await tl._transport.put(server.url + "/s%20t%2Fu" + signed, body, 1, {}, 5)

    with wire(Act(raw_reply(b"", headers='etag: "e"\r\n'))) as server:
        asyncio.run(scenario(server))
        assert server.requests[0].startswith(b"PUT /s%20t%2Fu" + signed.encode() + b" HTTP/1.1")


@pytest.mark.parametrize(("spared", "through"), [("", True), ("127.0.0.1", False)])
def test_calls_go_through_the_proxy_that_the_environment_names(
    spared: str, through: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(proxy: WireServer, server: WireServer) -> None:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", spared)
        async with client(server.url) as tl:
            await read(tl)

    with wire(Act(FINE)) as proxy, wire(Act(FINE)) as server:
        asyncio.run(scenario(proxy, server))
        assert (len(proxy.requests), len(server.requests)) == ((1, 0) if through else (0, 1))


def test_no_credentials_are_taken_from_the_users_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(server: WireServer) -> None:
        async with client(server.url) as tl:
            await read(tl)

    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password made-up\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with wire(Act(FINE)) as server:
        asyncio.run(scenario(server))
        assert b"authorization" not in server.requests[0].lower()
