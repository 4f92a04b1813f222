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
    """

    low: float | None = None
    high: float | None = None

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
    for bound in (low, high):
        if bound is not None and not is_number(bound):
            raise InvalidInputError(f"{noun}: expected a number or a pair (from, to), got {value!r}")
    if low is not None and high is not None and low > high:
        raise InvalidInputError(f"{noun}: the range from {low} to {high} is empty")
    return Range(low, high)
