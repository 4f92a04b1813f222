"""The client of v1.3 of the API."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from twelvelabs_client._async.client import AsyncTwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._async.client import AsyncSettings
    from twelvelabs_client._async.resources.analyze import AsyncAnalyze
    from twelvelabs_client._async.resources.assets import AsyncAssets
    from twelvelabs_client._async.resources.connections import AsyncConnections
    from twelvelabs_client._async.resources.embed import AsyncEmbed
    from twelvelabs_client._async.resources.entities import AsyncEntities
    from twelvelabs_client._async.resources.entity_collections import AsyncEntityCollections
    from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets
    from twelvelabs_client._async.resources.knowledge_stores import AsyncKnowledgeStores
    from twelvelabs_client._async.resources.responses import AsyncResponses
    from twelvelabs_client._async.resources.tasks import AsyncTasks
    from twelvelabs_client._async.resources.uploads import AsyncUploads
    from twelvelabs_client._async.resources.videos import AsyncVideos


class AsyncTwelveLabsV1_3(AsyncTwelveLabs):
    """A client of v1.3. `AsyncTwelveLabs` says what its arguments mean."""

    _speaks = "v1.3"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[AsyncSettings]) -> Self: ...

    @property
    @deprecated("use assets and indexed_assets, or upload", category=None)
    def tasks(self) -> AsyncTasks:
        """Upload and indexing in one. Deprecated by the API: use `assets` and `indexed_assets`, or `upload`."""
        return super().tasks

    @property
    @deprecated("use indexed_assets", category=None)
    def videos(self) -> AsyncVideos:
        """Indexed assets under their older name. Deprecated by the API: use `indexed_assets`."""
        return super().videos

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
