"""v1.1 and v1.2 can be deleted: their `older` folders, and the rows that name them, and what is left type-checks."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from versioning.cutting import without

FACADE = Path(__file__).resolve().parents[2] / "facade"
OLDER = ("v1.1", "v1.2")
MYPY = """
[mypy]
namespace_packages = true
explicit_package_bases = true
[mypy-twelvelabs_generated.*]
follow_imports = skip
ignore_missing_imports = true
"""


def without_older(text: str) -> str:
    """A module without decisions on the older versions, and without what it imports of theirs."""
    for version in OLDER:
        text = without(text, version)
    tree = ast.parse(text)
    names = set(_imported(tree))
    dropped = {number for first, last in _rows(tree, names) for number in range(first, last + 1)}
    lines = enumerate(text.splitlines(keepends=True), start=1)
    return "".join(line for number, line in lines if number not in dropped)


def _is_older(module: str | None) -> bool:
    return module is not None and "older" in module.split(".")


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _is_older(node.module):
            yield from (alias.name for alias in node.names)


def _rows(tree: ast.AST, names: set[str]) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _is_older(node.module):
            yield node.lineno, node.end_lineno or 0
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in names:
                    yield key.lineno, value.end_lineno or 0
        elif isinstance(node, ast.List):
            yield from ((item.lineno, item.lineno) for item in node.elts if ast.unparse(item).strip("'") in names)


@pytest.mark.parametrize("package", ["twelvelabs_client", "twelvelabs_sandbox"])
def test_what_is_left_without_the_older_versions_type_checks(package: str, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "older")
    shutil.copytree(FACADE / package, tmp_path / package, ignore=ignored)
    (tmp_path / "mypy.ini").write_text(MYPY)
    for file in (tmp_path / package).rglob("*.py"):
        file.write_text(without_older(file.read_text(encoding="utf-8")), encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--config-file=mypy.ini", "--no-error-summary", "-p", package]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert output == ""
