"""What a response says: its body within the call's time, decoded once, or the error that it stands for."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, TypeVar

import orjson

from twelvelabs_client._runtime.tasks import ends_in
from twelvelabs_client.core.advice import advised
from twelvelabs_client.core.backend import AsyncPreparedRequest, AsyncReply
from twelvelabs_client.core.backend_errors import BackendError, TimedOutError, UnreadableError
from twelvelabs_client.core.call import Call, Refused
from twelvelabs_client.core.deadline import Deadline
from twelvelabs_client.core.decoding import (
    check_is_file,
    format_of,
    read_json,
    read_refusal,
    read_success,
    unreadable,
)
from twelvelabs_client.core.errors import (
    APIError,
    DecodeError,
    StreamInterruptedError,
    error_from_reply,
    without_frames,
)
from twelvelabs_client.core.headers import is_page
from twelvelabs_client.core.masking import masked_bytes, masked_headers, masked_json

T = TypeVar("T")

LARGEST_ERROR_BODY = 1024 * 1024
MASKED = 64 * 1024
TOO_LATE = "the call did not end in time"
REDIRECTS = (301, 302, 303, 307, 308)
log = logging.getLogger("twelvelabs_client")


class AsyncResponse:
    """A reply, and the key of its request, which must not be shown.

    Attributes:
        method: What was asked, as HTTP calls it.
        status: The status of HTTP.
        headers: By name in lower case.
    """

    def __init__(self, reply: AsyncReply, request: AsyncPreparedRequest) -> None:
        self._reply = reply
        self._key = request.headers["x-api-key"]
        self.method = request.method
        self.status = reply.status
        self.headers = reply.headers
        self.is_success = 200 <= reply.status < 300

    @property
    def shown(self) -> dict[str, str]:
        """The headers as they can be shown."""
        return masked_headers(self.headers, self._key)

    def masked(self, value: Any) -> Any:
        """A decoded body as it can be shown."""
        return masked_json(value, self._key)

    def unreadable(self, call: Call[Any], body: bytes, why: str) -> DecodeError:
        """The error for a body that cannot be read."""
        # More than is shown: a mask is shorter than a key, and what was cut in two is no key any more.
        said = masked_bytes(body[:MASKED], self._key)
        return unreadable(call.operation, self.status, self.shown, said, why)

    def packed_wrong(self, call: Call[Any], failure: UnreadableError) -> DecodeError:
        """The error for a body that cannot be unpacked."""
        error = self.unreadable(call, b"", f"it cannot be unpacked: {self.without_key(failure)}")
        error.__cause__ = failure.__cause__
        return error

    def without_key(self, failure: BackendError) -> BackendError:
        """What failed while the body was read, without the frames and the texts that hold the key."""
        without_frames(failure, self._key)
        return failure

    def blocks(self) -> AsyncIterator[bytes]:
        """The body, unpacked, as it arrives; `BackendError` where it breaks off."""
        return self._reply.blocks()

    def allow_silence(self, seconds: float | None) -> None:
        """From here on, count the body as lost only after so many seconds without a byte."""
        self._reply.allow_silence(seconds)

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._reply.aclose()


def in_time(deadline: Deadline) -> AbstractContextManager[None]:
    """End what is under way in here when the call's time is over; in threads the connection does that."""
    return ends_in(deadline.remaining(time.monotonic()), lambda: TimedOutError(TOO_LATE))


async def whole(call: Call[Any], response: AsyncResponse, deadline: Deadline) -> bytes:
    """All of a body."""
    blocks: list[bytes] = []
    async for block in response.blocks():
        blocks.append(block)
        if deadline.passed(time.monotonic()):
            raise TimedOutError(TOO_LATE)
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


async def save(call: Call[Any], response: AsyncResponse, deadline: Deadline, file: BinaryIO) -> int:
    """Write a body to a file as it arrives; answers how many bytes were written."""
    try:
        if response.status == 204 or format_of(call, response.status) not in ("bytes", "text", "any"):
            raise ValueError("it is no file to be saved")
        check_is_file(call, response.headers)
    except ValueError as error:
        body = await beginning(call, response, deadline)
        raise response.unreadable(call, body, str(error)) from None
    written = 0
    async for block in response.blocks():
        written += file.write(block)
        if deadline.passed(time.monotonic()):
            raise TimedOutError(TOO_LATE)
    return written


