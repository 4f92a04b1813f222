"""Whose sockets are whose: one HTTP client for each process and event loop that calls are made in."""

from __future__ import annotations

import os

import httpx

from twelvelabs_client._runtime.belongings import Belongings
from twelvelabs_client._runtime.tasks import Home, here, is_over
from twelvelabs_client.core.errors import InvalidInputError

Transport = httpx.AsyncBaseTransport


class AsyncHttpClients:
    """The HTTP clients behind one client of the API.

    A forked process, or another event loop, gets connections of its own. What the user brings is used as it is,
    wherever that may be.

    Args:
        http: An httpx client of the user's; it is never closed here.
        transport: An httpx transport of the user's.
    """

    def __init__(self, http: httpx.AsyncClient | None, transport: httpx.AsyncBaseTransport | None) -> None:
        for name, given, kind in (("http_client", http, httpx.AsyncClient), ("transport", transport, Transport)):
            if given is not None and not isinstance(given, kind):
                raise InvalidInputError(f"{name}: expected a {kind.__name__} of httpx, got {type(given).__name__}")
        self._given = http is not None
        self._brought = http or (None if transport is None else httpx.AsyncClient(transport=transport))
        self._made: Belongings[Home, httpx.AsyncClient] = Belongings(_made, here, is_over)
        self._process = os.getpid()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._brought is not None and self._brought.is_closed)

    @property
    def http(self) -> httpx.AsyncClient:
        """The HTTP client of this process and event loop."""
        return self._brought if self._brought is not None else self._made.get()

    async def aclose(self) -> None:
        """Close what was made here."""
        if self._given:
            return
        self._closed = True
        # Those of other event loops cannot be closed from this one; they end with their loops.
        current = self._made.take() if self._brought is None else self._brought
        # And what came from a parent process is still used there.
        if current is not None and (self._brought is None or self._process == os.getpid()):
            await current.aclose()


def _made() -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient()
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        what = "the proxies or certificates that the environment names cannot be used"
        raise InvalidInputError(f"{what} ({type(error).__name__}: {error}); mend them, or pass http_client=") from error
