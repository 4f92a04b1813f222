"""The descriptions that were really published, where a checkout has them beside it."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
import yaml

from pipeline.generator import generate, merged
from pipeline.graft import Grafted
from pipeline.prepare import prepare
from pipeline.specification import Specification
from pipeline.tree import lay_out
from pipeline.verifying import verify
from tests.pipeline.describe import ROOT

FOLDER = ROOT.parent / "shared" / "vendor-specs"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no published descriptions beside this checkout")

# Of the versions that this checkout describes.
NAMES = sorted(
    file.name
    for version in (ROOT / "openapi").glob("v*")
    for file in FOLDER.glob(f"{version.name}-*")
    if file.suffix in (".json", ".yaml")
)
METHODS = {"get", "post", "put", "patch", "delete"}


def version_of(name: str) -> str:
    return name.split("-")[0]


def newest_of_each_version() -> list[str]:
    """Making and checking a package takes seconds, so it is done once a version; every other step runs on all."""
    return list({version_of(name): name for name in NAMES}.values())


def published_operations(name: str) -> int:
    """How many operations a file holds, counted without the pipeline."""
    document = yaml.load(
        (FOLDER / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return sum(len(METHODS & set(item)) for item in document["paths"].values())


@functools.cache
def grafted(name: str) -> tuple[Grafted, Specification]:
    return merged(ROOT, version_of(name), FOLDER / name)


@functools.cache
def our_description(version: str) -> Specification:
    return merged(ROOT, version, None)[0].specification


@pytest.mark.parametrize("name", NAMES)
def test_every_published_operation_is_read_and_each_of_both_is_prepared(name: str) -> None:
    graft, theirs = grafted(name)

    prepared = prepare(graft.specification)

    assert len(theirs.operations) == published_operations(name)
    assert set(theirs.operations) <= set(graft.specification.operations)
    assert sum(len(item) for item in prepared["paths"].values()) == len(graft.specification.operations)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_ours_is_lost_under_any_snapshot(name: str) -> None:
    ours = our_description(version_of(name))

    specification = grafted(name)[0].specification

    for place, operation in ours.operations.items():
        kept = specification.operations[place]
        assert (kept.tag, kept.operation_id, kept.path) == (operation.tag, operation.operation_id, operation.path)
        assert {one["name"] for one in operation.parameters} <= {one["name"] for one in kept.parameters}
    for component, schema in ours.schemas.items():
        assert set(schema.get("properties") or {}) <= set(specification.schemas[component].get("properties") or {})


@pytest.mark.parametrize("name", newest_of_each_version())
def test_a_snapshot_becomes_a_package_that_imports_and_is_strictly_typed(name: str, tmp_path: Path) -> None:
    version = version_of(name)

    made = generate(ROOT, version, FOLDER / name, tmp_path)

    assert (made.operations, made.aside) == (published_operations(name), [])
    assert (
        sum(1 for module in (made.tree / "api").glob("*/*.py") if module.stem != "__init__")
        == made.operations + made.kept
    )
    verify(lay_out(tmp_path, made, tmp_path / "out"), version)
