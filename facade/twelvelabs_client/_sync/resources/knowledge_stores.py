# Derived from _async/resources/knowledge_stores.py by `make unasync`; never edited.
"""Knowledge stores, and search in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.search_results import SearchResults
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents import knowledge_stores as rules
from twelvelabs_client.intents.knowledge_stores import StoreQuery
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.intents.values import ITEM_ASSET_TYPES, ITEM_GROUPINGS, ITEM_MODALITIES, one_known
from twelvelabs_client.models.knowledge_store import ItemMatch, KnowledgeStore, KnowledgeStoreItem
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions.newer import knowledge_store_search_of, knowledge_stores_of

if TYPE_CHECKING:
    from twelvelabs_client._sync.resources.item_collections import ItemCollections
    from twelvelabs_client._sync.resources.knowledge_store_items import KnowledgeStoreItems


class KnowledgeStores(Resource):
    """Collections of videos and images to search in and to ask questions of."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = knowledge_stores_of(transport.api_version)
        self._searching = knowledge_store_search_of(transport.api_version)

    @cached_property
    def items(self) -> KnowledgeStoreItems:
        """Assets in knowledge stores."""
        from twelvelabs_client._sync.resources.knowledge_store_items import KnowledgeStoreItems

        return KnowledgeStoreItems(self._transport)

    @cached_property
    def item_collections(self) -> ItemCollections:
        """Named subsets of the items of a knowledge store."""
        from twelvelabs_client._sync.resources.item_collections import ItemCollections

        return ItemCollections(self._transport)

    def create(
        self,
        name: str,
        *,
        enrichment_config: str | Mapping[str, Any] | None = None,
        description: str | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> KnowledgeStore:
        """Make a knowledge store.

        Args:
            name: What it is called.
            enrichment_config: What to extract from each shot of what is added: words, or a JSON Schema of type
                `object` in which each property has a `description`. It cannot be changed later.
            description: Text about it.
            metadata: Data to keep with it, up to 10 keys of 128 characters: numbers, booleans, lists of texts, texts
                of up to 2,048 characters.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: The schema has a keyword that the API refuses, or there is too much metadata.
            BadRequestError: The API refuses the schema all the same.

        Operation: `POST /knowledge-stores`
        """
        from twelvelabs_client.intents.enrichment import check_enrichment

        call = self._version.create_knowledge_store(
            checks.text(name, "name"),
            enrichment_config=None if enrichment_config is None else check_enrichment(enrichment_config),
            description=rules.free_text(description, "description"),
            metadata=rules.metadata_within(rules.OF_STORES, metadata),
        )
        return self._transport.send(call, timeout)

    def list(
        self,
        *,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[KnowledgeStore]:
        """List knowledge stores, fetching pages as they are needed.

        Args:
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Stores a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of knowledge stores, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /knowledge-stores`
        """
        from twelvelabs_client.intents.filters import KnowledgeStoreFilter

        asked = KnowledgeStoreFilter(sort_by=sort_by, sort_order=sort_order, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_knowledge_stores(asked, number), page, timeout)

    def get(self, store: str | KnowledgeStore, *, timeout: float | None = None) -> KnowledgeStore:
        """Read one knowledge store.

        Args:
            store: Its id, or the store.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store.
            PermissionDeniedError: It belongs to another account.

        Operation: `GET /knowledge-stores/{knowledge_store_id}`
        """
        return self._transport.send(self._version.get_knowledge_store(checks.identifier(store, "store")), timeout)

    def update(
        self,
        store: str | KnowledgeStore,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> KnowledgeStore:
        """Change a knowledge store. What is not given stays as it is.

        Args:
            store: Its id, or the store.
            name: The new name.
            description: The new text about it; an empty one clears it.
            metadata: The new data, in place of all the old, with the limits of `create`; `{}` clears it.
            timeout: The whole call in seconds.

        Returns:
            The store as it is now.

        Raises:
            InvalidInputError: Nothing is given, or there is too much metadata.
            NotFoundError: There is no such store.

        Operation: `PATCH /knowledge-stores/{knowledge_store_id}`
        """
        rules.check_change("update", name, description, metadata)
        call = self._version.update_knowledge_store(
            checks.identifier(store, "store"),
            name=None if name is None else checks.text(name, "name"),
            description=rules.free_text(description, "description"),
            metadata=rules.metadata_within(rules.OF_STORES, metadata),
        )
        return self._transport.send(call, timeout)

    def delete(self, store: str | KnowledgeStore, *, timeout: float | None = None) -> None:
        """Delete a knowledge store with its items and item collections. The assets stay. Cannot be undone.

        Args:
            store: Its id, or the store.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store.

        Operation: `DELETE /knowledge-stores/{knowledge_store_id}`
        """
        self._transport.send(self._version.delete_knowledge_store(checks.identifier(store, "store")), timeout)

    def search(
        self,
        store: str | KnowledgeStore,
        text: str,
        *,
        asset_types: Sequence[str] | None = None,
        items: str | KnowledgeStoreItem | Sequence[str | KnowledgeStoreItem] | None = None,
        modalities: Sequence[str] | None = None,
        group_by: Literal["none", "item"] | None = None,
        include_metadata: bool | None = None,
        page_limit: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> SearchResults[ItemMatch]:
        """Search the ready items of a knowledge store.

        Args:
            store: Its id, or the store.
            text: What to look for, in words.
            asset_types: Only these kinds of items: `video`, `image`; default: both.
            items: Only these: ids, or items.
            modalities: How videos match: by what is seen (`visual`, the default), by what is heard, speech included
                (`audio`), or either. Images always match by what is seen.
            group_by: `none` (default): clips and images one by one; `item`: videos with all their clips.
            include_metadata: Also return what was measured in each item, and its metadata.
            page_limit: Results a page, 1 to 50 (default 10); items when grouped.
            page_token: Begin with the page of this `next_page_token`, from an earlier iteration of the same search.
            timeout: Each page's call in seconds.

        Returns:
            An iterable of `ItemMatch`, best first, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: Nothing is asked, or arguments contradict each other.
            NotFoundError: There is no such store (raised when iterated).
            PageTokenExpiredError: A further page was asked for too late (raised when iterated).

        Operation: `POST /knowledge-stores/{knowledge_store_id}/search`
        """
        kinds = rules.words(asset_types, "asset_types", ITEM_ASSET_TYPES)
        ways = rules.words(modalities, "modalities", ITEM_MODALITIES)
        rules.check_modalities(ways, kinds)
        query = StoreQuery(
            store_id=checks.identifier(store, "store"),
            text=checks.text(text, "text"),
            asset_types=kinds,
            item_ids=None if items is None else rules.item_ids(items),
            modalities=ways,
            group_by=one_known(group_by, "group_by", ITEM_GROUPINGS),
            page_limit=checks.page_limit(page_limit),
            include_metadata=include_metadata,
        )
        first_token = None if page_token is None else checks.text(page_token, "page_token")

        def fetch(token: str | None) -> SearchPage[ItemMatch]:
            return self._transport.send(self._searching.results_page(query, token), timeout)

        return SearchResults(lambda: fetch(first_token), fetch)
