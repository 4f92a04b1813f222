"""What users hand over where plain values do not say enough: frozen, checked when made. Each loads when first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_client.inputs.batches import BatchRequest
    from twelvelabs_client.inputs.prompts import Images, Prompt
    from twelvelabs_client.inputs.segments import SegmentDefinition, SegmentField, Segments

_MODULES: dict[str, str] = {
    "BatchRequest": "batches",
    "Images": "prompts",
    "Prompt": "prompts",
    "SegmentDefinition": "segments",
    "SegmentField": "segments",
    "Segments": "segments",
}

__all__: list[str] = [
    "BatchRequest",
    "Images",
    "Prompt",
    "SegmentDefinition",
    "SegmentField",
    "Segments",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
