"""What is said of one version in code, said of a further one: by one rule wherever it stands.

A further version is decided like the one it is made from: an arm of a `match`, an entry of a table, an import, a name
in `__all__` and an overload are repeated with the further version's names; an arm that would not differ takes both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from versioning.layout import renamed


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of a module, counted from 1, and what stands there instead."""

    first: int
    last: int
    lines: tuple[str, ...]

    def is_within(self, other: Edit) -> bool:
        """Whether another edit covers these lines and more."""
        return other.first <= self.first and self.last <= other.last and self != other


def further(text: str, old: str, new: str) -> str:
    """A module in which a further version is decided like another one."""
    lines = text.splitlines(keepends=True)
    return _edited(lines, list(_further(ast.parse(text), lines, old, new)))


def _edited(lines: list[str], edits: list[Edit]) -> str:
    # What stands within another edit, such as an import in an arm, is a part of that.
    outer = [edit for edit in edits if not any(edit.is_within(other) for other in edits)]
    result = [*lines]
    for edit in sorted(outer, key=lambda edit: edit.first, reverse=True):
        result[edit.first - 1 : edit.last] = edit.lines
    return "".join(result)


def _further(tree: ast.Module, lines: list[str], old: str, new: str) -> Iterator[Edit]:
    for first, last, kind in _mentions(tree, old):
        said = lines[first - 1 : last]
        other = [renamed(line, old, new) for line in said]
        if kind == "set":
            yield Edit(first, last, tuple(_joined(line, old, new) for line in said))
        elif kind == "arm" and other[1:] == said[1:]:
            yield Edit(first, last, (_with_both(said[0], old, new), *said[1:]))
        elif kind == "arm":
            alone = re.sub(r"case .*:", f"case {_quoted(said[0], new)}:", said[0])
            yield Edit(first, last, (*said, alone, *other[1:]))
        elif kind == "overload":
            yield Edit(first, last, (*said, *(line.replace(" = ...", "") for line in other)))
        else:
            yield Edit(first, last, (*said, *other))


def _mentions(tree: ast.Module, version: str) -> Iterator[tuple[int, int, str]]:
    """Where a version is decided on or listed: the first line, the last one, and what it is."""
    spoken = {version, version.removeprefix("v")}
    name = "V" + version.removeprefix("v").replace(".", "_")
    for node in ast.walk(tree):
        match node:
            case ast.match_case() if _constants(node.pattern) & spoken:
                yield node.pattern.lineno, node.body[-1].end_lineno or 0, "arm"
            case ast.Dict():
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and (key.value in spoken or _ends(key.value, name)):
                        yield key.lineno, value.end_lineno or 0, "row"
            case ast.List():
                for item in node.elts:
                    if isinstance(item, ast.Constant) and _ends(item.value, name):
                        yield item.lineno, item.end_lineno or 0, "row"
            case ast.ImportFrom() if any(_ends(alias.name, name) for alias in node.names):
                yield from _import(node)
            case ast.FunctionDef(returns=ast.Name(id=returned)) if _ends(returned, name) and node.decorator_list:
                yield node.decorator_list[0].lineno, node.end_lineno or 0, "overload"
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias"), value=ast.Subscript() as value):
                if ast.unparse(value.value) == "Literal" and _constants(value) & spoken:
                    yield node.lineno, node.end_lineno or 0, "set"


def _import(node: ast.ImportFrom) -> Iterator[tuple[int, int, str]]:
    # Only an import of a client class, which has its own module: a line of its own.
    if len(node.names) == 1:
        yield node.lineno, node.end_lineno or 0, "import"


def _ends(text: object, name: str) -> bool:
    return isinstance(text, str) and text.endswith(f"TwelveLabs{name}")


def _constants(node: ast.AST) -> set[str]:
    return {str(each.value) for each in ast.walk(node) if isinstance(each, ast.Constant)}


def _quoted(line: str, version: str) -> str:
    """A version as a line writes it: with its letter or without."""
    return f'"{version}"' if re.search(r'"v\d', line) else f'"{version.removeprefix("v")}"'


def _joined(line: str, old: str, new: str) -> str:
    return re.sub(r"\]$", f", {_quoted(line, new)}]", line.rstrip("\n")) + "\n" if _quoted(line, old) in line else line


def _with_both(line: str, old: str, new: str) -> str:
    said = _quoted(line, old)
    return line.replace(said, f"{said} | {_quoted(line, new)}")
