"""Server-sent events over real connections: each is there as soon as it was sent, and no connection is left open."""

from __future__ import annotations

import asyncio
import gc
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.transport.test_event_streams import COMPLETED, CREATED, DONE, TEXT, TROUBLE
from twelvelabs_client import AsyncTwelveLabs, StreamInterruptedError

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"
PATIENCE = 10.0


class Wire:
    """A server for one connection, which sends what and when the test says."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._connection: socket.socket | None = None
        self._accepted = threading.Event()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    @property
    def options(self) -> dict[str, Any]:
        host, port = self._listening.getsockname()
        return {"api_key": "tlk_MADEUP", "base_url": f"http://{host}:{port}", "max_retries": 0}

    def send(self, *blocks: bytes) -> None:
        """Send each block as a chunk of the reply."""
        for block in blocks:
            self.connection.sendall(f"{len(block):x}\r\n".encode() + block + b"\r\n")

    def send_meanwhile(self, *blocks: bytes) -> None:
        """Send from another thread, while the test goes on to wait for what is sent."""

        def send_to_who_is_there() -> None:
            # The client may leave after the first of what is sent.
            with suppress(ConnectionError):
                self.send(*blocks)

        self._start(send_to_who_is_there)

    def send_raw(self, content: bytes) -> None:
        self.connection.sendall(content)

    def reset(self) -> None:
        """Break the connection off."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def hang_up(self) -> None:
        self.connection.close()

    def sees_the_client_leave(self) -> bool:
        try:
            return self.connection.recv(1) == b""
        except ConnectionResetError:
            return True

    @property
    def connection(self) -> socket.socket:
        assert self._accepted.wait(PATIENCE)
        assert self._connection is not None
        return self._connection

    def close(self) -> None:
        """Close the connection after the last of what is sent: a thread must not find it closed in the middle."""
        self._listening.close()
        for thread in self._threads:
            thread.join(PATIENCE)
        if self._connection is not None:
            self._connection.close()

    def _start(self, work: Callable[[], None]) -> None:
        self._threads.append(threading.Thread(target=work, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        try:
            connection, _ = self._listening.accept()
        except OSError:
            return
        connection.settimeout(PATIENCE)
        received = b""
        while not received.endswith(b"}"):
            received += connection.recv(65_536)
        connection.sendall(HEAD)
        self._connection = connection
        self._accepted.set()


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


async def read(stream: Any, at_the_text: Callable[[], object]) -> None:
    async for event in stream:
        if event.type == "response.output_text.delta":
            at_the_text()


async def read_in_a_block(stream: Any, at_the_text: Callable[[], object]) -> None:
    async with stream:
        await read(stream, at_the_text)


@in_both_colours
async def test_an_event_is_there_before_the_next_one_is_sent(wire: Wire) -> None:
    wire.send_meanwhile(CREATED)
    seen = []
    async with AsyncTwelveLabs(**wire.options) as tl:
        async for event in tl.responses.stream("k1", "What is seen?"):
            seen.append(event.type)
            if event.type == "response.created":
                wire.send(TEXT[:70], TEXT[70:])
            elif event.type == "response.output_text.delta":
                wire.send(COMPLETED, DONE)
                wire.send_raw(END)
    assert seen == ["response.created", "response.output_text.delta", "response.completed"]


@pytest.mark.parametrize("end", [Wire.reset, Wire.hang_up, lambda wire: wire.send_raw(END)])
@in_both_colours
async def test_a_connection_that_breaks_raises_after_the_events_before(wire: Wire, end: Callable[[Wire], None]) -> None:
    wire.send_meanwhile(CREATED, TEXT)
    async with AsyncTwelveLabs(**wire.options) as tl:
        stream = tl.responses.stream("k1", "What is seen?")
        with pytest.raises(StreamInterruptedError, match="incomplete"):
            await read(stream, at_the_text=lambda: end(wire))
    assert stream.text == TROUBLE


@in_both_colours
async def test_silence_that_lasts_too_long_raises(wire: Wire) -> None:
    wire.send_meanwhile(CREATED, TEXT)
    async with AsyncTwelveLabs(**wire.options, read_timeout=0.2) as tl:
        stream = tl.responses.stream("k1", "What is seen?")
        with pytest.raises(StreamInterruptedError, match=r"cut off \(ReadTimeout\)"):
            async for _ in stream:
                pass
    assert stream.text == TROUBLE
    assert wire.sees_the_client_leave()


@in_both_colours
async def test_leaving_the_block_ends_the_connection(wire: Wire) -> None:
    wire.send_meanwhile(CREATED, TEXT)
    async with AsyncTwelveLabs(**wire.options) as tl:
        async with tl.responses.stream("k1", "What is seen?") as stream:
            async for _ in stream.texts():
                break
        assert wire.sees_the_client_leave()


@in_both_colours
async def test_an_error_in_the_loop_ends_the_connection(wire: Wire) -> None:
    wire.send_meanwhile(CREATED, TEXT)
    async with AsyncTwelveLabs(**wire.options) as tl:
        stream = tl.responses.stream("k1", "What is seen?")
        with pytest.raises(ZeroDivisionError):
            await read_in_a_block(stream, at_the_text=lambda: 1 // 0)
        assert wire.sees_the_client_leave()


@in_both_colours
async def test_closing_in_the_loop_ends_the_connection(wire: Wire) -> None:
    wire.send_meanwhile(CREATED, TEXT)
    async with AsyncTwelveLabs(**wire.options) as tl:
        stream = tl.responses.stream("k1", "What is seen?")
        async for _ in stream:
            await stream.aclose()
        assert wire.sees_the_client_leave()


def test_closing_in_another_task_ends_the_loop_with_the_part_it_waits_for(wire: Wire) -> None:
    async def scenario() -> list[str | None]:
        seen: list[str | None] = []
        begun = asyncio.Event()

        async def read(stream: Any) -> None:
            async for event in stream:
                seen.append(event.type)
                begun.set()

        async with AsyncTwelveLabs(**wire.options) as tl:
            stream = tl.responses.stream("k1", "What is seen?")
            reading = asyncio.ensure_future(read(stream))
            await asyncio.wait_for(begun.wait(), PATIENCE)
            await stream.aclose()
            wire.send(TEXT)
            await asyncio.wait_for(reading, PATIENCE)
            assert wire.sees_the_client_leave()
        return seen

    wire.send_meanwhile(CREATED)
    assert asyncio.run(scenario()) == ["response.created"]


@in_both_colours
async def test_the_mark_of_the_end_ends_the_connection_though_the_server_keeps_it_open(wire: Wire) -> None:
    wire.send_meanwhile(CREATED, COMPLETED, DONE)
    async with AsyncTwelveLabs(**wire.options) as tl:
        assert len([event async for event in tl.responses.stream("k1", "What is seen?")]) == 2
        assert wire.sees_the_client_leave()


def test_leaving_the_loop_of_a_task_that_is_cancelled_ends_the_connection(wire: Wire) -> None:
    async def read(begun: asyncio.Event) -> None:
        async with AsyncTwelveLabs(**wire.options) as tl:
            async for _ in tl.responses.stream("k1", "What is seen?"):
                begun.set()

    async def cancel() -> None:
        begun = asyncio.Event()
        task = asyncio.create_task(read(begun))
        await asyncio.wait_for(begun.wait(), PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    wire.send_meanwhile(CREATED)
    asyncio.run(cancel())
    gc.collect()
    assert wire.sees_the_client_leave()
