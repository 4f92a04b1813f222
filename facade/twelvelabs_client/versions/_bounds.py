"""The bounds of what was measured of a video, which all versions filter by under the same names."""

from __future__ import annotations

from typing import TypedDict

from twelvelabs_client.intents.ranges import Measures
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


def bounds_of(measures: Measures) -> Bounds:
    """What to filter by; pixels and bytes are whole numbers."""
    return {
        "duration_gte": optional(measures.duration.low),
        "duration_lte": optional(measures.duration.high),
        "fps_gte": optional(measures.fps.low),
        "fps_lte": optional(measures.fps.high),
        "width_gte": optional(measures.width.whole_low),
        "width_lte": optional(measures.width.whole_high),
        "height_gte": optional(measures.height.whole_low),
        "height_lte": optional(measures.height.whole_high),
        "size_gte": optional(measures.size.whole_low),
        "size_lte": optional(measures.size.whole_high),
    }
