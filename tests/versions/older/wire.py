"""What a call of a client of v1.1 or v1.2 looks like on the wire."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

import httpx

from tests.transport.scripted import reply, serve
from tests.versions.wire import Query
from twelvelabs_client import DecodeError, TwelveLabs

Intent: TypeAlias = Callable[[Any], object]
VERSIONS = ("v1.1", "v1.2")


def sent_by(version: str, intent: Intent) -> httpx.Request:
    """The one request that an intent becomes, whatever the reply is good for."""
    server = serve(reply(200, {"_id": "x1"}))
    with TwelveLabs(api_version=version, **server.options) as tl, suppress(DecodeError):
        intent(tl)
    (request,) = server.requests
    return request


def wire_of(version: str, request: httpx.Request) -> tuple[str, str, Query]:
    """Method, path and query, the latter in the order of its names."""
    root = f"https://api.twelvelabs.io/{version}"
    path = str(request.url).removeprefix(root).partition("?")[0]
    return request.method, path, sorted(request.url.params.multi_items())
