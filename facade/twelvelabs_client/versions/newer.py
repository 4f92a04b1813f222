# Derived from versions/v1_3/ by `make derive`; never edited.
"""What a version says of the resources that no older version has, and the way to the version in use.

A translator that drifts from what its resource needs is a type error where it is returned here. Only the translators
of the version in use are imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from twelvelabs_client.core.call import Call
    from twelvelabs_client.core.paging import Page
    from twelvelabs_client.core.settings import ApiVersion
    from twelvelabs_client.intents.batches import BatchDefaults, BatchRequest
    from twelvelabs_client.intents.embedding import EmbeddingChoices, EmbeddingInput, EmbeddingTaskInput
    from twelvelabs_client.intents.filters import (
        AnalyzeBatchFilter,
        AnalyzeTaskFilter,
        AssetFilter,
        EmbeddingTaskFilter,
        EntityCollectionFilter,
        EntityFilter,
        IndexedAssetFilter,
        ItemCollectionFilter,
        ItemFilter,
        KnowledgeStoreFilter,
    )
    from twelvelabs_client.intents.knowledge_stores import StoreQuery
    from twelvelabs_client.intents.media import Read
    from twelvelabs_client.intents.new_entity import NewEntity
    from twelvelabs_client.intents.questions import Question
    from twelvelabs_client.intents.responses import Turn
    from twelvelabs_client.models.analysis import Analysis, AnalysisEvent
    from twelvelabs_client.models.analyze_batch import AnalyzeBatch, AnalyzeBatchResult
    from twelvelabs_client.models.analyze_task import AnalyzeTask
    from twelvelabs_client.models.asset import Asset
    from twelvelabs_client.models.connection import Connection, ConnectionAuthorization, PickerToken, RedirectUri
    from twelvelabs_client.models.embedding import Embeddings, EmbeddingTask
    from twelvelabs_client.models.entity import BulkEntities, Entity, EntityCollection
    from twelvelabs_client.models.imports import Import
    from twelvelabs_client.models.indexed_asset import IndexedAsset, IndexedAssetReference
    from twelvelabs_client.models.knowledge_store import ItemCollection, ItemMatch, KnowledgeStore, KnowledgeStoreItem
    from twelvelabs_client.models.response import Response
    from twelvelabs_client.models.response_events import ResponseEvent
    from twelvelabs_client.models.search import SearchPage
    from twelvelabs_client.models.transcription import Transcription
    from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk, UploadReport, UploadUrls
    from twelvelabs_client.uploads.files import FilePart


class Analyze(Protocol):
    """Analyze."""

    def run(self, question: Question, read: Read) -> Call[Analysis]: ...
    def stream(self, question: Question, read: Read) -> Call[AnalysisEvent]: ...


def analyze_of(version: ApiVersion) -> Analyze:
    """How a version puts analyze."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import analyze as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no analyze")
        case _:
            assert_never(version)


class AnalyzeBatches(Protocol):
    """Analyze batches."""

    def create_batch(
        self, requests: Sequence[BatchRequest], defaults: BatchDefaults, read: Read, *, segments: bool
    ) -> Call[AnalyzeBatch]: ...
    def list_batches(self, asked: AnalyzeBatchFilter, page: int) -> Call[Page[AnalyzeBatch]]: ...
    def get_batch(self, batch_id: str) -> Call[AnalyzeBatch]: ...
    def cancel_batch(self, batch_id: str) -> Call[AnalyzeBatch]: ...
    def delete_batch(self, batch_id: str) -> Call[None]: ...
    def get_results(self, batch_id: str) -> Call[AnalyzeBatchResult]: ...


