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
    from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk, UploadOutcome, UploadReport, UploadUrl

_MODULES = {
    "Analysis": "analysis",
    "AnalysisEnded": "analysis",
    "AnalysisEvent": "analysis",
    "AnalysisFormatError": "analysis",
    "AnalysisStarted": "analysis",
    "Asset": "asset",
    "AssetHls": "asset",
    "AssetSource": "asset",
    "AssetThumbnail": "asset",
    "Clip": "search",
    "Index": "index",
    "IndexModel": "index",
    "IndexedAsset": "indexed_asset",
    "IndexedAssetReference": "indexed_asset",
    "IndexedEmbedding": "indexed_asset",
    "IndexedHls": "indexed_asset",
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
    "UploadOutcome": "upload",
    "UploadReport": "upload",
    "UploadUrl": "upload",
    "VideoMatch": "search",
}

__all__ = [
    "Analysis",
    "AnalysisEnded",
    "AnalysisEvent",
    "AnalysisFormatError",
    "AnalysisStarted",
    "Asset",
    "AssetHls",
    "AssetSource",
    "AssetThumbnail",
    "Clip",
    "Index",
    "IndexModel",
    "IndexedAsset",
    "IndexedAssetReference",
    "IndexedEmbedding",
    "IndexedHls",
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
    "UploadOutcome",
    "UploadReport",
    "UploadUrl",
    "VideoMatch",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
