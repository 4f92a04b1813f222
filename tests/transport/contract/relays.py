"""Relays before a server: one that speaks TLS, and proxies that connect to any host, with TLS or without."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import Factory, define


@define
class Relay:
    """A relay on loopback.

    Attributes:
        port: Where it listens.
        connects: The heads of the CONNECT requests that it was sent.
    """

    target: int | None
    port: int = 0
    connects: list[bytes] = Factory(list)

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry bytes both ways until one side has ended."""
        with suppress(OSError, ssl.SSLError, asyncio.IncompleteReadError):
            port = self.target if self.target is not None else await self._asked_for(reader, writer)
            onward = await asyncio.open_connection("127.0.0.1", port)
            ways = [asyncio.create_task(_carry(reader, onward[1])), asyncio.create_task(_carry(onward[0], writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            onward[1].transport.abort()
        writer.transport.abort()

    async def _asked_for(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        """The port that a CONNECT names; all hosts are this machine."""
        head = await reader.readuntil(b"\r\n\r\n")
        self.connects.append(head)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        return int(head.split()[1].rpartition(b":")[2])


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while block := await reader.read(65536):
            writer.write(block)
            await writer.drain()


@contextmanager
def relay(target: int | None, tls: ssl.SSLContext | None = None) -> Iterator[Relay]:
    """Relay to a port of this machine, or to the one that each CONNECT names.

    Args:
        target: The port; None for a proxy.
        tls: Certificate and key of the relay; None for plain text.
    """
    made = Relay(target)
    loop, listening = asyncio.new_event_loop(), threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(made.attend, "127.0.0.1", 0, ssl=tls)
        made.port = server.sockets[0].getsockname()[1]
        listening.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    listening.wait(10)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
