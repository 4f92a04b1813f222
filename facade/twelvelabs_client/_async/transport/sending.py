"""How calls move: each attempt built anew, sent, decoded once; what may be repeated is repeated, in the call's time."""

from __future__ import annotations

import logging
import platform
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import httpx
import orjson

from twelvelabs_client._async.transport import storage
from twelvelabs_client._async.transport.failures import NOT_SENT, broken, error_of, outcome_of, redirected
from twelvelabs_client._async.transport.http_clients import AsyncHttpClients
from twelvelabs_client._runtime.tasks import ends_in, sleep
from twelvelabs_client.core.advice import advised
from twelvelabs_client.core.call import Call, Refused
from twelvelabs_client.core.callbacks import CallersError, called
from twelvelabs_client.core.checks import LONGEST_TIME, header_value, seconds_above_0
from twelvelabs_client.core.deadline import Deadline, latest
from twelvelabs_client.core.decoding import EXCERPT, read_json, read_refusal, unreadable
from twelvelabs_client.core.deprecation import warn_of_headers
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APIError,
    DecodeError,
    InvalidInputError,
    NotFoundError,
    StreamInterruptedError,
    error_from_reply,
    without_frames,
)
from twelvelabs_client.core.headers import RateLimit, is_page, trace_id
from twelvelabs_client.core.limits import Limits
from twelvelabs_client.core.masking import masked_bytes, masked_headers, masked_json
from twelvelabs_client.core.options import Attempt, Options
from twelvelabs_client.core.requests import arguments_of
from twelvelabs_client.core.retry import Outcome, did_nothing, may_repeat, wait_before
from twelvelabs_client.core.server_sent_events import documents_of
from twelvelabs_client.core.settings import ApiVersion, Secret
from twelvelabs_client.core.streaming import Documents, JsonLines, StreamFormatError

T = TypeVar("T")
R = TypeVar("R")

LARGEST_ERROR_BODY = 1024 * 1024
CLOCK_TICK = 0.001
TOO_LATE = "the call did not end in time"
log = logging.getLogger("twelvelabs_client")


