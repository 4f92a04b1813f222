"""Connections in an event loop, for the pool: each counts what it receives and can be aborted at any moment."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import deque
from collections.abc import Iterable, MutableMapping
from typing import Any

from twelvelabs_client._runtime.lookups import Found, literal, share, start_lookup
from twelvelabs_client._runtime.received import Received, is_readable
from twelvelabs_client._runtime.socket_errors import FAILURES, SocketErrors

# A reader that lags this far behind lets the server wait.
MOST_UNREAD = 256 * 1024
CLOSED = "the client was closed"


class Network:
    """The network of one connection of a pool, in the form that httpcore asks for.

    The time of a whole call is kept by `ends_in` of the event loop; here only a step is limited.

    Args:
        errors: What is raised when a step fails.
    """

    def __init__(self, errors: SocketErrors) -> None:
        self.errors = errors
        self.received = Received()
        self._transport: asyncio.Transport | None = None
        self._connecting: asyncio.Timeout | None = None
        self._aborted = False

    def begin(self, extensions: MutableMapping[str, Any]) -> None:
        """Prepare for the next request."""
        self.received.clear()

    def abort(self) -> None:
        """Close the socket at once, whatever is under way on it."""
        self._aborted = True
        if self._connecting is not None:
            self._connecting.reschedule(asyncio.get_running_loop().time())
        if self._transport is not None:
            self._transport.abort()

    async def aclose(self) -> None:
        """Abort, and let the event loop close the socket before anything else happens."""
        self.abort()
        await asyncio.sleep(0)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        """Connect to the first address of a host that accepts."""
        until = None if timeout is None else time.monotonic() + timeout
        with self.errors.connecting:
            try:
                async with asyncio.timeout(timeout) as self._connecting:
                    return await self._connected(await addresses_of(host), port, until)
            except TimeoutError as error:
                if self._aborted:
                    raise ConnectionAbortedError(CLOSED) from error
                raise
            finally:
                self._connecting = None

    def started(self, transport: asyncio.Transport) -> None:
        """Take over a transport; on one that was aborted meanwhile nothing is sent."""
        self._transport = transport
        if self._aborted:
            transport.abort()
            raise ConnectionAbortedError(CLOSED)

    async def _connected(self, addresses: list[str], port: int, until: float | None) -> Stream:
        loop = asyncio.get_running_loop()
        for left in range(len(addresses), 0, -1):
            remaining = None if until is None else max(until - time.monotonic(), 0.0)
            try:
                async with asyncio.timeout(share(remaining, left)):
                    _, protocol = await loop.create_connection(_Protocol, addresses[-left], port)
            except FAILURES:
                if left == 1:
                    raise
                continue
            self.started(protocol.transport)
            return Stream(self, protocol)
        raise OSError("the name has no address")


class _Protocol(asyncio.Protocol):
    """Keeps what arrived until it is read."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.blocks: deque[bytes] = deque()
        self.ended = False
        self.failure: Exception | None = None
        self._unread = 0
        self._reading = True
        self._writing = True
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.blocks.append(data)
        self._unread += len(data)
        if self._unread > MOST_UNREAD and self._reading:
            self._reading = False
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self.ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended, self.failure = True, exc
        self._writing = True
        self._wake()

    def pause_writing(self) -> None:
        self._writing = False

    def resume_writing(self) -> None:
        self._writing = True
        self._wake()

    async def read(self) -> bytes:
        """The next block; nothing at the end."""
        while not self.blocks:
            if self.failure is not None:
                raise self.failure
            if self.ended:
                return b""
            await self._wait()
        block = self.blocks.popleft()
        self._unread -= len(block)
        if not self._reading and self._unread <= MOST_UNREAD // 2:
            self._reading = True
            self.transport.resume_reading()
        return block

    async def write(self, block: bytes) -> None:
        """Send a block; returns when the system has taken nearly all of it."""
        if self.transport.is_closing():
            raise self.failure or ConnectionResetError("the connection is closed")
        self.transport.write(block)
        while not self._writing:
            await self._wait()
        if self.failure is not None:
            raise self.failure

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None


class Stream:
    """What is sent and received over one connection."""

    def __init__(self, network: Network, protocol: _Protocol) -> None:
        self._network = network
        self._protocol = protocol

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._network.errors.reading:
            # A timer costs more than taking what is there.
            async with asyncio.timeout(None if self._protocol.blocks else timeout):
                block = await self._protocol.read()
        self._network.received.add(block)
        return block

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._network.errors.writing:
            async with asyncio.timeout(timeout):
                await self._protocol.write(buffer)

    async def aclose(self) -> None:
        await self._network.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        protocol = _Protocol()
        loop = asyncio.get_running_loop()
        # What a proxy said before belongs to no response of the API.
        self._network.received.clear()
        with self._network.errors.shaking_hands:
            async with asyncio.timeout(timeout):
                transport = await loop.start_tls(
                    self._protocol.transport, protocol, ssl_context, server_hostname=server_hostname
                )
            if transport is None:
                raise ConnectionResetError("the connection was closed during the TLS handshake")
            protocol.connection_made(transport)
            self._network.started(transport)
        return Stream(self._network, protocol)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore and httpx ask of a connection."""
        if info == "is_readable":
            # The event loop may not have looked at the socket since the last call.
            connection = self._protocol.transport.get_extra_info("socket")
            arrived = bool(self._protocol.blocks) or self._protocol.ended
            return arrived or connection is None or is_readable(connection.fileno())
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._protocol.transport.get_extra_info(names.get(info, info))


async def addresses_of(host: str) -> list[str]:
    """The addresses of a host; no thread of the event loop's own waits for them, which would hold up its end."""
    if (known := literal(host)) is not None:
        return known
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Found] = loop.create_future()

    def done(result: Found) -> None:
        try:
            loop.call_soon_threadsafe(lambda: None if found.done() else found.set_result(result))
        except RuntimeError:
            return  # the event loop was closed meanwhile

    start_lookup(host, done)
    result = await found
    if isinstance(result, OSError):
        raise result
    return result
