# Derived from backends/httpx_clients.py by `make unasync`; never edited.
"""HTTP clients of httpx2 with connections of our own and nothing else to add to a request."""

from __future__ import annotations

import httpx2

from twelvelabs_client.backends.httpx2_pool import AsyncPool
from twelvelabs_client.backends.httpx2_routes import AsyncRoutes


class _NoCookies(httpx2.Cookies):
    def extract_cookies(self, response: httpx2.Response) -> None:
        """Leave them: the API sets none that matter, and looking takes a tenth of a small call."""


class AsyncPooledTransport(httpx2.AsyncHTTPTransport):
    """The transport of httpx2 with our pool, and found by what records or replaces that transport (vcrpy, respx)."""

    def __init__(self, routes: AsyncRoutes) -> None:
        # Not the base's: it reads certificates, whether they are needed or not.
        self._pool = AsyncPool(routes)  # type: ignore[assignment]


class AsyncPlainClient(httpx2.AsyncClient):
    """An HTTP client that keeps no cookies."""

    @property  # type: ignore[misc]
    def cookies(self) -> httpx2.Cookies:
        """None, ever."""
        return _NO_COOKIES


_NO_COOKIES = _NoCookies()


def made() -> httpx2.AsyncClient:
    """One with a pool of its own, whose connections go as the environment says."""
    return AsyncPlainClient(transport=AsyncPooledTransport(AsyncRoutes()), trust_env=False)
