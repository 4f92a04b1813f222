"""Each hostile or odd description beside the checkout ends in a whole package, or in one clear line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import regenerate

from pipeline import verifying
from pipeline.allowed import violations
from tests.pipeline.describe import ROOT

FOLDER = ROOT.parent / "shared" / "cases" / "descriptions"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no descriptions to try beside this checkout")

FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []
PACKAGES = {
    "a01", "b01", "b03", "b04", "b05", "b06", "b07", "b09", "b10", "b11", "b13", "b15", "b16", "b17", "b19", "b21",
    "b23", "b26", "b29", "b31", "b32", "b33", "b40", "b43", "b44", "b47", "b51", "b53", "b54", "b57", "b61", "b62",
    "b65", "b67", "c01", "c08", "c09", "c12", "c21",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_type_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Types are checked by the tests of the package; here only the ending matters, and mypy takes seconds a file."""
    monkeypatch.setattr(verifying, "_mypy", lambda name, home: [sys.executable, "-c", ""])


def lost(package: Path) -> list[str]:
    """Operations of the table that have no module."""
    table = json.loads((package / "OPERATIONS.json").read_text(encoding="utf-8"))
    modules = [package / "api" / f"{entry['module'].replace('.', '/')}.py" for entry in table.values()]
    return [str(module) for module in modules if not module.is_file()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_description_ends_in_a_package_or_in_one_clear_line(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    status = regenerate.main(["v9.9", "--spec", str(file), "--out", str(tmp_path / "out")])

    told = capsys.readouterr()
    assert all(line.isprintable() for line in (told.out + told.err).split("\n"))
    package = tmp_path / "out" / "twelvelabs_generated" / "v9_9"
    if file.stem[:3] in PACKAGES:
        assert (status, told.err) == (0, "")
        assert told.out.splitlines()[-1].startswith("v9.9: ")
        assert list(violations(package, ROOT / "openapi" / "codegen")) == []
        assert lost(package) == []
    else:
        assert status in (1, 2)
        assert told.out == ""
        (line,) = told.err.splitlines()
        assert line.startswith("v9.9: ")
        assert str(file) in line
    assert not list(tmp_path.rglob("*PWNED*"))
    assert {entry.name for entry in tmp_path.iterdir()} <= {"out"}


def test_what_a_published_description_says_of_retries_is_not_read(tmp_path: Path) -> None:
    regenerate.main(["v9.9", "--spec", str(FOLDER / "b65-x-retry-read-on-post.json"), "--out", str(tmp_path)])

    package = tmp_path / "twelvelabs_generated" / "v9_9"
    assert json.loads((package / "OPERATIONS.json").read_text("utf-8"))["t_x"]["retry"] == "certain"
    assert 'RETRY = "certain"\n' in (package / "api" / "t" / "t_x.py").read_text("utf-8")
