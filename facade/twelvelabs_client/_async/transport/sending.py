"""How calls move: each attempt built anew, sent, decoded once; what may be repeated is repeated, in the call's time."""

from __future__ import annotations

import logging
import platform
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, BinaryIO, TypeVar

import httpx

from twelvelabs_client._async.transport import receiving, storage
from twelvelabs_client._async.transport.failures import NOT_SENT, broken, error_of, outcome_of, redirected
from twelvelabs_client._async.transport.http_clients import AsyncHttpClients
from twelvelabs_client._runtime.tasks import sleep
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.callbacks import CallersError, called
from twelvelabs_client.core.checks import LONGEST_TIME, header_value, seconds_above_0
from twelvelabs_client.core.deadline import Deadline, latest
from twelvelabs_client.core.deprecation import warn_of_headers
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APIError,
    DecodeError,
    InvalidInputError,
    NotFoundError,
    without_frames,
)
from twelvelabs_client.core.headers import RateLimit, trace_id
from twelvelabs_client.core.limits import Limits
from twelvelabs_client.core.options import Attempt, Options
from twelvelabs_client.core.requests import arguments_of
from twelvelabs_client.core.retry import Outcome, did_nothing, may_repeat, wait_before
from twelvelabs_client.core.settings import ApiVersion, Secret

T = TypeVar("T")
R = TypeVar("R")

CLOCK_TICK = 0.001
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
            read = receiving.whole if call.has_body else receiving.beginning
            return receiving.decode(call, response, await read(call, response, deadline))

        return await self._run(call, deadline, receive)

    async def save(self, call: Call[Any], file: BinaryIO, timeout: float | None = None) -> int:
        """Make a call and write the body of its success to a file; answers how many bytes that were.

        Args:
            call: The prepared operation.
            file: Where to write, from where it stands; a further attempt begins there again.
            timeout: As of `send`.
        """
        deadline, start = self._deadline(call, timeout), file.tell()

        async def receive(response: httpx.Response) -> int:
            file.seek(start)
            file.truncate()
            return await receiving.save(call, response, deadline, file)

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
            async for documents in receiving.documents(call, response):
                events = receiving.decoded_together(call, response.status_code, documents)
                if events is not None:
                    yield events
                    continue
                # One of them is wrong, or takes the slower decoder: those before it come first.
                for document in documents:
                    yield [receiving.decode(call, response, document)]
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
                            if isinstance(failure, APIError):
                                failure.tried(attempt, time.monotonic() - started)
                            # The frames below hold the body, in which a server can repeat the key.
                            raise without_frames(failure)  # noqa: B904
                    refused = await receiving.refusal(call, response, deadline)
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
                proxy = self._clients.proxy_of(httpx.URL(self._base_url))
                error = error_of(call.operation, failure, self._base_url, late=late, proxy=proxy)
                outcome = outcome_of(failure)
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
            async with receiving.in_time(deadline, request):
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
        headers = {} if response is None else receiving.shown(response)
        url = str(request.url.copy_with(query=None))
        done = Attempt(call.operation, attempt, request.method, url, status, headers, trace_id(headers), elapsed, error)
        called(self.options.on_attempt, "on_attempt", done)


def user_agent(version: str, suffix: str | None) -> str:
    """What the client calls itself."""
    own = f"twelvelabs-client/{version} python/{platform.python_version()} httpx/{httpx.__version__}"
    return f"{own} {header_value(suffix, 'user_agent_suffix')}" if suffix else own


def _closed(call: Call[Any]) -> InvalidInputError:
    return InvalidInputError(f"{call.operation}: the client is closed; make a new one")
