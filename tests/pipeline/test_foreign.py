"""The command `scripts/foreign.py`: a table of what becomes of descriptions that nobody here has written."""

from __future__ import annotations

import json
from pathlib import Path

import foreign
import pytest
from conformance import newest

from tests.pipeline.describe import ROOT, TEXT, description, replies

PUBLISHED = ROOT.parent / "shared" / "vendor-specs"
NEWEST = newest(PUBLISHED, "v1.3")
GOOD = description({"/a": {"get": {"responses": replies(TEXT)}}})
BAD = description({"/a": {"get": {"responses": replies(TEXT)}}, "/b c": {"get": {"responses": replies(TEXT)}}})
BROKEN = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}


def write(folder: Path, **contents: object) -> None:
    for name, content in contents.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def test_each_description_is_a_row_with_what_became_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, good=GOOD, bad=BAD, package={"name": "no description"})

    status = foreign.main([str(tmp_path)])

    head, bad, aside, good, last = capsys.readouterr().out.splitlines()
    assert head.split()[:6] == ["description", "ops", "made", "aside", "warn", "ok"]
    assert bad.split()[:6] == ["bad.json", "2", "1", "1", "0", "yes"]
    assert aside == "    GET /b c: is not a path: it must not hold spaces or control characters"
    assert good.split()[:6] == ["good.json", "1", "1", "0", "0", "yes"]
    assert last == "1 of 2 descriptions give a package; 2 of 3 operations"
    assert status == 1


ENDINGS: dict[str, tuple[list[foreign.Row], int]] = {
    "all that hold": ([foreign.Row("a", operations=20, generated=19, holds=True)], 0),
    "one that lacks too much": ([foreign.Row("a", operations=20, generated=18, holds=True)], 1),
    "one that does not hold": ([foreign.Row("a", holds=True), foreign.Row("b", failure="mypy: no")], 1),
    "what is no description is not counted": (
        [foreign.Row("a", holds=True), foreign.Row("b", failure="b: holds no object at the top")], 0,
    ),
    "nothing at all": ([foreign.Row("b", failure="b: not an OpenAPI 3 description (openapi: None)")], 1),
}  # fmt: skip


@pytest.mark.parametrize("case", ENDINGS)
def test_the_status_says_whether_every_description_gave_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    rows, status = ENDINGS[case]
    write(tmp_path, **{row.file: {} for row in rows})
    by_name = {row.file: row for row in rows}
    monkeypatch.setattr(foreign, "_apart", lambda file, folder: by_name[file.stem])

    assert foreign.main([str(tmp_path)]) == status
    assert all(row.failure in capsys.readouterr().out for row in rows if row.failure.startswith("mypy"))


def test_a_failure_is_named_in_the_row_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, broken=BROKEN)

    foreign.main([str(tmp_path / "broken.json"), "--one"])

    row = json.loads(capsys.readouterr().out)
    assert (row["file"], row["holds"]) == ("broken.json", False)
    assert row["failure"].endswith("broken.json: has no paths")


@pytest.mark.skipif(NEWEST is None, reason=f"no published description in {PUBLISHED}")
def test_the_newest_published_description_gives_all_its_operations_without_ours_below_it() -> None:
    assert NEWEST is not None

    row = foreign.made_of(NEWEST)

    assert (row.failure, row.holds, row.aside, row.warnings) == ("", True, [], 0)
    assert row.generated == row.operations > 90
