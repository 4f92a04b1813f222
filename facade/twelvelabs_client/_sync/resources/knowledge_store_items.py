# Derived from _async/resources/knowledge_store_items.py by `make unasync`; never edited.
"""Items of knowledge stores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents import knowledge_stores as rules
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.intents.values import ITEM_ASSET_TYPES, one_known
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.models.knowledge_store import KnowledgeStore, KnowledgeStoreItem
from twelvelabs_client.versions.newer import knowledge_store_items_of


class KnowledgeStoreItems(Resource):
    """Assets in knowledge stores. An item cannot be changed: to change it, delete it and add the asset again."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = knowledge_store_items_of(transport.api_version)

    def create(
        self,
        store: str | KnowledgeStore,
        asset: str | Asset | IndexedAsset,
        *,
        asset_type: str | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[KnowledgeStoreItem], None] | None = None,
        timeout: float | None = None,
    ) -> KnowledgeStoreItem:
        """Add an asset to a knowledge store.

        Args:
            store: Its id, or the store.
            asset: Its id, the asset, or the asset in an index: a video of up to 10 GB or an image of up to 32 MB that
                is `ready`.
            asset_type: `video` or `image`; the API finds out by itself.
            metadata: Data to keep with the item, up to 50 keys of 128 characters: numbers, booleans, lists of texts,
                texts of up to 8,192 characters. It cannot be changed later.
            wait: Return only when it is `ready` to be searched.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the item at every look while waiting.
            timeout: The call that starts the work, in seconds.

        Returns:
            The item, `queued` when it was not waited for.

        Raises:
            InvalidInputError: There is too much metadata.
            NotFoundError: There is no such store or asset.
            BadRequestError: The asset is not ready, or neither video nor image.
            TaskFailedError: It was waited for, and processing failed.
            WaitTimeoutError: It was waited for in vain.

        Operation: `POST /knowledge-stores/{knowledge_store_id}/items`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        store_id = checks.identifier(store, "store")
        call = self._version.create_item(
            store_id,
            checks.asset_identifier(asset, "asset"),
            asset_type=one_known(asset_type, "asset_type", ITEM_ASSET_TYPES),
            metadata=rules.metadata_within(rules.OF_ITEMS, metadata),
        )
        created = self._transport.send(call, timeout)
        if not wait:
            return created
        return self.wait(store_id, created, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status)

    def list(
        self,
        store: str | KnowledgeStore,
        *,
        status: Sequence[str] | None = None,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[KnowledgeStoreItem]:
        """List the items of a knowledge store, fetching pages as they are needed.

        Args:
            store: Its id, or the store.
            status: Only these states: `queued`, `pending`, `processing`, `ready`, `failed`.
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of items, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/items`
        """
        store_id = checks.identifier(store, "store")
        from twelvelabs_client.intents.filters import ItemFilter

        asked = ItemFilter(status=status, sort_by=sort_by, sort_order=sort_order, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_items(store_id, asked, number), page, timeout)

    def get(
        self, store: str | KnowledgeStore, item: str | KnowledgeStoreItem, *, timeout: float | None = None
    ) -> KnowledgeStoreItem:
        """Read one item.

        Args:
            store: Its store's id, or the store.
            item: Its id, or the item.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store or item.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/items/{item_id}`
        """
        call = self._version.get_item(checks.identifier(store, "store"), checks.identifier(item, "item"))
        return self._transport.send(call, timeout)

    def wait(
        self,
        store: str | KnowledgeStore,
        item: str | KnowledgeStoreItem,
        *,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[KnowledgeStoreItem], None] | None = None,
    ) -> KnowledgeStoreItem:
        """Wait until an item can be searched.

        Args:
            store: Its store's id, or the store.
            item: Its id, or the item.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the item at every look, the first included.

        Returns:
            The ready item.

        Raises:
            TaskFailedError: Processing failed; add the asset again.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /knowledge-stores/{knowledge_store_id}/items/{item_id}`, repeatedly
        """
        store_id = checks.identifier(store, "store")
        identifier = checks.identifier(item, "item")
        return wait_until_final(
            "item",
            identifier,
            lambda: self.get(store_id, identifier),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )

    def delete(
        self, store: str | KnowledgeStore, item: str | KnowledgeStoreItem, *, timeout: float | None = None
    ) -> None:
        """Take an item out of its store and of all item collections; the asset stays. Cannot be undone.

        Args:
            store: Its store's id, or the store.
            item: Its id, or the item.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such store or item.

        Operation: `DELETE /knowledge-stores/{knowledge_store_id}/items/{item_id}`
        """
        call = self._version.delete_item(checks.identifier(store, "store"), checks.identifier(item, "item"))
        self._transport.send(call, timeout)
