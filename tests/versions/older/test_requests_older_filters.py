"""How the lists of v1.1 and v1.2 are filtered by ids, times and lengths: what each argument becomes in the query."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.versions.older.wire import VERSIONS, sent_by, wire_of
from tests.versions.wire import Query
from twelvelabs_client.models import Index, IndexedAsset, Task

NOON = datetime.datetime(2024, 7, 20, 12, tzinfo=datetime.UTC)
IN_SEOUL = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
DAY = datetime.date(2024, 7, 20)
MONTH = (datetime.date(2024, 7, 1), datetime.date(2024, 7, 31))
STAMP = "2024-07-20T12:00:00Z"
LISTS: dict[str, tuple[str, ...]] = {"indexes": (), "tasks": (), "videos": ("i1",)}
TIMES = {
    "indexes": ("created_at", "updated_at"),
    "tasks": ("created_at", "updated_at", "estimated_time"),
    "videos": ("created_at", "updated_at", "indexed_at"),
}


def query_of(version: str, of: str, **given: Any) -> Query:
    """The query of a list, without its page."""
    request = sent_by(version, lambda tl: getattr(tl, of).list(*LISTS[of], **given).to_list())
    return [pair for pair in wire_of(version, request)[2] if pair[0] != "page"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("of", "time"), [(of, time) for of, times in TIMES.items() for time in times])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (NOON, {"[gte]": STAMP}),
        (IN_SEOUL, {"[gte]": STAMP}),
        (DAY, {"": "2024-07-20"}),
        ((NOON, None), {"[gte]": STAMP}),
        ((None, NOON), {"[lte]": STAMP}),
        ((NOON, NOON), {"[gte]": STAMP, "[lte]": STAMP}),
        (MONTH, {"[gte]": "2024-07-01T00:00:00Z", "[lte]": "2024-07-31T23:59:59.999999Z"}),
    ],
    ids=["instant", "other zone", "day", "from", "to", "pair", "pair of days"],
)
def test_a_time_is_a_bound_a_pair_of_them_or_a_bare_day(
    version: str, of: str, time: str, asked: Any, said: dict[str, str]
) -> None:
    assert query_of(version, of, **{time: asked}) == [(f"{time}{suffix}", text) for suffix, text in said.items()]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("of", ["tasks", "videos"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (810, {"": "810"}),
        (810.5, {"[gte]": "810.5", "[lte]": "810.5"}),
        ((600, 820), {"[gte]": "600", "[lte]": "820"}),
        ((810, 810), {"[gte]": "810", "[lte]": "810"}),
        ((None, 820.5), {"[lte]": "820.5"}),
        ((600, None), {"[gte]": "600"}),
    ],
    ids=str,
)
def test_a_whole_length_is_rounded_by_the_api_and_any_other_is_bounds(
    version: str, of: str, asked: Any, said: dict[str, str]
) -> None:
    assert query_of(version, of, duration=asked) == [(f"duration{suffix}", text) for suffix, text in said.items()]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("of", "name", "model"),
    [("indexes", "index", Index("x1")), ("tasks", "task", Task("x1")), ("videos", "video", IndexedAsset("x1"))],
)
def test_an_id_finds_one_thing_of_a_list(version: str, of: str, name: str, model: Any) -> None:
    assert query_of(version, of, **{name: "x1"}) == query_of(version, of, **{name: model}) == [("_id", "x1")]
