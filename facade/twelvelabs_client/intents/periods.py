"""A period of time to filter by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TypeAlias

from attrs import frozen

from twelvelabs_client.core.errors import InvalidInputError

PeriodLike: TypeAlias = datetime | date | tuple[datetime | date | None, datetime | date | None] | None


@frozen
class Period:
    """A whole day, or a time between two instants in UTC. Both bounds belong to it; None leaves a side open.

    Attributes:
        first: Its first instant.
        last: Its last instant.
        day: The day in UTC, which has no bounds beside it.
    """

    first: datetime | None = None
    last: datetime | None = None
    day: date | None = None

    def __bool__(self) -> bool:
        return self != Period()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it asks for, as rows of `versions/unsupported` name it."""
        kinds = {"a whole day": self.day, "an upper bound": self.last}
        return tuple(kind for kind, value in kinds.items() if value is not None)


def period_of(value: PeriodLike, parameter: str) -> Period:
    """A period from a datetime (then or later), a date (that day) or a pair of them (from, to).

    Raises:
        InvalidInputError: It is none of them, a datetime has no time zone, or the period is empty.
    """
    if value is None:
        return Period()
    if isinstance(value, tuple) and len(value) == 2:
        return _between(*value, parameter)
    if isinstance(value, datetime):
        return Period(_in_utc(value, parameter))
    if isinstance(value, date):
        return Period(day=value)
    raise _not_a_time(value, parameter)


def _between(first: date | None, last: date | None, parameter: str) -> Period:
    period = Period(_bound(first, time.min, parameter), _bound(last, time.max, parameter))
    if period.first is not None and period.last is not None and period.first > period.last:
        raise InvalidInputError(f"{parameter}: the period from {period.first} to {period.last} is empty")
    return period


def _bound(value: date | None, time_of_day: time, parameter: str) -> datetime | None:
    """An instant; of a day its first or its last one."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return _in_utc(value, parameter)
    if isinstance(value, date):
        return datetime.combine(value, time_of_day, UTC)
    raise _not_a_time(value, parameter)


def _in_utc(value: datetime, parameter: str) -> datetime:
    if value.utcoffset() is None:
        raise InvalidInputError(f"{parameter}: {value!r} must have a time zone; pass tzinfo=UTC")
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise InvalidInputError(f"{parameter}: {value!r} is not in the years 1 to 9999 of UTC") from error


def _not_a_time(value: object, parameter: str) -> InvalidInputError:
    kinds = "a datetime with a time zone, a date, or a pair of them (from, to)"
    return InvalidInputError(f"{parameter}: must be {kinds}, got {value!r}")
