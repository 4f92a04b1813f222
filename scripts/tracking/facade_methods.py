"""Which facade methods use an operation, read from where they say so: the `Operation:` line of their docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.specification import nameless

CLIENT = "AsyncTwelveLabs"
_OPERATION_LINE = re.compile(r"^\s*Operation: (.+)$", re.MULTILINE)
_OPERATION = re.compile(r"`([A-Z]+ /[^`]*)`")


def facade_methods(facade: Path) -> dict[str, list[str]]:
    """Facade methods by place: `{"GET /assets/{}": ["assets.get", "assets.wait"]}`.

    Args:
        facade: The folder of the facade package.
    """
    classes = {node.name: node for node in _classes(facade / "_async")}
    found: dict[str, list[str]] = {}
    for method, docstring in _methods(classes, CLIENT, ""):
        for line in _OPERATION_LINE.findall(docstring):
            for operation in _OPERATION.findall(line):
                found.setdefault(nameless(operation), []).append(method)
    return {place: sorted(methods) for place, methods in sorted(found.items())}


def _classes(folder: Path) -> Iterator[ast.ClassDef]:
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from (node for node in tree.body if isinstance(node, ast.ClassDef))


def _methods(classes: dict[str, ast.ClassDef], name: str, prefix: str) -> Iterator[tuple[str, str]]:
    for node in classes[name].body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        resource = node.returns.id if isinstance(node.returns, ast.Name) else ""
        if node.decorator_list and resource in classes and ast.unparse(node.decorator_list[0]) != "overload":
            yield from _methods(classes, resource, f"{prefix}{node.name}.")
        elif docstring := ast.get_docstring(node):
            yield f"{prefix}{node.name}", docstring
