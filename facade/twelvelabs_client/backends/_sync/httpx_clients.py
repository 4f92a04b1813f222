# Derived from backends/httpx_clients.py by `make unasync`; never edited.
"""HTTP clients of httpx with connections of our own and nothing else to add to a request."""

from __future__ import annotations

import httpx

from twelvelabs_client.backends._sync.httpx_pool import Pool
from twelvelabs_client.backends._sync.httpx_routes import Routes


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them: the API sets none that matter, and looking takes a tenth of a small call."""


class PooledTransport(httpx.HTTPTransport):
    """The transport of httpx with our pool, and found by what records or replaces that transport (vcrpy, respx)."""

    def __init__(self, routes: Routes) -> None:
        # Not the base's: it reads certificates, whether they are needed or not.
        self._pool = Pool(routes)  # type: ignore[assignment]


class PlainClient(httpx.Client):
    """An HTTP client that keeps no cookies."""

    @property  # type: ignore[misc]
    def cookies(self) -> httpx.Cookies:
        """None, ever."""
        return _NO_COOKIES


_NO_COOKIES = _NoCookies()


def made() -> httpx.Client:
    """One with a pool of its own, whose connections go as the environment says."""
    return PlainClient(transport=PooledTransport(Routes()), trust_env=False)
