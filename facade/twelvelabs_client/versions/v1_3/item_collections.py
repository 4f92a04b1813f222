"""Item collections of knowledge stores as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.knowledge_store import ItemCollection, KnowledgeStoreItem
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare, prepare_empty
from twelvelabs_client.versions.v1_3.knowledge_store_items import read_page
from twelvelabs_client.versions.v1_3.knowledge_stores import metadata_of
from twelvelabs_generated.v1_3.models.item_collection import ItemCollection as ItemCollectionReply
from twelvelabs_generated.v1_3.models.item_collection_list import ItemCollectionList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import ItemCollectionFilter


def create_item_collection(
    store_id: str, name: str, *, description: str | None, metadata: Mapping[str, Any] | None
) -> Call[ItemCollection]:
    """Make an item collection."""
    from twelvelabs_generated.v1_3.api.item_collections import create_item_collection as operation
    from twelvelabs_generated.v1_3.models.create_item_collection_request import CreateItemCollectionRequest

    body = CreateItemCollectionRequest(
        name=name, description=optional(description), metadata=optional(metadata_of(metadata))
    )
    return prepare(operation, partial(read_item_collection, store_id=store_id), store_id, body=body)


def list_item_collections(store_id: str, asked: ItemCollectionFilter, page: int) -> Call[Page[ItemCollection]]:
    """One page of the item collections of a knowledge store."""
    from twelvelabs_generated.v1_3.api.item_collections import list_item_collections as operation

    def read(reply: ItemCollectionList) -> Page[ItemCollection]:
        return page_of(reply.data, partial(read_item_collection, store_id=store_id), reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        store_id,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
    )


def get_item_collection(store_id: str, collection_id: str) -> Call[ItemCollection]:
    """One item collection."""
    from twelvelabs_generated.v1_3.api.item_collections import retrieve_item_collection as operation

    return prepare(operation, partial(read_item_collection, store_id=store_id), store_id, collection_id)


def update_item_collection(
    store_id: str,
    collection_id: str,
    *,
    name: str | None,
    description: str | None,
    metadata: Mapping[str, Any] | None,
) -> Call[ItemCollection]:
    """New values; what is None is not sent and stays."""
    from twelvelabs_generated.v1_3.api.item_collections import update_item_collection as operation
    from twelvelabs_generated.v1_3.models.update_item_collection_request import UpdateItemCollectionRequest

    body = UpdateItemCollectionRequest(
        name=optional(name), description=optional(description), metadata=optional(metadata_of(metadata))
    )
    return prepare(operation, partial(read_item_collection, store_id=store_id), store_id, collection_id, body=body)


def delete_item_collection(store_id: str, collection_id: str) -> Call[None]:
    """Remove an item collection; its items stay."""
    from twelvelabs_generated.v1_3.api.item_collections import delete_item_collection as operation

    return prepare_empty(operation, store_id, collection_id)


def list_members(
    store_id: str, collection_id: str, *, page: int, page_limit: int | None
) -> Call[Page[KnowledgeStoreItem]]:
    """One page of the items in a collection."""
    from twelvelabs_generated.v1_3.api.item_collections import list_item_collection_items as operation

    return prepare(
        operation,
        partial(read_page, store_id=store_id),
        store_id,
        collection_id,
        page=page,
        page_limit=optional(page_limit),
    )


def add_items(store_id: str, collection_id: str, item_ids: Sequence[str]) -> Call[ItemCollection]:
    """Put items into a collection."""
    from twelvelabs_generated.v1_3.api.item_collections import add_item_collection_items as operation
    from twelvelabs_generated.v1_3.models.item_collection_items import ItemCollectionItems

    body = ItemCollectionItems(item_ids=item_ids)
    return prepare(operation, partial(read_item_collection, store_id=store_id), store_id, collection_id, body=body)


def remove_items(store_id: str, collection_id: str, item_ids: Sequence[str]) -> Call[None]:
    """Take items out of a collection."""
    from twelvelabs_generated.v1_3.api.item_collections import remove_item_collection_items as operation
    from twelvelabs_generated.v1_3.models.item_collection_items import ItemCollectionItems

    return prepare_empty(operation, store_id, collection_id, body=ItemCollectionItems(item_ids=item_ids))


def read_item_collection(reply: ItemCollectionReply, store_id: str) -> ItemCollection:
    """The facade's item collection."""
    return ItemCollection(
        id=given(reply.id) or "",
        knowledge_store_id=given(reply.knowledge_store_id) or store_id,
        name=given(reply.name),
        description=given(reply.description),
        member_count=given(reply.member_count),
        metadata=json_of(reply.metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )
