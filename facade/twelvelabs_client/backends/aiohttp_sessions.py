"""Sessions of aiohttp: one for each event loop and process, or the user's own."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from twelvelabs_client._runtime.async_sockets import addresses_of
from twelvelabs_client._runtime.certificates import trusted_certificates
from twelvelabs_client._runtime.per_loop import PerLoop
from twelvelabs_client._runtime.proxies import Proxies
from twelvelabs_client._runtime.tasks import BreakOff, here, is_over
from twelvelabs_client.core.backend_errors import ClosedError
from twelvelabs_client.core.errors import InvalidInputError

MOST_CONNECTIONS = 100
# Seconds without a request after which a server may have closed a connection.
LONG = 0.05
# As much of a head as the other libraries take, in bytes.
LONGEST_LINE = 64 * 1024
NO_PROXY: tuple[None, dict[str, str]] = (None, {})


class Sessions:
    """The sessions behind one client.

    Args:
        given: A session of the user's, which is used as it is.
        connector: A connector of the user's, for a session of ours.
    """

    def __init__(self, given: aiohttp.ClientSession | None, connector: aiohttp.BaseConnector | None) -> None:
        self._given = given
        self._connector = connector
        self._sessions: PerLoop[asyncio.AbstractEventLoop, aiohttp.ClientSession] = PerLoop(
            self._made, here, is_over, _end
        )
        # The environment is read once for each host; aiohttp would do so at each request, in a thread.
        self._proxy_for = cache(self._find_proxy)
        self._underway: set[BreakOff] = set()
        self._closed = False
        self._looked_at = 0.0

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._given is not None and self._given.closed)

    def get(self) -> aiohttp.ClientSession:
        """The session of this event loop."""
        return self._sessions.get() if self._given is None else self._given

    async def settle(self) -> None:
        """Let the event loop look at connections that were idle: one that the server closed is not used again then."""
        now = time.monotonic()
        if now > self._looked_at + LONG:
            # Once to look, and once for what was seen.
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        self._looked_at = now

    @contextmanager
    def underway(self) -> Iterator[None]:
        """Within it, closing ends what is awaited: aiohttp lets a request wait on whose session is closed meanwhile."""
        request = BreakOff(ClosedError)
        with request:
            self._underway.add(request)
            try:
                yield
            finally:
                self._underway.discard(request)

    def proxy_for(self, scheme: str, host: str | None, port: int | None) -> tuple[str | None, dict[str, str]]:
        """The proxy that the environment names, and its credentials apart: errors show the URL.

        Raises:
            InvalidInputError: It is one that aiohttp does not speak with.
        """
        return NO_PROXY if self._given is not None else self._proxy_for(scheme, host or "", port)

    async def close(self) -> None:
        """Close the connections of this event loop; those of other loops end with them."""
        if self._given is not None:
            return
        self._closed = True
        for request in tuple(self._underway):
            if request.loop is here():
                request.end()
        await self.leave()

    async def leave(self) -> None:
        """Close the connections of this event loop, and make others when they are needed."""
        session = self._sessions.take()
        if session is not None:
            await session.close()

    def _find_proxy(self, scheme: str, host: str, port: int | None) -> tuple[str | None, dict[str, str]]:
        proxy = Proxies(os.environ).proxy_for(scheme, host, port)
        if proxy is None:
            return None, {}
        if proxy.scheme not in ("http", "https"):
            raise InvalidInputError(f"{proxy.variable}: aiohttp takes no SOCKS proxy; choose http='httpx'")
        if proxy.credentials is None:
            return proxy.address, {}
        return proxy.address, {"Proxy-Authorization": f"Basic {b64encode(b':'.join(proxy.credentials)).decode()}"}

    def _made(self) -> aiohttp.ClientSession:
        connector = self._connector or aiohttp.TCPConnector(
            limit=MOST_CONNECTIONS, ssl=trusted_certificates(), resolver=_Resolver()
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
        )


def _end(session: aiohttp.ClientSession) -> None:
    """Close the session of an event loop that is over: there is nothing left to wait for."""
    with suppress(StopIteration):
        session.close().send(None)


class _Resolver(AbstractResolver):
    """Looks up names in threads that neither a call nor the end of the event loop waits for."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await addresses_of(host)
        ]

    async def close(self) -> None:
        """Nothing is kept open."""
