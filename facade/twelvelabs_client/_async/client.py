"""The client: one key, one server, one set of connections, and the resources of the API."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import httpx
from attrs import evolve

from twelvelabs_client._async.http_clients import AsyncHttpClients
from twelvelabs_client._async.transport import AsyncTransport, user_agent
from twelvelabs_client._version import __version__
from twelvelabs_client.core.checks import identifier
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.headers import RateLimit
from twelvelabs_client.core.options import Attempt, Options
from twelvelabs_client.core.settings import (
    DEFAULT_TIMEOUT,
    DEFAULT_VERSION,
    ApiKey,
    check_version,
    find_base_url,
    find_key,
    find_state_dir,
)

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.analyze import AsyncAnalyze
    from twelvelabs_client._async.resources.assets import AsyncAssets
    from twelvelabs_client._async.resources.connections import AsyncConnections
    from twelvelabs_client._async.resources.embed import AsyncEmbed
    from twelvelabs_client._async.resources.entities import AsyncEntities
    from twelvelabs_client._async.resources.entity_collections import AsyncEntityCollections
    from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets
    from twelvelabs_client._async.resources.indexes import AsyncIndexes
    from twelvelabs_client._async.resources.knowledge_stores import AsyncKnowledgeStores
    from twelvelabs_client._async.resources.raw import AsyncRaw
    from twelvelabs_client._async.resources.responses import AsyncResponses
    from twelvelabs_client._async.resources.search import AsyncSearch
    from twelvelabs_client._async.resources.tasks import AsyncTasks
    from twelvelabs_client._async.resources.uploads import AsyncUploads
    from twelvelabs_client._async.resources.videos import AsyncVideos
    from twelvelabs_client.core.metadata import MetadataValue
    from twelvelabs_client.models.index import Index
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.webhooks import Webhooks


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
        state_dir: The folder in which interrupted uploads are noted, to be resumed. Default: `TWELVELABS_STATE_DIR` of
            the environment, then the platform's own folder for such things.

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
        state_dir: str | PathLike[str] | None = None,
    ) -> None:
        # A traceback can show what this frame holds: from here on the key is only where its repr is masked.
        key, api_key = find_key(api_key, os.environ), None
        self.api_version = check_version(api_version)
        self.base_url = find_base_url(base_url, os.environ, self.api_version)
        options = Options(
            timeout=timeout,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            max_retries=max_retries,
            headers=dict(headers or {}),
            on_attempt=on_attempt,
            state_dir=find_state_dir(state_dir, os.environ, sys.platform, os.path.expanduser("~")),
        )
        if http_client is not None and transport is not None:
            raise InvalidInputError("http_client and transport: give one of them; a client has its own transport")
        http = AsyncHttpClients(http_client, transport)
        agent = user_agent(__version__, user_agent_suffix)
        self._owns_http = True
        self._transport = AsyncTransport(http, self.base_url, key.check(), options, agent)

    def __repr__(self) -> str:
        # Also of a client that is not made yet: a traceback of its making shows it.
        return f"<{type(self).__name__} {getattr(self, 'base_url', 'unfinished')}>"

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

    async def upload(
        self,
        source: str | PathLike[str] | BinaryIO,
        *,
        index: str | Index,
        filename: str | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        enable_video_stream: bool | None = None,
        max_wait: float = 7200.0,
        interval: float | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        on_status: Callable[[str, str | None], None] | None = None,
    ) -> IndexedAsset:
        """Upload a file, wait for it, index it, wait again: ready to be searched, in one call.

        Args:
            source: A path, a binary file, or an http(s) address of the media itself.
            index: The index's id, or the index.
            filename: The name to keep; default: the file's own.
            user_metadata: Data to keep with the asset and with its place in the index.
            enable_video_stream: Keep the video for HLS streaming (the API's default: no).
            max_wait: How long each of the two waits may last, in seconds.
            interval: Seconds between looks; default: from one, slowly growing to ten.
            progress: Called with the bytes sent so far and the size.
            on_status: Called at every look with `asset` or `indexed asset` and its state.

        Returns:
            The indexed asset; its `asset_id` names the asset.

        Raises:
            TaskFailedError: The API could not process or index the file; the text says which, and why.
            WaitTimeoutError: `max_wait` passed.

        Operation: `POST /assets`, `GET /assets/{asset_id}`, `POST /indexes/{index-id}/indexed-assets` and
        `GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}`
        """
        tell = on_status or (lambda noun, status: None)
        identifier(index, "index")
        asset = await self.assets.upload(
            source,
            filename=filename,
            user_metadata=user_metadata,
            wait=True,
            max_wait=max_wait,
            interval=interval,
            progress=progress,
            on_update=lambda seen: tell("asset", seen.status),
        )
        return await self.indexed_assets.create(
            index,
            asset,
            enable_video_stream=enable_video_stream,
            user_metadata=user_metadata,
            wait=True,
            max_wait=max_wait,
            interval=interval,
            on_update=lambda seen: tell("indexed asset", seen.status),
        )

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits that the last reply told."""
        return self._transport.rate_limits

    def with_options(self, **changes: Any) -> Self:
        """The same client with other choices for the calls made through it; connections are shared.

        Args:
            **changes: `timeout`, `connect_timeout`, `read_timeout`, `max_retries`, `headers`, `query` (added to every
                request), `body` (fields added to every JSON body), `on_attempt`, `state_dir`.
        """
        other = object.__new__(type(self))
        other.api_version = self.api_version
        other.base_url = self.base_url
        other._owns_http = False
        other._transport = self._transport.with_options(evolve(self._transport.options, **changes))
        return other

    @cached_property
    def raw(self) -> AsyncRaw:
        """Any generated operation, past the facade."""
        from twelvelabs_client._async.resources.raw import AsyncRaw

        return AsyncRaw(self._transport)

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
    def uploads(self) -> AsyncUploads:
        """Sessions in which a large file is sent in chunks; `assets.upload` uses them by itself."""
        from twelvelabs_client._async.resources.uploads import AsyncUploads

        return AsyncUploads(self._transport)

    @cached_property
    def videos(self) -> AsyncVideos:
        """Indexed assets under their older name. Deprecated by the API."""
        from twelvelabs_client._async.resources.videos import AsyncVideos

        return AsyncVideos(self._transport)

    @cached_property
    def tasks(self) -> AsyncTasks:
        """Upload and indexing in one. Deprecated by the API."""
        from twelvelabs_client._async.resources.tasks import AsyncTasks

        return AsyncTasks(self._transport)

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

    @cached_property
    def entity_collections(self) -> AsyncEntityCollections:
        """Named groups of entities."""
        from twelvelabs_client._async.resources.entity_collections import AsyncEntityCollections

        return AsyncEntityCollections(self._transport)

    @cached_property
    def entities(self) -> AsyncEntities:
        """People, known by images, that a search can look for."""
        from twelvelabs_client._async.resources.entities import AsyncEntities

        return AsyncEntities(self._transport)

    @cached_property
    def knowledge_stores(self) -> AsyncKnowledgeStores:
        """Collections of videos and images to search in and to ask questions of."""
        from twelvelabs_client._async.resources.knowledge_stores import AsyncKnowledgeStores

        return AsyncKnowledgeStores(self._transport)

    @cached_property
    def responses(self) -> AsyncResponses:
        """Conversations about the content of a knowledge store."""
        from twelvelabs_client._async.resources.responses import AsyncResponses

        return AsyncResponses(self._transport)

    @cached_property
    def embed(self) -> AsyncEmbed:
        """Vectors of texts, images, sounds, videos and documents."""
        from twelvelabs_client._async.resources.embed import AsyncEmbed

        return AsyncEmbed(self._transport)

    @cached_property
    def connections(self) -> AsyncConnections:
        """Accounts at file stores outside, and imports from them."""
        from twelvelabs_client._async.resources.connections import AsyncConnections

        return AsyncConnections(self._transport)

    @property
    def webhooks(self) -> Webhooks:
        """What the API tells your server, checked with the secret in `TWELVELABS_WEBHOOK_SECRET`.

        With another secret, or where there is no client: `Webhooks(secret)`.
        """
        from twelvelabs_client.webhooks import Webhooks

        return Webhooks()
