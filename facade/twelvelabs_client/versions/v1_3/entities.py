"""Entities as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.new_entity import NewEntity
from twelvelabs_client.models.entity import BulkEntities, Entity
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare, prepare_empty
from twelvelabs_generated.v1_3.models.entities_created import EntitiesCreated
from twelvelabs_generated.v1_3.models.entity import Entity as EntityReply
from twelvelabs_generated.v1_3.models.entity_list import EntityList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import EntityFilter
    from twelvelabs_generated.v1_3.models.create_entity_request import CreateEntityRequest


def create_entity(entity_collection_id: str, entity: NewEntity) -> Call[Entity]:
    """Make one entity."""
    from twelvelabs_generated.v1_3.api.entities import create_entity as operation

    return prepare(operation, read_entity, entity_collection_id, body=_request(entity))


def create_entities(entity_collection_id: str, entities: Sequence[NewEntity]) -> Call[BulkEntities]:
    """Make several entities; what became of each is told in their order."""
    from twelvelabs_client.versions.v1_3._bulk_entities import read_bulk
    from twelvelabs_generated.v1_3.api.entities import create_entities as operation
    from twelvelabs_generated.v1_3.models.create_entities_request import CreateEntitiesRequest

    names = [entity.name for entity in entities]

    def read(reply: EntitiesCreated) -> BulkEntities:
        return read_bulk(names, reply)

    body = CreateEntitiesRequest(entities=[_request(entity) for entity in entities])
    return prepare(operation, read, entity_collection_id, body=body)


def list_entities(entity_collection_id: str, asked: EntityFilter, page: int) -> Call[Page[Entity]]:
    """One page of a collection's entities."""
    from twelvelabs_generated.v1_3.api.entities import list_entities as operation

    return prepare(
        operation,
        _read_page,
        entity_collection_id,
        page=page,
        page_limit=optional(asked.page_limit),
        name=optional(asked.name),
        status=optional(asked.status),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
    )


def list_by_asset(asset_id: str, *, page: int, page_limit: int | None) -> Call[Page[Entity]]:
    """One page of the entities that hold an asset."""
    from twelvelabs_generated.v1_3.api.entities import list_entities_by_asset as operation

    return prepare(operation, _read_page, asset_id, page=page, page_limit=optional(page_limit))


def get_entity(entity_collection_id: str, entity_id: str) -> Call[Entity]:
    """One entity."""
    from twelvelabs_generated.v1_3.api.entities import retrieve_entity as operation

    return prepare(operation, read_entity, entity_collection_id, entity_id)


def update_entity(
    entity_collection_id: str,
    entity_id: str,
    *,
    name: str | None,
    description: str | None,
    metadata: Mapping[str, Any] | None,
) -> Call[Entity]:
    """Set fields of an entity; None leaves one as it is, an empty description and empty metadata clear theirs."""
    from twelvelabs_generated.v1_3.api.entities import update_entity as operation
    from twelvelabs_generated.v1_3.models.entity_metadata import EntityMetadata
    from twelvelabs_generated.v1_3.models.update_entity_request import UpdateEntityRequest

    body = UpdateEntityRequest(
        name=optional(name),
        description=optional(description),
        metadata=optional(None if metadata is None else EntityMetadata(additional_properties=metadata)),
    )
    return prepare(operation, read_entity, entity_collection_id, entity_id, body=body)


def delete_entity(entity_collection_id: str, entity_id: str) -> Call[None]:
    """Remove an entity."""
    from twelvelabs_generated.v1_3.api.entities import delete_entity as operation

    return prepare_empty(operation, entity_collection_id, entity_id)


def add_assets(entity_collection_id: str, entity_id: str, asset_ids: Sequence[str]) -> Call[Entity]:
    """Give an entity more images."""
    from twelvelabs_generated.v1_3.api.entities import add_entity_assets as operation
    from twelvelabs_generated.v1_3.models.add_entity_assets_request import AddEntityAssetsRequest

    body = AddEntityAssetsRequest(asset_ids=asset_ids)
    return prepare(operation, read_entity, entity_collection_id, entity_id, body=body)


def remove_assets(entity_collection_id: str, entity_id: str, asset_ids: Sequence[str]) -> Call[Entity]:
    """Take images away from an entity."""
    from twelvelabs_generated.v1_3.api.entities import remove_entity_assets as operation
    from twelvelabs_generated.v1_3.models.remove_entity_assets_request import RemoveEntityAssetsRequest

    body = RemoveEntityAssetsRequest(asset_ids=asset_ids)
    return prepare(operation, read_entity, entity_collection_id, entity_id, body=body)


def read_entity(reply: EntityReply) -> Entity:
    """The facade's entity."""
    return Entity(
        id=given(reply.id) or "",
        entity_collection_id=given(reply.entity_collection_id),
        name=given(reply.name),
        description=given(reply.description),
        metadata=json_of(reply.metadata),
        asset_ids=given(reply.asset_ids) or (),
        status=given(reply.status),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def _read_page(reply: EntityList) -> Page[Entity]:
    return page_of(reply.data, read_entity, reply.page_info, reply.raw_)


def _request(entity: NewEntity) -> CreateEntityRequest:
    from twelvelabs_generated.v1_3.models.create_entity_request import CreateEntityRequest
    from twelvelabs_generated.v1_3.models.entity_metadata import EntityMetadata

    metadata = entity.metadata
    return CreateEntityRequest(
        name=entity.name,
        description=optional(entity.description),
        metadata=optional(None if metadata is None else EntityMetadata(additional_properties=metadata)),
        asset_ids=entity.assets,
    )