def analyze_batches_of(version: ApiVersion) -> AnalyzeBatches:
    """How a version puts analyze batches."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import analyze_batches as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no analyze batches")
        case _:
            assert_never(version)


class AnalyzeTasks(Protocol):
    """Analyze tasks."""

    def create_task(
        self, question: Question, read: Read, *, custom_id: str | None, idempotency_key: str
    ) -> Call[AnalyzeTask]: ...
    def list_tasks(self, asked: AnalyzeTaskFilter, page: int) -> Call[Page[AnalyzeTask]]: ...
    def get_task(self, task_id: str) -> Call[AnalyzeTask]: ...
    def cancel_task(self, task_id: str) -> Call[AnalyzeTask]: ...
    def delete_task(self, task_id: str) -> Call[None]: ...


def analyze_tasks_of(version: ApiVersion) -> AnalyzeTasks:
    """How a version puts analyze tasks."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import analyze_tasks as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no analyze tasks")
        case _:
            assert_never(version)


class Assets(Protocol):
    """Assets."""

    def create_asset_from_file(
        self,
        file: FilePart,
        *,
        enable_hls: bool | None,
        enable_thumbnail: bool | None,
        user_metadata: Mapping[str, Any] | None,
    ) -> Call[Asset]: ...
    def create_asset_from_url(
        self,
        url: str,
        filename: str | None,
        *,
        enable_hls: bool | None,
        enable_thumbnail: bool | None,
        user_metadata: Mapping[str, Any] | None,
    ) -> Call[Asset]: ...
    def list_assets(self, asked: AssetFilter, page: int) -> Call[Page[Asset]]: ...
    def get_asset(self, asset_id: str) -> Call[Asset]: ...
    def delete_asset(self, asset_id: str, force: bool) -> Call[None]: ...
    def get_transcription(self, asset_id: str, include: Sequence[str] | None) -> Call[Transcription]: ...
    def update_metadata(self, asset_id: str, metadata: Mapping[str, Any]) -> Call[None]: ...
    def replace_metadata(self, asset_id: str, metadata: Mapping[str, Any]) -> Call[None]: ...
    def clear_metadata(self, asset_id: str) -> Call[None]: ...


def assets_of(version: ApiVersion) -> Assets:
    """How a version puts assets."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import assets as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no assets")
        case _:
            assert_never(version)


class Connections(Protocol):
    """Connections."""

    def authorize_connection(
        self, provider: str, redirect_uri: str, custom_id: str | None
    ) -> Call[ConnectionAuthorization]: ...
    def list_connections(self, *, page: int, page_limit: int | None) -> Call[Page[Connection]]: ...
    def get_connection(self, connection_id: str) -> Call[Connection]: ...
    def delete_connection(self, connection_id: str) -> Call[None]: ...
    def create_picker_token(self, connection_id: str) -> Call[PickerToken]: ...
    def create_redirect_uri(self, redirect_uri: str) -> Call[RedirectUri]: ...
    def list_redirect_uris(self, *, page: int, page_limit: int | None) -> Call[Page[RedirectUri]]: ...
    def delete_redirect_uri(self, redirect_uri_id: str) -> Call[None]: ...


def connections_of(version: ApiVersion) -> Connections:
    """How a version puts connections."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import connections as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no connections")
        case _:
            assert_never(version)


class Embed(Protocol):
    """Embed."""

    def create_embeddings(self, asked: EmbeddingInput, read: Read, choices: EmbeddingChoices) -> Call[Embeddings]: ...
    def create_task(self, asked: EmbeddingTaskInput, read: Read, choices: EmbeddingChoices) -> Call[EmbeddingTask]: ...
    def list_tasks(self, asked: EmbeddingTaskFilter, page: int) -> Call[Page[EmbeddingTask]]: ...
    def get_task(self, task_id: str) -> Call[EmbeddingTask]: ...


