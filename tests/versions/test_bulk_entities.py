"""Of entities made in one call, each is accounted for: once, in the order in which it was handed over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.intents import NewEntity
from twelvelabs_client.models import BulkEntities, BulkEntity
from twelvelabs_client.versions.v1_3 import entities


def outcome(names: list[str], reply: dict[str, Any]) -> BulkEntities:
    return entities.create_entities("c1", [NewEntity(name, "a1") for name in names]).decode(201, reply)


def made(name: str | None, identifier: str = "e1") -> dict[str, Any]:
    return {"_id": identifier, "name": name, "status": "processing"}


def not_made(index: int | None, name: str | None, reason: str = "no asset") -> dict[str, Any]:
    return {"entity_index": index, "entity_name": name, "error_reason": reason}


def test_each_entity_is_told_in_the_order_given() -> None:
    reply = {
        "success_count": 2,
        "failed_count": 1,
        "entities": [made("Ada", "e1"), made("Mary", "e3")],
        "errors": [not_made(1, "Grace", "no asset")],
    }

    told = outcome(["Ada", "Grace", "Mary"], reply)

    assert told.entities == [
        BulkEntity("created", 0, "Ada", "e1", "processing"),
        BulkEntity("failed", 1, "Grace", error="no asset"),
        BulkEntity("created", 2, "Mary", "e3", "processing"),
    ]
    assert (told.success_count, told.failed_count) == (2, 1)
    assert [[each.index for each in some] for some in (told.created, told.failed, told.unknown)] == [[0, 2], [1], []]
    assert told.entities[1].raw == reply["errors"][0]  # type: ignore[index]


PLACES: dict[str, tuple[list[str], list[Any], list[Any], list[tuple[str, int | None, str | None]]]] = {
    "in another order": (
        ["Ada", "Mary"],
        [made("Mary", "e2"), made("Ada", "e1")],
        [],
        [("created", 0, "e1"), ("created", 1, "e2")],
    ),
    "names given twice": (
        ["Ada", "Ada", "Ada"],
        [made("Ada", "e1"), made("Ada", "e3")],
        [not_made(1, "Ada")],
        [("created", 0, "e1"), ("failed", 1, None), ("created", 2, "e3")],
    ),
    "names that came back trimmed": (
        [" Ada", "Mary "],
        [made("Ada", "e1"), made("Mary", "e2")],
        [],
        [("created", 0, "e1"), ("created", 1, "e2")],
    ),
    "a failure that names no place": (
        ["Ada", "Mary"],
        [made("Ada")],
        [not_made(None, "Mary")],
        [("created", 0, "e1"), ("failed", 1, None)],
    ),
    "a failure at a place that there is not": (
        ["Ada", "Mary"],
        [made("Ada")],
        [not_made(7, "Mary")],
        [("created", 0, "e1"), ("failed", 1, None)],
    ),
    "a failure without a reason": (["Ada"], [], [{"entity_index": 0}], [("failed", 0, None)]),
    "nothing told of one": (
        ["Ada", "Mary"],
        [made("Mary")],
        [],
        [("unknown", 0, None), ("created", 1, "e1")],
    ),
    "nothing told at all": (["Ada"], [], [], [("unknown", 0, None)]),
    "one that was not asked for": (
        ["Ada"],
        [made("Ada", "e1"), made("Eve", "e9")],
        [],
        [("created", 0, "e1"), ("created", None, "e9")],
    ),
    "two failures at one place": (
        ["Ada"],
        [],
        [not_made(0, "Ada", "first"), not_made(0, "Ada", "second")],
        [("failed", 0, None), ("failed", None, None)],
    ),
    "two of an unknown name for one place": (
        ["Ada"],
        [made("Eve", "e8"), made("Ida", "e9")],
        [],
        [("unknown", 0, None), ("created", None, "e8"), ("created", None, "e9")],
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_an_outcome_finds_its_place(case: str) -> None:
    names, entities_told, errors_told, expected = PLACES[case]

    told = outcome(names, {"entities": entities_told, "errors": errors_told})

    assert [(each.outcome, each.index, each.id) for each in told.entities] == expected
    assert [each.name for each in told.entities if each.outcome == "unknown"] == [
        names[index] for kind, index, _ in expected if kind == "unknown" and index is not None
    ]


NAMES = st.sampled_from(["Ada", "Grace", "Mary", "Ida"])


@repeatable
@given(st.lists(NAMES, min_size=1, max_size=6), st.data())
def test_none_is_hidden_and_none_is_told_twice(names: list[str], data: st.DataObject) -> None:
    spoken = [*names, None, "Eve"]
    entities_told = [made(data.draw(st.sampled_from(spoken)), f"e{n}") for n in range(data.draw(st.integers(0, 6)))]
    errors_told = [
        not_made(data.draw(st.none() | st.integers(-1, 7)), data.draw(st.sampled_from(spoken)))
        for _ in range(data.draw(st.integers(0, 6)))
    ]

    told = outcome(names, {"entities": entities_told, "errors": errors_told})

    placed = [each for each in told.entities if each.index is not None]
    assert [each.index for each in placed] == list(range(len(names)))
    assert told.entities[: len(names)] == placed
    assert sorted(each.id or "" for each in told.created) == sorted(each["_id"] for each in entities_told)
    assert len(told.failed) == len(errors_told)
