"""A description in one form, whatever form it was published in.

The canonical form of a schema (made by `canonical`):
- a reference is `{"$ref": "#/components/schemas/NAME"}`, with at most `description` and `nullable` beside it;
- `type` is one word; null is said by `nullable: true`; several types are a `oneOf`;
- `oneOf` is the only union, has at least two members, none of them null or twice the same;
- `allOf` is merged away; `const` is an `enum` of one;
- parameters, headers, request bodies and responses are inlined;
- the keys in `INTERNAL` keep what the form has no word for, for the tools beside the generator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]

PREFIX = "#/components/schemas/"
# What a description says and the form has no word for; only a whole reading keeps it, see `whole`.
UNREAD = "x-unread"

JSON_TYPES = frozenset({"array", "boolean", "integer", "number", "object", "string"})
DEEPEST_UNION = 20

# What the pipeline notes on a schema; no description may say these words itself, see `own_words`.
INTERNAL = frozenset({"x-tag", "x-declared", UNREAD})
RESERVED = INTERNAL | {"x-published", "x-side", "x-docs"}
RETRY_CLASSES = ("read", "idempotent", "certain")


@dataclass(slots=True)
class Operation:
    """One method and path of the API."""

    method: str
    path: str
    tag: str
    operation_id: str
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: list[Schema] = field(default_factory=list)
    request: dict[str, Schema] = field(default_factory=dict)
    request_required: bool = True
    responses: dict[str, Schema] = field(default_factory=dict)
    extensions: Schema = field(default_factory=dict)
    request_description: str = ""
    security: list[str] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)
    # Of a whole reading: what is said besides, and what the server sends meanwhile, by name, expression and method.
    unread: Schema = field(default_factory=dict)
    callbacks: dict[str, Operation] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Method and path with nameless parameters: what stays when a parameter is renamed."""
        return f"{self.method} {nameless(self.path)}"

    def successes(self) -> dict[str, Schema]:
        """The responses that say it worked, by status."""
        return {status: reply for status, reply in self.responses.items() if status.startswith("2")}


@dataclass(frozen=True, slots=True)
class SetAside:
    """An operation that a package does not have.

    Attributes:
        method: Such as `GET`; `ANY` where the description does not say.
        path: As the description writes it.
        reason: Why not, in one line.
        published: What the description says of it, to be compared with what another one says.
    """

    method: str
    path: str
    reason: str
    published: Any = None

    @property
    def place(self) -> str:
        """Method and path with nameless parameters, as of an operation."""
        return f"{self.method} {nameless(self.path)}"

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.reason}"


@dataclass(slots=True)
class Specification:
    """A whole description in canonical form."""

    title: str
    version: str
    servers: list[Schema]
    tags: list[Schema]
    security_schemes: Schema
    operations: dict[str, Operation]
    schemas: dict[str, Schema]
    # What was put right by rule, and what is lost, one line each.
    repairs: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # What the server sends by itself, by name: an operation whose request we read and whose reply we give.
    webhooks: dict[str, Operation] = field(default_factory=dict)
    # What could not be read, by place.
    aside: dict[str, SetAside] = field(default_factory=dict)
    # Of a whole reading: what is said of the API as a whole, and the components that nothing reaches.
    unread: Schema = field(default_factory=dict)

    def resolve(self, schema: Schema) -> Schema:
        """Follow references until something is described."""
        seen = 0
        while "$ref" in schema:
            schema = self.resolve_once(schema)
            seen += 1
            if seen > 100:
                return {}
        return schema

    def resolve_once(self, schema: Schema) -> Schema:
        """What a reference points to, which may be a reference again."""
        return self.schemas[reference_name(schema)]

    def is_nullable(self, schema: Schema) -> bool:
        """Whether null is allowed, be it where a schema is used or where it is described."""
        while "$ref" in schema and not schema.get("nullable"):
            schema = self.resolve_once(schema)
        return schema.get("nullable") is True

    def types_of(self, schema: Schema, depth: int = 0) -> frozenset[str]:
        """The JSON types that a schema allows, whatever its values, formats and limits; for a union, of all members."""
        resolved = self.resolve(schema)
        members = resolved.get("oneOf")
        if members and depth < DEEPEST_UNION:
            return frozenset().union(*(self.types_of(member, depth + 1) for member in members))
        kind = resolved.get("type")
        if kind == "number":
            return frozenset({"integer", "number"})
        return JSON_TYPES if kind is None or members else frozenset({str(kind)})


def nameless(path: str) -> str:
    """`/assets/{asset_id}` as `/assets/{}`."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def reference(name: str) -> Schema:
    """A reference to the component schema of that name."""
    return {"$ref": PREFIX + name}


def reference_name(schema: Schema) -> str:
    """The component's name in a canonical reference."""
    target: str = schema["$ref"]
    return target.removeprefix(PREFIX)


def is_object(schema: Schema) -> bool:
    """Whether a resolved schema describes an object with named properties."""
    return schema.get("type") == "object" and bool(schema.get("properties"))


def kind_of(schema: Schema) -> str:
    """What a resolved schema describes, in a word: `object`, `map`, `array`, `union`, `any` or a scalar's type."""
    if "oneOf" in schema:
        return "union"
    if "type" not in schema:
        return "any"
    if schema["type"] == "object" and not schema.get("properties"):
        return "map"
    return str(schema["type"])
