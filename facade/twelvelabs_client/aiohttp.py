"""Many calls at once in one event loop, over aiohttp instead of httpx's own connections; needs the extra `aiohttp`.

    from twelvelabs_client import AsyncTwelveLabs
    from twelvelabs_client.aiohttp import AiohttpTransport

    async with AsyncTwelveLabs(transport=AiohttpTransport()) as tl:
        ...

httpx looks through all that wait for a connection whenever one becomes free, so that a thousand waiting calls slow each
other down. Everything else stays as it is: errors, retries, time limits, streams.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx

try:
    import aiohttp
    from yarl import URL
except ImportError as missing:
    raise ImportError("AiohttpTransport needs aiohttp: pip install 'twelvelabs-client[aiohttp]'") from missing

BLOCK = 64 * 1024


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends the requests of an `AsyncTwelveLabs`; each event loop and process gets connections of its own.

    Proxies are taken from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the environment.

    Args:
        connections: How many are open at most; further calls wait.
        verify: Which certificates are trusted; default: those that httpx trusts.
    """

    def __init__(self, *, connections: int = 100, verify: ssl.SSLContext | None = None) -> None:
        self._connections = connections
        self._verify = verify
        self._sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}
        self._process = os.getpid()
        self._left_behind: list[aiohttp.ClientSession] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the reply's body is read later."""
        limits = request.extensions.get("timeout", {})
        with _as_httpx_errors(request):
            reply = await self._session().request(
                request.method,
                # Encoded already: another spelling would not fit the signature of a storage address.
                URL(str(request.url), encoded=True),
                headers=request.headers.multi_items(),
                data=_content(request),
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(
                    connect=limits.get("pool"), sock_connect=limits.get("connect"), sock_read=limits.get("read")
                ),
            )
        return httpx.Response(reply.status, headers=reply.raw_headers, stream=_Body(reply, request), request=request)

    async def aclose(self) -> None:
        """Close the connections of this event loop; those of other loops end with them."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None and self._process == os.getpid():
            await session.close()

    def _session(self) -> aiohttp.ClientSession:
        if self._process != os.getpid():
            # Closing these would end connections that the parent process still uses.
            self._left_behind += self._sessions.values()
            self._sessions, self._process = {}, os.getpid()
        loop = asyncio.get_running_loop()
        if loop not in self._sessions:
            self._sessions = {other: session for other, session in self._sessions.items() if not other.is_closed()}
            self._sessions[loop] = self._made()
        return self._sessions[loop]

    def _made(self) -> aiohttp.ClientSession:
        self._verify = self._verify or httpx.create_ssl_context()
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._verify),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            middlewares=(_once,),
            trust_env=True,
        )


class _Body(httpx.AsyncByteStream):
    def __init__(self, reply: aiohttp.ClientResponse, request: httpx.Request) -> None:
        self._reply = reply
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx_errors(self._request):
            # As it comes: an event of a stream is not held back until a block is full.
            while block := await self._reply.content.readany():
                yield block

    async def aclose(self) -> None:
        # What was not read to its end is not fit for another request; aiohttp knows which it is.
        self._reply.release()


class _LostError(aiohttp.ClientError):
    """The connection was lost after something had been sent."""


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Let each request be sent once: what may be repeated is decided by this library, for each operation."""
    try:
        return await send(request)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
        raise _LostError(f"{type(failure).__name__}: {failure}") from failure


def _content(request: httpx.Request) -> bytes | AsyncIterator[bytes] | None:
    try:
        return request.content or None
    except httpx.RequestNotRead:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        return aiter(request.stream)


@contextmanager
def _as_httpx_errors(request: httpx.Request) -> Iterator[None]:
    """Raise what httpx raises, and tell apart what was surely not sent from what may have been."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as failure:
        raise httpx.ConnectTimeout(str(failure), request=request) from failure
    except (aiohttp.ServerTimeoutError, TimeoutError) as failure:
        raise httpx.ReadTimeout(str(failure), request=request) from failure
    except aiohttp.ClientConnectorError as failure:
        raise httpx.ConnectError(str(failure), request=request) from failure
    except (aiohttp.ClientResponseError, aiohttp.InvalidURL) as failure:
        raise httpx.RemoteProtocolError(str(failure), request=request) from failure
    except (aiohttp.ClientError, OSError) as failure:
        raise httpx.ReadError(f"{type(failure).__name__}: {failure}", request=request) from failure
