"""A large description is generated in parts, and the parts make the same tree as the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import chunks
from pipeline.generator import generate
from pipeline.specification import Schema
from pipeline.tree import differences

ROOT = Path(__file__).resolve().parents[2]


def document(operations: int) -> Schema:
    """Operations that share one model and have one of their own each, and an event that none of them names."""
    own = {f"Own{number}": {"properties": {"shared": reference("Shared")}} for number in range(operations)}
    return {
        "openapi": "3.1.0",
        "paths": {f"/{number}": {"get": {"reply": reference(f"Own{number}")}} for number in range(operations)},
        "components": {
            "schemas": {**own, "Shared": {}, "Event": {"properties": {"part": reference("EventPart")}}, "EventPart": {}}
        },
    }


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def test_each_part_has_a_bounded_number_of_operations_and_the_schemas_they_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunks, "MOST_OPERATIONS", 2)

    first, second, third = chunks.chunks(document(5))

    assert list(first["paths"]) == ["/0", "/1"]
    assert set(first["components"]["schemas"]) == {"Own0", "Own1", "Shared"}
    assert set(second["components"]["schemas"]) == {"Own2", "Own3", "Shared"}
    assert set(third["components"]["schemas"]) == {"Own4", "Shared", "Event", "EventPart"}


def test_without_operations_the_schemas_are_generated_all_the_same() -> None:
    (only,) = chunks.chunks(document(0))

    assert set(only["components"]["schemas"]) == {"Shared", "Event", "EventPart"}


def test_parts_make_the_same_tree_as_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = []
    for operations in (1_000, 9):
        monkeypatch.setattr(chunks, "MOST_OPERATIONS", operations)
        (tmp_path / str(operations)).mkdir()
        trees.append(generate(ROOT, "v1.3", None, tmp_path / str(operations)).tree)

    assert differences(*trees) == []