def embed_of(version: ApiVersion) -> Embed:
    """How a version puts embed."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import embed as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no embed")
        case _:
            assert_never(version)


class Entities(Protocol):
    """Entities."""

    def create_entity(self, entity_collection_id: str, entity: NewEntity) -> Call[Entity]: ...
    def create_entities(self, entity_collection_id: str, entities: Sequence[NewEntity]) -> Call[BulkEntities]: ...
    def list_entities(self, entity_collection_id: str, asked: EntityFilter, page: int) -> Call[Page[Entity]]: ...
    def list_by_asset(self, asset_id: str, *, page: int, page_limit: int | None) -> Call[Page[Entity]]: ...
    def get_entity(self, entity_collection_id: str, entity_id: str) -> Call[Entity]: ...
    def update_entity(
        self,
        entity_collection_id: str,
        entity_id: str,
        *,
        name: str | None,
        description: str | None,
        metadata: Mapping[str, Any] | None,
    ) -> Call[Entity]: ...
    def delete_entity(self, entity_collection_id: str, entity_id: str) -> Call[None]: ...
    def add_assets(self, entity_collection_id: str, entity_id: str, asset_ids: Sequence[str]) -> Call[Entity]: ...
    def remove_assets(self, entity_collection_id: str, entity_id: str, asset_ids: Sequence[str]) -> Call[Entity]: ...


def entities_of(version: ApiVersion) -> Entities:
    """How a version puts entities."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import entities as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no entities")
        case _:
            assert_never(version)


class EntityCollections(Protocol):
    """Entity collections."""

    def create_entity_collection(self, name: str, description: str | None) -> Call[EntityCollection]: ...
    def list_entity_collections(self, asked: EntityCollectionFilter, page: int) -> Call[Page[EntityCollection]]: ...
    def get_entity_collection(self, entity_collection_id: str) -> Call[EntityCollection]: ...
    def update_entity_collection(
        self, entity_collection_id: str, *, name: str | None, description: str | None
    ) -> Call[EntityCollection]: ...
    def delete_entity_collection(self, entity_collection_id: str) -> Call[None]: ...


def entity_collections_of(version: ApiVersion) -> EntityCollections:
    """How a version puts entity collections."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import entity_collections as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no entity collections")
        case _:
            assert_never(version)


class Imports(Protocol):
    """Imports."""

    def create_import(self, connection_id: str, source_ids: Sequence[str]) -> Call[Import]: ...
    def list_imports(self, connection_id: str, *, page: int, page_limit: int | None) -> Call[Page[Import]]: ...
    def get_import(self, connection_id: str, import_id: str) -> Call[Import]: ...


def imports_of(version: ApiVersion) -> Imports:
    """How a version puts imports."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import imports as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no imports")
        case _:
            assert_never(version)


class IndexedAssets(Protocol):
    """Indexed assets."""

    def create_indexed_asset(
        self, index_id: str, asset_id: str, *, enable_video_stream: bool | None, user_metadata: Mapping[str, Any] | None
    ) -> Call[IndexedAsset]: ...
    def list_indexed_assets(self, index_id: str, asked: IndexedAssetFilter, page: int) -> Call[Page[IndexedAsset]]: ...
    def get_indexed_asset(
        self, index_id: str, indexed_asset_id: str, *, embedding_options: Sequence[str] | None, transcription: bool
    ) -> Call[IndexedAsset]: ...
    def list_by_asset(
        self, asset_id: str, *, page: int, page_limit: int | None
    ) -> Call[Page[IndexedAssetReference]]: ...
    def update_indexed_asset(self, index_id: str, indexed_asset_id: str, metadata: Mapping[str, Any]) -> Call[None]: ...
    def delete_indexed_asset(self, index_id: str, indexed_asset_id: str) -> Call[None]: ...


def indexed_assets_of(version: ApiVersion) -> IndexedAssets:
    """How a version puts indexed assets."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import indexed_assets as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no indexed assets")
        case _:
            assert_never(version)


class ItemCollections(Protocol):
    """Item collections."""

    def create_item_collection(
        self, store_id: str, name: str, *, description: str | None, metadata: Mapping[str, Any] | None
    ) -> Call[ItemCollection]: ...
    def list_item_collections(
        self, store_id: str, asked: ItemCollectionFilter, page: int
    ) -> Call[Page[ItemCollection]]: ...
    def get_item_collection(self, store_id: str, collection_id: str) -> Call[ItemCollection]: ...
    def update_item_collection(
        self,
        store_id: str,
        collection_id: str,
        *,
        name: str | None,
        description: str | None,
        metadata: Mapping[str, Any] | None,
    ) -> Call[ItemCollection]: ...
    def delete_item_collection(self, store_id: str, collection_id: str) -> Call[None]: ...
    def list_members(
        self, store_id: str, collection_id: str, *, page: int, page_limit: int | None
    ) -> Call[Page[KnowledgeStoreItem]]: ...
    def add_items(self, store_id: str, collection_id: str, item_ids: Sequence[str]) -> Call[ItemCollection]: ...
    def remove_items(self, store_id: str, collection_id: str, item_ids: Sequence[str]) -> Call[None]: ...


def item_collections_of(version: ApiVersion) -> ItemCollections:
    """How a version puts item collections."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import item_collections as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no item collections")
        case _:
            assert_never(version)


