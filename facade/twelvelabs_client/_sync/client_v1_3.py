# Derived from _async/client_v1_3.py by `make unasync`; never edited.
"""The client of v1.3 of the API."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from twelvelabs_client._sync.client import TwelveLabs

if TYPE_CHECKING:
    from typing import Self, Unpack

    from twelvelabs_client._sync.client import Settings
    from twelvelabs_client._sync.resources.analyze import Analyze
    from twelvelabs_client._sync.resources.assets import Assets
    from twelvelabs_client._sync.resources.connections import Connections
    from twelvelabs_client._sync.resources.embed import Embed
    from twelvelabs_client._sync.resources.entities import Entities
    from twelvelabs_client._sync.resources.entity_collections import EntityCollections
    from twelvelabs_client._sync.resources.indexed_assets import IndexedAssets
    from twelvelabs_client._sync.resources.knowledge_stores import KnowledgeStores
    from twelvelabs_client._sync.resources.responses import Responses
    from twelvelabs_client._sync.resources.tasks import Tasks
    from twelvelabs_client._sync.resources.uploads import Uploads
    from twelvelabs_client._sync.resources.videos import Videos


class TwelveLabsV1_3(TwelveLabs):
    """A client of v1.3. `TwelveLabs` says what its arguments mean."""

    _speaks = "v1.3"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[Settings]) -> Self: ...

    @property
    @deprecated("use assets and indexed_assets, or upload", category=None)
    def tasks(self) -> Tasks:
        """Upload and indexing in one. Deprecated by the API: use `assets` and `indexed_assets`, or `upload`."""
        return super().tasks

    @property
    @deprecated("use indexed_assets", category=None)
    def videos(self) -> Videos:
        """Indexed assets under their older name. Deprecated by the API: use `indexed_assets`."""
        return super().videos

    @cached_property
    def assets(self) -> Assets:
        """Stored media files."""
        from twelvelabs_client._sync.resources.assets import Assets

        return Assets(self._transport)

    @cached_property
    def indexed_assets(self) -> IndexedAssets:
        """Assets in indexes."""
        from twelvelabs_client._sync.resources.indexed_assets import IndexedAssets

        return IndexedAssets(self._transport)

    @cached_property
    def uploads(self) -> Uploads:
        """Sessions in which a large file is sent in chunks; `assets.upload` uses them by itself."""
        from twelvelabs_client._sync.resources.uploads import Uploads

        return Uploads(self._transport)

    @cached_property
    def analyze(self) -> Analyze:
        """Questions about a video."""
        from twelvelabs_client._sync.resources.analyze import Analyze

        return Analyze(self._transport)

    @cached_property
    def entity_collections(self) -> EntityCollections:
        """Named groups of entities."""
        from twelvelabs_client._sync.resources.entity_collections import EntityCollections

        return EntityCollections(self._transport)

    @cached_property
    def entities(self) -> Entities:
        """People, known by images, that a search can look for."""
        from twelvelabs_client._sync.resources.entities import Entities

        return Entities(self._transport)

    @cached_property
    def knowledge_stores(self) -> KnowledgeStores:
        """Collections of videos and images to search in and to ask questions of."""
        from twelvelabs_client._sync.resources.knowledge_stores import KnowledgeStores

        return KnowledgeStores(self._transport)

    @cached_property
    def responses(self) -> Responses:
        """Conversations about the content of a knowledge store."""
        from twelvelabs_client._sync.resources.responses import Responses

        return Responses(self._transport)

    @cached_property
    def embed(self) -> Embed:
        """Vectors of texts, images, sounds, videos and documents."""
        from twelvelabs_client._sync.resources.embed import Embed

        return Embed(self._transport)

    @cached_property
    def connections(self) -> Connections:
        """Accounts at file stores outside, and imports from them."""
        from twelvelabs_client._sync.resources.connections import Connections

        return Connections(self._transport)
