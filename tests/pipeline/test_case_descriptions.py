"""Each odd description beside the checkout ends in a package, whole or with operations set aside, or in a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import regenerate

from pipeline import verifying
from pipeline.allowed import violations
from pipeline.operations import operations_of
from pipeline.specification import Schema
from tests.pipeline.describe import ROOT

FOLDER = ROOT.parent / "shared" / "cases" / "descriptions"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no descriptions to try beside this checkout")

FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []
# What each file ends in, by the first letters of its name.
WHOLE = {
    "a01", "b01", "b03", "b04", "b05", "b06", "b07", "b09", "b10", "b11", "b13", "b15", "b16", "b17", "b19",
    "b21", "b23", "b24", "b26", "b28", "b29", "b31", "b32", "b33", "b40", "b43", "b44", "b50", "b51", "b53",
    "b56", "b57", "b58", "b61", "b62", "b64", "b65", "b67", "c01", "c08", "c09", "c12", "c21",
}  # fmt: skip
ASIDE = {
    "b02", "b35", "b36", "b37", "b38", "b39", "b45", "b46", "b47", "b48", "b54", "b60",
}  # fmt: skip
REFUSED = {
    "b42", "b55", "c04", "c05", "c06", "c07", "c10", "c11", "c13", "c14", "c15", "c16", "c17", "c19", "c20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_type_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Types are checked by the tests of the package; here only the ending matters, and mypy takes seconds a file."""
    monkeypatch.setattr(verifying, "_mypy", lambda name, home: [sys.executable, "-c", ""])


def lost(package: Path) -> list[str]:
    """Operations of the table that have no module."""
    modules = [package / "api" / f"{row['module'].replace('.', '/')}.py" for row in operations_of(package).values()]
    return [str(module) for module in modules if not module.is_file()]


def test_every_file_has_its_one_ending() -> None:
    assert sorted([*WHOLE, *ASIDE, *REFUSED]) == [file.stem[:3] for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_description_ends_in_a_package_or_in_one_clear_line(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    status = regenerate.main(["v9.9", "--spec", str(file), "--out", str(tmp_path / "out")])

    said = capsys.readouterr()
    assert all(line.isprintable() for line in (said.out + said.err).split("\n"))
    package = tmp_path / "out" / "twelvelabs_generated" / "v9_9"
    if file.stem[:3] in REFUSED:
        assert (status, said.out) == (2, "")
        (line,) = said.err.splitlines()
        assert line.startswith("v9.9: ")
        assert str(file) in line
    else:
        assert (status, said.err) == (0, "")
        assert said.out.splitlines()[-1].startswith("v9.9: ")
        assert list(violations(package, ROOT / "openapi" / "codegen")) == []
        assert lost(package) == []
        aside = [line for line in said.out.splitlines() if line.startswith("set aside: ")]
        assert bool(aside) == (file.stem[:3] in ASIDE)
        assert f", {len(aside)} set aside (" in said.out or not aside
        assert len(aside) == len(table(package)) - len(operations_of(package))
    assert not list(tmp_path.rglob("*PWNED*"))
    assert {entry.name for entry in tmp_path.iterdir()} <= {"out"}


def table(package: Path) -> Schema:
    """OPERATIONS.json."""
    loaded: Schema = json.loads((package / "OPERATIONS.json").read_text(encoding="utf-8"))
    return loaded


def test_what_a_published_description_says_of_retries_is_not_read(tmp_path: Path) -> None:
    regenerate.main(["v9.9", "--spec", str(FOLDER / "b65-x-retry-read-on-post.json"), "--out", str(tmp_path)])

    package = tmp_path / "twelvelabs_generated" / "v9_9"
    assert table(package)["t_x"]["retry"] == "certain"
    assert 'RETRY = "certain"\n' in (package / "api" / "t" / "t_x.py").read_text("utf-8")
