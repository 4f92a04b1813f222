"""Knowledge stores as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.knowledge_store import KnowledgeStore
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare, prepare_empty
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.enrichment_by_description_reply import EnrichmentByDescriptionReply
from twelvelabs_generated.v1_3.models.enrichment_by_schema_reply import EnrichmentBySchemaReply
from twelvelabs_generated.v1_3.models.ingestion_config_reply import IngestionConfigReply
from twelvelabs_generated.v1_3.models.knowledge_store import KnowledgeStore as KnowledgeStoreReply
from twelvelabs_generated.v1_3.models.knowledge_store_list import KnowledgeStoreList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import KnowledgeStoreFilter
    from twelvelabs_generated.v1_3.models.enrichment_by_schema import EnrichmentBySchema
    from twelvelabs_generated.v1_3.models.ingestion_config import IngestionConfig
    from twelvelabs_generated.v1_3.models.knowledge_store_metadata import KnowledgeStoreMetadata


def create_knowledge_store(
    name: str,
    *,
    enrichment_config: str | Mapping[str, Any] | None,
    description: str | None,
    metadata: Mapping[str, Any] | None,
) -> Call[KnowledgeStore]:
    """Make a knowledge store."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import create_knowledge_store as operation
    from twelvelabs_generated.v1_3.models.create_knowledge_store_request import CreateKnowledgeStoreRequest

    body = CreateKnowledgeStoreRequest(
        name=name,
        ingestion_config=optional(_ingestion(enrichment_config)),
        description=optional(description),
        metadata=optional(metadata_of(metadata)),
    )
    return prepare(operation, read_knowledge_store, body=body)


def list_knowledge_stores(asked: KnowledgeStoreFilter, page: int) -> Call[Page[KnowledgeStore]]:
    """One page of knowledge stores."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import list_knowledge_stores as operation

    def read(reply: KnowledgeStoreList) -> Page[KnowledgeStore]:
        return page_of(reply.data, read_knowledge_store, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
    )


def get_knowledge_store(store_id: str) -> Call[KnowledgeStore]:
    """One knowledge store."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import retrieve_knowledge_store as operation

    return prepare(operation, read_knowledge_store, store_id)


def update_knowledge_store(
    store_id: str, *, name: str | None, description: str | None, metadata: Mapping[str, Any] | None
) -> Call[KnowledgeStore]:
    """New values; what is None is not sent and stays."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import update_knowledge_store as operation
    from twelvelabs_generated.v1_3.models.update_knowledge_store_request import UpdateKnowledgeStoreRequest

    body = UpdateKnowledgeStoreRequest(
        name=optional(name), description=optional(description), metadata=optional(metadata_of(metadata))
    )
    return prepare(operation, read_knowledge_store, store_id, body=body)


def delete_knowledge_store(store_id: str) -> Call[None]:
    """Remove a knowledge store with all it holds."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import delete_knowledge_store as operation

    return prepare_empty(operation, store_id)


def metadata_of(metadata: Mapping[str, Any] | None) -> KnowledgeStoreMetadata | None:
    """Metadata of a store or an item collection; an empty map is sent, for it clears."""
    from twelvelabs_generated.v1_3.models.knowledge_store_metadata import KnowledgeStoreMetadata

    return None if metadata is None else KnowledgeStoreMetadata(additional_properties=dict(metadata))


def read_knowledge_store(reply: KnowledgeStoreReply) -> KnowledgeStore:
    """The facade's knowledge store."""
    return KnowledgeStore(
        id=given(reply.id) or "",
        name=given(reply.name),
        description=given(reply.description),
        enrichment_config=_read_enrichment(reply.ingestion_config),
        item_count=given(reply.item_count),
        metadata=json_of(reply.metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def _ingestion(config: str | Mapping[str, Any] | None) -> IngestionConfig | None:
    from twelvelabs_generated.v1_3.models.enrichment_by_description import EnrichmentByDescription
    from twelvelabs_generated.v1_3.models.ingestion_config import IngestionConfig

    if config is None:
        return None
    if isinstance(config, str):
        return IngestionConfig(enrichment_config=EnrichmentByDescription(description=config))
    return IngestionConfig(enrichment_config=_by_schema(config))


def _by_schema(schema: Mapping[str, Any]) -> EnrichmentBySchema:
    from twelvelabs_generated.v1_3.models.enrichment_by_schema import EnrichmentBySchema
    from twelvelabs_generated.v1_3.models.enrichment_json_schema import EnrichmentJsonSchema
    from twelvelabs_generated.v1_3.models.enrichment_properties import EnrichmentProperties

    return EnrichmentBySchema(
        json_schema=EnrichmentJsonSchema(
            type_="object",
            properties=EnrichmentProperties(additional_properties=dict(schema["properties"])),
            required=optional(schema.get("required")),
            additional_properties_=optional(schema.get("additionalProperties")),
            title=optional(schema.get("title")),
            description=optional(schema.get("description")),
        )
    )


def _read_enrichment(config: IngestionConfigReply | Unset) -> str | JsonObject | None:
    if isinstance(config, Unset) or isinstance(config.enrichment_config, Unset):
        return None
    enrichment = config.enrichment_config
    if isinstance(enrichment, EnrichmentByDescriptionReply):
        return given(enrichment.description)
    # A kind of enrichment that is newer than this client is in `raw`.
    return json_of(enrichment.json_schema) if isinstance(enrichment, EnrichmentBySchemaReply) else None
