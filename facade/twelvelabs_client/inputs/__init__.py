"""What users hand over where plain values do not say enough: frozen, checked when made. Each loads when first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_client.inputs.documents import DocumentInput
    from twelvelabs_client.inputs.embedding import (
        AudioInput,
        ImageInput,
        InputSource,
        MultiInput,
        TextImageInput,
        TextInput,
        TimedText,
        VideoInput,
    )
    from twelvelabs_client.inputs.segmentation import (
        DynamicSegmentation,
        FixedSegmentation,
        PageSegmentation,
        SentenceSegmentation,
    )

_MODULES: dict[str, str] = {
    "AudioInput": "embedding",
    "DocumentInput": "documents",
    "DynamicSegmentation": "segmentation",
    "FixedSegmentation": "segmentation",
    "ImageInput": "embedding",
    "InputSource": "embedding",
    "MultiInput": "embedding",
    "PageSegmentation": "segmentation",
    "SentenceSegmentation": "segmentation",
    "TextImageInput": "embedding",
    "TextInput": "embedding",
    "TimedText": "embedding",
    "VideoInput": "embedding",
}

__all__ = [
    "AudioInput",
    "DocumentInput",
    "DynamicSegmentation",
    "FixedSegmentation",
    "ImageInput",
    "InputSource",
    "MultiInput",
    "PageSegmentation",
    "SentenceSegmentation",
    "TextImageInput",
    "TextInput",
    "TimedText",
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
