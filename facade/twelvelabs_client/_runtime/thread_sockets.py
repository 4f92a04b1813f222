"""Blocking connections, for the pool: each step ends by the deadline of the call, and each can be aborted."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from twelvelabs_client._runtime.lookups import Found, literal, share, start_lookup
from twelvelabs_client._runtime.received import Received, is_readable
from twelvelabs_client._runtime.socket_errors import FAILURES, SocketErrors

T = TypeVar("T")
RECORD = 16 * 1024
CLOSED = "the client was closed"


class Network:
    """The network of one connection of a pool, in the form that httpcore asks for.

    A request can carry a `deadline` among its extensions, in seconds of the monotonic clock: no step goes on after it,
    however slowly bytes arrive.

    Args:
        errors: What is raised when a step fails.
    """

    def __init__(self, errors: SocketErrors) -> None:
        self.errors = errors
        self.received = Received()
        self._extensions: Mapping[str, Any] = {}
        self._socket: socket.socket | None = None
        self._found: SimpleQueue[Found] = SimpleQueue()
        self._aborted = False

    def begin(self, extensions: MutableMapping[str, Any]) -> None:
        """Prepare for the next request; its deadline counts as long as it stands among the extensions."""
        self.received.clear()
        self._extensions = extensions

    def abort(self) -> None:
        """Close the socket at once, whatever is under way on it."""
        self._aborted = True
        self._found.put(ConnectionAbortedError(CLOSED))
        if self._socket is None:
            return
        # A thread that waits for the socket does not notice that it is closed, but that it is shut down. Not by the
        # method of a TLS socket: that drops the encryption first, under a thread that may be about to send.
        with suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        with suppress(OSError):
            self._socket.close()

    def close(self) -> None:
        """Abort: a socket of threads is closed at once."""
        self.abort()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        """Connect to the first address of a host that accepts."""
        until = _end(timeout)
        with self.errors.connecting:
            addresses = literal(host) or self._looked_up(host, self.remaining(until))
            return self._connected(addresses, port, until)

    def started(self, connection: socket.socket) -> None:
        """Take over a socket; one that was aborted meanwhile is closed."""
        self._socket = connection
        if self._aborted:
            self.abort()
            raise ConnectionAbortedError(CLOSED)

    def remaining(self, until: float | None) -> float | None:
        """Seconds left for a step: up to its own end, and to the call's.

        Raises:
            TimeoutError: There are none.
        """
        ends = [each for each in (until, self._extensions.get("deadline")) if each is not None]
        if not ends:
            return None
        seconds: float = min(ends) - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time was over")
        return seconds

    def _connected(self, addresses: list[str], port: int, until: float | None) -> Stream:
        for left in range(len(addresses), 0, -1):
            address = addresses[-left]
            connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            # Known before it is connected, so that it can be closed meanwhile.
            self.started(connection)
            try:
                connection.settimeout(share(self.remaining(until), left))
                connection.connect((address, port))
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except FAILURES:
                connection.close()
                if left == 1 or self._aborted:
                    raise
                continue
            return Stream(self, connection)
        raise OSError("the name has no address")

    def _looked_up(self, host: str, limit: float | None) -> list[str]:
        start_lookup(host, self._found.put)
        try:
            result = self._found.get(timeout=limit)
        except Empty as error:
            raise TimeoutError(f"the name {host} could not be looked up in time") from error
        if isinstance(result, OSError):
            raise result
        return result


class Stream:
    """What is sent and received over one connection."""

    def __init__(self, network: Network, connection: socket.socket) -> None:
        self._network = network
        self._socket = connection

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._network.errors.reading:
            block = self._receive(max_bytes, _end(timeout))
        self._network.received.add(block)
        return block

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._network.errors.writing:
            self._send(buffer, timeout)

    def close(self) -> None:
        self._network.abort()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        # What a proxy said before belongs to no response of the API.
        self._network.received.clear()
        with self._network.errors.shaking_hands:
            return self._encrypted(ssl_context, server_hostname, _end(timeout))

    def get_extra_info(self, info: str) -> Any:
        """What httpcore and httpx ask of a connection."""
        match info:
            case "is_readable":
                waits_in_tls = isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0
                return waits_in_tls or is_readable(self._socket.fileno())
            case "ssl_object":
                return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
            case "client_addr":
                return self._socket.getsockname()
            case "server_addr":
                return self._socket.getpeername()
            case "socket":
                return self._socket
            case _:
                return None

    def _receive(self, most: int, until: float | None) -> bytes:
        self._socket.settimeout(self._network.remaining(until))
        return self._socket.recv(most)

    def _send(self, buffer: bytes, timeout: float | None) -> None:
        """Send all of it; `timeout` is for each part that the system takes."""
        rest = memoryview(buffer)
        while rest:
            self._socket.settimeout(self._network.remaining(_end(timeout)))
            rest = rest[self._socket.send(rest) :]

    def _encrypted(self, context: ssl.SSLContext, host: str | None, until: float | None) -> Stream:
        if isinstance(self._socket, ssl.SSLSocket):
            inner = _InnerTLSStream(self._network, self._socket, context, host)
            inner.shake_hands(until)
            return inner
        connection = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._network.started(connection)
        connection.settimeout(self._network.remaining(until))
        connection.do_handshake()
        return Stream(self._network, connection)


class _InnerTLSStream(Stream):
    """TLS to the API within TLS to a proxy, which the ssl module offers only over memory."""

    def __init__(self, network: Network, outer: ssl.SSLSocket, context: ssl.SSLContext, host: str | None) -> None:
        super().__init__(network, outer)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)

    def shake_hands(self, until: float | None) -> None:
        """Do the handshake by a moment."""
        self._carried(until, self._tls.do_handshake)

    def get_extra_info(self, info: str) -> Any:
        """As of the connection to the proxy, but for the TLS of this one."""
        if info == "is_readable":
            return self._tls.pending() > 0 or super().get_extra_info(info)
        return self._tls if info == "ssl_object" else super().get_extra_info(info)

    def _receive(self, most: int, until: float | None) -> bytes:
        try:
            return self._carried(until, lambda: self._tls.read(most))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    def _send(self, buffer: bytes, timeout: float | None) -> None:
        for start in range(0, len(buffer), RECORD):
            record = buffer[start : start + RECORD]
            self._carried(_end(timeout), lambda part=record: self._tls.write(part))  # type: ignore[misc]

    def _carried(self, until: float | None, step: Callable[[], T]) -> T:
        """Do a step of the inner TLS, carrying its records to and from the outer connection."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                self._carry_out(until)
                self._carry_in(until)
                continue
            self._carry_out(until)
            return result

    def _carry_out(self, until: float | None) -> None:
        if records := self._outgoing.read():
            super()._send(records, None if until is None else until - time.monotonic())

    def _carry_in(self, until: float | None) -> None:
        records = super()._receive(RECORD, until)
        if records:
            self._incoming.write(records)
        else:
            self._incoming.write_eof()


def _end(timeout: float | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout
