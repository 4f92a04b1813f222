"""The descriptions that were really published, where a checkout has them beside it."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from pipeline.generator import generate, merged
from pipeline.graft import Grafted
from pipeline.prepare import prepare
from pipeline.specification import Specification
from pipeline.tree import lay_out, verify
from tests.pipeline.describe import ROOT

FOLDER = ROOT.parent / "shared" / "vendor-specs"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no published descriptions beside this checkout")

OPERATIONS = {
    "v1.2-2024-10-24.yaml": 39,
    "v1.2-2024-11-13.yaml": 41,
    "v1.3-2024-12-03.yaml": 25,
    "v1.3-2025-04-23.yaml": 26,
    "v1.3-2025-08-28.yaml": 28,
    "v1.3-2026-02-17.yaml": 54,
    "v1.3-2026-03-27.json": 55,
    "v1.3-2026-04-11.json": 56,
    "v1.3-2026-04-27a.json": 68,
    "v1.3-2026-04-27b.json": 58,
    "v1.3-2026-06-18.json": 67,
    "v1.3-2026-07-07.json": 67,
    "v1.3-2026-07-16.json": 86,
    "v1.3-2026-07-30.json": 97,
}
MADE = ("v1.2-2024-11-13.yaml", "v1.3-2026-02-17.yaml", "v1.3-2026-07-07.json", "v1.3-2026-07-30.json")


def version_of(name: str) -> str:
    return name.split("-")[0]


@functools.cache
def grafted(name: str) -> tuple[Grafted, Specification]:
    return merged(ROOT, version_of(name), FOLDER / name)


@functools.cache
def our_description() -> Specification:
    return merged(ROOT, "v1.3", None)[0].specification


def test_every_snapshot_is_tried() -> None:
    assert {file.name for file in FOLDER.iterdir() if file.suffix in (".json", ".yaml")} == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_published_operation_is_read_and_each_of_both_is_prepared(name: str) -> None:
    graft, theirs = grafted(name)

    prepared = prepare(graft.specification)

    assert len(theirs.operations) == OPERATIONS[name]
    assert set(theirs.operations) <= set(graft.specification.operations)
    assert sum(len(item) for item in prepared["paths"].values()) == len(graft.specification.operations)


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name.startswith("v1.3")])
def test_no_name_of_ours_is_lost_under_any_snapshot(name: str) -> None:
    ours = our_description()

    specification = grafted(name)[0].specification

    for place, operation in ours.operations.items():
        kept = specification.operations[place]
        assert (kept.tag, kept.operation_id, kept.path) == (operation.tag, operation.operation_id, operation.path)
        assert {one["name"] for one in operation.parameters} <= {one["name"] for one in kept.parameters}
    for component, schema in ours.schemas.items():
        assert set(schema.get("properties") or {}) <= set(specification.schemas[component].get("properties") or {})


@pytest.mark.parametrize("name", MADE)
def test_a_snapshot_becomes_a_package_that_imports_and_is_strictly_typed(name: str, tmp_path: Path) -> None:
    version = version_of(name)

    made = generate(ROOT, version, FOLDER / name, tmp_path)

    assert (made.operations, made.warnings) == (OPERATIONS[name], 0)
    assert (
        sum(1 for module in (made.tree / "api").glob("*/*.py") if module.stem != "__init__")
        == made.operations + made.kept
    )
    verify(lay_out(tmp_path, made, tmp_path / "out"), version)