class AsyncTransport:
    """Sends calls: builds each attempt anew, keeps to the deadline, decodes once, raises only this library's errors."""

    def __init__(
        self,
        http: AsyncHttpClients,
        base_url: str,
        api_version: ApiVersion,
        api_key: Secret,
        options: Options,
        agent: str,
        limits: Limits | None = None,
    ) -> None:
        self._clients = http
        self._base_url = base_url
        self.api_version = api_version
        self._api_key = api_key
        self._agent = agent
        self.options = options
        self._limits = limits or Limits()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url}>"

    def with_options(self, options: Options) -> AsyncTransport:
        """The same connections and key with other choices."""
        same = (self._clients, self._base_url, self.api_version, self._api_key)
        return AsyncTransport(*same, options, self._agent, self._limits)

    async def send(self, call: Call[T], timeout: float | None = None) -> T:
        """Make a call and return its decoded result.

        Args:
            call: The prepared operation.
            timeout: The whole call in seconds; the default is the operation's, else the client's.
        """
        deadline = self._deadline(call, timeout)

        async def receive(response: httpx.Response) -> T:
            read = self._read if call.has_body else self._whatever_comes
            return self._decode(call, response, await read(response, call, deadline))

        return await self._run(call, deadline, receive)

    async def stream(self, call: Call[T], timeout: float | None = None) -> AsyncIterator[list[T]]:
        """Make a call whose reply is a stream of events; the connection is closed at the end.

        Yields the events decoded, those that arrived together in one list: a step of the transport for each of
        thousands costs more than reading it.

        `timeout` ends at the headers; after that only silence ends the stream: of the operation's own time limit if it
        has one, else of `read_timeout`.
        """

        async def receive(response: httpx.Response) -> httpx.Response:
            return response

        response = await self._run(call, self._deadline(call, timeout), receive, keep_open=True)
        # The call's time ends at the headers; the network backend asks for this again before each block.
        response.request.extensions["timeout"]["read"] = call.timeout or self.options.read_timeout
        response.request.extensions.pop("deadline", None)
        try:
            async for documents in self._documents(response, call):
                events = _decoded_together(call, response.status_code, documents)
                if events is not None:
                    yield events
                    continue
                # One of them is wrong, or takes the slower decoder: those before it come first.
                for document in documents:
                    yield [self._decode(call, response, document)]
        finally:
            await response.aclose()

    async def put(
        self,
        url: str,
        body: Callable[[], AsyncIterator[bytes]],
        size: int,
        headers: Mapping[str, str],
        timeout: float,
    ) -> str:
        """Send bytes to a storage address, once and without the key; answers the ETag. `storage.put` says more."""
        connect = min(self.options.connect_timeout or timeout, timeout)
        return await storage.put(self._clients, url, body, size, headers, timeout=timeout, connect_timeout=connect)

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits that were told last."""
        return self._limits.told

    @property
    def _proxy(self) -> str | None:
        return self._clients.proxy_of(httpx.URL(self._base_url))

    @property
    def base_url(self) -> str:
        """The address of the API, with the version."""
        return self._base_url

    @property
    def account(self) -> str:
        """What tells the account in use from others, without its key."""
        return self._api_key.fingerprint()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._clients.aclose()

    def _deadline(self, call: Call[Any], timeout: float | None) -> Deadline:
        seconds = seconds_above_0(timeout, "timeout") or call.timeout or self.options.timeout
        return Deadline.after(seconds, now=time.monotonic()).no_later_than(latest())

    async def _run(
        self,
        call: Call[Any],
        deadline: Deadline,
        receive: Callable[[httpx.Response], Awaitable[R]],
        *,
        keep_open: bool = False,
    ) -> R:
        attempt = 0
        started = time.monotonic()
        perhaps_done = False
        while True:
            attempt += 1
            await self._leave_alone(call, deadline)
            try:
                async with self._exchange(call, attempt, deadline, keep_open) as response:
                    warn_of_headers(call.operation, response.headers, time.time())
                    if response.is_success:
                        try:
                            return await receive(response)
                        except (DecodeError, APIError) as failure:
                            # The frames below hold the body, in which a server can repeat the key.
                            raise without_frames(failure)  # noqa: B904
                    refused = await self._error(call, response, deadline)
                deletes = response.request.method == "DELETE" and not call.has_body
                if perhaps_done and deletes and isinstance(refused, NotFoundError):
                    # The reply to an earlier attempt was lost; what was to be deleted is gone.
                    return call.decode(200, None)  # type: ignore[no-any-return]
                outcome = Outcome(status=response.status_code, retry_after=refused.retry_after)
                if outcome.status == 429 and outcome.retry_after is not None:
                    self._limits.pause(call.operation, time.monotonic() + outcome.retry_after)
                error: APIError | APIConnectionError = refused
                cause: BaseException | None = None
            except httpx.HTTPError as failure:
                late = not deadline.reaches(CLOCK_TICK, time.monotonic())
                error, outcome = (
                    error_of(call.operation, failure, self._base_url, late=late, proxy=self._proxy),
                    outcome_of(failure),
                )
                cause = without_frames(failure)
            wait = self._wait(call, attempt, outcome, deadline)
            if wait is None:
                raise error.tried(attempt, time.monotonic() - started) from cause
            perhaps_done = perhaps_done or not did_nothing(outcome)
            await sleep(wait)

    async def _leave_alone(self, call: Call[Any], deadline: Deadline) -> None:
        """Wait as long as the API asked of any call of this operation, where there is time for it."""
        until = 0.0
        while left := self._limits.left(call.operation, now := time.monotonic()):
            # Another call may have extended the pause; check again.
            if now + left < until + CLOCK_TICK or not deadline.reaches(left, now):
                return
            until = now + left
            await sleep(left)

    def _wait(self, call: Call[Any], attempt: int, outcome: Outcome, deadline: Deadline) -> float | None:
        """Seconds until the next attempt; None when there is to be none."""
        repeatable = call.replayable or outcome.failure == "not-sent"
        if attempt > self.options.max_retries or not repeatable or not may_repeat(outcome, call.retry):
            return None
        wait = wait_before(attempt, outcome, jitter=random.random())
        now = time.monotonic()
        # What the server asked for can fit where a little more does not.
        waits = (wait, outcome.retry_after or wait)
        return next((each for each in waits if deadline.reaches(each, now)), None)

    @asynccontextmanager
    async def _exchange(
        self, call: Call[Any], attempt: int, deadline: Deadline, keep_open: bool
    ) -> AsyncIterator[httpx.Response]:
        """Send one attempt; the response is open, and closed afterwards unless it is a success to be kept open."""
        if self._clients.closed:
            raise _closed(call)
        request = self._request(call, deadline)
        started = time.monotonic()
        try:
            async with self._in_time(deadline, request):
                response = await self._clients.http.send(request, stream=True, follow_redirects=False)
        except CallersError as failure:
            raise failure.error from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
            # Before the hook, which may fail itself: what it raises carries this one along.
            without_frames(failure, request.headers["x-api-key"])
            self._tell(call, attempt, request, None, started, type(failure).__name__)
            if self._clients.closed and isinstance(failure, NOT_SENT):
                raise _closed(call) from failure
            if isinstance(failure, httpx.HTTPError):
                raise
            raise (redirected if isinstance(failure, httpx.InvalidURL) else broken)(failure, request) from failure
        except RuntimeError as failure:
            if not self._clients.closed:
                raise
            raise _closed(call) from without_frames(failure, request.headers["x-api-key"])
        kept = keep_open and response.is_success
        try:
            self._tell(call, attempt, request, response, started, None)
            self._limits.hear(response.headers.raw)
            yield response
        except BaseException:
            await response.aclose()
            raise
        if not kept:
            await response.aclose()

    def _request(self, call: Call[Any], deadline: Deadline) -> httpx.Request:
        try:
            request = self._unsigned(call, deadline)
        except (ValueError, TypeError, httpx.InvalidURL) as error:
            raise InvalidInputError(f"{call.operation}: {error}") from error
        # Set last, so that no frame in which building can fail holds the key.
        request.headers["x-api-key"] = self._api_key.reveal()
        return request

    def _unsigned(self, call: Call[Any], deadline: Deadline) -> httpx.Request:
        arguments = arguments_of(call, self._base_url, self._agent, self.options)
        request = self._clients.request(**arguments, timeout=self._timeouts(call, deadline))
        if deadline.at is not None:
            request.extensions["deadline"] = deadline.at
        return request

    def _timeouts(self, call: Call[Any], deadline: Deadline) -> httpx.Timeout:
        """An operation with a limit of its own is silent until it is done, so the whole of it may pass in silence."""
        remaining = deadline.remaining(time.monotonic())
        remaining = None if remaining is None else min(remaining, LONGEST_TIME)
        read = self.options.read_timeout if call.timeout is None else None
        connect = self.options.connect_timeout
        if remaining is not None:
            read = remaining if read is None else min(read, remaining)
            connect = remaining if connect is None else min(connect, remaining)
        return httpx.Timeout(read, connect=connect, pool=remaining)

    def _in_time(self, deadline: Deadline, request: httpx.Request) -> AbstractAsyncContextManager[None]:
        """End what is under way in here when the call's time is over; in threads the connection does that."""
        return ends_in(deadline.remaining(time.monotonic()), lambda: httpx.ReadTimeout(TOO_LATE, request=request))

    async def _read(self, response: httpx.Response, call: Call[Any], deadline: Deadline) -> bytes:
        blocks: list[bytes] = []
        async with self._in_time(deadline, response.request):
            async for block in self._blocks(response, call):
                blocks.append(block)
                if deadline.passed(time.monotonic()):
                    raise httpx.ReadTimeout(TOO_LATE, request=response.request)
        return blocks[0] if len(blocks) == 1 else b"".join(blocks)

    async def _blocks(self, response: httpx.Response, call: Call[Any]) -> AsyncIterator[bytes]:
        """The body as it arrives, unpacked."""
        try:
            async for block in response.aiter_bytes():
                yield block
        except httpx.DecodingError as failure:
            raise _unreadable(call, response, b"", f"it cannot be unpacked: {failure}") from without_frames(
                failure, _key_of(response)
            )
        except OSError as failure:
            raise broken(failure, response.request) from failure

    async def _documents(self, response: httpx.Response, call: Call[Any]) -> AsyncIterator[list[bytes]]:
        """The documents of a stream, those of a block together."""
        documents: Documents = JsonLines()
        if call.stream == "sse":
            documents = documents_of(response.headers.get("content-type", ""))
        try:
            async for block in self._blocks(response, call):
                yield documents.feed(block)
                if documents.done:
                    return
            yield documents.rest()
        except httpx.HTTPError as failure:
            what = (
                f"{call.operation}: the stream was cut off ({type(failure).__name__}); what came before is incomplete"
            )
            raise StreamInterruptedError(what, operation=call.operation) from without_frames(failure, _key_of(response))
        except StreamFormatError as failure:
            raise _unreadable(call, response, b"", str(failure)) from failure

    def _decode(self, call: Call[T], response: httpx.Response, body: bytes) -> T:
        read = read_json if call.has_body else read_refusal
        if not call.has_body and is_page(_shown(response)):
            # Where nothing is expected, a page is no confirmation: it comes from a gateway or another server.
            raise _unreadable(call, response, body, "it is a page for people")
        try:
            return call.decode(response.status_code, read(body))
        except ValueError as error:
            why = str(error)
        except Refused as refusal:
            headers, said = _shown(response), masked_json(refusal.body, _key_of(response))
            now = time.time()
            refused = error_from_reply(call.operation, response.status_code, headers, said, now=now)
            raise advised(refused, call, now) from None
        # Not chained: an error of JSON carries the whole body, in which a server can repeat the key.
        raise _unreadable(call, response, body, why)

    async def _whatever_comes(self, response: httpx.Response, call: Call[Any], deadline: Deadline) -> bytes:
        """As much of a body as there is, where the status has said what matters."""
        body = b""
        try:
            async with self._in_time(deadline, response.request):
                async for block in self._blocks(response, call):
                    body += block
                    if len(body) > LARGEST_ERROR_BODY or deadline.passed(time.monotonic()):
                        break
        except (httpx.HTTPError, DecodeError):
            log.debug("%s: the body of the reply (%d) was cut off", call.operation, response.status_code)
        return body

    async def _error(self, call: Call[Any], response: httpx.Response, deadline: Deadline) -> APIError:
        body = await self._whatever_comes(response, call, deadline)
        decoded, headers = masked_json(read_refusal(body), _key_of(response)), _shown(response)
        if response.has_redirect_location:
            decoded = f"the server redirects to {headers.get('location')!r}; redirects are not followed"
        now = time.time()
        return advised(error_from_reply(call.operation, response.status_code, headers, decoded, now=now), call, now)

    def _tell(
        self,
        call: Call[Any],
        attempt: int,
        request: httpx.Request,
        response: httpx.Response | None,
        started: float,
        error: str | None,
    ) -> None:
        elapsed = time.monotonic() - started
        status = None if response is None else response.status_code
        log.debug("%s: attempt %d: %s in %.3f s", call.operation, attempt, status or error, elapsed)
        if self.options.on_attempt is None:
            return
        headers = {} if response is None else _shown(response)
        url = str(request.url.copy_with(query=None))
        done = Attempt(call.operation, attempt, request.method, url, status, headers, trace_id(headers), elapsed, error)
        called(self.options.on_attempt, "on_attempt", done)


