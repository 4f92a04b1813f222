# Derived from backends/httpx2_pool.py by `make unasync`; never edited.
"""Connections of one process and event loop: given to calls, taken back, and used again.

The pool of httpcore2 goes over all requests and connections at each step, and keeps the places of requests that were
cancelled at a bad moment (encode/httpcore2#1093). Here each request takes its connection itself, and whatever ends it
gives it back.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from weakref import WeakSet

import httpcore2

from twelvelabs_client._runtime.socket_errors import SocketErrors
from twelvelabs_client._runtime.thread_sockets import Network
from twelvelabs_client._runtime.threads import Place, Room
from twelvelabs_client.backends._sync.httpx2_routes import Routes

MOST_CONNECTIONS = 100
ERRORS = SocketErrors.of(httpcore2)


class _Line:
    """A connection, the network beneath it, where it leads, and the place of the request that uses it."""

    def __init__(self, origin: httpcore2.Origin, network: Network, connection: httpcore2.ConnectionInterface) -> None:
        self.origin = origin
        self.network = network
        self.connection = connection
        self.place: Place | None = None

    def __del__(self) -> None:
        # Lost between two steps of the program, by a signal; an event loop that has ended has closed it already.
        with suppress(RuntimeError):
            self.network.abort()

    def send(self, request: httpcore2.Request) -> httpcore2.Response:
        self.network.begin(request.extensions)
        response = self.connection.handle_request(request)
        if not self.network.received.size:
            raise httpcore2.RemoteProtocolError("a second response to an earlier request arrived")
        return response

    def is_reusable(self, response: httpcore2.Response) -> bool:
        """Whether the next request can be sent here: all of a response was read, and no more than that arrived."""
        return self.connection.is_idle() and not self.network.received.exceeds(_body_length(response))


class Pool:
    """Sends requests, each on a connection that no other request uses.

    Every connection is kept for the next request, the latest first; one that was idle for five seconds is closed.

    Args:
        routes: Makes connections.
        size: How many are open at most; further requests wait.
    """

    def __init__(self, routes: Routes, size: int = MOST_CONNECTIONS) -> None:
        self._routes = routes
        self._size = size
        self._room = Room(size)
        self._lock = threading.Lock()
        # Those in use are kept alive by their requests alone: one that is lost is closed, and gives its place back.
        self._lines: WeakSet[_Line] = WeakSet()
        # By age: the first has been idle longest.
        self._idle: OrderedDict[_Line, None] = OrderedDict()
        self._closed = False

    @property
    def in_use(self) -> int:
        """How many connections carry a request right now."""
        with self._lock:
            return len(self._lines) - len(self._idle)

    def handle_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """Send a request; its connection comes back when the response is closed.

        Raises:
            httpcore2.PoolTimeout: All connections were in use for the `pool` timeout of the request.
        """
        place = self._room.enter(request.extensions.get("timeout", {}).get("pool"))
        if place is None:
            raise httpcore2.PoolTimeout(f"all {self._size} connections are in use")
        line: _Line | None = None
        try:
            line = self._taken(request.url.origin)
            line.place = place
            response = line.send(request)
        except BaseException:
            self._give_back(line, reusable=False)
            place.leave()
            raise
        body = _Body(response, lambda whole: self._give_back(line, reusable=whole and line.is_reusable(response)))
        return httpcore2.Response(
            response.status, headers=response.headers, content=body, extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections at once, also those in use."""
        with self._lock:
            self._closed = True
            lines = list(self._lines)
            self._lines.clear()
            self._idle.clear()
        for line in lines:
            line.network.close()

    def _taken(self, origin: httpcore2.Origin) -> _Line:
        with self._lock:
            if self._closed:
                raise httpcore2.ConnectError("the client was closed")
            self._drop_expired()
            for line in [line for line in reversed(self._idle) if line.origin == origin]:
                if not line.connection.has_expired():
                    del self._idle[line]
                    return line
                self._drop(line)
            if len(self._lines) >= self._size and self._idle:
                self._drop(next(iter(self._idle)))
            network = Network(ERRORS)
            line = _Line(origin, network, self._routes.connection(origin, network))
            self._lines.add(line)
            return line

    def _give_back(self, line: _Line | None, *, reusable: bool) -> None:
        if line is None:
            return
        if line.place is not None:
            # First: an idle connection must not keep it, should a signal come in between.
            line.place.leave()
            line.place = None
        with self._lock:
            if reusable and line in self._lines:
                self._idle[line] = None
            else:
                self._drop(line)

    def _drop_expired(self) -> None:
        """Close those that nobody will use again, whatever their origin."""
        while self._idle and (oldest := next(iter(self._idle))).connection.has_expired():
            self._drop(oldest)

    def _drop(self, line: _Line) -> None:
        self._idle.pop(line, None)
        self._lines.discard(line)
        line.network.abort()


class _Body:
    """The body of a response; closing it gives its connection back, once."""

    def __init__(self, response: httpcore2.Response, give_back: Callable[[bool], None]) -> None:
        self._stream = response.stream
        self._give_back = give_back
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        assert not isinstance(self._stream, bytes)
        for block in self._stream:  # type: ignore[union-attr]
            yield block

    def close(self) -> None:
        """Give the connection back; one that was interrupted meanwhile is not fit for another request."""
        if self._closed:
            return
        self._closed = True
        whole = False
        try:
            self._stream.close()  # type: ignore[union-attr]
            whole = True
        finally:
            self._give_back(whole)


def _body_length(response: httpcore2.Response) -> int | None:
    """Bytes of a body that has no end of its own; None where it came in chunks (RFC 9112, 6.3)."""
    if response.status in (204, 304):
        return 0
    headers = {name.lower(): value for name, value in response.headers}
    return None if b"transfer-encoding" in headers else int(headers.get(b"content-length", 0))