async def documents(call: Call[Any], response: AsyncResponse) -> AsyncIterator[list[bytes]]:
    """The documents of a stream, those that arrive together in one list."""
    from twelvelabs_client.core.server_sent_events import documents_of
    from twelvelabs_client.core.streaming import Documents, JsonLines, StreamFormatError

    lines: Documents = JsonLines()
    media_type = response.headers.get("content-type", "")
    if call.stream == "sse" or (call.stream == "auto" and media_type.startswith("text/event-stream")):
        lines = documents_of(media_type)
    try:
        async for block in response.blocks():
            yield lines.feed(block)
            if lines.done:
                return
        yield lines.rest()
    except UnreadableError as failure:
        raise response.packed_wrong(call, failure) from failure.__cause__
    except BackendError as failure:
        response.without_key(failure)
        what = f"{call.operation}: the stream was cut off ({failure.name}); what came before is incomplete"
        raise StreamInterruptedError(what, operation=call.operation) from failure.__cause__
    except StreamFormatError as failure:
        raise response.unreadable(call, b"", str(failure)) from failure


def decode(call: Call[T], response: AsyncResponse, body: bytes) -> T:
    """The result that the body of a success stands for.

    Raises:
        DecodeError: It cannot be read, or does not hold what was asked for.
        APIError: It holds an error.
    """
    if not call.has_body and is_page(response.shown):
        # Where nothing is expected, a page is no confirmation: it comes from a gateway or another server.
        raise response.unreadable(call, body, "it is a page for people")
    try:
        # Small bodies of JSON are nearly all that there is.
        if not call.has_body:
            said = read_refusal(body)
        elif call.reads:
            said = read_success(call, response.status, response.headers, body)
        else:
            said = read_json(body)
        return call.decode(response.status, said)
    except ValueError as error:
        why = str(error)
    except Refused as refusal:
        headers, said = response.shown, response.masked(refusal.body)
        now = time.time()
        refused = error_from_reply(call.operation, response.status, headers, said, now=now)
        raise advised(refused, call, now) from None
    # Not chained: an error of JSON carries the whole body, in which a server can repeat the key.
    raise response.unreadable(call, body, why)


def decoded_one_by_one(
    call: Call[T], response: AsyncResponse, documents: list[bytes]
) -> Iterator[T | DecodeError | APIError]:
    """The events of a stream one after the other, up to the error that the first wrong one stands for."""
    for document in documents:
        try:
            event = decode(call, response, document)
        except (DecodeError, APIError) as failure:
            without_frames(failure)
            yield failure
            return
        yield event


async def beginning(call: Call[Any], response: AsyncResponse, deadline: Deadline) -> bytes:
    """As much of a body as there is, where the status has said what matters."""
    body = b""
    try:
        with in_time(deadline):
            async for block in response.blocks():
                body += block
                if len(body) > LARGEST_ERROR_BODY or deadline.passed(time.monotonic()):
                    break
    except BackendError:
        log.debug("%s: the body of the response (%d) was cut off", call.operation, response.status)
    return body


def refusal(call: Call[Any], response: AsyncResponse, body: bytes) -> APIError:
    """The error that a response stands for which is no success."""
    decoded, headers = response.masked(read_refusal(body)), response.shown
    if response.status in REDIRECTS and "location" in headers:
        decoded = f"the server redirects to {headers.get('location')!r}; redirects are not followed"
    now = time.time()
    return advised(error_from_reply(call.operation, response.status, headers, decoded, now=now), call, now)


def decoded_together(call: Call[T], status: int, documents: list[bytes]) -> list[T] | None:
    """The events of a stream that arrived together; None when one of them cannot be read this way."""
    decode = call.decode
    try:
        # All JSON first, then all events: in turns, each would drive the other out of the processor's caches.
        bodies = list(map(orjson.loads, documents))
        return [decode(status, body) for body in bodies]
    except Exception:
        # Whatever it is, it comes again where each is decoded by itself, after the events before it.
        return None