class KnowledgeStoreItems(Protocol):
    """Knowledge store items."""

    def create_item(
        self, store_id: str, asset_id: str, *, asset_type: str | None, metadata: Mapping[str, Any] | None
    ) -> Call[KnowledgeStoreItem]: ...
    def list_items(self, store_id: str, asked: ItemFilter, page: int) -> Call[Page[KnowledgeStoreItem]]: ...
    def get_item(self, store_id: str, item_id: str) -> Call[KnowledgeStoreItem]: ...
    def delete_item(self, store_id: str, item_id: str) -> Call[None]: ...


def knowledge_store_items_of(version: ApiVersion) -> KnowledgeStoreItems:
    """How a version puts knowledge store items."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import knowledge_store_items as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no knowledge store items")
        case _:
            assert_never(version)


class KnowledgeStoreSearch(Protocol):
    """Knowledge store search."""

    def results_page(self, query: StoreQuery, token: str | None) -> Call[SearchPage[ItemMatch]]: ...


def knowledge_store_search_of(version: ApiVersion) -> KnowledgeStoreSearch:
    """How a version puts knowledge store search."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import knowledge_store_search as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no knowledge store search")
        case _:
            assert_never(version)


class KnowledgeStores(Protocol):
    """Knowledge stores."""

    def create_knowledge_store(
        self,
        name: str,
        *,
        enrichment_config: str | Mapping[str, Any] | None,
        description: str | None,
        metadata: Mapping[str, Any] | None,
    ) -> Call[KnowledgeStore]: ...
    def list_knowledge_stores(self, asked: KnowledgeStoreFilter, page: int) -> Call[Page[KnowledgeStore]]: ...
    def get_knowledge_store(self, store_id: str) -> Call[KnowledgeStore]: ...
    def update_knowledge_store(
        self, store_id: str, *, name: str | None, description: str | None, metadata: Mapping[str, Any] | None
    ) -> Call[KnowledgeStore]: ...
    def delete_knowledge_store(self, store_id: str) -> Call[None]: ...


def knowledge_stores_of(version: ApiVersion) -> KnowledgeStores:
    """How a version puts knowledge stores."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import knowledge_stores as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no knowledge stores")
        case _:
            assert_never(version)


class Responses(Protocol):
    """Responses."""

    def create_response(self, turn: Turn) -> Call[Response]: ...
    def stream_response(self, turn: Turn) -> Call[ResponseEvent | None]: ...


def responses_of(version: ApiVersion) -> Responses:
    """How a version puts responses."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import responses as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no responses")
        case _:
            assert_never(version)


class Uploads(Protocol):
    """Uploads."""

    def create_upload(
        self,
        filename: str,
        kind: str,
        total_size: int,
        *,
        enable_hls: bool | None,
        enable_thumbnail: bool | None,
        user_metadata: Mapping[str, Any] | None,
    ) -> Call[Upload]: ...
    def list_uploads(self, *, page: int, page_limit: int | None) -> Call[Page[Upload]]: ...
    def get_upload(
        self, upload_id: str, *, page: int, page_limit: int | None
    ) -> Call[tuple[Upload, Page[UploadChunk]]]: ...
    def report_chunks(self, upload_id: str, chunks: Sequence[SentChunk]) -> Call[UploadReport]: ...
    def create_urls(self, upload_id: str, start: int, count: int) -> Call[UploadUrls]: ...


def uploads_of(version: ApiVersion) -> Uploads:
    """How a version puts uploads."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import uploads as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            raise AssertionError(f"a client of {version} has no uploads")
        case _:
            assert_never(version)
