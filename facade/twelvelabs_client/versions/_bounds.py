"""The bounds of what was measured of a video, which all versions filter by alike; its length they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from twelvelabs_client.versions._prepare import optional
from twelvelabs_generated.types import Unset

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import MeasuredFilter


class Bounds(TypedDict):
    """Arguments of a generated list of videos."""

    fps_gte: float | Unset
    fps_lte: float | Unset
    width_gte: int | Unset
    width_lte: int | Unset
    height_gte: int | Unset
    height_lte: int | Unset
    size_gte: int | Unset
    size_lte: int | Unset


def bounds_of(asked: MeasuredFilter) -> Bounds:
    """What to filter by; pixels and bytes are whole numbers."""
    return {
        "fps_gte": optional(asked.fps.low),
        "fps_lte": optional(asked.fps.high),
        "width_gte": optional(asked.width.whole_low),
        "width_lte": optional(asked.width.whole_high),
        "height_gte": optional(asked.height.whole_low),
        "height_lte": optional(asked.height.whole_high),
        "size_gte": optional(asked.size.whole_low),
        "size_lte": optional(asked.size.whole_high),
    }
