"""A server that answers as scripted and remembers what it was asked, and a clock that only waits move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from email.message import Message
from typing import Any

import httpx
import orjson
from attrs import Factory, define, field, frozen

KEY = "tlk_MADEUPKEY0123456789"
ROOT = "https://api.twelvelabs.io/v1.3"
INDEX = {"_id": "i1", "index_name": "harbor", "models": [], "video_count": 2}
Reply = httpx.Response | BaseException


@define
class Clock:
    """Stands in for the module `time` in the transport; every wait is noted and takes no time."""

    now: float = 50_000.0
    waits: list[float] = Factory(list)

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return 1_790_000_000.0 + self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that arrives block by block; an exception among the blocks breaks it there, a callable is called there."""

    def __init__(self, *blocks: bytes | BaseException | Callable[[], object]) -> None:
        self._blocks = blocks
        self.sent = 0
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            if isinstance(block, BaseException):
                raise block
            if isinstance(block, bytes):
                self.sent += 1
                yield block
            else:
                block()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for block in self:
            yield block

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.close()


@frozen
class Part:
    """One part of a form, as it stood on the wire."""

    name: str
    value: bytes
    filename: str | None = None
    media_type: str | None = None


@define
class Server:
    """Answers with one reply after the other; asked once more than that, it fails the test."""

    replies: list[Reply | Callable[[httpx.Request], httpx.Response]]
    requests: list[httpx.Request] = field(factory=list, init=False)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if len(self.requests) > len(self.replies):
            raise AssertionError(f"request {len(self.requests)} was not expected: {request.method} {request.url}")
        reply = self.replies[len(self.requests) - 1]
        if isinstance(reply, BaseException):
            raise reply
        return reply if isinstance(reply, httpx.Response) else reply(request)

    @property
    def options(self) -> dict[str, Any]:
        """Arguments of a client that talks to this server."""
        return {"api_key": KEY, "transport": httpx.MockTransport(self)}


class RefusingOnce(httpx.MockTransport):
    """Makes no connection the first time: the request is not even read."""

    refused = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._refuse_once(request)
        return super().handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._refuse_once(request)
        return await super().handle_async_request(request)

    def _refuse_once(self, request: httpx.Request) -> None:
        if not self.refused:
            self.refused = True
            raise httpx.ConnectError("refused", request=request)


def serve(*replies: Reply | Callable[[httpx.Request], httpx.Response]) -> Server:
    return Server(list(replies))


def reply(status: int = 200, body: Any = None, /, **headers: str) -> httpx.Response:
    """A reply: bytes, text and streams as they are, everything else as JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, Body):
        return httpx.Response(status, headers=named, stream=body)
    if body is None or isinstance(body, bytes):
        return httpx.Response(status, headers=named, content=body)
    if isinstance(body, str):
        return httpx.Response(status, headers={"content-type": "text/html", **named}, text=body)
    return httpx.Response(status, headers={"content-type": "application/json", **named}, content=orjson.dumps(body))


def parts_of(request: httpx.Request) -> list[Part]:
    """The parts of a form, in the order in which they were sent."""
    boundary = request.headers["content-type"].partition("boundary=")[2].encode()
    pieces = request.content.split(b"--" + boundary)
    assert pieces[0] == b""
    assert pieces[-1] == b"--\r\n"
    return [_part(piece.removeprefix(b"\r\n").removesuffix(b"\r\n")) for piece in pieces[1:-1]]


def file_of(request: httpx.Request) -> Part:
    """The one file of a form."""
    (file,) = [part for part in parts_of(request) if part.filename is not None]
    return file


def _part(piece: bytes) -> Part:
    head, _, value = piece.partition(b"\r\n\r\n")
    message = Message()
    for line in head.decode().split("\r\n"):
        header, _, text = line.partition(": ")
        message[header] = text
    name = message.get_param("name", header="content-disposition")
    return Part(str(name), value, message.get_filename(), message["content-type"])
