"""What users hand over where plain values do not say enough: frozen, checked when made. Each loads when first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_client.intents.batches import BatchRequest
    from twelvelabs_client.intents.documents import DocumentInput
    from twelvelabs_client.intents.embedding import (
        AudioInput,
        ImageInput,
        InputSource,
        MultiInput,
        TextImageInput,
        TextInput,
        TimedText,
        VideoInput,
    )
    from twelvelabs_client.intents.new_entity import NewEntity
    from twelvelabs_client.intents.older.classification import ClassifyClass
    from twelvelabs_client.intents.older.combined_queries import And, Not, Or, TextQuery, Then
    from twelvelabs_client.intents.older.transfer import TransferObject
    from twelvelabs_client.intents.prompts import Images, Prompt
    from twelvelabs_client.intents.responses import ResponseSchema, Selection
    from twelvelabs_client.intents.segmentation import (
        DynamicSegmentation,
        FixedSegmentation,
        PageSegmentation,
        SentenceSegmentation,
    )
    from twelvelabs_client.intents.segments import SegmentDefinition, SegmentField, Segments

_MODULES = {
    "And": "older.combined_queries",
    "AudioInput": "embedding",
    "BatchRequest": "batches",
    "ClassifyClass": "older.classification",
    "DocumentInput": "documents",
    "DynamicSegmentation": "segmentation",
    "FixedSegmentation": "segmentation",
    "ImageInput": "embedding",
    "Images": "prompts",
    "InputSource": "embedding",
    "MultiInput": "embedding",
    "NewEntity": "new_entity",
    "Not": "older.combined_queries",
    "Or": "older.combined_queries",
    "PageSegmentation": "segmentation",
    "Prompt": "prompts",
    "ResponseSchema": "responses",
    "SegmentDefinition": "segments",
    "SegmentField": "segments",
    "Segments": "segments",
    "Selection": "responses",
    "SentenceSegmentation": "segmentation",
    "TextImageInput": "embedding",
    "TextInput": "embedding",
    "TextQuery": "older.combined_queries",
    "Then": "older.combined_queries",
    "TimedText": "embedding",
    "TransferObject": "older.transfer",
    "VideoInput": "embedding",
}

__all__ = [
    "And",
    "AudioInput",
    "BatchRequest",
    "ClassifyClass",
    "DocumentInput",
    "DynamicSegmentation",
    "FixedSegmentation",
    "ImageInput",
    "Images",
    "InputSource",
    "MultiInput",
    "NewEntity",
    "Not",
    "Or",
    "PageSegmentation",
    "Prompt",
    "ResponseSchema",
    "SegmentDefinition",
    "SegmentField",
    "Segments",
    "Selection",
    "SentenceSegmentation",
    "TextImageInput",
    "TextInput",
    "TextQuery",
    "Then",
    "TimedText",
    "TransferObject",
    "VideoInput",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
