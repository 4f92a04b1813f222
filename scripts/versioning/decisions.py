"""What a further version changes, each with the file and line to decide at: what mypy finds, and the rest."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.generator import package_name
from pipeline.operations import operations_of
from pipeline.specification import nameless
from pipeline.tree import PACKAGE
from tracking.change import Change
from tracking.facade_methods import documented_methods
from versioning.layout import CLIENT

FILE = Path("build", "new-version", "decisions.md")
CACHE = Path("build", "mypy")
DECODER = "_read_body"
TYPED = ("facade", "generated")


@dataclass(frozen=True, slots=True)
class Decision:
    """A place in code, why it is to be looked at, and the changes that may be the reason."""

    where: str
    text: str
    changes: tuple[Change, ...] = ()


def found_by_types(root: Path, version: str, changes: Sequence[Change]) -> list[Decision]:
    """The type errors in a checkout, with the changes that they come from."""
    if (root / FILE).exists():
        # After an earlier try, mypy remembers what could not be imported then.
        shutil.rmtree(root / CACHE, ignore_errors=True)
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-color-output", *TYPED]
    output = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout
    errors = re.findall(r"^(\S+?):(\d+): error: (.*)$", output, flags=re.MULTILINE)
    return [
        Decision(f"{file}:{line}", text, tuple(_reasons(root, version, file, int(line), text, changes)))
        for file, line, text in errors
    ]


def named_in_docstrings(root: Path, version: str, base: str, changes: Iterable[Change]) -> list[Decision]:
    """The facade methods whose docstrings say that they call what the further version has not."""
    files = {method.name: method.file for method in documented_methods(root / CLIENT, base)}
    text = f"its docstring says that {version} has it: end the line with `; before {version}` and what is called now"
    return [
        Decision(_documented(root, CLIENT / files[method], change.place), text, (change,))
        for change in changes
        if change.kind == "operation-removed"
        for method in change.facade[:1]
    ]


def _documented(root: Path, file: Path, place: str) -> str:
    """The line of a docstring that names an operation."""
    return _line_of(root, file, lambda line: place in map(nameless, re.findall(r"`([A-Z]+ /[^`]*)`", line)))


def _line_of(root: Path, file: Path, is_it: Callable[[str], bool]) -> str:
    lines = (root / file).read_text("utf-8").splitlines()
    return ":".join([file.as_posix(), *[str(number) for number, line in enumerate(lines, start=1) if is_it(line)][:1]])


def news(root: Path, version: str, changes: Iterable[Change]) -> list[Decision]:
    """The changes that break nothing, each where its operation is called, or else where it is generated."""
    calls, modules = _calls(root, version), _operations(root, version)
    folder = Path("generated", PACKAGE, package_name(version), "api")
    made = {place: folder / f"{module.replace('.', '/')}.py" for module, places in modules.items() for place in places}
    return [
        Decision(calls.get(change.place, made.get(change.place, folder / "__init__.py").as_posix()), "", (change,))
        for change in changes
        if change.level == "compatible"
    ]


def left(root: Path, version: str, changes: Iterable[Change], decided: Sequence[Decision]) -> list[Decision]:
    """The changes that may break something and that no type error shows, each where its operation is called."""
    shown = {change for decision in decided for change in decision.changes}
    calls = _calls(root, version)
    return [
        Decision(
            _errors(root) if _is_of_errors(change) else calls.get(change.place, "no translator calls it"), "", (change,)
        )
        for change in changes
        if change not in shown and change.level != "compatible"
    ]


def _is_of_errors(change: Change) -> bool:
    return re.match(r"response [45]", change.where) is not None


def _errors(root: Path) -> str:
    """Where every error is read, whatever is described of it."""
    return _line_of(root, CLIENT / "core" / "errors.py", lambda line: line.startswith(f"def {DECODER}("))


def page(
    version: str, base: str, *, decided: Sequence[Decision], others: Sequence[Decision], new: Sequence[Decision]
) -> str:
    """The decisions as Markdown."""
    lines = [f"# What {version} changes from {base}", "", "## To decide: the type checker finds it", ""]
    lines += [_line(decision) for decision in decided] or ["Nothing."]
    lines += ["", "## To look at: the type checker cannot see it", ""]
    lines += [_line(decision) for decision in others] or ["Nothing."]
    lines += ["", "## New, and in the way of nothing", ""]
    lines += [_line(decision) for decision in new] or ["Nothing."]
    return "\n".join(lines) + "\n"


def _line(decision: Decision) -> str:
    reasons = "; ".join(map(_said, decision.changes))
    return f"- `{decision.where}`: " + " — ".join(filter(None, (reasons, decision.text)))


def _said(change: Change) -> str:
    methods = f" ({', '.join(change.facade[:3])})" if change.facade else ""
    return f"{change.operation} {change.where}: {change.kind}: {change.text}{methods}".replace("  ", " ")


def _reasons(root: Path, version: str, file: str, line: int, text: str, changes: Sequence[Change]) -> Iterator[Change]:
    """The changes of what the function at that line calls; of those, what the error or its line names."""
    source = (root / file).read_text("utf-8")
    lines = source.splitlines()
    names = set(re.findall(r"\w+", f"{text} {lines[line - 1] if line <= len(lines) else ''}"))
    breaking = [change for change in changes if change.level != "compatible"]
    called = {place for place, where in _calls(root, version, source).items() if _encloses(source, int(where), line)}
    near = [change for change in breaking if change.place in called]
    named = [change for change in near or breaking if re.split(r"\W+", change.where.rstrip("[]{}"))[-1] in names]
    yield from named or near


def _encloses(source: str, one: int, other: int) -> bool:
    """Whether two lines stand in one function."""
    functions = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return any({one, other} <= {*range(node.lineno, (node.end_lineno or 0) + 1)} for node in functions)


def _calls(root: Path, version: str, source: str | None = None) -> dict[str, str]:
    """Where each operation is called: the file and line, or the line alone in one source."""
    package = package_name(version)
    places: dict[str, str] = {}
    table = _operations(root, version)
    folder = root / CLIENT / "versions" / package
    texts = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in sorted(folder.glob("*.py"))}
    for file, text in (texts if source is None else {"": source}).items():
        for number, line in enumerate(text.splitlines(), start=1):
            if found := re.match(rf"\s+from twelvelabs_generated\.{package}\.api\.(\w+) import (\w+)", line):
                for place in table.get(f"{found[1]}.{found[2]}", ()):
                    places.setdefault(place, f"{file}:{number}" if file else str(number))
    return places


def _operations(root: Path, version: str) -> dict[str, list[str]]:
    """The places of operations by module, in every generated package: what is gone from one still is in another."""
    table: dict[str, list[str]] = {}
    for package in sorted((root / "generated" / PACKAGE).glob("v*")):
        for row in operations_of(package).values():
            table.setdefault(row["module"], []).append(nameless(f"{row['method'].upper()} {row['path']}"))
    return table
