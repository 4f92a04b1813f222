"""When: an instant and all after it, a whole day, or a pair of bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from twelvelabs_client import InvalidInputError
from twelvelabs_client.intents.periods import Period, period_of

NOON = datetime(2024, 7, 20, 12, tzinfo=UTC)
LATER = datetime(2024, 7, 21, 18, tzinfo=UTC)
IN_SEOUL = datetime(2024, 7, 20, 21, tzinfo=timezone(timedelta(hours=9)))
BEGIN, END = datetime(2024, 7, 20, tzinfo=UTC), datetime(2024, 7, 20, 23, 59, 59, 999999, tzinfo=UTC)
NAIVE = datetime(2024, 7, 20, 12)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Period()),
        (NOON, Period(NOON)),
        (IN_SEOUL, Period(NOON)),
        (NOON.date(), Period(day=NOON.date())),
        ((NOON, LATER), Period(NOON, LATER)),
        ((NOON, NOON), Period(NOON, NOON)),
        ((None, LATER), Period(None, LATER)),
        ((NOON, None), Period(NOON)),
        ((None, None), Period()),
        ((NOON.date(), NOON.date()), Period(BEGIN, END)),
        ((IN_SEOUL, NOON.date()), Period(NOON, END)),
    ],
    ids=str,
)
def test_a_period_is_an_instant_a_day_or_a_pair_in_utc(value: Any, expected: Period) -> None:
    period = period_of(value, "created_at")

    assert period == expected
    assert bool(period) is (value not in (None, (None, None)))
    assert {each.utcoffset() for each in (period.first, period.last) if each} <= {timedelta(0)}


KINDS = "must be a datetime with a time zone, a date, or a pair of them"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2024-07-20", KINDS),
        (1721433600, KINDS),
        ([NOON, LATER], KINDS),
        ((NOON,), KINDS),
        ((NOON, "2024-07-21"), KINDS),
        (NAIVE, "must have a time zone; pass tzinfo=UTC"),
        ((date(2024, 7, 1), NAIVE), "must have a time zone"),
        ((LATER, NOON), "is empty"),
        ((LATER.date(), NOON), "is empty"),
        (datetime.max.replace(tzinfo=timezone(-timedelta(hours=1))), "not in the years 1 to 9999"),
    ],
    ids=str,
)
def test_what_is_no_period_is_refused_by_name(value: Any, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"^created_at: .*{reason}"):
        period_of(value, "created_at")
