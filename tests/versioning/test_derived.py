"""The code of a version that is derived from another's, until a file is taken over."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import derive
import pytest
from versioning.layout import CLIENT, DERIVED, VersionError, versions_of

from pipeline.generator import package_name

ROOT = Path(__file__).resolve().parents[2]
ROW = '["v9.9"]\nfrom = "v1.3"\ntaken_over = [{files}]\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The client alone, with a version that is derived from v1.3."""
    ignored = shutil.ignore_patterns("__pycache__", "_sync", "resources")
    shutil.copytree(ROOT / CLIENT, tmp_path / CLIENT, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / DERIVED).write_text(ROW.format(files=""))
    derive.derive(tmp_path)
    return tmp_path


def test_what_is_derived_names_its_own_version_alone(checkout: Path) -> None:
    folder = checkout / CLIENT / "versions" / "v9_9"
    texts = {file.name: file.read_text().partition("\n") for file in folder.glob("*.py") if file.stat().st_size}

    assert texts.keys() == {file.name for file in (folder.parent / "v1_3").glob("*.py") if file.stat().st_size}
    assert {head for head, _, _ in texts.values() if not head.startswith("# Derived from versions/v1_3/")} == set()
    assert [name for name, (_, _, body) in texts.items() if re.search(r"v1[._]3", body)] == []
    assert "class AsyncTwelveLabsV9_9(" in (checkout / CLIENT / "_async" / "client_v9_9.py").read_text()


def test_what_was_just_derived_is_up_to_date(checkout: Path) -> None:
    assert derive.derive(checkout, check=True) == []


@pytest.mark.parametrize("edited", ["versions/v1_3/search.py", "versions/v9_9/search.py"])
def test_an_edit_of_either_side_is_drift(edited: str, checkout: Path) -> None:
    with (checkout / CLIENT / edited).open("a") as file:
        file.write("\n\nFURTHER = 1\n")

    assert derive.derive(checkout, check=True) == ["versions/v9_9/search.py"]


def test_a_module_that_comes_from_nowhere_is_drift(checkout: Path) -> None:
    (checkout / CLIENT / "versions" / "v9_9" / "stray.py").write_text("X = 1\n")

    assert derive.derive(checkout, check=True) == ["versions/v9_9/stray.py"]


def test_a_file_that_is_taken_over_stays_as_it_is(checkout: Path) -> None:
    own = checkout / CLIENT / "versions" / "v9_9" / "search.py"
    own.write_text("MINE = 1\n")
    (checkout / DERIVED).write_text(ROW.format(files='"versions/v9_9/search.py"'))

    derive.derive(checkout)

    assert own.read_text() == "MINE = 1\n"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (ROW.format(files='"versions/v9_9/none.py"'), "takes over versions/v9_9/none.py, which is not there"),
        (ROW.format(files="").replace("v1.3", "v9.9"), "derived from v9.9, which is no version of the client"),
        ('["v9.9"]\nfrom = "v1.3"\n', "must have `from`, a version, and `taken_over`, a list"),
        ("[v9.9", "not well-formed"),
    ],
)
def test_a_table_that_means_nothing_is_refused(table: str, told: str, checkout: Path) -> None:
    (checkout / DERIVED).write_text(table)

    with pytest.raises(VersionError, match=re.escape(told)):
        derive.derive(checkout)


def test_nothing_of_a_version_imports_another_one() -> None:
    packages = map(package_name, versions_of(ROOT))
    later = [package for package in packages if (ROOT / CLIENT / "versions" / package).is_dir()]

    named = [(package, module) for package in later for module in imported(package)]
    found = [(package, module) for package, module in named if names_other(module, package)]

    assert later
    assert found == []


def names_other(module: str, package: str) -> bool:
    return any(re.fullmatch(r"v\d+_\d+", part) and part != package for part in module.split("."))


def imported(package: str) -> Iterator[str]:
    """What the modules of a version import."""
    folder = ROOT / CLIENT / "versions" / package
    for file in (*folder.rglob("*.py"), ROOT / CLIENT / "_async" / f"client_{package}.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield node.module or ""
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
