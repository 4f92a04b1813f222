# Derived from _async/http_clients.py by `make unasync`; never edited.
"""Whose sockets are whose: one HTTP client for each process and event loop that calls are made in."""

from __future__ import annotations

import os

import httpx

from twelvelabs_client._runtime.threads import Home, here, is_over


class HttpClients:
    """The HTTP clients behind one client of the API.

    A forked process, or another event loop, gets connections of its own: two that write to one socket garble each
    other's requests. What the user brings is used as it is, wherever that may be.

    Args:
        http: An httpx client of the user's; it is never closed here.
        transport: An httpx transport of the user's.
    """

    def __init__(self, http: httpx.Client | None, transport: httpx.BaseTransport | None) -> None:
        self._given = http is not None
        self._brought = http or (None if transport is None else httpx.Client(transport=transport))
        self._made: dict[Home, httpx.Client] = {}
        self._process = os.getpid()
        self._left_behind: list[httpx.Client] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._brought is not None and self._brought.is_closed)

    @property
    def http(self) -> httpx.Client:
        """The HTTP client of this process and event loop."""
        if self._brought is not None:
            return self._brought
        home = here()
        made = self._made.get(home)
        return made if made is not None and self._process == os.getpid() else self._make(home)

    def close(self) -> None:
        """Close what was made here."""
        if self._given:
            return
        self._closed = True
        # Those of other event loops cannot be closed from this one; they end with their loops.
        current = self._brought or self._made.pop(here(), None)
        if current is not None and self._process == os.getpid():
            current.close()

    def _make(self, home: Home) -> httpx.Client:
        if self._process != os.getpid():
            # Closing these would end connections that the parent process still uses.
            self._left_behind += self._made.values()
            self._made, self._process = {}, os.getpid()
        for other in [other for other in self._made if is_over(other)]:
            del self._made[other]
        # Atomic, so that of two threads that come first one client is used by both.
        return self._made.setdefault(home, httpx.Client())
