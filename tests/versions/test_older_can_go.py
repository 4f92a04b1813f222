"""v1.1 and v1.2 can be deleted: their `older` folders, and the rows that name them, and what is left type-checks."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FACADE = Path(__file__).resolve().parents[2] / "facade"
OLDER = {"v1.1", "v1.2", "1.1", "1.2"}
MYPY = """
[mypy]
namespace_packages = true
explicit_package_bases = true
[mypy-twelvelabs_generated.*]
follow_imports = skip
ignore_missing_imports = true
"""
# Rows that stand in a line of their own, and what they are without the older versions.
ROWS = {
    "twelvelabs_client/core/settings.py": [('["v1.1", "v1.2", ', "[")],
    "twelvelabs_sandbox/versions.py": [('["1.1", "1.2", ', "[")],
    "twelvelabs_sandbox/surfaces.py": [
        ('V1_1 = Surface("1.1", OPERATIONS_1_1, _untold, waiting=False)\n', ""),
        ('V1_2 = Surface("1.2", OPERATIONS_1_2, _told_on_posts)\n', ""),
        ("    V1_2,\n    V1_1,\n", ""),
    ],
}


def without_older(text: str) -> str:
    """A module without imports, decisions and rows of the older versions."""
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
        elif isinstance(node, ast.match_case) and _constants(node.pattern) <= OLDER and _constants(node.pattern):
            yield node.pattern.lineno, node.body[-1].end_lineno or 0
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and (key.value in OLDER or key.value in names):
                    yield key.lineno, value.end_lineno or 0
        elif isinstance(node, ast.List):
            yield from ((item.lineno, item.lineno) for item in node.elts if ast.unparse(item).strip("'") in names)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None and ast.unparse(node.returns) in names:
            yield node.decorator_list[0].lineno, node.end_lineno or 0


def _constants(pattern: ast.pattern) -> set[str]:
    return {str(node.value) for node in ast.walk(pattern) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("package", ["twelvelabs_client", "twelvelabs_sandbox"])
def test_what_is_left_without_the_older_versions_type_checks(package: str, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "older")
    shutil.copytree(FACADE / package, tmp_path / package, ignore=ignored)
    (tmp_path / "mypy.ini").write_text(MYPY)
    for file in (tmp_path / package).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for row, left in ROWS.get(file.relative_to(tmp_path).as_posix(), []):
            assert row in text
            text = text.replace(row, left)
        file.write_text(without_older(text), encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--config-file=mypy.ini", "--no-error-summary", "-p", package]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert output == ""
