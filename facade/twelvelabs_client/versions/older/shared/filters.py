"""Times and lengths as the lists of v1.1 and v1.2 filter by them.

A bare day stands for all of it, and a whole number of seconds for every length that rounds down to it. Everything else
is said by bounds: an instant alone means other things in the two versions.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from twelvelabs_client.intents.ranges import Range
from twelvelabs_client.versions._prepare import optional
from twelvelabs_generated.types import Unset

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import DatedFilter


class Dates(TypedDict):
    """Arguments of a generated list of what is made and changed."""

    created_at: date | Unset
    created_at_gte: datetime | Unset
    created_at_lte: datetime | Unset
    updated_at: date | Unset
    updated_at_gte: datetime | Unset
    updated_at_lte: datetime | Unset


class Length(TypedDict):
    """Arguments of a generated list of videos or tasks."""

    duration: float | Unset
    duration_gte: float | Unset
    duration_lte: float | Unset


def dates_of(asked: DatedFilter) -> Dates:
    """When something was made, and when it changed."""
    return {
        "created_at": optional(asked.created_at.day),
        "created_at_gte": optional(asked.created_at.first),
        "created_at_lte": optional(asked.created_at.last),
        "updated_at": optional(asked.updated_at.day),
        "updated_at_gte": optional(asked.updated_at.first),
        "updated_at_lte": optional(asked.updated_at.last),
    }


def length_of(duration: Range) -> Length:
    """How long something is. A fraction needs bounds: these versions round a length down before they compare it."""
    exact = duration.exact
    rounded = exact is not None and exact % 1 == 0
    return {
        "duration": optional(exact if rounded else None),
        "duration_gte": optional(None if rounded else duration.low),
        "duration_lte": optional(None if rounded else duration.high),
    }
