"""What a checkout has already: resources with their modules, readers of responses, and models."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from versioning.layout import CLIENT

from pipeline.generator import package_name
from tracking.facade_methods import documented_methods
from wrapping.naming import MethodName, WrapError, is_parameter, nameless

_COLLECTION_VERBS = ("create", "delete", "get", "list", "update")


@frozen
class Resource:
    """A resource that the client of a version has.

    Attributes:
        class_name: Its asynchronous class.
        file: Where that is written, from the client package.
        translator: The module with its translators, None where the resource has none of its own.
        shared: Whether older versions have it too.
    """

    class_name: str
    file: str
    translator: str | None
    shared: bool


@frozen
class Reader:
    """A function that reads a generated response into a facade model.

    Attributes:
        name: Such as `read_asset`.
        module: The translator that has it.
        model: The facade model.
        model_module: Where the model is written, such as `asset`.
    """

    name: str
    module: str
    model: str
    model_module: str


class Checkout:
    """The client package of a checkout, as far as one version uses it."""

    def __init__(self, root: Path, version: str) -> None:
        """Read the names of methods.

        Args:
            root: The checkout.
            version: Such as `v1.3`.
        """
        self.root, self.version, self.package = root, version, package_name(version)
        self.client = root / CLIENT
        self.methods = {method.name: method for method in documented_methods(self.client, version)}

    def text(self, place: str) -> str:
        """The text of a module of the client, empty where there is none."""
        file = self.client / place
        return file.read_text("utf-8") if file.is_file() else ""

    def collections(self) -> dict[str, str]:
        """Resources by the nameless path of what they list or make."""
        found: dict[str, str] = {}
        for name, method in self.methods.items():
            resource, _, verb = name.rpartition(".")
            if resource and verb in _COLLECTION_VERBS and method.operations:
                segments = method.operations[0].partition(" ")[2].strip("/").split("/")
                own = segments[:-1] if is_parameter(segments[-1]) else segments
                found.setdefault(nameless(own), resource)
        return found

    def resource(self, place: str) -> Resource | None:
        """A resource by its way from the client."""
        holder = self.client_class
        for part in place.split("."):
            node = self._property(holder, part)
            if node is None or not isinstance(node.returns, ast.Name):
                return None
            holder = node.returns.id
        file = self._classes[holder]
        text = self.text(file)
        way = re.search(r"_version = (\w+)_of\(", text)
        shared = re.search(r"from twelvelabs_client\.versions\.shared import", text) is not None
        return Resource(holder, file, way[1] if way else None, shared)

    @property
    def client_class(self) -> str:
        """The asynchronous client of the version."""
        return f"AsyncTwelveLabsV{self.version.removeprefix('v').replace('.', '_')}"

    def file_of(self, class_name: str) -> str:
        """Where a class of the asynchronous client is written."""
        return self._classes[class_name]

    def reader(self, reply: str, prefer: str) -> Reader | None:
        """The function that reads a generated class, that of a preferred translator first."""
        folder = self.client / "versions" / self.package
        files = sorted(folder.glob("[a-z]*.py"), key=lambda file: (file.stem != prefer, file.stem))
        return next((found for file in files for found in self._readers(file, reply)), None)

    def model_names(self) -> set[str]:
        """The public models."""
        table = _table(ast.parse(self.text("models/__init__.py")))
        return set(table)

    def model_module(self, name: str) -> str | None:
        """Where a public model is written."""
        return _table(ast.parse(self.text("models/__init__.py"))).get(name)

    def is_known_to(self, resource: str, version: str) -> bool:
        """Whether the client of another version has a resource."""
        return any(name.startswith(f"{resource}.") for name in self._names_of(version))

    def protocols(self) -> set[str]:
        """The names of what resources ask of translators, which no model can have."""
        names = {file.stem for file in (self.client / "versions" / self.package).glob("[a-z]*.py")}
        return {protocol_of(name) for name in names}

    def free(self, name: MethodName) -> None:
        """Raise unless a method can be added under a name."""
        if str(name) in self.methods:
            taken = self.methods[str(name)]
            raise WrapError(f"{name} calls {', '.join(taken.operations)}: choose another name with METHOD=")
        parent = name.resource.rpartition(".")[0]
        if parent and self.resource(parent) is None:
            raise WrapError(f"{name}: the client has no {parent}: choose another name with METHOD=")

    def _names_of(self, version: str) -> list[str]:
        return [method.name for method in documented_methods(self.client, version)]

    @property
    def _classes(self) -> dict[str, str]:
        return {
            node.name: file.relative_to(self.client).as_posix()
            for file in sorted((self.client / "_async").rglob("*.py"))
            for node in ast.parse(file.read_text("utf-8")).body
            if isinstance(node, ast.ClassDef)
        }

    def _property(self, class_name: str, name: str) -> ast.FunctionDef | None:
        """A property of a class or of one that it is derived from."""
        if class_name not in self._classes:
            return None
        tree = ast.parse(self.text(self._classes[class_name]))
        kind = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_name)
        own = (node for node in kind.body if isinstance(node, ast.FunctionDef) and node.name == name)
        found = next((node for node in own if node.decorator_list), None)
        bases = (self._property(base.id, name) for base in kind.bases if isinstance(base, ast.Name))
        return found or next(filter(None, bases), None)

    def _readers(self, file: Path, reply: str) -> Iterator[Reader]:
        tree = ast.parse(file.read_text("utf-8"))
        names = dict(_imported(tree))
        for node in tree.body:
            match node:
                case ast.FunctionDef(
                    name=name, args=ast.arguments(args=[ast.arg(annotation=ast.Name(id=kind))], kwonlyargs=[]),
                    returns=ast.Name(id=model),
                ) if name.startswith("read_"):  # fmt: skip
                    module, original = names.get(kind, ("", ""))
                    place = names.get(model, ("", ""))[0]
                    if original == reply and ".models." in module and place.startswith("twelvelabs_client.models."):
                        yield Reader(name, file.stem, model, place.removeprefix("twelvelabs_client.models."))
                case _:
                    continue


def protocol_of(translator: str) -> str:
    """What `make derive` calls the Protocol of a translator."""
    return translator.title().replace("_", "")


def _imported(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names that a module imports, with where from and what they are called there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, (node.module, alias.name)


def _table(tree: ast.Module) -> dict[str, str]:
    """The table of a package whose names load when they are first used."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MODULES":
            found: dict[str, str] = ast.literal_eval(node.value)
            return found
    raise WrapError("models/__init__.py has no _MODULES")
