# Derived from backends/httpx2_routes.py by `make unasync`; never edited.
"""Which way connections take: straight to the host, or through a proxy that the environment names."""

from __future__ import annotations

import os
import ssl
import threading
from typing import cast

import httpcore2

from twelvelabs_client._runtime.certificates import trusted_certificates
from twelvelabs_client._runtime.proxies import Proxies, Proxy
from twelvelabs_client._runtime.thread_sockets import Network
from twelvelabs_client.core.errors import InvalidInputError

KEPT_IDLE = 5.0


class Routes:
    """Makes connections, as the environment says when the first one is made."""

    def __init__(self) -> None:
        self._proxies = Proxies(os.environ)
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def connection(self, origin: httpcore2.Origin, network: Network) -> httpcore2.ConnectionInterface:
        """A connection to an origin, which opens with its first request.

        Raises:
            InvalidInputError: The environment names a proxy or certificates that cannot be used.
        """
        scheme = origin.scheme.decode("ascii")
        proxy = self._proxies.proxy_for(scheme, origin.host.decode("ascii"), origin.port)
        context = self._certificates() if scheme == "https" else None
        # It has all that is asked of one, and knows no HTTP library.
        backend = cast(httpcore2.NetworkBackend, network)
        if proxy is None:
            return httpcore2.HTTPConnection(
                origin, ssl_context=context, keepalive_expiry=KEPT_IDLE, network_backend=backend
            )
        return self._through(proxy, context, backend).create_connection(origin)

    def _through(
        self, proxy: Proxy, context: ssl.SSLContext | None, backend: httpcore2.NetworkBackend
    ) -> httpcore2.ConnectionPool:
        """What makes connections through a proxy; as a pool it is not used."""
        url = httpcore2.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/")
        credentials = proxy.credentials
        if proxy.scheme.startswith("socks5"):
            try:
                return httpcore2.SOCKSProxy(
                    url,
                    proxy_auth=credentials,
                    ssl_context=context,
                    keepalive_expiry=KEPT_IDLE,
                    network_backend=backend,
                )
            except (ImportError, RuntimeError) as error:
                what = f"{proxy.variable}: a SOCKS proxy needs the package socksio: pip install 'httpx2[socks]'"
                raise InvalidInputError(what) from error
        return httpcore2.HTTPProxy(
            url,
            proxy_auth=credentials,
            ssl_context=context,
            proxy_ssl_context=self._certificates() if proxy.scheme == "https" else None,
            keepalive_expiry=KEPT_IDLE,
            network_backend=backend,
        )

    def _certificates(self) -> ssl.SSLContext:
        """The certificates that are trusted. To read them takes longer than a call, so it is done once, when needed."""
        with self._lock:
            if self._context is None:
                self._context = trusted_certificates()
            return self._context
