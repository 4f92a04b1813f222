# Derived from _async/resources/item_collections.py by `make unasync`; never edited.
"""Item collections of knowledge stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents import knowledge_stores as rules
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.intents.sorting import SortByTimeOrName, SortOrder
from twelvelabs_client.models.knowledge_store import ItemCollection, KnowledgeStore, KnowledgeStoreItem
from twelvelabs_client.versions.newer import item_collections_of

OneOrMoreItems = str | KnowledgeStoreItem | Sequence[str | KnowledgeStoreItem]


class ItemCollections(Resource):
    """Named subsets of the items of a knowledge store."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = item_collections_of(transport.api_version)

    def create(
        self,
        store: str | KnowledgeStore,
        name: str,
        *,
        description: str | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> ItemCollection:
        """Make an empty item collection.

        Args:
            store: Its store's id, or the store.
            name: Unique within the store.
            description: Text about it.
            metadata: Data to keep with it, up to 10 keys of 128 characters: numbers, booleans, lists of texts, texts
                of up to 2,048 characters.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: There is too much metadata.
            BadRequestError: The name is taken.
            NotFoundError: There is no such store.

        Operation: `POST /knowledge-stores/{knowledge_store_id}/item-collections`
        """
        call = self._version.create_item_collection(
            checks.identifier(store, "store"),
            checks.text(name, "name"),
            description=rules.free_text(description, "description"),
            metadata=rules.metadata_within(rules.OF_STORES, metadata),
        )
        return self._transport.send(call, timeout)

    def list(
        self,
        store: str | KnowledgeStore,
        *,
        sort_by: SortByTimeOrName | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[ItemCollection]:
        """List the item collections of a knowledge store, fetching pages as they are needed.

        Args:
            store: Its id, or the store.
            sort_by: `created_at` (default), `updated_at` or `name`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Collections a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of item collections, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/item-collections`
        """
        store_id = checks.identifier(store, "store")
        from twelvelabs_client.intents.filters import ItemCollectionFilter

        asked = ItemCollectionFilter(sort_by=sort_by, sort_order=sort_order, page_limit=page_limit)
        return listed(
            self._transport, lambda number: self._version.list_item_collections(store_id, asked, number), page, timeout
        )

    def get(
        self, store: str | KnowledgeStore, collection: str | ItemCollection, *, timeout: float | None = None
    ) -> ItemCollection:
        """Read one item collection.

        Args:
            store: Its store's id, or the store.
            collection: Its id, or the collection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store or collection.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}`
        """
        call = self._version.get_item_collection(
            checks.identifier(store, "store"), checks.identifier(collection, "collection")
        )
        return self._transport.send(call, timeout)

    def update(
        self,
        store: str | KnowledgeStore,
        collection: str | ItemCollection,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> ItemCollection:
        """Change an item collection. What is not given stays as it is.

        Args:
            store: Its store's id, or the store.
            collection: Its id, or the collection.
            name: The new name, unique within the store.
            description: The new text about it; an empty one clears it.
            metadata: The new data, in place of all the old, with the limits of `create`; `{}` clears it.
            timeout: The whole call in seconds.

        Returns:
            The collection as it is now.

        Raises:
            InvalidInputError: Nothing is given, or there is too much metadata.
            BadRequestError: The name is taken.
            NotFoundError: There is no such store or collection.

        Operation: `PATCH /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}`
        """
        rules.check_change("update", name, description, metadata)
        call = self._version.update_item_collection(
            checks.identifier(store, "store"),
            checks.identifier(collection, "collection"),
            name=None if name is None else checks.text(name, "name"),
            description=rules.free_text(description, "description"),
            metadata=rules.metadata_within(rules.OF_STORES, metadata),
        )
        return self._transport.send(call, timeout)

    def delete(
        self, store: str | KnowledgeStore, collection: str | ItemCollection, *, timeout: float | None = None
    ) -> None:
        """Delete an item collection; its items stay in the store. Cannot be undone.

        Args:
            store: Its store's id, or the store.
            collection: Its id, or the collection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store or collection.

        Operation: `DELETE /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}`
        """
        call = self._version.delete_item_collection(
            checks.identifier(store, "store"), checks.identifier(collection, "collection")
        )
        self._transport.send(call, timeout)

    def list_items(
        self,
        store: str | KnowledgeStore,
        collection: str | ItemCollection,
        *,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[KnowledgeStoreItem]:
        """List the items in a collection, fetching pages as they are needed.

        Args:
            store: Its store's id, or the store.
            collection: Its id, or the collection.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of items, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}/items`
        """
        store_id = checks.identifier(store, "store")
        collection_id = checks.identifier(collection, "collection")
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_members(store_id, collection_id, page=number, page_limit=page_limit),
            page,
            timeout,
        )

    def add_items(
        self,
        store: str | KnowledgeStore,
        collection: str | ItemCollection,
        *,
        items: OneOrMoreItems,
        timeout: float | None = None,
    ) -> ItemCollection:
        """Put items of the store into a collection; those that are in it already are passed over.

        Args:
            store: The store's id, or the store.
            collection: Its id, or the collection.
            items: One item or up to 500, each its id or the item.
            timeout: The whole call in seconds.

        Returns:
            The collection as it is now.

        Raises:
            InvalidInputError: There is no item, or there are more than 500.
            BadRequestError: An item is not in the store.
            NotFoundError: There is no such store or collection.

        Operation: `POST /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}/items/add`
        """
        call = self._version.add_items(
            checks.identifier(store, "store"),
            checks.identifier(collection, "collection"),
            rules.item_ids(items, most=rules.MOST_ITEMS),
        )
        return self._transport.send(call, timeout)

    def remove_items(
        self,
        store: str | KnowledgeStore,
        collection: str | ItemCollection,
        *,
        items: OneOrMoreItems,
        timeout: float | None = None,
    ) -> None:
        """Take items out of a collection; they stay in the store. Those that are not in it are passed over.

        Args:
            store: The store's id, or the store.
            collection: Its id, or the collection.
            items: One item or up to 500, each its id or the item.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: There is no item, or there are more than 500.
            NotFoundError: There is no such store or collection.

        Operation: `POST /knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}/items/remove`
        """
        call = self._version.remove_items(
            checks.identifier(store, "store"),
            checks.identifier(collection, "collection"),
            rules.item_ids(items, most=rules.MOST_ITEMS),
        )
        self._transport.send(call, timeout)
