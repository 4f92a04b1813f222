"""Which facade methods use an operation, read from where they say so: the `Operation:` line of their docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from pipeline.specification import nameless

CLIENT = "AsyncTwelveLabs"
_OPERATION_LINE = re.compile(r"^\s*Operation: (.+(?:\n.+)*)", re.MULTILINE)
_OPERATION = re.compile(r"`([A-Z]+ /[^`]*)`")


@frozen
class FacadeMethod:
    """A method that users call.

    Attributes:
        name: Its way from the client, such as `assets.get`.
        summary: The first line of its docstring.
        operations: What it calls, such as `GET /assets/{asset_id}`.
        file: Where it is written, from the facade package.
    """

    name: str
    summary: str
    operations: tuple[str, ...]
    file: str


def documented_methods(facade: Path) -> list[FacadeMethod]:
    """The methods of the client and of its resources that have a docstring, by name.

    Args:
        facade: The folder of the facade package.
    """
    classes = dict(_classes(facade))
    return sorted(_methods(classes, CLIENT, ""), key=lambda method: method.name)


def facade_methods(facade: Path) -> dict[str, list[str]]:
    """Facade methods by place: `{"GET /assets/{}": ["assets.get", "assets.wait"]}`.

    Args:
        facade: The folder of the facade package.
    """
    found: dict[str, list[str]] = {}
    for method in documented_methods(facade):
        for operation in method.operations:
            found.setdefault(nameless(operation), []).append(method.name)
    return dict(sorted(found.items()))


def _classes(facade: Path) -> Iterator[tuple[str, tuple[ast.ClassDef, str]]]:
    for file in sorted((facade / "_async").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        place = file.relative_to(facade).as_posix()
        yield from ((node.name, (node, place)) for node in tree.body if isinstance(node, ast.ClassDef))


def _methods(classes: dict[str, tuple[ast.ClassDef, str]], name: str, prefix: str) -> Iterator[FacadeMethod]:
    body, file = classes[name][0].body, classes[name][1]
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        resource = node.returns.id if isinstance(node.returns, ast.Name) else ""
        if node.decorator_list and resource in classes and ast.unparse(node.decorator_list[0]) != "overload":
            yield from _methods(classes, resource, f"{prefix}{node.name}.")
        elif docstring := ast.get_docstring(node):
            summary = docstring.partition("\n\n")[0].replace("\n", " ")
            yield FacadeMethod(f"{prefix}{node.name}", summary, _operations(docstring), file)


def _operations(docstring: str) -> tuple[str, ...]:
    return tuple(name for line in _OPERATION_LINE.findall(docstring) for name in _OPERATION.findall(line))
