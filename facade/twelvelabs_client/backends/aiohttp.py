"""aiohttp as a backend: many calls at once in one event loop for the least of the processor."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import TypeAlias

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError
from yarl import URL

from twelvelabs_client.backends.aiohttp_sending import Content, once, without_request
from twelvelabs_client.backends.aiohttp_sessions import Sessions
from twelvelabs_client.core import backend_errors as errors
from twelvelabs_client.core.backend import AsyncBlocks, AsyncPreparedRequest
from twelvelabs_client.core.errors import InvalidInputError, without_frames
from twelvelabs_client.core.headers import by_name

AsyncAiohttpSession: TypeAlias = aiohttp.ClientSession
AsyncAiohttpConnector: TypeAlias = aiohttp.BaseConnector

FAILURES = (aiohttp.ClientError, OSError, ValueError)


class AsyncAiohttpBackend:
    """Sends over aiohttp; each event loop and process gets connections of its own.

    Args:
        client: A session of the user's; it is never closed here. Its middlewares are left out, since they would be
            asked beside the rules of this client for what may be sent again.
        transport: A connector of the user's, for a session of ours.
    """

    agent = f"aiohttp/{aiohttp.__version__}"

    def __init__(
        self, client: aiohttp.ClientSession | None = None, transport: aiohttp.BaseConnector | None = None
    ) -> None:
        self._sessions = Sessions(client, transport)

    @staticmethod
    def takes(client: object, transport: object) -> bool:
        """Whether these are a session and a connector of this library, so far as they are given."""
        client_fits = client is None or isinstance(client, aiohttp.ClientSession)
        return client_fits and (transport is None or isinstance(transport, aiohttp.BaseConnector))

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._sessions.closed

    async def send(self, request: AsyncPreparedRequest) -> AsyncAiohttpReply:
        """Send a request once, and wait for the headers of its reply."""
        if self.closed:
            raise errors.ClosedError
        await self._sessions.settle()
        body = request.body
        content = Content(body.make(), request.read) if isinstance(body, AsyncBlocks) else None
        try:
            with nullcontext() if content is None else content.limit:
                return AsyncAiohttpReply(await self._answer(request, content))
        except InvalidInputError:
            raise
        except FAILURES as failure:
            # It holds the request, key included, as do the frames that it came through.
            without_request(failure)
            without_frames(failure)
            # What ended the sending may be a failure of what was to be sent, and of no connection.
            if content is not None and content.failure is not None:
                raise content.failure from None
            raise (errors.ClosedError() if self.closed else _error_of(failure)) from failure
        except RuntimeError as failure:
            known = errors.of_what_is_closed(failure, client_is_closed=self.closed)
            if known is None:
                raise
            raise known from failure
        except BaseException as interruption:
            interruption.__traceback__ = None
            raise

    async def _answer(self, request: AsyncPreparedRequest, content: Content | None) -> aiohttp.ClientResponse:
        # Apart from `send`: an error that comes from the caller's own code is not to lead to the frame with the key.
        headers, body = request.headers, request.body
        if isinstance(body, AsyncBlocks) and body.size is not None:
            headers = {**headers, "content-length": str(body.size)}
        session = self._sessions.get()
        url = _parsed(request.url)
        proxy, credentials = self._sessions.proxy_for(url.scheme, url.host, url.port)
        silence = _silence(request)
        with self._sessions.underway():
            return await session.request(
                request.method,
                url,
                # A proxy for plain HTTP reads the request's own headers, one for HTTPS those of its CONNECT.
                headers={**headers, **credentials} if url.scheme == "http" else headers,
                data=content or body,
                allow_redirects=False,
                auto_decompress=True,
                raise_for_status=False,
                proxy=proxy,
                proxy_headers=credentials,
                timeout=aiohttp.ClientTimeout(connect=request.pool, sock_connect=request.connect, sock_read=silence),
                middlewares=(once,),
            )

    def proxy_of(self, url: str) -> str | None:
        """The proxy through which an address is reached, without credentials; None if there is none that is known."""
        address = URL(url)
        return self._sessions.proxy_for(address.scheme, address.host, address.port)[0]

    async def aclose(self) -> None:
        """Close the connections of this event loop; those of other loops end with them."""
        await self._sessions.close()


class AsyncAiohttpReply:
    """A reply of aiohttp."""

    def __init__(self, reply: aiohttp.ClientResponse) -> None:
        self._reply = reply
        self.status = reply.status
        self.headers = by_name(reply.raw_headers)

    async def blocks(self) -> AsyncIterator[bytes]:
        """The body, unpacked, as it arrives: an event of a stream does not wait until a block is full."""
        content = self._reply.content
        try:
            while not content.at_eof():
                if block := await content.readany():
                    yield block
        except FAILURES as failure:
            # What had arrived by then comes first, as it does from a socket; aiohttp keeps it back from here on.
            content.set_exception(None)  # type: ignore[arg-type]
            if block := content.read_nowait():
                yield block
            raise _error_of(failure) from failure

    def allow_silence(self, seconds: float | None) -> None:
        """Only silence ends the body from here on."""
        connection = self._reply.connection
        protocol = None if connection is None else connection.protocol
        if protocol is not None and seconds != protocol.read_timeout:
            protocol.read_timeout = seconds
            protocol.start_timeout()

    async def aclose(self) -> None:
        """Give the connection back; aiohttp knows whether it is fit for another request."""
        self._reply.release()


def _silence(request: AsyncPreparedRequest) -> float | None:
    """How long the server may be silent; no limit where the call ends before, which others see to: it saves a timer."""
    if request.read is None or request.deadline is None or time.monotonic() + request.read < request.deadline:
        return request.read
    return None


def _parsed(url: str) -> URL:
    # Escaped already: another spelling would not fit the signature of a storage address.
    return URL(url, encoded=url.isascii() and url.isprintable() and " " not in url)


def _error_of(failure: Exception) -> errors.BackendError:
    match failure:
        case aiohttp.ConnectionTimeoutError():
            return errors.TimedOutError.at("connect", failure)
        case aiohttp.ServerTimeoutError() | TimeoutError():
            return errors.TimedOutError.at("read", failure)
        case aiohttp.ClientProxyConnectionError():
            return errors.NotSentError.of(failure, f"the proxy of the environment cannot be reached: {failure}")
        case aiohttp.ClientConnectorError():
            return errors.NotSentError.of(failure)
        case aiohttp.ClientPayloadError(__cause__=ContentEncodingError()):
            return errors.UnreadableError.of(failure)
        case aiohttp.ClientError() | OSError() if not isinstance(failure, aiohttp.InvalidURL):
            return errors.LostError.of(failure)
        case _:
            return errors.UnsendableError.of(failure)
