"""The code of a version that is derived from another's, until a file is taken over."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import derive
import pytest
from versioning.layout import CLIENT, DERIVED, VersionError, named, versions_of

from pipeline.generator import package_name
from tests.versioning.further import BASE, BASE_PACKAGE, CLASS, MADE, PACKAGE, ROOT

ROW = f'["{MADE}"]\nfrom = "{BASE}"\ntaken_over = [{{files}}]\n'
OWN = f"versions/{PACKAGE}"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The client alone, with a version that is derived from the default one."""
    ignored = shutil.ignore_patterns("__pycache__", "_sync", "resources")
    shutil.copytree(ROOT / CLIENT, tmp_path / CLIENT, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / DERIVED).write_text(ROW.format(files=""))
    derive.derive(tmp_path)
    return tmp_path


def test_what_is_derived_names_its_own_version_alone(checkout: Path) -> None:
    folder = checkout / CLIENT / "versions" / PACKAGE
    texts = {file.name: file.read_text().partition("\n") for file in folder.glob("*.py") if file.stat().st_size}

    assert texts.keys() == {file.name for file in (folder.parent / BASE_PACKAGE).glob("*.py") if file.stat().st_size}
    assert {
        head for head, _, _ in texts.values() if not head.startswith(f"# Derived from versions/{BASE_PACKAGE}/")
    } == set()
    assert [name for name, (_, _, body) in texts.items() if named(body, BASE)] == []
    assert f"class Async{CLASS}(" in (checkout / CLIENT / "_async" / f"client_{PACKAGE}.py").read_text()


def test_what_was_just_derived_is_up_to_date(checkout: Path) -> None:
    assert derive.derive(checkout, check=True) == []


@pytest.mark.parametrize("edited", [f"versions/{BASE_PACKAGE}/search.py", f"{OWN}/search.py"])
def test_an_edit_of_either_side_is_drift(edited: str, checkout: Path) -> None:
    with (checkout / CLIENT / edited).open("a") as file:
        file.write("\n\nFURTHER = 1\n")

    assert derive.derive(checkout, check=True) == [f"{OWN}/search.py"]


def test_a_module_that_comes_from_nowhere_is_drift(checkout: Path) -> None:
    (checkout / CLIENT / "versions" / PACKAGE / "stray.py").write_text("X = 1\n")

    assert derive.derive(checkout, check=True) == [f"{OWN}/stray.py"]


def test_a_file_that_is_taken_over_stays_as_it_is(checkout: Path) -> None:
    own = checkout / CLIENT / "versions" / PACKAGE / "search.py"
    own.write_text("MINE = 1\n")
    (checkout / DERIVED).write_text(ROW.format(files=f'"{OWN}/search.py"'))

    derive.derive(checkout)

    assert own.read_text() == "MINE = 1\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (ROW.format(files=f'"{OWN}/none.py"'), f"takes over {OWN}/none.py, which is not there"),
        (ROW.format(files="").replace(BASE, MADE), f"derived from {MADE}, which is no version of the client"),
        ('["v0.2"]\nfrom = "v0.1"\n', "must have `from`, a version, and `taken_over`, a list"),
        ("[v0.2", "not well-formed"),
    ],
)
def test_an_invalid_table_is_refused(table: str, expected: str, checkout: Path) -> None:
    (checkout / DERIVED).write_text(table)

    with pytest.raises(VersionError, match=re.escape(expected)):
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
