"""The bounds of what was measured of a video, which all versions filter by under the same names."""

from __future__ import annotations

from typing import TypedDict

from twelvelabs_client.intents.filters import VideoFilter
from twelvelabs_client.versions._prepare import optional
from twelvelabs_generated.types import Unset


class Bounds(TypedDict):
    """Arguments of a generated list of videos."""

    duration_gte: float | Unset
    duration_lte: float | Unset
    fps_gte: float | Unset
    fps_lte: float | Unset
    width_gte: int | Unset
    width_lte: int | Unset
    height_gte: int | Unset
    height_lte: int | Unset
    size_gte: int | Unset
    size_lte: int | Unset


def bounds_of(asked: VideoFilter) -> Bounds:
    """What to filter by; pixels and bytes are whole numbers."""
    return {
        "duration_gte": optional(asked.duration.low),
        "duration_lte": optional(asked.duration.high),
        "fps_gte": optional(asked.fps.low),
        "fps_lte": optional(asked.fps.high),
        "width_gte": optional(asked.width.whole_low),
        "width_lte": optional(asked.width.whole_high),
        "height_gte": optional(asked.height.whole_low),
        "height_lte": optional(asked.height.whole_high),
        "size_gte": optional(asked.size.whole_low),
        "size_lte": optional(asked.size.whole_high),
    }
