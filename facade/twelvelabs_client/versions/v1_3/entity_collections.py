"""Entity collections as v1.3 puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.entity import EntityCollection
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_generated.v1_3.models.entity_collection import EntityCollection as EntityCollectionReply
from twelvelabs_generated.v1_3.models.entity_collection_list import EntityCollectionList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import EntityCollectionFilter


def create_entity_collection(name: str, description: str | None) -> Call[EntityCollection]:
    """Make a collection."""
    from twelvelabs_generated.v1_3.api.entity_collections import create_entity_collection as operation
    from twelvelabs_generated.v1_3.models.create_entity_collection_request import CreateEntityCollectionRequest

    body = CreateEntityCollectionRequest(name=name, description=optional(description))
    return prepare(operation, read_entity_collection, body=body)


def list_entity_collections(asked: EntityCollectionFilter, page: int) -> Call[Page[EntityCollection]]:
    """One page of collections."""
    from twelvelabs_generated.v1_3.api.entity_collections import list_entity_collections as operation

    def read(reply: EntityCollectionList) -> Page[EntityCollection]:
        return page_of(reply.data, read_entity_collection, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        name=optional(asked.name),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
    )


def get_entity_collection(entity_collection_id: str) -> Call[EntityCollection]:
    """One collection."""
    from twelvelabs_generated.v1_3.api.entity_collections import retrieve_entity_collection as operation

    return prepare(operation, read_entity_collection, entity_collection_id)


def update_entity_collection(
    entity_collection_id: str, *, name: str | None, description: str | None
) -> Call[EntityCollection]:
    """Set fields of a collection; None leaves one as it is, an empty description clears it."""
    from twelvelabs_generated.v1_3.api.entity_collections import update_entity_collection as operation
    from twelvelabs_generated.v1_3.models.update_entity_collection_request import UpdateEntityCollectionRequest

    body = UpdateEntityCollectionRequest(name=optional(name), description=optional(description))
    return prepare(operation, read_entity_collection, entity_collection_id, body=body)


def delete_entity_collection(entity_collection_id: str) -> Call[None]:
    """Remove a collection."""
    from twelvelabs_generated.v1_3.api.entity_collections import delete_entity_collection as operation

    return prepare_empty(operation, entity_collection_id)


def read_entity_collection(reply: EntityCollectionReply) -> EntityCollection:
    """The facade's collection."""
    return EntityCollection(
        id=given(reply.id) or "",
        name=given(reply.name),
        description=given(reply.description),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )
