"""What replies tell about the media of embeddings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.embedding.media import Medium
from twelvelabs_sandbox.embedding.vectors import Asked

# Made up, but the same every time: tokens for a second of sound or video, and for an image.
PER_SECOND, PER_IMAGE = 64, 256


def usage_of(medium: Medium) -> int:
    """Tokens that a file counts for."""
    if medium.probe.kind == "document":
        return len(medium.path.read_text("utf-8").split())
    return PER_IMAGE if medium.probe.kind == "image" else math.ceil(medium.duration * PER_SECOND)


def media_metadata(kind: str, medium: Medium, asked: Asked) -> dict[str, Any]:
    """About a sound or a video."""
    metadata = {
        "input_type": kind,
        **medium.origin,
        "embedding_options": list(asked.options),
        "embedding_scopes": list(asked.scopes),
        "duration": medium.duration,
        "start_offset_sec": asked.start,
        "end_offset_sec": asked.end,
    }
    return {**metadata, "clip_length": int(asked.fixed)} if kind == "video" and asked.fixed else metadata


def listed_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The same, as a list of tasks tells it: under names of the kind."""
    kind = metadata["input_type"]
    kept = {name: metadata[name] for name in ("input_url", "input_filename", "duration") if name in metadata}
    listed = {
        **kept,
        f"{kind}_embedding_option": metadata["embedding_options"],
        f"{kind}_embedding_scope": metadata["embedding_scopes"],
    }
    if kind == "audio":
        listed |= {name: metadata[name] for name in ("start_offset_sec", "end_offset_sec")}
    if "clip_length" in metadata:
        listed["video_clip_length"] = metadata["clip_length"]
    return {f"{kind}_embedding": {"metadata": listed}}
