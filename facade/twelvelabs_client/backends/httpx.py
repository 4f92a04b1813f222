"""httpx as a backend: one HTTP client for each process and event loop that calls are made in, or the user's own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from functools import lru_cache

import httpx

from twelvelabs_client._runtime.per_loop import PerLoop
from twelvelabs_client._runtime.proxies import Proxies
from twelvelabs_client._runtime.tasks import Home, here, is_over
from twelvelabs_client.backends.httpx_clients import AsyncPlainClient, made
from twelvelabs_client.core import backend_errors as errors
from twelvelabs_client.core.backend import AsyncBlocks, AsyncPreparedRequest
from twelvelabs_client.core.headers import by_name

# Not its HTTPStatusError: that comes from a hook of the user's, and through as it is.
FAILURES = (httpx.RequestError, httpx.InvalidURL, OSError)


class AsyncHttpxBackend:
    """Sends over httpx.

    A forked process, or another event loop, gets connections of its own. What the user brings is used as it is,
    wherever that may be.

    Args:
        client: An httpx client of the user's; it is never closed here.
        transport: An httpx transport of the user's.
    """

    agent = f"httpx/{httpx.__version__}"

    def __init__(
        self, client: httpx.AsyncClient | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._given = client is not None
        self._brought = AsyncPlainClient(transport=transport) if transport is not None else client
        self._made: PerLoop[Home, httpx.AsyncClient] = PerLoop(made, here, is_over)
        self._usual: dict[str, str] = {}
        self._process = os.getpid()
        self._closed = False

    @staticmethod
    def takes(client: object, transport: object) -> bool:
        """Whether these are a client and a transport of this library, so far as they are given."""
        client_fits = client is None or isinstance(client, httpx.AsyncClient)
        return client_fits and (transport is None or isinstance(transport, httpx.AsyncBaseTransport))

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._brought is not None and self._brought.is_closed)

    @property
    def http(self) -> httpx.AsyncClient:
        """The HTTP client of this process and event loop.

        Raises:
            ClosedError: It was closed.
        """
        http = self._brought if self._brought is not None else self._made.get()
        if self.closed:
            # Perhaps closed between the caller's look and now: what was just made has no connection yet.
            raise errors.ClosedError
        return http

    async def send(self, request: AsyncPreparedRequest) -> AsyncHttpxReply:
        """Send a request once, and wait for the headers of its reply."""
        http = self.http
        sent = self._request(http, request)
        try:
            return AsyncHttpxReply(await http.send(sent, stream=True, follow_redirects=False))
        except FAILURES as failure:
            error = _error_of(failure)
            if self.closed and not error.was_sent:
                raise errors.ClosedError from failure
            raise error from failure
        except httpx.StreamError as failure:
            what = "what your client adds to a request sends its body a second time, which is read but once"
            raise errors.UnsendableError.of(failure, what) from failure
        except RuntimeError as failure:
            known = errors.of_what_is_closed(failure, client_is_closed=self.closed)
            if known is None:
                raise
            raise known from failure

    def proxy_of(self, url: str) -> str | None:
        """The proxy through which an address is reached, without credentials; None if there is none that is known."""
        if self._brought is not None:
            return None
        address = httpx.URL(url)
        proxy = Proxies(os.environ).proxy_for(address.scheme, address.host, address.port)
        return None if proxy is None else str(proxy)

    async def aclose(self) -> None:
        """Close what was made here."""
        if self._given:
            return
        self._closed = True
        # Those of other event loops cannot be closed from this one; they end with their loops.
        current = self._made.take() if self._brought is None else self._brought
        # And what came from a parent process is still used there.
        if current is not None and (self._brought is None or self._process == os.getpid()):
            await current.aclose()

    def _request(self, http: httpx.AsyncClient, request: AsyncPreparedRequest) -> httpx.Request:
        body, headers = request.body, request.headers
        content: bytes | AsyncIterator[bytes] | None = body if body is None or isinstance(body, bytes) else body.make()
        if isinstance(body, AsyncBlocks) and body.size is not None:
            headers = {**headers, "content-length": str(body.size)}
        timeout = httpx.Timeout(request.read, connect=request.connect, pool=request.pool)
        try:
            if self._given:
                # A client of the user's adds what it adds to all it sends.
                built = http.build_request(
                    request.method, request.url, headers=headers, content=content, timeout=timeout
                )
            else:
                # Ours has nothing else to add, and looking for it takes as long as the rest of making a request.
                self._usual = self._usual or dict(http.headers)
                built = httpx.Request(
                    request.method,
                    _parsed(request.url),
                    headers={**self._usual, **headers},
                    content=content,
                    extensions={"timeout": timeout.as_dict()},
                )
        except (ValueError, TypeError, httpx.InvalidURL) as failure:
            raise errors.UnsendableError.of(failure) from failure
        if request.deadline is not None:
            built.extensions["deadline"] = request.deadline
        return built


class AsyncHttpxReply:
    """A reply of httpx."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers = by_name(response.headers.raw)

    async def blocks(self) -> AsyncIterator[bytes]:
        """The body, unpacked, as it arrives."""
        stream = self._response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        try:
            # What is neither packed nor read already, as by a hook of the user's, need not go through what unpacks it.
            as_it_is = "content-encoding" not in self.headers and not self._response.is_stream_consumed
            async for block in stream if as_it_is else self._response.aiter_bytes():
                yield block
        except FAILURES as failure:
            raise _error_of(failure) from failure

    def allow_silence(self, seconds: float | None) -> None:
        """Only silence ends the body from here on; the sockets ask for both before each block."""
        extensions = self._response.request.extensions
        extensions["timeout"]["read"] = seconds
        extensions.pop("deadline", None)

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._response.aclose()


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx.URL:
    """An address taken apart, which takes longer than all else about a small request; programs repeat themselves."""
    return httpx.URL(url)


def _error_of(failure: Exception) -> errors.BackendError:
    match failure:
        case httpx.DecodingError():
            return errors.UnreadableError.of(failure)
        case httpx.PoolTimeout():
            return errors.TimedOutError.at("pool", failure)
        case httpx.ConnectTimeout():
            return errors.TimedOutError.at("connect", failure)
        case httpx.TimeoutException() | TimeoutError():
            return errors.TimedOutError.at("read", failure)
        case httpx.ConnectError():
            return errors.NotSentError.of(failure)
        case httpx.InvalidURL():
            # A redirect to what is no URL: the library raises instead of handing over the response.
            what = f"the server redirects to a URL that is not valid: {failure}; redirects are not followed"
            return errors.LostError.of(failure, what)
        case _:
            # What a network lets through as it came is a broken connection all the same.
            return errors.LostError.of(failure)
