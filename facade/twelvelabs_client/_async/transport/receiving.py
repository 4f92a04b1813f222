"""What a response says: its body within the call's time, decoded once, or the error that it stands for."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any, BinaryIO, TypeVar

import httpx
import orjson

from twelvelabs_client._async.transport.failures import broken
from twelvelabs_client._runtime.tasks import ends_in
from twelvelabs_client.core.advice import advised
from twelvelabs_client.core.call import Call, Refused
from twelvelabs_client.core.deadline import Deadline
from twelvelabs_client.core.decoding import (
    EXCERPT,
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
from twelvelabs_client.core.server_sent_events import documents_of
from twelvelabs_client.core.streaming import Documents, JsonLines, StreamFormatError

T = TypeVar("T")

LARGEST_ERROR_BODY = 1024 * 1024
TOO_LATE = "the call did not end in time"
log = logging.getLogger("twelvelabs_client")


def in_time(deadline: Deadline, request: httpx.Request) -> AbstractAsyncContextManager[None]:
    """End what is under way in here when the call's time is over; in threads the connection does that."""
    return ends_in(deadline.remaining(time.monotonic()), lambda: httpx.ReadTimeout(TOO_LATE, request=request))


async def whole(call: Call[Any], response: httpx.Response, deadline: Deadline) -> bytes:
    """All of a body."""
    blocks: list[bytes] = []
    async with in_time(deadline, response.request):
        async for block in _blocks(call, response):
            blocks.append(block)
            if deadline.passed(time.monotonic()):
                raise httpx.ReadTimeout(TOO_LATE, request=response.request)
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


async def save(call: Call[Any], response: httpx.Response, deadline: Deadline, file: BinaryIO) -> int:
    """Write a body to a file as it arrives; answers how many bytes were written."""
    try:
        if response.status_code == 204 or format_of(call, response.status_code) not in ("bytes", "text", "any"):
            raise ValueError("it is no file to be saved")
        check_is_file(call, response.headers)
    except ValueError as error:
        body = await beginning(call, response, deadline)
        raise _unreadable(call, response, body, str(error)) from None
    written = 0
    async with in_time(deadline, response.request):
        async for block in _blocks(call, response):
            written += file.write(block)
            if deadline.passed(time.monotonic()):
                raise httpx.ReadTimeout(TOO_LATE, request=response.request)
    return written


async def _blocks(call: Call[Any], response: httpx.Response) -> AsyncIterator[bytes]:
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


async def documents(call: Call[Any], response: httpx.Response) -> AsyncIterator[list[bytes]]:
    """The documents of a stream, those that arrive together in one list."""
    lines: Documents = JsonLines()
    media_type = response.headers.get("content-type", "")
    if call.stream == "sse" or (call.stream == "auto" and media_type.startswith("text/event-stream")):
        lines = documents_of(media_type)
    try:
        async for block in _blocks(call, response):
            yield lines.feed(block)
            if lines.done:
                return
        yield lines.rest()
    except httpx.HTTPError as failure:
        what = f"{call.operation}: the stream was cut off ({type(failure).__name__}); what came before is incomplete"
        raise StreamInterruptedError(what, operation=call.operation) from without_frames(failure, _key_of(response))
    except StreamFormatError as failure:
        raise _unreadable(call, response, b"", str(failure)) from failure


def decode(call: Call[T], response: httpx.Response, body: bytes) -> T:
    """The result that the body of a success stands for.

    Raises:
        DecodeError: It cannot be read, or does not hold what was asked for.
        APIError: It holds an error.
    """
    if not call.has_body and is_page(shown(response)):
        # Where nothing is expected, a page is no confirmation: it comes from a gateway or another server.
        raise _unreadable(call, response, body, "it is a page for people")
    try:
        # Small bodies of JSON are nearly all that there is.
        if not call.has_body:
            said = read_refusal(body)
        elif call.reads:
            said = read_success(call, response.status_code, response.headers, body)
        else:
            said = read_json(body)
        return call.decode(response.status_code, said)
    except ValueError as error:
        why = str(error)
    except Refused as refusal:
        headers, said = shown(response), masked_json(refusal.body, _key_of(response))
        now = time.time()
        refused = error_from_reply(call.operation, response.status_code, headers, said, now=now)
        raise advised(refused, call, now) from None
    # Not chained: an error of JSON carries the whole body, in which a server can repeat the key.
    raise _unreadable(call, response, body, why)


async def beginning(call: Call[Any], response: httpx.Response, deadline: Deadline) -> bytes:
    """As much of a body as there is, where the status has said what matters."""
    body = b""
    try:
        async with in_time(deadline, response.request):
            async for block in _blocks(call, response):
                body += block
                if len(body) > LARGEST_ERROR_BODY or deadline.passed(time.monotonic()):
                    break
    except (httpx.HTTPError, DecodeError):
        log.debug("%s: the body of the response (%d) was cut off", call.operation, response.status_code)
    return body


async def refusal(call: Call[Any], response: httpx.Response, deadline: Deadline) -> APIError:
    """The error that a response stands for which is no success."""
    body = await beginning(call, response, deadline)
    decoded, headers = masked_json(read_refusal(body), _key_of(response)), shown(response)
    if response.has_redirect_location:
        decoded = f"the server redirects to {headers.get('location')!r}; redirects are not followed"
    now = time.time()
    return advised(error_from_reply(call.operation, response.status_code, headers, decoded, now=now), call, now)


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


def _key_of(response: httpx.Response) -> str:
    key: str = response.request.headers.get("x-api-key", "")
    return key


def shown(response: httpx.Response) -> dict[str, str]:
    """The response's headers as they can be shown, names in lower case."""
    return masked_headers(response.headers, _key_of(response))


def _unreadable(call: Call[Any], response: httpx.Response, body: bytes, why: str) -> DecodeError:
    key = _key_of(response)
    said = masked_bytes(body[: EXCERPT + len(key)], key)
    return unreadable(call.operation, response.status_code, shown(response), said, why)
