"""A description that is laid over another version's: what differs, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.differences import read_differences
from pipeline.document import SpecError, load
from tests.pipeline.test_regenerate import made as made
from tests.pipeline.test_regenerate import run

BASE = """
openapi: 3.1.0
info: {title: Things, version: '1.3'}
paths:
  /things: {get: {operationId: list, parameters: [{name: page, in: query}]}, post: {operationId: make}}
components: {schemas: {Thing: {type: object, properties: {name: {type: string}, size: {type: integer}}}}}
"""


def folder(root: Path, version: str, text: str) -> Path:
    place = root / version
    place.mkdir()
    (place / "api.yaml").write_text(text)
    return place


@pytest.mark.parametrize(
    ("overlay", "place", "expected"),
    [
        ("info: {version: '9.9'}", "info", {"title": "Things", "version": "9.9"}),
        (
            "paths: {/things: {post: null}}",
            "paths /things",
            {"get": {"operationId": "list", "parameters": [{"name": "page", "in": "query"}]}},
        ),
        (
            "paths: {/things: null, /goods: {get: {operationId: list}}}",
            "paths",
            {"/goods": {"get": {"operationId": "list"}}},
        ),
        ("paths: {/things: {get: {parameters: []}}}", "paths /things get parameters", []),
        (
            "components: {schemas: {Thing: {properties: {size: null, weight: {type: number}}}}}",
            "components schemas Thing properties",
            {"name": {"type": "string"}, "weight": {"type": "number"}},
        ),
    ],
)
def test_an_overlay_says_what_differs(overlay: str, place: str, expected: object, tmp_path: Path) -> None:
    folder(tmp_path, "v1.3", BASE)

    found = load(folder(tmp_path, "v9.9", f"extends: v1.3\n{overlay}\n"))
    said = found
    for key in place.split():
        said = said[key]

    assert said == expected
    assert "extends" not in found


def test_overlays_are_laid_over_each_other(tmp_path: Path) -> None:
    folder(tmp_path, "v1.3", BASE)
    folder(tmp_path, "v9.9", "extends: v1.3\npaths: {/goods: {}}\n")

    found = load(folder(tmp_path, "v1.5", "extends: v9.9\npaths: {/things: null}\n"))

    assert found["paths"] == {"/goods": {}}


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        ("extends: v1.2", "extends v1.2, which does not exist beside it"),
        ("extends: ../v1.3", "name the folder of another version"),
        ("extends: v9.9", "extends v9.9, which extends v9.9"),
    ],
)
def test_what_cannot_be_extended_is_refused(overlay: str, expected: str, tmp_path: Path) -> None:
    folder(tmp_path, "v1.3", BASE)

    with pytest.raises(SpecError, match=expected):
        load(folder(tmp_path, "v9.9", overlay))


def test_an_overlay_says_what_it_extends_in_one_place(tmp_path: Path) -> None:
    base = folder(tmp_path, "v1.3", BASE)
    (base / "things.yaml").write_text("extends: v1.2\n")

    with pytest.raises(SpecError, match=r"extends belongs in api\.yaml"):
        load(base)


def test_reasons_for_differences_hold_for_the_overlay_too(tmp_path: Path) -> None:
    row = "- {place: GET /things, kind: text-changed, ours: a, theirs: b, why: c, source: d, date: '2026-12-01'}\n"
    (folder(tmp_path, "v1.3", BASE) / "differences.yaml").write_text(row)

    rows = read_differences(folder(tmp_path, "v9.9", "extends: v1.3\n"))

    assert [row.places for row in rows] == [("GET /things",)]


def test_a_change_of_what_is_extended_is_drift_of_the_overlay(made: Path) -> None:
    folder(made / "openapi", "v9.9", "extends: v1.3\ninfo: {version: '9.9'}\n")
    first = run(made, "v9.9"), run(made, "v9.9", "--check")
    with (made / "openapi" / "v1.3" / "api.yaml").open("a") as file:
        file.write("# A word.\n")

    second = run(made, "v9.9", "--check")

    assert [each.returncode for each in (*first, second)] == [0, 0, 1], [each.stderr for each in first]
    assert "v9.9: out of date: openapi/spec.lock" in second.stdout
