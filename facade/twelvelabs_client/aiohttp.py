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
import socket
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import cache

import httpx

from twelvelabs_client._runtime.async_sockets import addresses_of
from twelvelabs_client._runtime.certificates import trusted_certificates
from twelvelabs_client._runtime.per_loop import PerLoop
from twelvelabs_client._runtime.proxies import Proxies
from twelvelabs_client._runtime.tasks import here, is_over
from twelvelabs_client.core.errors import InvalidInputError, without_frames

try:
    import aiohttp
    from aiohttp.abc import AbstractResolver, ResolveResult
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
        self._sessions: PerLoop[asyncio.AbstractEventLoop, aiohttp.ClientSession]
        self._sessions = PerLoop(self._made, here, is_over)
        # The environment is read once for each host, as httpx reads it once for each client.
        self._proxy_for = cache(self._find_proxy)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the reply's body is read later."""
        limits = request.extensions.get("timeout", {})
        content = _Content(request)
        try:
            with _as_httpx_errors(request):
                proxy, credentials = self._proxy_for(request.url.scheme, request.url.host, request.url.port)
                reply = await self._sessions.get().request(
                    request.method,
                    # Encoded already: another spelling would not fit the signature of a storage address.
                    URL(str(request.url), encoded=True),
                    # A proxy for plain HTTP reads the request's own headers, one for HTTPS those of its CONNECT.
                    headers=[
                        *request.headers.multi_items(),
                        *(credentials.items() if request.url.scheme == "http" else ()),
                    ],
                    data=content.data,
                    allow_redirects=False,
                    proxy=proxy,
                    proxy_headers=credentials,
                    timeout=aiohttp.ClientTimeout(
                        connect=limits.get("pool"), sock_connect=limits.get("connect"), sock_read=limits.get("read")
                    ),
                )
        except httpx.HTTPError as error:
            without_frames(error)
            # What ended the sending may be a failure of what was to be sent, and of no connection.
            if content.failure is not None:
                raise content.failure from None
            raise
        except BaseException as interruption:
            # The frames that it came through hold the request, key included.
            interruption.__traceback__ = None
            raise
        body = _Body(reply, request, limits.get("read"))
        return httpx.Response(reply.status, headers=reply.raw_headers, stream=body, request=request)

    async def aclose(self) -> None:
        """Close the connections of this event loop; those of other loops end with them."""
        session = self._sessions.take()
        if session is not None:
            await session.close()

    def _find_proxy(self, scheme: str, host: str, port: int | None) -> tuple[str | None, dict[str, str]]:
        """The proxy that the environment names, and its credentials apart: errors show the URL.

        aiohttp would look for it anew at each request, in a thread, and take credentials for the host from `.netrc`.
        """
        proxy = Proxies(os.environ).proxy_for(scheme, host, port)
        if proxy is None:
            return None, {}
        if proxy.scheme not in ("http", "https"):
            raise InvalidInputError(f"{proxy.variable}: aiohttp takes no SOCKS proxy; leave transport= out")
        if proxy.credentials is None:
            return proxy.address, {}
        return proxy.address, {"Proxy-Authorization": f"Basic {b64encode(b':'.join(proxy.credentials)).decode()}"}

    def _made(self) -> aiohttp.ClientSession:
        self._verify = self._verify or trusted_certificates()
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._verify, resolver=_Resolver()),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            middlewares=(_once,),
        )


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


class _Body(httpx.AsyncByteStream):
    def __init__(self, reply: aiohttp.ClientResponse, request: httpx.Request, patience: float | None) -> None:
        self._reply = reply
        self._request = request
        self._patience = patience

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._take_patience()
        with _as_httpx_errors(self._request):
            # As it comes: an event of a stream is not held back until a block is full.
            while block := await self._reply.content.readany():
                yield block

    def _take_patience(self) -> None:
        """Wait as long as is wished now: for a stream it is another time than for its headers."""
        patience = self._request.extensions.get("timeout", {}).get("read")
        connection = self._reply.connection
        protocol = None if connection is None else connection.protocol
        if protocol is not None and patience != self._patience:
            protocol.read_timeout = patience
            protocol.start_timeout()

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


class _Content:
    """What a request brings, and how making it failed, which aiohttp tells as a failure of the connection."""

    def __init__(self, request: httpx.Request) -> None:
        self._stream = request.stream
        self.failure: Exception | None = None
        self.data: bytes | AsyncIterator[bytes] | None
        try:
            self.data = request.content or None
        except httpx.RequestNotRead:
            self.data = self._blocks()

    async def _blocks(self) -> AsyncIterator[bytes]:
        assert isinstance(self._stream, httpx.AsyncByteStream)
        try:
            async for block in self._stream:
                yield block
        except Exception as failure:
            self.failure = failure
            raise


@contextmanager
def _as_httpx_errors(request: httpx.Request) -> Iterator[None]:
    """Raise what httpx raises, and tell apart what was surely not sent from what may have been."""
    try:
        yield
    except InvalidInputError:
        raise
    except aiohttp.ConnectionTimeoutError as failure:
        raise httpx.ConnectTimeout(str(failure), request=request) from failure
    except (aiohttp.ServerTimeoutError, TimeoutError) as failure:
        raise httpx.ReadTimeout(str(failure), request=request) from failure
    except aiohttp.ClientProxyConnectionError as failure:
        raise httpx.ConnectError(
            f"the proxy of the environment cannot be reached: {failure}", request=request
        ) from failure
    except aiohttp.ClientConnectorError as failure:
        raise httpx.ConnectError(str(failure), request=request) from failure
    except (aiohttp.ClientResponseError, aiohttp.InvalidURL, ValueError) as failure:
        raise httpx.RemoteProtocolError(str(failure), request=request) from failure
    except (aiohttp.ClientError, OSError) as failure:
        raise httpx.ReadError(f"{type(failure).__name__}: {failure}", request=request) from failure
