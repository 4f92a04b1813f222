# Derived from _async/transport/sending.py by `make unasync`; never edited.
"""How calls move: each attempt built anew, sent, decoded once; what may be repeated is repeated, in the call's time."""

from __future__ import annotations

import logging
import platform
import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

from twelvelabs_client._runtime.threads import sleep
from twelvelabs_client._sync.transport import receiving, storage
from twelvelabs_client._sync.transport.bodies import body_of
from twelvelabs_client._sync.transport.failures import error_of, outcome_of
from twelvelabs_client._sync.transport.receiving import Response
from twelvelabs_client.core.backend_errors import BackendError, ClosedError, UnreadableError, UnsendableError
from twelvelabs_client.core.backend_sync import Backend, PreparedRequest
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
from twelvelabs_client.core.requests import prepared
from twelvelabs_client.core.retry import Outcome, did_nothing, may_repeat, wait_before
from twelvelabs_client.core.settings import ApiVersion, Secret

T = TypeVar("T")
R = TypeVar("R")

CLOCK_TICK = 0.001
log = logging.getLogger("twelvelabs_client")


class Transport:
    """Sends calls: builds each attempt anew, keeps to the deadline, decodes once, raises only this library's errors."""

    def __init__(
        self,
        backend: Backend,
        base_url: str,
        api_version: ApiVersion,
        api_key: Secret,
        options: Options,
        agent: str,
        limits: Limits | None = None,
    ) -> None:
        self._backend = backend
        self._base_url = base_url
        self.api_version = api_version
        self._api_key = api_key
        self._agent = agent
        self.options = options
        self._limits = limits or Limits()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url}>"

    def with_options(self, options: Options) -> Transport:
        """The same connections and key with other choices."""
        same = (self._backend, self._base_url, self.api_version, self._api_key)
        return Transport(*same, options, self._agent, self._limits)

    def send(self, call: Call[T], timeout: float | None = None) -> T:
        """Make a call and return its decoded result.

        Args:
            call: The prepared operation.
            timeout: The whole call in seconds; the default is the operation's, else the client's.
        """
        read = receiving.whole if call.has_body else None
        result: T = self._run(call, self._deadline(call, timeout), read, receiving.decode)
        return result

    def save(self, call: Call[Any], file: BinaryIO, timeout: float | None = None) -> int:
        """Make a call and write the body of its success to a file; answers how many bytes that were.

        Args:
            call: The prepared operation.
            file: Where to write, from where it stands; a further attempt begins there again.
            timeout: As of `send`.
        """
        start = file.tell()

        def read(call: Call[Any], response: Response, deadline: Deadline) -> int:
            file.seek(start)
            file.truncate()
            return receiving.save(call, response, deadline, file)

        size: int = self._run(call, self._deadline(call, timeout), read, lambda call, response, size: size)
        return size

    def stream(self, call: Call[T], timeout: float | None = None) -> Iterator[list[T]]:
        """Make a call whose reply is a stream of events; the connection is closed at the end.

        Yields the events decoded, those that arrived together in one list: a step of the transport for each of
        thousands costs more than reading it.

        `timeout` ends at the headers; after that only silence ends the stream: of the operation's own time limit if it
        has one, else of `read_timeout`.
        """
        response = self._run(
            call, self._deadline(call, timeout), None, lambda call, response, body: response, keep_open=True
        )
        # The call's time ends at the headers.
        response.allow_silence(call.timeout or self.options.read_timeout)
        try:
            for documents in receiving.documents(call, response):
                events = receiving.decoded_together(call, response.status, documents)
                if events is not None:
                    yield events
                    continue
                # One of them is wrong, or takes the slower decoder: those before it come first.
                for event in receiving.decoded_one_by_one(call, response, documents):
                    if isinstance(event, DecodeError | APIError):
                        # The frame holds what the server sent, in which it can repeat the key.
                        documents.clear()
                        raise event
                    yield [event]
        finally:
            response.close()

    def put(
        self,
        url: str,
        body: Callable[[], Iterator[bytes]],
        size: int,
        headers: Mapping[str, str],
        timeout: float,
    ) -> str:
        """Send bytes to a storage address, once and without the key; answers the ETag. `storage.put` says more."""
        connect = min(self.options.connect_timeout or timeout, timeout)
        return storage.put(self._backend, url, body, size, headers, timeout=timeout, connect_timeout=connect)

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits of the most recent response."""
        return self._limits.told

    @property
    def base_url(self) -> str:
        """The address of the API, with the version."""
        return self._base_url

    @property
    def account(self) -> str:
        """An id of the account in use, which does not show its key."""
        return self._api_key.fingerprint()

    def close(self) -> None:
        """Close the connections."""
        self._backend.close()

    def _deadline(self, call: Call[Any], timeout: float | None) -> Deadline:
        given = None if timeout is None else seconds_above_0(timeout, "timeout")
        seconds = given or call.timeout or self.options.timeout
        return Deadline.after(seconds, now=time.monotonic()).no_later_than(latest())

    def _run(
        self,
        call: Call[Any],
        deadline: Deadline,
        read: Callable[[Call[Any], Response, Deadline], Any] | None,
        finish: Callable[[Call[Any], Response, Any], R],
        *,
        keep_open: bool = False,
    ) -> R:
        """Send attempts until one is final. `read` gets the body of a success, and `finish` makes the result of it."""
        attempt, started, perhaps_done = 0, time.monotonic(), False
        while True:
            attempt += 1
            self._leave_alone(call, deadline)
            error: APIError | APIConnectionError
            try:
                response, result, refused = self._exchange(call, attempt, deadline, read, finish, keep_open)
                if refused is None:
                    return result  # type: ignore[no-any-return]
                if isinstance(refused, DecodeError):
                    raise refused
                if response.is_success:
                    raise refused.tried(attempt, time.monotonic() - started)
                error, cause = refused, None
                deletes = response.method == "DELETE" and not call.has_body
                if perhaps_done and deletes and isinstance(error, NotFoundError):
                    # The reply to an earlier attempt was lost; what was to be deleted is gone.
                    return call.decode(200, None)  # type: ignore[no-any-return]
                outcome = Outcome(status=response.status, retry_after=error.retry_after)
                if outcome.status == 429 and outcome.retry_after is not None:
                    self._limits.pause(call.operation, time.monotonic() + outcome.retry_after)
            except BackendError as failure:
                late = not deadline.reaches(CLOCK_TICK, time.monotonic())
                proxy = self._backend.proxy_of(self._base_url)
                error = error_of(call.operation, failure, self._base_url, late=late, proxy=proxy)
                outcome = outcome_of(failure)
                # People know the errors of the library itself.
                cause = without_frames(failure.__cause__ or failure)
            wait = self._wait(call, attempt, outcome, deadline)
            if wait is None:
                raise error.tried(attempt, time.monotonic() - started) from cause
            perhaps_done = perhaps_done or not did_nothing(outcome)
            sleep(wait)

    def _leave_alone(self, call: Call[Any], deadline: Deadline) -> None:
        """Wait as long as the API asked of any call of this operation, where there is time for it."""
        until = 0.0
        while left := self._limits.left(call.operation, now := time.monotonic()):
            # Another call may have extended the pause; check again.
            if now + left < until + CLOCK_TICK or not deadline.reaches(left, now):
                return
            until = now + left
            sleep(left)

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

    def _exchange(
        self,
        call: Call[Any],
        attempt: int,
        deadline: Deadline,
        read: Callable[[Call[Any], Response, Deadline], Any] | None,
        finish: Callable[[Call[Any], Response, Any], Any],
        keep_open: bool,
    ) -> tuple[Response, Any, APIError | DecodeError | None]:
        """Send one attempt and read what comes back; a success that is to be kept open is not read, all else closed.

        Returns:
            The response with its result, or with the error that it stands for. None of these is raised here, for in
            this frame is the body, in which a server can repeat the key.
        """
        if self._backend.closed:
            raise _closed(call)
        request = self._request(call, deadline)
        started, response, body, kept = time.monotonic(), None, None, False
        try:
            # One time limit for sending and reading: each costs more than all the rest of a small call.
            with receiving.in_time(deadline):
                response = Response(self._backend.send(request), request)
                self._tell(call, attempt, request, response, started, None)
                self._limits.hear(response.headers)
                warn_of_headers(call.operation, response.headers, time.time())
                if read is not None and response.is_success:
                    body = read(call, response, deadline)
            kept = keep_open and response.is_success
            if not kept and (read is None or not response.is_success):
                body = receiving.beginning(call, response, deadline)
            return (response, *_judged(call, response, body, finish))
        except CallersError as failure:
            raise failure.error from None
        except UnreadableError as failure:
            # Of a body, which comes with a response.
            assert response is not None
            raise response.packed_wrong(call, failure) from failure.__cause__
        except BackendError as failure:
            # Before the hook, which may fail itself: what it raises carries this one along.
            without_frames(failure, request.headers["x-api-key"])
            if response is None:
                self._tell(call, attempt, request, None, started, failure.name)
            if isinstance(failure, ClosedError):
                raise _closed(call) from failure.__cause__
            if isinstance(failure, UnsendableError):
                raise InvalidInputError(f"{call.operation}: {failure}") from failure.__cause__
            raise
        finally:
            if response is not None and not kept:
                response.close()

    def _request(self, call: Call[Any], deadline: Deadline) -> PreparedRequest:
        try:
            made = prepared(call, self._base_url, self._agent, self.options)
            body = body_of(made.body)
        except (ValueError, TypeError) as error:
            raise InvalidInputError(f"{call.operation}: {error}") from error
        connect, read, pool = self._times(call, deadline)
        request = PreparedRequest(made.method, made.url, made.headers, body, connect, read, pool, deadline.at)
        # Set last, so that no frame in which building can fail holds the key.
        request.headers["x-api-key"] = self._api_key.reveal()
        return request

    def _times(self, call: Call[Any], deadline: Deadline) -> tuple[float | None, float | None, float | None]:
        """Seconds to connect, of silence, and to wait for a connection.

        An operation with a limit of its own is silent until it is done, so the whole of it may pass in silence.
        """
        connect = self.options.connect_timeout
        read = self.options.read_timeout if call.timeout is None else None
        remaining = deadline.remaining(time.monotonic())
        if remaining is None:
            return connect, read, None
        remaining = min(remaining, LONGEST_TIME)
        return (
            remaining if connect is None else min(connect, remaining),
            remaining if read is None else min(read, remaining),
            remaining,
        )

    def _tell(
        self,
        call: Call[Any],
        attempt: int,
        request: PreparedRequest,
        response: Response | None,
        started: float,
        error: str | None,
    ) -> None:
        elapsed = time.monotonic() - started
        status = None if response is None else response.status
        log.debug("%s: attempt %d: %s in %.3f s", call.operation, attempt, status or error, elapsed)
        if self.options.on_attempt is None:
            return
        headers = {} if response is None else response.shown
        url = request.url.partition("?")[0]
        done = Attempt(call.operation, attempt, request.method, url, status, headers, trace_id(headers), elapsed, error)
        called(self.options.on_attempt, "on_attempt", done)


def _judged(
    call: Call[Any], response: Response, body: Any, finish: Callable[[Call[Any], Response, Any], Any]
) -> tuple[Any, APIError | DecodeError | None]:
    """The result of a response, or the error that it stands for."""
    if not response.is_success:
        return None, receiving.refusal(call, response, body)
    try:
        return finish(call, response, body), None
    except (DecodeError, APIError) as failure:
        without_frames(failure)
        return None, failure


def user_agent(version: str, library: str, suffix: str | None) -> str:
    """What the client calls itself."""
    own = f"twelvelabs-client/{version} python/{platform.python_version()} {library}"
    return f"{own} {header_value(suffix, 'user_agent_suffix')}" if suffix else own


def _closed(call: Call[Any]) -> InvalidInputError:
    return InvalidInputError(f"{call.operation}: the client is closed; make a new one")
