"""Faults on demand: the next requests that match are answered badly."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_EVER = 10**9


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next matching requests.

    Attributes:
        method: HTTP method, or ``*``.
        path: path below the version, such as ``/search``, or of a storage URL, such as ``/storage/uploads/*``; ``*``
            stands for any text.
        status: answer with this status instead of the real reply.
        headers: headers of that answer.
        body: body of that answer: bytes, text, or anything JSON can hold.
        delay: seconds to wait first.
        cut_after: close the connection after this many bytes of the reply's body; the request has taken effect.
        damage: flip a bit of the request's body on its way in, as a bad memory or line would.
        pace: seconds to wait before each block of the request's body is read.
        partial: take the request in part: of each list in its JSON body, the last item is left out unless it is alone.
        times: how many requests it still meets.
        rate: how probable it is that a matching request meets it.
        met: how many requests it has met so far.
    """

    method: str = "*"
    path: str = "*"
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    delay: float = 0.0
    cut_after: int | None = None
    damage: bool = False
    pace: float = 0.0
    partial: bool = False
    times: int = 1
    rate: float = 1.0
    met: int = field(default=0, init=False)

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one that this fault waits for."""
        return self.times > 0 and self.method in ("*", method) and fnmatchcase(path, self.path)


class Faults:
    """The faults that wait for their requests; first added, first met."""

    def __init__(self, seed: int | None = None) -> None:
        self._waiting: list[Fault] = []
        self._random = random.Random(seed)

    def add(self, **what: Any) -> Fault:
        """Add a fault; the arguments are the attributes of `Fault`."""
        fault = Fault(**what)
        if fault.status is None and fault.cut_after is None and not any(map(bool, _effects(fault))):
            raise ValueError("a fault needs a status, a delay, cut_after, damage, pace or partial: add one of them")
        self._waiting.append(fault)
        return fault

    def add_rate(self, rate: float, **what: Any) -> Fault:
        """Add a fault that meets matching requests by chance until it is dropped; the sandbox's seed decides which."""
        if not 0 < rate <= 1:
            raise ValueError(f"rate must be above 0 and at most 1, got {rate}: it is a probability")
        return self.add(**{"times": FOR_EVER, **what, "rate": rate})

    def clear(self) -> None:
        """Drop all faults that still wait."""
        self._waiting.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        """The faults that still wait for a request."""
        return tuple(self._waiting)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault this request meets, with one of its times used up."""
        fault = next((fault for fault in self._waiting if fault.matches(method, path) and self._strikes(fault)), None)
        if fault is None:
            return None
        fault.met += 1
        fault.times -= 1
        if not fault.times:
            self._waiting.remove(fault)
        return fault

    def _strikes(self, fault: Fault) -> bool:
        return fault.rate >= 1 or self._random.random() < fault.rate


class ConnectionCut(ConnectionResetError):
    """The sandbox closed the connection in the middle of a reply, as a fault told it to."""


class FaultMiddleware:
    """Applies waiting faults around an ASGI app; `below` takes the version off a path."""

    def __init__(self, app: ASGIApp, faults: Faults, below: Callable[[str], str]) -> None:
        self._app = app
        self._faults = faults
        self._below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, badly if a fault waits for it."""
        path = self._below(scope.get("path", ""))
        fault = self._faults.take(scope["method"], path) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(fault.delay)
        receive = _paced(receive, fault.pace) if fault.pace else receive
        if fault.status is not None:
            await _drain(receive)
        answer = self._app if fault.status is None else _answer(fault)
        receive = _damaging(receive) if fault.damage else receive
        receive = _in_part(receive) if fault.partial else receive
        await answer(scope, receive, send if fault.cut_after is None else _cutting(send, fault.cut_after))


def _answer(fault: Fault) -> Response:
    if fault.body is None or isinstance(fault.body, (bytes, str)):
        return Response(fault.body, status_code=fault.status or 200, headers=dict(fault.headers))
    headers = {"content-type": "application/json", **fault.headers}
    return Response(orjson.dumps(fault.body), status_code=fault.status or 200, headers=headers)


async def _drain(receive: Receive) -> None:
    """Read the body, as a server does that means to keep the connection: else an upload may break before its answer."""
    while (await receive()).get("more_body"):
        pass


def _effects(fault: Fault) -> tuple[float | bool, ...]:
    return fault.delay, fault.damage, fault.pace, fault.partial


def _paced(receive: Receive, seconds: float) -> Receive:
    async def paced() -> Message:
        await asyncio.sleep(seconds)
        return await receive()

    return paced


def _in_part(receive: Receive) -> Receive:
    is_read = False

    async def in_part() -> Message:
        nonlocal is_read
        if is_read:
            return await receive()
        is_read = True
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return message
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return {"type": "http.request", "body": orjson.dumps(_shortened(orjson.loads(body))), "more_body": False}

    return in_part


def _shortened(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value[: max(len(value) - 1, 1)] if isinstance(value, list) else value for name, value in body.items()}


def _damaging(receive: Receive) -> Receive:
    whole = True

    async def damaged() -> Message:
        nonlocal whole
        message = await receive()
        body = message.get("body", b"")
        if whole and body:
            whole = False
            return {**message, "body": bytes([body[0] ^ 1]) + body[1:]}
        return message

    return damaged


def _cutting(send: Send, limit: int) -> Send:
    left = limit
    start: Message | None = None

    async def cut(message: Message) -> None:
        nonlocal left, start
        if message["type"] == "http.response.start":
            start = message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if start is not None:
            await send(start if body or more else _promising_a_byte(start))
            start = None
        if len(body) <= left and more:
            left -= len(body)
            await send(message)
            return
        await send({"type": "http.response.body", "body": body[:left], "more_body": True})
        raise ConnectionCut(f"connection cut after {limit} bytes of the body, as told by a fault")

    return cut


def _promising_a_byte(start: Message) -> Message:
    """The start of a reply without a body, which would be whole as soon as its headers are there."""
    headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return {**start, "headers": [*headers, (b"content-length", b"1")]}
