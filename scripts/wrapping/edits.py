"""Add code to modules: imports, functions, methods and rows, each at the place where its kind stands."""

from __future__ import annotations

import ast
import re
from bisect import bisect
from collections.abc import Iterable

from wrapping.naming import WrapError


def with_imports(text: str, lines: Iterable[str]) -> str:
    """A module with imports after its own; a formatter sorts them and drops those without use."""
    tree = ast.parse(text)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    head = [node for node in tree.body[:1] if _is_docstring(node)]
    after = (imports or head or [None])[-1]
    return _inserted(text, (after.end_lineno or 0) if after else 0, "".join(f"{line}\n" for line in lines))


def with_type_import(text: str, line: str) -> str:
    """A module with an import for type checkers only."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return _inserted(text, node.end_lineno or 0, f"    {line}\n")
    text = with_imports(text, ["from typing import TYPE_CHECKING"])
    last = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)][-1]
    return _inserted(text, last.end_lineno or 0, f"\nif TYPE_CHECKING:\n    {line}\n")


def with_function(text: str, code: str, *, before: str) -> str:
    """A module with a function before the first one whose name fits a pattern, else at its end."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and re.match(before, node.name):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            return _inserted(text, _above_comments(text, first) - 1, f"{code}\n\n")
    return f"{text.rstrip()}\n\n\n{code}"


def with_method(text: str, class_name: str, code: str) -> str:
    """A module with a method at the end of a class."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            return _inserted(text, node.end_lineno or 0, f"\n{code}")
    raise WrapError(f"there is no class {class_name}")


def with_entry(text: str, table: str, entry: str) -> str:
    """A module with an entry of a dict or a list at the place that the order of its keys gives it."""
    node = _table(text, table)
    items = node.keys if isinstance(node, ast.Dict) else node.elts if isinstance(node, ast.List) else []
    rows = [(each.value, each.lineno) for each in items if isinstance(each, ast.Constant)]
    key = ast.literal_eval(entry.partition(":")[0].strip().rstrip(","))
    place = bisect([name for name, _ in rows], key)
    line = rows[place][1] - 1 if place < len(rows) else (node.end_lineno or 0) - 1
    return _inserted(text, line, f"    {entry}\n")


def with_last_entry(text: str, table: str, entry: str) -> str:
    """A module with an entry at the end of a dict, even of an empty one."""
    node = _table(text, table)
    lines = text.splitlines(keepends=True)
    last = (node.end_lineno or 0) - 1
    if node.lineno == node.end_lineno:
        lines[last] = re.sub(r"\}\s*$", f"\n    {entry}\n}}\n", lines[last])
        return "".join(lines)
    return _inserted(text, last, f"    {entry}\n")


def with_operation(text: str, row: str, method: str, path: str) -> str:
    """The sandbox's table with a row, before the first that would take its requests for its own."""
    tree = ast.parse(text)
    named = {
        node.targets[0].id: _path_of(node.value, {})
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for name in named:
        node = next(each for each in tree.body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == name)
        named[name] = _path_of(node.value, named)
    table = _table(text, "OPERATIONS")
    assert isinstance(table, ast.Tuple)
    for call in table.elts:
        if isinstance(call, ast.Call) and ast.unparse(call.args[0]) == repr(method):
            taken = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(_path_of(call.args[1], named) or ""))
            if re.fullmatch(taken, path):
                return _inserted(text, call.lineno - 1, f"    {row}\n")
    return _inserted(text, (table.end_lineno or 0) - 1, f"    {row}\n")


def _path_of(node: ast.expr, named: dict[str, str | None]) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return named.get(name)
        case ast.BinOp(left=left, right=right):
            return (_path_of(left, named) or "") + (_path_of(right, named) or "")
        case _:
            return None


def _table(text: str, name: str) -> ast.expr:
    for node in ast.parse(text).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == name and isinstance(node, ast.Assign | ast.AnnAssign):
            assert node.value is not None
            return node.value
    raise WrapError(f"there is no table {name}")


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _above_comments(text: str, line: int) -> int:
    lines = text.splitlines()
    while line > 1 and lines[line - 2].startswith("#"):
        line -= 1
    return line


def _inserted(text: str, after: int, added: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:after], added, *lines[after:]])
