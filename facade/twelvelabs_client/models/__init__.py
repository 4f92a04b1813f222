"""What users get back: frozen, the same for every API version. Each loads when it is first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_client.models.analysis import (
        Analysis,
        AnalysisEnded,
        AnalysisEvent,
        AnalysisFailedError,
        AnalysisFormatError,
        AnalysisStarted,
        TextFragment,
        TokenUsage,
        UnknownEvent,
    )
    from twelvelabs_client.models.analyze_batch import AnalyzeBatch, AnalyzeBatchItem, AnalyzeBatchResult
    from twelvelabs_client.models.analyze_task import AnalyzeSource, AnalyzeTask, WebhookDelivery
    from twelvelabs_client.models.asset import Asset, AssetHls, AssetSource, AssetThumbnail
    from twelvelabs_client.models.classification import ClassifiedClass, ClassifiedClip, ClassifiedVideo
    from twelvelabs_client.models.connection import (
        Connection,
        ConnectionAccount,
        ConnectionAuthorization,
        PickerToken,
        RedirectUri,
    )
    from twelvelabs_client.models.embedding import (
        EmbeddingMetadata,
        Embeddings,
        EmbeddingsByKind,
        EmbeddingSegment,
        EmbeddingTask,
        EmbeddingUsage,
    )
    from twelvelabs_client.models.engine import Engine
    from twelvelabs_client.models.entity import BulkEntities, BulkEntity, Entity, EntityCollection
    from twelvelabs_client.models.generation import Gist, Summary, SummaryChapter, SummaryHighlight
    from twelvelabs_client.models.imports import Import, ImportItem
    from twelvelabs_client.models.index import Index, IndexModel
    from twelvelabs_client.models.indexed_asset import (
        IndexedAsset,
        IndexedAssetReference,
        IndexedHls,
        SystemMetadata,
    )
    from twelvelabs_client.models.knowledge_store import (
        ItemClip,
        ItemCollection,
        ItemMatch,
        ItemSystemMetadata,
        KnowledgeStore,
        KnowledgeStoreItem,
    )
    from twelvelabs_client.models.response import (
        Response,
        ResponseAnnotation,
        ResponseFormatError,
        ResponseItem,
        ResponsePart,
    )
    from twelvelabs_client.models.response_events import (
        ResponseArgumentsDone,
        ResponseEvent,
        ResponseItemChanged,
        ResponsePartChanged,
        ResponseStateChanged,
        ResponseTextDelta,
        ResponseTextDone,
        UnknownResponseEvent,
    )
    from twelvelabs_client.models.search import Clip, SearchPage, SearchPool, VideoMatch
    from twelvelabs_client.models.task import Task
    from twelvelabs_client.models.transcription import SpokenText, Transcription
    from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk, UploadOutcome, UploadReport, UploadUrl
    from twelvelabs_client.models.webhook import (
        AnalyzeTaskEvent,
        IndexTaskEvent,
        WebhookEvent,
        WebhookModel,
        WebhookVideoSource,
    )

_MODULES = {
    "Analysis": "analysis",
    "AnalysisEnded": "analysis",
    "AnalysisEvent": "analysis",
    "AnalysisFailedError": "analysis",
    "AnalysisFormatError": "analysis",
    "AnalysisStarted": "analysis",
    "AnalyzeBatch": "analyze_batch",
    "AnalyzeBatchItem": "analyze_batch",
    "AnalyzeBatchResult": "analyze_batch",
    "AnalyzeSource": "analyze_task",
    "AnalyzeTask": "analyze_task",
    "AnalyzeTaskEvent": "webhook",
    "Asset": "asset",
    "AssetHls": "asset",
    "AssetSource": "asset",
    "AssetThumbnail": "asset",
    "BulkEntities": "entity",
    "BulkEntity": "entity",
    "ClassifiedClass": "classification",
    "ClassifiedClip": "classification",
    "ClassifiedVideo": "classification",
    "Clip": "search",
    "Connection": "connection",
    "ConnectionAccount": "connection",
    "ConnectionAuthorization": "connection",
    "EmbeddingMetadata": "embedding",
    "EmbeddingSegment": "embedding",
    "EmbeddingTask": "embedding",
    "EmbeddingUsage": "embedding",
    "Embeddings": "embedding",
    "EmbeddingsByKind": "embedding",
    "Engine": "engine",
    "Entity": "entity",
    "EntityCollection": "entity",
    "Gist": "generation",
    "Import": "imports",
    "ImportItem": "imports",
    "Index": "index",
    "IndexModel": "index",
    "IndexTaskEvent": "webhook",
    "IndexedAsset": "indexed_asset",
    "IndexedAssetReference": "indexed_asset",
    "IndexedHls": "indexed_asset",
    "ItemClip": "knowledge_store",
    "ItemCollection": "knowledge_store",
    "ItemMatch": "knowledge_store",
    "ItemSystemMetadata": "knowledge_store",
    "KnowledgeStore": "knowledge_store",
    "KnowledgeStoreItem": "knowledge_store",
    "PickerToken": "connection",
    "RedirectUri": "connection",
    "Response": "response",
    "ResponseAnnotation": "response",
    "ResponseArgumentsDone": "response_events",
    "ResponseEvent": "response_events",
    "ResponseFormatError": "response",
    "ResponseItem": "response",
    "ResponseItemChanged": "response_events",
    "ResponsePart": "response",
    "ResponsePartChanged": "response_events",
    "ResponseStateChanged": "response_events",
    "ResponseTextDelta": "response_events",
    "ResponseTextDone": "response_events",
    "SearchPage": "search",
    "SearchPool": "search",
    "SentChunk": "upload",
    "SpokenText": "transcription",
    "Summary": "generation",
    "SummaryChapter": "generation",
    "SummaryHighlight": "generation",
    "SystemMetadata": "indexed_asset",
    "Task": "task",
    "TextFragment": "analysis",
    "TokenUsage": "analysis",
    "Transcription": "transcription",
    "UnknownEvent": "analysis",
    "UnknownResponseEvent": "response_events",
    "Upload": "upload",
    "UploadChunk": "upload",
    "UploadOutcome": "upload",
    "UploadReport": "upload",
    "UploadUrl": "upload",
    "VideoMatch": "search",
    "WebhookDelivery": "analyze_task",
    "WebhookEvent": "webhook",
    "WebhookModel": "webhook",
    "WebhookVideoSource": "webhook",
}

__all__ = [
    "Analysis",
    "AnalysisEnded",
    "AnalysisEvent",
    "AnalysisFailedError",
    "AnalysisFormatError",
    "AnalysisStarted",
    "AnalyzeBatch",
    "AnalyzeBatchItem",
    "AnalyzeBatchResult",
    "AnalyzeSource",
    "AnalyzeTask",
    "AnalyzeTaskEvent",
    "Asset",
    "AssetHls",
    "AssetSource",
    "AssetThumbnail",
    "BulkEntities",
    "BulkEntity",
    "ClassifiedClass",
    "ClassifiedClip",
    "ClassifiedVideo",
    "Clip",
    "Connection",
    "ConnectionAccount",
    "ConnectionAuthorization",
    "EmbeddingMetadata",
    "EmbeddingSegment",
    "EmbeddingTask",
    "EmbeddingUsage",
    "Embeddings",
    "EmbeddingsByKind",
    "Engine",
    "Entity",
    "EntityCollection",
    "Gist",
    "Import",
    "ImportItem",
    "Index",
    "IndexModel",
    "IndexTaskEvent",
    "IndexedAsset",
    "IndexedAssetReference",
    "IndexedHls",
    "ItemClip",
    "ItemCollection",
    "ItemMatch",
    "ItemSystemMetadata",
    "KnowledgeStore",
    "KnowledgeStoreItem",
    "PickerToken",
    "RedirectUri",
    "Response",
    "ResponseAnnotation",
    "ResponseArgumentsDone",
    "ResponseEvent",
    "ResponseFormatError",
    "ResponseItem",
    "ResponseItemChanged",
    "ResponsePart",
    "ResponsePartChanged",
    "ResponseStateChanged",
    "ResponseTextDelta",
    "ResponseTextDone",
    "SearchPage",
    "SearchPool",
    "SentChunk",
    "SpokenText",
    "Summary",
    "SummaryChapter",
    "SummaryHighlight",
    "SystemMetadata",
    "Task",
    "TextFragment",
    "TokenUsage",
    "Transcription",
    "UnknownEvent",
    "UnknownResponseEvent",
    "Upload",
    "UploadChunk",
    "UploadOutcome",
    "UploadReport",
    "UploadUrl",
    "VideoMatch",
    "WebhookDelivery",
    "WebhookEvent",
    "WebhookModel",
    "WebhookVideoSource",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
