"""Which facade methods use an operation, read from where they say so: the `Operation:` line of their docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from pipeline.specification import Specification, nameless
from tracking.change import Change
from tracking.rules import LEVELS, Level

# Of the facade; this reads its source alone, which need not be installed.
DEFAULT = "v1.3"
# The rule of `touched`, for people.
TOUCHED = (
    "A method is touched where a breaking or risky change takes its operation away, or changes what it sends or what "
    "a successful response holds: error responses, headers of responses, texts and notices of deprecation make no "
    "difference to its caller."
)
_WORDS = ("text-changed", "deprecated", "extension-changed")
_NOT_HANDED_ON = re.compile(r"response ([^2\s]\w*|\S+ header)\b|callback\b")
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_OPERATION_LINE = re.compile(r"^\s*Operation: (.+(?:\n.+)*)", re.MULTILINE)
_OPERATION = re.compile(r"`([A-Z]+ /[^`]*)`")
_VERSION = re.compile(r"(before )?(v\d+\.\d+)")


@frozen
class FacadeMethod:
    """A method that users call.

    Attributes:
        name: Its way from the client, such as `assets.get`.
        summary: The first line of its docstring.
        operations: What it calls in the version asked for, such as `GET /assets/{asset_id}`.
        file: Where it is written, from the facade package.
    """

    name: str
    summary: str
    operations: tuple[str, ...]
    file: str


def documented_methods(facade: Path, version: str = DEFAULT) -> list[FacadeMethod]:
    """The methods of a version's client and of its resources that have a docstring, by name.

    Args:
        facade: The folder of the facade package.
        version: Such as `v1.3`; its client is `AsyncTwelveLabsV1_3`.
    """
    classes = dict(_classes(facade))
    client = f"AsyncTwelveLabs{version.upper().replace('.', '_')}"
    methods = _methods(classes, client, "", version) if client in classes else ()
    return sorted(methods, key=lambda method: method.name)


def facade_methods(facade: Path, version: str = DEFAULT) -> dict[str, list[str]]:
    """Facade methods by place: `{"GET /assets/{}": ["assets.get", "assets.wait"]}`.

    Args:
        facade: The folder of the facade package.
        version: Such as `v1.3`.
    """
    found: dict[str, list[str]] = {}
    for method in documented_methods(facade, version):
        for operation in method.operations:
            found.setdefault(nameless(operation), []).append(method.name)
    return dict(sorted(found.items()))


def touched(changes: Iterable[Change]) -> dict[str, Level]:
    """The facade methods whose caller can meet a change, the gravest first; `TOUCHED` says which these are."""
    levels: dict[str, Level] = {}
    for change in changes:
        if _is_met_by_a_caller(change):
            for method in change.facade:
                levels[method] = min(levels.get(method, change.level), change.level, key=LEVELS.index)
    return dict(sorted(levels.items(), key=lambda entry: (LEVELS.index(entry[1]), entry[0])))


def _is_met_by_a_caller(change: Change) -> bool:
    """Error responses are read by one tolerant decoder, headers of responses by the transport, texts by nobody."""
    return change.level != "compatible" and change.kind not in _WORDS and not _NOT_HANDED_ON.match(change.where)


def methods_for(facade: Path, *descriptions: Specification) -> dict[str, list[str]]:
    """Facade methods by place, in the version of the first description that says one which the facade speaks.

    Args:
        facade: The folder of the facade package.
        descriptions: The old one before the new: what breaks is what was written for the old one.
    """
    said = (version_of(description) for description in descriptions)
    found = (facade_methods(facade, version) for version in said if version)
    return next(filter(None, found), None) or facade_methods(facade)


def version_of(description: Specification) -> str | None:
    """The version that a description's servers end with (`https://api.example.com/v1.2`), else that of its `info`."""
    paths = [str(server.get("url", "")).rstrip("/").rpartition("/")[2] for server in description.servers]
    said = [*paths, f"v{description.version}"]
    found = (re.match(r"v\d+\.\d+(?![^.])", text) for text in said)
    return next((match[0] for match in found if match), None)


def _classes(facade: Path) -> Iterator[tuple[str, tuple[ast.ClassDef, str]]]:
    for file in sorted((facade / "_async").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        place = file.relative_to(facade).as_posix()
        yield from ((node.name, (node, place)) for node in tree.body if isinstance(node, ast.ClassDef))


def _methods(
    classes: dict[str, tuple[ast.ClassDef, str]], name: str, prefix: str, version: str
) -> Iterator[FacadeMethod]:
    for node, file in _members(classes, name).values():
        resource = node.returns.id if isinstance(node.returns, ast.Name) else ""
        if node.decorator_list and resource in classes and ast.unparse(node.decorator_list[0]) != "overload":
            yield from _methods(classes, resource, f"{prefix}{node.name}.", version)
        elif docstring := ast.get_docstring(node):
            summary = docstring.partition("\n\n")[0].replace("\n", " ")
            yield FacadeMethod(f"{prefix}{node.name}", summary, operations_named(docstring, version), file)


def _members(classes: dict[str, tuple[ast.ClassDef, str]], name: str) -> dict[str, tuple[_Function, str]]:
    """The public methods and properties of a class and of those it is derived from, by name."""
    if name not in classes:
        return {}
    kind, file = classes[name]
    found: dict[str, tuple[_Function, str]] = {}
    for base in reversed(kind.bases):
        found |= _members(classes, base.id) if isinstance(base, ast.Name) else {}
    own = [node for node in kind.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    # Of overloads the last one is the method itself.
    return found | {node.name: (node, file) for node in own if not node.name.startswith("_")}


def operations_named(docstring: str, version: str = DEFAULT) -> tuple[str, ...]:
    """What the `Operation:` line of a docstring names for a version.

    Between semicolons stand ways of calling: one that says `in v1.2` or `before v1.3` is that of those versions, one
    that says no version is that of all others. One that says `also` is called besides.
    """
    ways = [way for line in _OPERATION_LINE.findall(docstring) for way in line.split(";")]
    common = [way for way in ways if not _versions_said(way)]
    own = [way for way in ways if any(_covers(said, version) for said in _versions_said(way))]
    besides = all("also" in _OPERATION.sub("", way).split() for way in own)
    return tuple(name for way in (common if besides else []) + own for name in _OPERATION.findall(way))


def _versions_said(way: str) -> list[tuple[str, str]]:
    return _VERSION.findall(_OPERATION.sub("", way))


def _covers(said: tuple[str, str], version: str) -> bool:
    before, named = said
    return _order(version) < _order(named) if before else version == named


def _order(version: str) -> tuple[int, ...]:
    """`v1.10` comes after `v1.9`."""
    return tuple(int(number) for number in version.removeprefix("v").split("."))
