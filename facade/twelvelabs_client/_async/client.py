"""The client: one key, one server, one set of connections, and the resources of the API."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx
from attrs import evolve

from twelvelabs_client._async.transport import AsyncTransport, user_agent
from twelvelabs_client._version import __version__
from twelvelabs_client.core.headers import RateLimit
from twelvelabs_client.core.options import Attempt, Options
from twelvelabs_client.core.settings import (
    DEFAULT_TIMEOUT,
    DEFAULT_VERSION,
    ApiKey,
    check_version,
    find_base_url,
    find_key,
)

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.analyze import AsyncAnalyze
    from twelvelabs_client._async.resources.assets import AsyncAssets
    from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets
    from twelvelabs_client._async.resources.indexes import AsyncIndexes
    from twelvelabs_client._async.resources.search import AsyncSearch


class AsyncTwelveLabs:
    """A client of the TwelveLabs Video Understanding API.

    Use it as a context manager, or call `aclose()`: either closes its connections. Nothing is connected before the
    first call.

    Args:
        api_key: The key, or a function that returns the one to use now. Default: `TWELVELABS_API_KEY`, then
            `TWELVE_LABS_API_KEY` of the environment.
        base_url: The server, without or with the version. Default: `TWELVELABS_BASE_URL`, then the API's own.
        api_version: Such as `v1.3`.
        timeout: The whole of a call in seconds, retries and waits included; uploads and analyses have longer limits
            of their own. None: no limit.
        connect_timeout: Seconds to connect.
        read_timeout: Seconds of silence after which a reply counts as lost.
        max_retries: How often a call is repeated after passing failures.
        headers: Sent with every request.
        user_agent_suffix: Added to the client's User-Agent, to tell your programs apart.
        http_client: An httpx client of yours (proxies, certificates, limits). It stays open when this client closes.
        transport: An httpx transport of yours, instead of a whole client.
        on_attempt: Called after every attempt with what was sent and answered; never sees the key.

    Raises:
        InvalidInputError: There is no key, or a setting makes no sense.
    """

    def __init__(
        self,
        *,
        api_key: ApiKey | None = None,
        base_url: str | None = None,
        api_version: str = DEFAULT_VERSION,
        timeout: float | None = DEFAULT_TIMEOUT,
        connect_timeout: float = 10.0,
        read_timeout: float = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        user_agent_suffix: str | None = None,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        on_attempt: Callable[[Attempt], None] | None = None,
    ) -> None:
        self.api_version = check_version(api_version)
        key = find_key(api_key, os.environ)
        self.base_url = find_base_url(base_url, os.environ, self.api_version)
        options = Options(
            timeout=timeout,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            max_retries=max_retries,
            headers=dict(headers or {}),
            on_attempt=on_attempt,
        )
        self._owns_http = http_client is None
        http = http_client or httpx.AsyncClient(transport=transport)
        agent = user_agent(__version__, user_agent_suffix)
        self._transport = AsyncTransport(http, self.base_url, key, options, agent)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections. A client of httpx that was passed in is left open."""
        if self._owns_http:
            await self._transport.aclose()

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits that the last reply told."""
        return self._transport.rate_limits

    def with_options(self, **changes: Any) -> Self:
        """The same client with other choices for the calls made through it; connections are shared.

        Args:
            **changes: `timeout`, `connect_timeout`, `read_timeout`, `max_retries`, `headers`, `query` (added to every
                request), `body` (fields added to every JSON body), `on_attempt`.
        """
        other = object.__new__(type(self))
        other.api_version = self.api_version
        other.base_url = self.base_url
        other._owns_http = False
        other._transport = self._transport.with_options(evolve(self._transport.options, **changes))
        return other

    @cached_property
    def indexes(self) -> AsyncIndexes:
        """Containers of indexed videos."""
        from twelvelabs_client._async.resources.indexes import AsyncIndexes

        return AsyncIndexes(self._transport)

    @cached_property
    def assets(self) -> AsyncAssets:
        """Stored media files."""
        from twelvelabs_client._async.resources.assets import AsyncAssets

        return AsyncAssets(self._transport)

    @cached_property
    def indexed_assets(self) -> AsyncIndexedAssets:
        """Assets in indexes."""
        from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets

        return AsyncIndexedAssets(self._transport)

    @cached_property
    def search(self) -> AsyncSearch:
        """Search in an index."""
        from twelvelabs_client._async.resources.search import AsyncSearch

        return AsyncSearch(self._transport)

    @cached_property
    def analyze(self) -> AsyncAnalyze:
        """Questions about a video."""
        from twelvelabs_client._async.resources.analyze import AsyncAnalyze

        return AsyncAnalyze(self._transport)
