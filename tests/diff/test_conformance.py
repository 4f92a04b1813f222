from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import conformance
import pytest
import yaml

from pipeline.differences import Difference, read_differences
from pipeline.document import SpecError
from tests.diff.describe import TEXT, api, reply, thing
from tracking.change import Change
from tracking.explanations import idle, is_explained, mirrored, read_reasons

ROW = {
    "place": "GET /a response 200 /y", "kind": "field-added", "ours": "there", "theirs": "absent",
    "why": "new", "source": "reference pages", "date": "2026-07-30",
}  # fmt: skip
ADDED = Change("GET /a/{id}", "response 200 /data[]/y", "field-added", "compatible", "y is new")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose description has a field that the published one has not, and lacks one of its operations."""
    monkeypatch.setattr(conformance, "ROOT", tmp_path / "main")
    monkeypatch.setattr(conformance, "PUBLISHED", tmp_path / "published")
    folder = tmp_path / "main" / "openapi" / "v9.1"
    folder.mkdir(parents=True)
    ours = api(("GET /a", reply({"type": "object", "properties": {"x": TEXT, "y": TEXT}})))
    (folder / "api.yaml").write_text(yaml.safe_dump(ours))
    (tmp_path / "published").mkdir()
    theirs = api(("GET /a", reply(thing(TEXT))), ("GET /b", {}))
    (tmp_path / "published" / "v9.1-2026-02-01.json").write_text(json.dumps(theirs))
    (tmp_path / "published" / "v9.1-2026-01-01.json").write_text("older, and not read")
    return folder


def explain(folder: Path, *rows: dict[str, Any]) -> None:
    (folder / "differences.yaml").write_text(yaml.safe_dump(list(rows)))


def test_a_difference_without_a_reason_fails(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main(["v9.1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "no reason for: GET /a response 200 /y | field-added: y is new"
    assert lines[-1].endswith("1 of 2 published operations described, 1 not yet")


def test_a_reason_settles_it(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    explain(checkout, ROW)
    assert conformance.main(["v9.1"]) == 0
    assert capsys.readouterr().out == (
        "v9.1: 1 differences from v9.1-2026-02-01.json, 1 reasons, 0 to settle; "
        "1 of 2 published operations described, 1 not yet\n"
    )


def test_a_reason_for_nothing_fails(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    explain(checkout, {**ROW, "place": [ROW["place"], "GET /a response 200 /z"]})
    assert conformance.main(["v9.1"]) == 1
    assert "explains nothing: GET /a response 200 /z (field-added)" in capsys.readouterr().out


def test_nothing_to_compare_with(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main(["v9.2"]) == 0
    assert "not compared" in capsys.readouterr().out
    assert conformance.main(["v9.1", "--published", "none.json"]) == 2


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ("GET /a/{} response 200 /data[]/y", ("*",)),
        ("* response 200 */y", ("field-added",)),
        ("GET *", ("field-*",)),
        ("*", ("text-changed", "field-added")),
    ],
)
def test_a_place_may_hold_any_run_of_characters(place: str, kinds: tuple[str, ...]) -> None:
    assert is_explained(ADDED, [Difference((place,), kinds)])
    assert not list(idle([ADDED], [Difference((place,), kinds)]))


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ("GET /a/{id} response 200 /data[]/y", ("*",)),
        ("GET /a/{} response 200 /data", ("*",)),
        ("GET /a/{} response 200 /data?]/y", ("*",)),
        ("*", ("field-removed",)),
    ],
)
def test_everything_else_is_meant_as_written(place: str, kinds: tuple[str, ...]) -> None:
    assert not is_explained(ADDED, [Difference((place,), kinds)])
    assert len(list(idle([ADDED], [Difference((place,), kinds)]))) == 1


@pytest.mark.parametrize(
    ("kind", "seen_from_ours"),
    [
        ("field-added", "field-removed"),
        ("variant-removed", "variant-added"),
        ("became-required", "became-optional"),
        ("limit-loosened", "limit-tightened"),
        ("type-changed", "type-changed"),
    ],
)
def test_a_row_explains_the_same_difference_seen_from_either_side(kind: str, seen_from_ours: str) -> None:
    seen = Change("GET /a", "response 200 /y", seen_from_ours, "breaking", "")
    row = Difference(("GET /a response 200 /y",), (kind,))

    assert mirrored(kind) == seen_from_ours
    assert is_explained(seen, [row], from_ours=True)
    assert is_explained(seen, [row]) is (kind == seen_from_ours)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({**ROW, "why": ""}, "why must be a string"),
        ({key: ROW[key] for key in ROW if key != "date"}, "date must be a string"),
        ({**ROW, "date": "30 July"}, "must be written as 2026-07-30"),
        ({**ROW, "kinds": "text-changed"}, "unknown kinds"),
        ({key: ROW[key] for key in ROW if key != "kind"}, "has no kind"),
        ({**ROW, "decision": "both"}, "decision must be ours or theirs, not 'both'"),
        ({"why": "so"}, "has no place"),
        ("text", "has no place"),
    ],
)
def test_a_malformed_row_is_named(row: Any, expected: str, tmp_path: Path) -> None:
    explain(tmp_path, ROW, row)
    with pytest.raises(SpecError, match=f"row 2.*{expected}"):
        read_differences(tmp_path)


def test_our_description_conforms(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main(["v1.3"]) == 0, capsys.readouterr().out


def test_a_kind_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    row = {"place": "*", "kind": "feild-added", "ours": "a", "theirs": "b", "why": "c", "source": "d"}
    (tmp_path / "differences.yaml").write_text(json.dumps([{**row, "date": "2026-07-30"}]))

    with pytest.raises(SpecError, match="kind 'feild-added' must be one of became-optional, "):
        read_reasons(tmp_path)
