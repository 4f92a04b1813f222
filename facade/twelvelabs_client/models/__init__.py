"""What users get back: frozen, the same for every API version. Each loads when it is first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_client.models.analysis import (
        Analysis,
        AnalysisEnded,
        AnalysisEvent,
        AnalysisFormatError,
        AnalysisStarted,
        TextFragment,
        TokenUsage,
        UnknownEvent,
    )
    from twelvelabs_client.models.asset import Asset, AssetHls, AssetSource, AssetThumbnail
    from twelvelabs_client.models.connection import (
        Connection,
        ConnectionAccount,
        ConnectionAuthorization,
        PickerToken,
        RedirectUri,
    )
    from twelvelabs_client.models.imports import Import, ImportItem
    from twelvelabs_client.models.index import Index, IndexModel
    from twelvelabs_client.models.indexed_asset import (
        IndexedAsset,
        IndexedAssetReference,
        IndexedEmbedding,
        IndexedHls,
        SystemMetadata,
    )
    from twelvelabs_client.models.search import Clip, SearchPage, SearchPool, VideoMatch
    from twelvelabs_client.models.task import Task
    from twelvelabs_client.models.transcription import SpokenText, Transcription
    from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk, UploadReport, UploadUrl
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
    "AnalysisFormatError": "analysis",
    "AnalysisStarted": "analysis",
    "AnalyzeTaskEvent": "webhook",
    "Asset": "asset",
    "AssetHls": "asset",
    "AssetSource": "asset",
    "AssetThumbnail": "asset",
    "Clip": "search",
    "Connection": "connection",
    "ConnectionAccount": "connection",
    "ConnectionAuthorization": "connection",
    "Import": "imports",
    "ImportItem": "imports",
    "Index": "index",
    "IndexModel": "index",
    "IndexTaskEvent": "webhook",
    "IndexedAsset": "indexed_asset",
    "IndexedAssetReference": "indexed_asset",
    "IndexedEmbedding": "indexed_asset",
    "IndexedHls": "indexed_asset",
    "PickerToken": "connection",
    "RedirectUri": "connection",
    "SearchPage": "search",
    "SearchPool": "search",
    "SentChunk": "upload",
    "SpokenText": "transcription",
    "SystemMetadata": "indexed_asset",
    "Task": "task",
    "TextFragment": "analysis",
    "TokenUsage": "analysis",
    "Transcription": "transcription",
    "UnknownEvent": "analysis",
    "Upload": "upload",
    "UploadChunk": "upload",
    "UploadReport": "upload",
    "UploadUrl": "upload",
    "VideoMatch": "search",
    "WebhookEvent": "webhook",
    "WebhookModel": "webhook",
    "WebhookVideoSource": "webhook",
}

__all__ = [
    "Analysis",
    "AnalysisEnded",
    "AnalysisEvent",
    "AnalysisFormatError",
    "AnalysisStarted",
    "AnalyzeTaskEvent",
    "Asset",
    "AssetHls",
    "AssetSource",
    "AssetThumbnail",
    "Clip",
    "Connection",
    "ConnectionAccount",
    "ConnectionAuthorization",
    "Import",
    "ImportItem",
    "Index",
    "IndexModel",
    "IndexTaskEvent",
    "IndexedAsset",
    "IndexedAssetReference",
    "IndexedEmbedding",
    "IndexedHls",
    "PickerToken",
    "RedirectUri",
    "SearchPage",
    "SearchPool",
    "SentChunk",
    "SpokenText",
    "SystemMetadata",
    "Task",
    "TextFragment",
    "TokenUsage",
    "Transcription",
    "UnknownEvent",
    "Upload",
    "UploadChunk",
    "UploadReport",
    "UploadUrl",
    "VideoMatch",
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
