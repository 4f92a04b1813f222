"""A range of numbers to filter by."""

from __future__ import annotations

import math
from typing import TypeAlias

from attrs import frozen

from twelvelabs_client.core.checks import is_number
from twelvelabs_client.core.errors import InvalidInputError

RangeLike: TypeAlias = "float | tuple[float | None, float | None] | None"


@frozen
class Range:
    """Both bounds belong to the range; None leaves a side open.

    Attributes:
        low: The smallest value.
        high: The largest value.
        exact: The one value, where a number was given alone.
    """

    low: float | None = None
    high: float | None = None
    exact: float | None = None

    def __bool__(self) -> bool:
        return self != Range()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it asks for, as rows of `versions/unsupported` name it."""
        return () if self.low == self.high else ("a range",)

    @property
    def whole_low(self) -> int | None:
        """The smallest whole value."""
        return None if self.low is None else math.ceil(self.low)

    @property
    def whole_high(self) -> int | None:
        """The largest whole value."""
        return None if self.high is None else math.floor(self.high)


def range_of(value: RangeLike, noun: str) -> Range:
    """A range from one number (exactly that) or a pair (from, to).

    Raises:
        InvalidInputError: It is neither, or the range is empty.
    """
    if value is None:
        return Range()
    low, high = value if isinstance(value, tuple) and len(value) == 2 else (value, value)
    if isinstance(low, tuple) or isinstance(high, tuple) or not (_is_bound(low) and _is_bound(high)):
        raise InvalidInputError(f"{noun}: must be a number from 0 or a pair (from, to), got {value!r}")
    if low is not None and high is not None and low > high:
        raise InvalidInputError(f"{noun}: the range from {low} to {high} is empty")
    return Range(low, high, exact=None if isinstance(value, tuple) else value)


def _is_bound(value: float | None) -> bool:
    return value is None or (is_number(value) and value >= 0)


def seconds_of(start: float | None, end: float | None, noun: str = "start") -> Range:
    """A part of a video.

    Args:
        start: Its first second, or None.
        end: Its last second, or None.
        noun: What the start is called, for the error.

    Raises:
        InvalidInputError: One is no number of seconds, or the end comes before the start.
    """
    for name, value in ((noun, start), ("end", end)):
        if value is not None and not (is_number(value) and value >= 0):
            raise InvalidInputError(f"{name}: {value!r} is not a number of seconds from 0")
    if start is not None and end is not None and end < start:
        raise InvalidInputError(f"end: {end} comes before the start, {start}")
    return Range(start, end)
