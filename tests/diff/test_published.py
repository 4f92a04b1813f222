"""Published descriptions, where they are at hand: what is known of their history is found, in little time."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.canonical import read_specification
from pipeline.specification import Specification
from tracking.change import Change
from tracking.changes import compare
from tracking.rendering import as_json, as_markdown, as_text
from tracking.rules import WORDING

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "vendor-specs"
SNAPSHOTS = sorted(PUBLISHED.glob("v1.*")) if PUBLISHED.is_dir() else []

pytestmark = pytest.mark.skipif(not SNAPSHOTS, reason=f"no published description in {PUBLISHED}")


def between(old: str, new: str) -> list[Change]:
    """What a client meets; how a description words it is left out."""
    before, after = (whole(next(PUBLISHED.glob(f"v1.3-{day}.*"))) for day in (old, new))
    found = compare(before, after)
    return [change for change in found if change.kind not in WORDING]


def whole(snapshot: Path) -> Specification:
    return read_specification(snapshot, whole=True)


def operations(found: list[Change], kind: str) -> set[str]:
    return {change.operation for change in found if change.kind == kind}


@pytest.mark.parametrize(("old", "new"), [*pairwise(SNAPSHOTS), *((b, a) for a, b in pairwise(SNAPSHOTS))])
def test_any_two_neighbours(old: Path, new: Path) -> None:
    start = time.process_time()
    found = compare(whole(old), whole(new))
    assert time.process_time() - start < 5
    assert found
    keys = [(change.operation, change.where, change.kind) for change in found]
    assert len(keys) == len(set(keys))
    assert all(render(found) for render in (as_json, as_markdown, as_text))


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_a_snapshot_and_itself(snapshot: Path) -> None:
    assert compare(whole(snapshot), whole(snapshot)) == []


def test_march_to_april_2026() -> None:
    found = between("2026-03-27", "2026-04-11")
    assert operations(found, "operation-removed") == {
        "POST /tasks/transfers/import/{integration-id}",
        "GET /tasks/transfers/import/{integration-id}/status",
        "GET /tasks/transfers/import/{integration-id}/logs",
    }
    assert {change.where for change in found if change.operation == "POST /search" and change.level == "breaking"} >= {
        "request /adjust_confidence_level",
        "request /threshold",
        "request /sort_option",
    }
    retyped = {change.where for change in found if change.kind == "type-changed"}
    assert retyped == {f"query {name}" for name in ("duration", "fps", "width", "height", "size")}
    assert {change.level for change in found if change.kind == "type-changed"} == {"breaking"}


def test_a_leak_and_its_revert_on_one_day() -> None:
    found = between("2026-04-27a", "2026-04-27b")
    assert len(operations(found, "operation-removed")) == 10
    assert {(change.where, change.kind) for change in found if change.kind != "operation-removed"} == {
        ("request /custom_id", "field-added"),
        ("response 200 /custom_id", "field-added"),
        ("response 200 /data[]/custom_id", "field-added"),
    }


def test_values_that_were_added() -> None:
    found = between("2026-04-11", "2026-04-27b")
    reply = [change for change in found if change.kind == "enum-value-added" and change.where.startswith("response")]
    assert {(change.operation, change.text, change.level) for change in reply} == {
        (operation, "new: multipart", "risky")
        for operation in ("GET /assets", "POST /assets", "GET /assets/{asset_id}")
    }
    assert {change.group for change in reply} == {"AssetMethod"}


def test_july_asset_validation() -> None:
    found = between("2026-06-18", "2026-07-07")
    breaking = {(change.operation, change.where, change.kind) for change in found if change.level == "breaking"}
    assert breaking == {
        ("POST /assets", "response 201 /duration", "field-removed"),
        ("POST /assets", "response 201 /size", "field-removed"),
        ("GET /assets", "response 200 /data[]/size", "format-changed"),
        ("GET /assets/{asset_id}", "response 200 /size", "format-changed"),
    }
    limits = {(change.operation, change.where): change.text for change in found if change.kind == "text-changed"}
    assert "5 MB -> 32 MB" in limits["POST /assets", "operation"]
    assert "4 GB -> 10 GB" in limits["POST /assets/multipart-uploads", "operation"]


def test_july_exporter_change() -> None:
    found = between("2026-07-07", "2026-07-16")
    pattern = [change for change in found if change.group == "pattern:status-removed response success"]
    assert len(pattern) == 15
    assert {(change.where, change.text, change.level) for change in pattern} == {
        ("response 204", "204 -> 200", "risky")
    }
    assert len(operations(found, "operation-added")) == 19
    breaking = {(change.operation, change.where, change.group) for change in found if change.level == "breaking"}
    assert breaking == {
        (operation, "request /video/segmentation", "VideoSegmentation")
        for operation in ("POST /embed-v2", "POST /embed-v2/tasks")
    }


def test_late_july() -> None:
    found = between("2026-07-16", "2026-07-30")
    assert not any(change.level == "breaking" for change in found)
    assert len(operations(found, "operation-added")) == 11
    assert operations(found, "deprecated") == {"GET /tasks", "GET /tasks/{task_id}", "DELETE /tasks/{task_id}"}
    gone = [change for change in found if change.kind == "field-removed"]
    assert {change.where.rsplit("/", 1)[-1] for change in gone} == {"docs_url"}
    assert {change.group for change in gone} == {"pattern:field-removed response error /docs_url"}
    assert ("POST /assets/multipart-uploads", "request /type", "new: audio, image") in {
        (change.operation, change.where, change.text) for change in found
    }
