"""Items of knowledge stores as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.knowledge_store import ItemSystemMetadata, KnowledgeStoreItem
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare, prepare_empty
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.knowledge_store_item import KnowledgeStoreItem as KnowledgeStoreItemReply
from twelvelabs_generated.v1_3.models.knowledge_store_item_list import KnowledgeStoreItemList
from twelvelabs_generated.v1_3.models.knowledge_store_video_facts import KnowledgeStoreVideoFacts

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import ItemFilter


def create_item(
    store_id: str, asset_id: str, *, asset_type: str | None, metadata: Mapping[str, Any] | None
) -> Call[KnowledgeStoreItem]:
    """Add an asset to a knowledge store."""
    from twelvelabs_generated.v1_3.api.knowledge_store_items import create_knowledge_store_item as operation
    from twelvelabs_generated.v1_3.models.create_knowledge_store_item_request import CreateKnowledgeStoreItemRequest
    from twelvelabs_generated.v1_3.models.knowledge_store_item_metadata import KnowledgeStoreItemMetadata

    kept = None if metadata is None else KnowledgeStoreItemMetadata(additional_properties=dict(metadata))
    body = CreateKnowledgeStoreItemRequest(asset_id=asset_id, asset_type=optional(asset_type), metadata=optional(kept))
    return prepare(operation, partial(read_item, store_id=store_id), store_id, body=body)


def list_items(store_id: str, asked: ItemFilter, page: int) -> Call[Page[KnowledgeStoreItem]]:
    """One page of the items of a knowledge store."""
    from twelvelabs_generated.v1_3.api.knowledge_store_items import list_knowledge_store_items as operation

    return prepare(
        operation,
        partial(read_page, store_id=store_id),
        store_id,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        status=optional(asked.status),
    )


def get_item(store_id: str, item_id: str) -> Call[KnowledgeStoreItem]:
    """One item."""
    from twelvelabs_generated.v1_3.api.knowledge_store_items import retrieve_knowledge_store_item as operation

    return prepare(operation, partial(read_item, store_id=store_id), store_id, item_id)


def delete_item(store_id: str, item_id: str) -> Call[None]:
    """Take an item out of its knowledge store."""
    from twelvelabs_generated.v1_3.api.knowledge_store_items import delete_knowledge_store_item as operation

    return prepare_empty(operation, store_id, item_id)


def read_page(reply: KnowledgeStoreItemList, store_id: str) -> Page[KnowledgeStoreItem]:
    """A page of items."""
    return page_of(reply.data, partial(read_item, store_id=store_id), reply.page_info, reply.raw_)


def read_item(reply: KnowledgeStoreItemReply, store_id: str) -> KnowledgeStoreItem:
    """The facade's item."""
    return KnowledgeStoreItem(
        id=given(reply.id) or "",
        knowledge_store_id=store_id,
        asset_id=given(reply.asset_id),
        asset_type=given(reply.asset_type),
        status=given(reply.status),
        system_metadata=_read_system_metadata(reply.raw_),
        metadata=json_of(reply.metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        error=_read_error(reply.raw_),
        raw=reply.raw_,
    )


def _read_system_metadata(item: JsonObject) -> ItemSystemMetadata | None:
    # What is told of a video is all that is told of anything: read so, other kinds of media keep what they have.
    facts = KnowledgeStoreVideoFacts.from_json(item.get("system_metadata"))
    if isinstance(facts, Unset):
        return None
    return ItemSystemMetadata(
        filename=given(facts.filename),
        duration=given(facts.duration),
        fps=given(facts.fps),
        width=given(facts.width),
        height=given(facts.height),
        codec_name=given(facts.codec_name),
        size=given(facts.size),
        raw=facts.raw_,
    )


def _read_error(item: JsonObject) -> str | None:
    """The reason of a failure, in the form that assets tell theirs; no field for it is published."""
    error = item.get("error")
    message = error.get("message") if isinstance(error, Mapping) else error
    return message if isinstance(message, str) else None
