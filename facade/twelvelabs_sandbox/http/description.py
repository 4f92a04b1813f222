"""The OpenAPI description: what each operation takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft202012Validator

from twelvelabs_sandbox.versions import LATER

# The one whose description is read unless another is named.
PACKAGE = f"v{LATER[0].replace('.', '_')}"

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter: its name, schema and how objects are written."""

    name: str
    schema: Schema
    required: bool
    deep: bool


class Rules:
    """What one operation takes: query parameters and a body.

    Attributes:
        query: query parameters by name.
        content_type: media type of the body, None without one.
        body_required: whether the body may be left out.
        body: schema of the body, resolved at the top.
        statuses: the statuses that are described.
    """

    def __init__(self, document: Schema, path_item: Schema, operation: Schema) -> None:
        self._document = document
        declared = [self.resolve(each) for each in (*path_item.get("parameters", ()), *operation.get("parameters", ()))]
        self.query = {each["name"]: _parameter(each) for each in declared if each["in"] == "query"}
        self.statuses = frozenset(operation.get("responses", {}))
        body = self.resolve(operation.get("requestBody", {}))
        content: Mapping[str, Schema] = body.get("content", {})
        self.content_type: str | None = next(iter(content), None)
        self.body_required: bool = body.get("required", False)
        self.body = self.resolve(content[self.content_type].get("schema", {})) if self.content_type else {}

    @cached_property
    def properties(self) -> Mapping[str, Schema]:
        """Schemas of the body's fields by name, those of `allOf` members too."""
        members = [self.body, *map(self.resolve, self.body.get("allOf", ()))]
        return {name: schema for member in members for name, schema in member.get("properties", {}).items()}

    @cached_property
    def body_validator(self) -> Draft202012Validator:
        """Validator of the whole body."""
        return self.validator(self.body)

    def validator(self, schema: Schema) -> Draft202012Validator:
        """A validator that finds the description's components."""
        return Draft202012Validator({**schema, "components": self._document.get("components", {})})

    def resolve(self, schema: Schema) -> Schema:
        """The schema, parameter or body behind a reference."""
        while "$ref" in schema:
            target: Any = self._document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            schema = target
        return schema


class Description:
    """The operations of an OpenAPI document, by method and path."""

    def __init__(self, document: Schema) -> None:
        self._document = any_of(document)
        self._paths: dict[str, Schema] = {nameless(path): item for path, item in self._document["paths"].items()}
        # Read once, for all sandboxes of a process.
        self._rules: dict[tuple[str, str], Rules] = {}

    def has(self, method: str, path: str) -> bool:
        """Whether an operation is described."""
        return method.lower() in self._paths.get(nameless(path), {})

    def operations(self) -> set[tuple[str, str]]:
        """Method and nameless path of every operation."""
        return {
            (method.upper(), path)
            for path, item in self._paths.items()
            for method in item
            if method in ("get", "post", "put", "patch", "delete")
        }

    def rules(self, method: str, path: str) -> Rules:
        """What an operation takes.

        Raises:
            LookupError: the description does not have it.
        """
        if not self.has(method, path):
            raise LookupError(f"{method} {path} is not in the API's description: add it there first")
        if (method, path) not in self._rules:
            item = self._paths[nameless(path)]
            self._rules[method, path] = Rules(self._document, item, item[method.lower()])
        return self._rules[method, path]


def nameless(path: str) -> str:
    """A path whose parameters have lost their names, which differ between documents."""
    return re.sub(r"\{[^}]*\}", "{}", path)


@cache
def load_description(path: Path | None = None, package: str = PACKAGE) -> Description:
    """Read a description; that of a generated package by default.

    Raises:
        FileNotFoundError: there is none.
    """
    if path is not None:
        return Description(orjson.loads(path.read_bytes()))
    try:
        source = resources.files("twelvelabs_generated").joinpath(package, "openapi.json")
        return Description(orjson.loads(source.read_bytes()))
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise FileNotFoundError(
            f"twelvelabs_generated holds no {package}/openapi.json: generate it, or set description in Settings"
        ) from error


def any_of(value: Any) -> Any:
    """Unions in which more than one member may fit: a whole number is a number too."""
    if isinstance(value, list):
        return [any_of(each) for each in value]
    if isinstance(value, Mapping):
        return {"anyOf" if key == "oneOf" else key: any_of(each) for key, each in value.items()}
    return value


def _parameter(declared: Schema) -> Parameter:
    return Parameter(
        name=declared["name"],
        schema=declared.get("schema", {}),
        required=declared.get("required", False),
        deep=declared.get("style") == "deepObject",
    )
