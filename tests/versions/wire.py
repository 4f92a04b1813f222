"""What a call looks like on the wire."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import httpx

from tests.transport.scripted import ROOT, Part, reply, serve
from twelvelabs_client import DecodeError, TwelveLabsV1_3

Intent: TypeAlias = Callable[[TwelveLabsV1_3], object]
Query: TypeAlias = list[tuple[str, str]]


def sent(intent: Intent) -> httpx.Request:
    """The one request that an intent becomes, whatever the reply is good for."""
    server = serve(reply(200, {"_id": "x1"}))
    with TwelveLabsV1_3(**server.options) as tl, suppress(DecodeError):
        intent(tl)
    (request,) = server.requests
    return request


def wire(request: httpx.Request) -> tuple[str, str, Query]:
    url = str(request.url).removeprefix(ROOT).partition("?")[0]
    return request.method, url, request.url.params.multi_items()


def text(name: str, value: str) -> Part:
    """A part of a form that is no file."""
    return Part(name, value.encode())
