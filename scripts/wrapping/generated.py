"""Read a generated operation: what `build_request` takes, what `parse` gives, and the fields of generated models."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from attrs import frozen

from wrapping.naming import WrapError

SCALARS = {"str", "int", "float", "bool", "datetime.datetime", "datetime.date"}


@frozen
class Kind:
    """The type of a generated value.

    Attributes:
        form: `scalar`, `object`, `file`, `any`, or `union` of several of these.
        name: The scalar's type, or the class; of a union, what stands in the generated code.
        listed: Whether it is a list of such values.
    """

    form: str
    name: str
    listed: bool = False


@frozen
class Slot:
    """A named value: an argument of a request, a field of a body or of a response.

    Attributes:
        name: In Python.
        wire: In JSON, in the path or in the query.
        kind: Its type.
        required: Whether it must be there.
    """

    name: str
    wire: str
    kind: Kind
    required: bool


@frozen
class GeneratedOperation:
    """What a generated operation module says.

    Attributes:
        module: Its place below `api`, such as `assets.retrieve_asset`.
        arguments: All that `build_request` takes, except the body.
        body: The type of the body, None without one.
        reply: The class that a success is read into, None where it says only that it worked.
        holds: Whether a row says what a success must hold.
    """

    module: str
    arguments: tuple[Slot, ...]
    body: Kind | None
    reply: str | None
    holds: bool


class Package:
    """The generated package of a version."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet.

        Args:
            folder: Such as `generated/twelvelabs_generated/v1_3`.
        """
        self.folder = folder

    def operation(self, module: str) -> GeneratedOperation:
        """Read an operation module.

        Raises:
            WrapError: Its response is not a JSON object.
        """
        tree = self._parsed(f"api/{module.replace('.', '/')}")
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        build, parse = functions["build_request"], functions["parse"]
        wires, path = _wire_names(build), _path_of(build)
        slots = [
            Slot(name, wires.get(name, name), self._kind(tree, annotation), required)
            for name, annotation, required in _arguments(build)
        ]
        body = next((slot for slot in slots if slot.name == "body" and "body" not in {*wires, *path}), None)
        holds = next(node.value for node in tree.body if isinstance(node, ast.Assign) and _target(node) == "HOLDS")
        return GeneratedOperation(
            module=module,
            arguments=tuple(slot for slot in slots if slot is not body),
            body=body.kind if body else None,
            reply=self._reply(tree, parse),
            holds=bool(ast.literal_eval(holds)),
        )

    def fields(self, name: str) -> list[Slot]:
        """The fields of a generated class; none of one that takes any key."""
        node, tree = self._class(name), self._module_of(name)
        wires = _wire_names(node)
        read = [
            Slot(field.name, _wire_of(field), self._kind(tree, field.returns), required=False)
            for field in node.body
            if isinstance(field, ast.FunctionDef) and field.returns is not None and _is_property(field)
        ]
        written = [
            Slot(
                field.target.id,
                wires.get(field.target.id, field.target.id),
                self._kind(tree, field.annotation),
                field.value is None,
            )
            for field in node.body
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and field.target.id != "additional_properties"
        ]
        return [*read, *written]

    def file_of(self, name: str) -> str:
        """The module below `models` that defines a name."""
        for module, names in self._models.items():
            if name in names:
                return module
        raise WrapError(f"{name} is not a generated model")

    @cached_property
    def _models(self) -> dict[str, list[str]]:
        tree = self._parsed("models/__init__")
        table = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
        found: dict[str, list[str]] = {}
        for key, value in zip(table.keys, table.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(value, ast.Constant):
                found.setdefault(str(value.value), []).append(str(key.value))
        return found

    def _parsed(self, place: str) -> ast.Module:
        return ast.parse((self.folder / f"{place}.py").read_text("utf-8"))

    def _module_of(self, name: str) -> ast.Module:
        return self._parsed(f"models/{self.file_of(name)}")

    def _class(self, name: str) -> ast.ClassDef:
        found = (node for node in self._module_of(name).body if isinstance(node, ast.ClassDef) and node.name == name)
        return next(found)

    def _reply(self, tree: ast.Module, parse: ast.FunctionDef) -> str | None:
        if parse.returns is None or ast.unparse(parse.returns) == "None":
            return None
        kind = self._kind(tree, parse.returns)
        if kind.form != "object" or kind.listed:
            raise WrapError(f"its response is not a JSON object but {ast.unparse(parse.returns)}")
        return kind.name

    def _kind(self, tree: ast.Module, annotation: ast.expr) -> Kind:
        members = [member for member in _members(annotation) if ast.unparse(member) not in ("Unset", "None")]
        if len(members) != 1:
            scalars = {ast.unparse(member) for member in members}
            return Kind("scalar", "float") if scalars == {"int", "float"} else Kind("union", _union(members))
        [member] = members
        if isinstance(member, ast.Subscript) and ast.unparse(member.value) in ("list", "Sequence"):
            inner = self._kind(tree, member.slice)
            return Kind("any", "object") if inner.listed else Kind(inner.form, inner.name, listed=True)
        name = ast.unparse(member)
        if name in SCALARS:
            return Kind("scalar", name)
        if name == "File":
            return Kind("file", name)
        return Kind("any", "object") if name == "Any" else self._named(tree, name)

    def _named(self, tree: ast.Module, name: str) -> Kind:
        for node in self._module_of(name).body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                return Kind("object", name)
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and node.value is not None:
                numbers = [each for each in ast.walk(node.value) if isinstance(each, ast.Constant)]
                kind = "int" if numbers and all(type(each.value) is int for each in numbers) else "str"
                return Kind("scalar", kind)
        return Kind("union", name)


def _members(annotation: ast.expr) -> Iterator[ast.expr]:
    if isinstance(annotation, ast.BinOp):
        yield from _members(annotation.left)
        yield from _members(annotation.right)
    else:
        yield annotation


def _union(members: list[ast.expr]) -> str:
    return " | ".join(map(ast.unparse, members))


def _arguments(build: ast.FunctionDef) -> Iterator[tuple[str, ast.expr, bool]]:
    given = build.args
    for argument in (*given.posonlyargs, *given.args):
        assert argument.annotation is not None
        yield argument.arg, argument.annotation, True
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        assert argument.annotation is not None
        yield argument.arg, argument.annotation, default is None


def _wire_names(node: ast.AST) -> dict[str, str]:
    """Names in Python with those on the wire: generated code writes them as pairs."""
    found: dict[str, str] = {}
    for pair in ast.walk(node):
        match pair:
            case ast.Tuple(elts=[ast.Constant(value=str(wire)), ast.Name(id=name)]):
                found[name] = wire
            case ast.Tuple(elts=[ast.Constant(value=str(wire)), ast.Attribute(value=ast.Name(id="self"), attr=name)]):
                found[name] = wire
    return found


def _is_property(field: ast.FunctionDef) -> bool:
    return [ast.unparse(decorator) for decorator in field.decorator_list] == ["property"]


def _wire_of(field: ast.FunctionDef) -> str:
    """The name in JSON of a field that is read: the string in its property."""
    constants = (node.value for node in ast.walk(field) if isinstance(node, ast.Constant))
    return next((value for value in constants if isinstance(value, str)), field.name)


def _path_of(build: ast.FunctionDef) -> set[str]:
    return set(re.findall(r"path_value\((\w+)\)", ast.unparse(build)))


def _target(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])
