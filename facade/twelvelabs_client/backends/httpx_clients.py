"""HTTP clients of httpx with connections of our own and nothing else to add to a request."""

from __future__ import annotations

import httpx

from twelvelabs_client.backends.httpx_pool import AsyncPool
from twelvelabs_client.backends.httpx_routes import AsyncRoutes


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them: the API sets none that matter, and looking takes a tenth of a small call."""


class AsyncPooledTransport(httpx.AsyncHTTPTransport):
    """The transport of httpx with our pool, and found by what records or replaces that transport (vcrpy, respx)."""

    def __init__(self, routes: AsyncRoutes) -> None:
        # Not the base's: it reads certificates, whether they are needed or not.
        self._pool = AsyncPool(routes)  # type: ignore[assignment]


class AsyncPlainClient(httpx.AsyncClient):
    """An HTTP client that keeps no cookies."""

    @property  # type: ignore[misc]
    def cookies(self) -> httpx.Cookies:
        """None, ever."""
        return _NO_COOKIES


_NO_COOKIES = _NoCookies()


def made() -> httpx.AsyncClient:
    """One with a pool of its own, whose connections go as the environment says."""
    return AsyncPlainClient(transport=AsyncPooledTransport(AsyncRoutes()), trust_env=False)
