# Derived from _async/transport/http_clients.py by `make unasync`; never edited.
"""Whose sockets are whose: one HTTP client for each process and event loop that calls are made in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, BinaryIO

import httpx

from twelvelabs_client._runtime.bodies import blocks_of, bytes_left
from twelvelabs_client._runtime.per_loop import PerLoop
from twelvelabs_client._runtime.proxies import Proxies
from twelvelabs_client._runtime.threads import Home, blocks, here, is_over
from twelvelabs_client._sync.transport.pool import Pool
from twelvelabs_client._sync.transport.routes import Routes
from twelvelabs_client.core.errors import InvalidInputError

Transport = httpx.BaseTransport


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them: the API's replies are not told apart by them, and looking takes a tenth of a small call."""


class _PooledTransport(httpx.HTTPTransport):
    """The transport of httpx with our pool, and found by what records or replaces that transport (vcrpy, respx)."""

    def __init__(self, routes: Routes) -> None:
        # Not the base's: it reads certificates, whether they are needed or not.
        self._pool = Pool(routes)  # type: ignore[assignment]


class _PlainClient(httpx.Client):
    """An HTTP client that keeps no cookies."""

    @property  # type: ignore[misc]
    def cookies(self) -> httpx.Cookies:
        """None, ever."""
        return _NO_COOKIES


_NO_COOKIES = _NoCookies()


class HttpClients:
    """The HTTP clients behind one client of the API.

    A forked process, or another event loop, gets connections of its own. What the user brings is used as it is,
    wherever that may be.

    Args:
        http: An httpx client of the user's; it is never closed here.
        transport: An httpx transport of the user's.
    """

    def __init__(self, http: httpx.Client | None, transport: httpx.BaseTransport | None) -> None:
        for name, given, kind in (("http_client", http, httpx.Client), ("transport", transport, Transport)):
            if given is not None and not isinstance(given, kind):
                raise InvalidInputError(f"{name}: expected a {kind.__name__} of httpx, got {type(given).__name__}")
        self._given = http is not None
        self._brought = http or (None if transport is None else _PlainClient(transport=transport))
        self._made: PerLoop[Home, httpx.Client] = PerLoop(_made, here, is_over)
        self._usual: dict[str, str] = {}
        self._process = os.getpid()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._brought is not None and self._brought.is_closed)

    @property
    def http(self) -> httpx.Client:
        """The HTTP client of this process and event loop."""
        http = self._brought if self._brought is not None else self._made.get()
        if self._closed:
            # Closed between the caller's look and now: what was just made has no connection yet.
            raise InvalidInputError("the client is closed; make a new one")
        return http

    def request(
        self,
        method: str,
        url: str,
        *,
        params: list[tuple[str, Any]] | None,
        headers: Mapping[str, str],
        content: bytes | BinaryIO | Iterable[bytes] | None,
        files: list[tuple[str, Any]] | None,
        timeout: httpx.Timeout,
    ) -> httpx.Request:
        """A request to be sent by `http`. A client of the user's adds what it adds to all it sends."""
        http = self.http
        body: bytes | Iterator[bytes] | None
        if content is None or isinstance(content, bytes):
            body = content
        else:
            if (left := bytes_left(content)) is not None:
                headers = {**headers, "content-length": str(left)}
            body = blocks(blocks_of(content))
        if self._given:
            return http.build_request(
                method, url, params=params, headers=headers, content=body, files=files, timeout=timeout
            )
        # Ours has nothing else to add, and looking for it takes as long as the rest of making a request.
        self._usual = self._usual or dict(http.headers)
        return httpx.Request(
            method,
            _parsed(url),
            params=params,
            headers={**self._usual, **headers},
            content=body,
            files=files,
            extensions={"timeout": timeout.as_dict()},
        )

    def proxy_of(self, url: httpx.URL) -> str | None:
        """The proxy through which a URL is reached, without credentials; None if there is none that is known here."""
        proxy = None if self._brought else Proxies(os.environ).proxy_for(url.scheme, url.host, url.port)
        return None if proxy is None else str(proxy)

    def close(self) -> None:
        """Close what was made here."""
        if self._given:
            return
        self._closed = True
        # Those of other event loops cannot be closed from this one; they end with their loops.
        current = self._made.take() if self._brought is None else self._brought
        # And what came from a parent process is still used there.
        if current is not None and (self._brought is None or self._process == os.getpid()):
            current.close()


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx.URL:
    """An address taken apart, which takes longer than all else about a small request; programs repeat themselves."""
    return httpx.URL(url)


def _made() -> httpx.Client:
    return _PlainClient(transport=_PooledTransport(Routes()), trust_env=False)
