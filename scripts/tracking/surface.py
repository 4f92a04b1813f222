"""The public surface of the facade as data, and what breaks between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

Surface = dict[str, dict[str, Any]]
# Modules whose names are public beside those of a package itself.
PUBLIC = ("intents", "models")
POSITIONAL = ("positional-only", "positional or keyword")


def public_surface(search_path: Path, *packages: str) -> Surface:
    """Every public name that a user's program can hold, with its signature.

    Exported names, their public members, the resources behind a client's properties, and the classes that methods
    return. The asynchronous colour is derived from the same text and not repeated.
    """
    surface: Surface = {}
    for package in packages:
        loaded = griffe.load(package, search_paths=[search_path], resolve_aliases=True)
        assert isinstance(loaded, griffe.Module)
        surface |= _Reader(loaded).read()
    return dict(sorted(surface.items()))


class _Reader:
    def __init__(self, package: griffe.Module) -> None:
        self.package = package
        self.surface: Surface = {}
        self.seen: set[str] = set()
        self.exported: set[str] = set()
        self.waiting: list[griffe.Class] = []

    def read(self) -> Surface:
        modules = (self.package, *(self.package[name] for name in PUBLIC if name in self.package.members))
        self.exported = {str(name) for module in modules for name in module.exports or []}
        for module in modules:
            for name in module.exports or []:
                member = self._resolved(module.members.get(str(name)))
                if not str(name).startswith(("_", "Async")) and isinstance(member, griffe.Class):
                    self._class(str(name), member)
        while self.waiting:
            found = self.waiting.pop(0)
            self._class(found.name, found)
        return self.surface

    def _resolved(self, member: griffe.Object | griffe.Alias | None) -> griffe.Object | None:
        if isinstance(member, griffe.Alias):
            return member.final_target if member.resolved or member.target_path else None
        return member

    def _class(self, name: str, found: griffe.Class) -> None:
        if found.path in self.seen and name == found.name:
            return
        self.seen.add(found.path)
        self.surface[name] = {"kind": "class", "bases": [str(base) for base in found.bases]}
        if found.path.startswith(f"{self.package.path}.intents."):
            self.surface[name]["parameters"] = _parameters_of_fields(found)
        for member_name, alias in self._members_of(found).items():
            member = self._resolved(alias)
            if member_name in ("__init__", "__new__") and isinstance(member, griffe.Function):
                self.surface[name]["parameters"] = self._parameters(member)
            elif not member_name.startswith("_") and member is not None:
                self._member(f"{name}.{member_name}", member)

    def _members_of(self, found: griffe.Class) -> dict[str, griffe.Object | griffe.Alias]:
        """The members of a class, with those of bases that have no public name of their own."""
        inherited = [base for base in reversed(found.mro()) if base.name not in self.exported]
        return {name: member for each in (*inherited, found) for name, member in each.members.items()}

    def _member(self, name: str, member: griffe.Object) -> None:
        if isinstance(member, griffe.Function):
            self.surface[name] = {
                "kind": "function",
                "parameters": self._parameters(member),
                "returns": str(member.returns),
            }
            self._queue(member.returns)
        elif isinstance(member, griffe.Attribute):
            resource = self._class_of(member.annotation) if "property" in member.labels else None
            if resource is not None and re.search(r"\.(resources|older)\.", resource.path):
                self._class(name, resource)
            else:
                self.surface[name] = {"kind": "attribute", "type": str(member.annotation)}

    def _parameters(self, function: griffe.Function) -> list[dict[str, Any]]:
        return [
            {
                "name": parameter.name,
                "kind": parameter.kind.value if parameter.kind else "",
                "type": str(parameter.annotation),
                "required": parameter.default is None,
            }
            for parameter in function.parameters
            if parameter.name not in ("self", "cls")
        ]

    def _queue(self, annotation: str | griffe.Expr | None) -> None:
        found = self._class_of(annotation)
        if found is not None and found.path not in self.seen:
            self.waiting.append(found)

    def _class_of(self, annotation: str | griffe.Expr | None) -> griffe.Class | None:
        """The class of ours that an annotation names first, as `Paginator` in `Paginator[Asset]`."""
        if not isinstance(annotation, griffe.Expr):
            return None
        for part in annotation.iterate():
            path = part.canonical_path if isinstance(part, griffe.ExprName) else ""
            if path.startswith(f"{self.package.path}."):
                found = self._resolved(self.package[path.removeprefix(f"{self.package.path}.")])
                return found if isinstance(found, griffe.Class) else None
        return None


def _parameters_of_fields(found: griffe.Class) -> list[dict[str, Any]]:
    """What attrs makes of the fields of a class: the parameters with which it is made."""
    decorators = " ".join(str(decorator.value) for decorator in found.decorators)
    fields = [member for member in found.members.values() if isinstance(member, griffe.Attribute)]
    return [
        {
            "name": member.name.lstrip("_"),
            "kind": "keyword-only" if "kw_only=True" in f"{decorators} {member.value}" else "positional or keyword",
            "type": str(member.annotation),
            "required": member.value is None or _has_no_default(str(member.value)),
        }
        for member in fields
        if member.annotation is not None and "property" not in member.labels and "init=False" not in str(member.value)
    ]


def _has_no_default(field: str) -> bool:
    return field.startswith("field(") and not re.search(r"\b(default|factory)=", field)


def breaks(old: Surface, new: Surface) -> Iterator[tuple[str, str]]:
    """Names of the old surface that a program can no longer use as it did, each with the reason."""
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            yield name, "is gone"
        elif before["kind"] != after["kind"]:
            yield name, f"was a {before['kind']}, is a {after['kind']}"
        else:
            yield from ((name, what) for what in _changes(before, after))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for key in ("returns", "type"):
        if not members(after.get(key) or "") <= members(before.get(key) or ""):
            yield f"{key} was {before.get(key)}, is {after.get(key)}"
    gone = [base for base in before.get("bases", []) if base not in after.get("bases", [])]
    if gone:
        yield f"is no {', '.join(gone)} any more"
    old = {parameter["name"]: parameter for parameter in before.get("parameters", [])}
    new = {parameter["name"]: parameter for parameter in after.get("parameters", [])}
    for name, parameter in old.items():
        if name not in new:
            yield f"parameter {name} is gone"
        else:
            yield from _parameter_changes(name, parameter, new[name])
    for name, parameter in new.items():
        if name not in old and parameter["required"] and not parameter["kind"].startswith("variadic"):
            yield f"parameter {name} is new and required"
    if _positions(before) != _positions(after)[: len(_positions(before))]:
        yield "the order of positional parameters changed"


def _parameter_changes(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    if after["required"] and not before["required"]:
        yield f"parameter {name} became required"
    if before["kind"] in POSITIONAL and after["kind"] not in POSITIONAL:
        yield f"parameter {name} can no longer be given by position"
    if not members(before["type"]) <= members(after["type"]):
        yield f"parameter {name} was {before['type']}, is {after['type']}"


def members(annotation: str) -> set[str]:
    """The members of a union: of what may be given it can have more, of what is answered fewer, and nothing breaks."""
    found, depth, start = set(), 0, 0
    for index, letter in enumerate(annotation):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(letter, 0)
        if letter == "|" and depth == 0:
            found.add(annotation[start:index].strip())
            start = index + 1
    return found | {annotation[start:].strip()}


def _positions(entry: dict[str, Any]) -> list[str]:
    return [parameter["name"] for parameter in entry.get("parameters", []) if parameter["kind"] in POSITIONAL]