def user_agent(version: str, suffix: str | None) -> str:
    """What the client calls itself."""
    own = f"twelvelabs-client/{version} python/{platform.python_version()} httpx/{httpx.__version__}"
    return f"{own} {header_value(suffix, 'user_agent_suffix')}" if suffix else own


def _decoded_together(call: Call[T], status: int, documents: list[bytes]) -> list[T] | None:
    """The events of a stream that arrived together; None when one of them cannot be read this way."""
    decode = call.decode
    try:
        # All JSON first, then all events: in turns, each would drive the other out of the processor's caches.
        bodies = list(map(orjson.loads, documents))
        return [decode(status, body) for body in bodies]
    except Exception:
        # Whatever it is, it comes again where each is decoded by itself, after the events before it.
        return None


def _closed(call: Call[Any]) -> InvalidInputError:
    return InvalidInputError(f"{call.operation}: the client is closed; make a new one")


def _key_of(response: httpx.Response) -> str:
    key: str = response.request.headers.get("x-api-key", "")
    return key


def _shown(response: httpx.Response) -> dict[str, str]:
    """The reply's headers as they can be shown, names in lower case."""
    return masked_headers(response.headers, _key_of(response))


def _unreadable(call: Call[Any], response: httpx.Response, body: bytes, why: str) -> DecodeError:
    key = _key_of(response)
    said = masked_bytes(body[: EXCERPT + len(key)], key)
    return unreadable(call.operation, response.status_code, _shown(response), said, why)
