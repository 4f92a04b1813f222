"""Nothing is decided on an API version in silence: a further version makes mypy list every place that has to decide."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FACADE = Path(__file__).resolve().parents[2] / "facade"
PACKAGES = {
    "twelvelabs_client": ("core/settings.py", "ApiVersion: TypeAlias = Literal[", '"v0.1", '),
    "twelvelabs_sandbox": ("versions.py", "Version: TypeAlias = Literal[", '"0.1", '),
}
# Data by version: a version without its row is a KeyError, not another version's.
TABLES = {
    "twelvelabs_client": {"versions/unsupported.py"},
    "twelvelabs_sandbox": {"older/engines.py", "older/tasks.py", "newer/embed_v1.py"},
}
MYPY = """
[mypy]
namespace_packages = true
explicit_package_bases = true
[mypy-twelvelabs_generated.*]
follow_imports = skip
ignore_missing_imports = true
"""


def open_decisions(text: str) -> Iterator[int]:
    """The lines that decide on a version in a way that mypy does not hold closed."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.expr | ast.Match) and _is_open(node):
            yield node.lineno


def _is_open(node: ast.expr | ast.Match) -> bool:
    match node:
        case ast.Compare(left=left, ops=operators, comparators=others):
            identity = all(isinstance(operator, ast.Is | ast.IsNot) for operator in operators)
            return not identity and any(map(_is_a_version, (left, *others)))
        case ast.Match(cases=cases):
            return any(map(_names_a_version, cases)) and not _is_closed(node)
        case ast.Dict(keys=keys):
            return any(key is not None and _is_a_version(key) for key in keys)
        case ast.Call(func=ast.Attribute(value=text, attr="startswith")):
            return _is_a_version(text)
        case _:
            return False


def _is_a_version(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_a_version, node.elts))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and re.fullmatch(r"v?\d+[._]\d+", node.value) is not None
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.lower() in ("version", "api_version", "_speaks")


def _names_a_version(case: ast.match_case) -> bool:
    return any(isinstance(node, ast.Constant) and _is_a_version(node) for node in ast.walk(case.pattern))


def _is_closed(match: ast.Match) -> bool:
    last = match.cases[-1]
    return ast.unparse(last.pattern) == "_" and ast.unparse(last.body[-1]).startswith("assert_never(")


def decisions_in(text: str) -> Iterator[int]:
    """The lines at which a decision ends that every version takes part in; older versions are a closed set."""
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = (*function.args.args, *function.args.kwonlyargs)
        kinds = {ast.unparse(argument.annotation) for argument in arguments if argument.annotation is not None}
        if kinds & {"ApiVersion", "Version"}:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node) == "assert_never(version)":
                    yield node.lineno


@pytest.mark.parametrize(
    "text",
    [
        "v == 'v1.2'",
        "'1.3' != call.version",
        "client.api_version in KNOWN",
        "spoken in ('v1.3', 'v1.2')",
        "_speaks < x",
        "version.startswith('v1.')",
        "{'v1.3': True}.get(spoken)",
        "match v:\n    case 'v1.3':\n        f()\n    case _:\n        g()",
    ],
)
def test_a_decision_that_is_not_closed_is_found(text: str) -> None:
    assert list(open_decisions(text)) == [1]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_decision_on_a_version_is_closed(package: str) -> None:
    found = {
        file.relative_to(FACADE / package).as_posix()
        for file in (FACADE / package).rglob("*.py")
        if list(open_decisions(file.read_text(encoding="utf-8")))
    }

    assert found == TABLES[package]


@pytest.mark.parametrize("package", PACKAGES)
def test_mypy_lists_every_place_that_a_further_version_has_to_decide(package: str, tmp_path: Path) -> None:
    shutil.copytree(FACADE / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "mypy.ini").write_text(MYPY)
    file, declaration, further = PACKAGES[package]
    settings = tmp_path / package / file
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(declaration, declaration + further), encoding="utf-8")
    decisions = {
        f"{module.relative_to(tmp_path).as_posix()}:{line}"
        for module in (tmp_path / package).rglob("*.py")
        for line in decisions_in(module.read_text(encoding="utf-8"))
    }

    command = [sys.executable, "-m", "mypy", "--config-file=mypy.ini", "--no-error-summary", "-p", package]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert declaration in text
    assert len(decisions) >= 2
    listed = re.findall(r"^(\S+:\d+): error: Argument 1 to \"assert_never\"", output, flags=re.MULTILINE)
    assert set(listed) == decisions
