"""An operation as the description of a generated package says it: texts, limits, schemas, and values that fit them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from pipeline.names import snake
from pipeline.specification import nameless
from wrapping.naming import WrapError

Schema = dict[str, Any]
JSON = "application/json"
# What a sample value is, by the format of a string.
_FORMATS = {
    "date-time": "2026-10-01T10:00:00Z",
    "date": "2026-10-01",
    "uri": "https://media.example/clip.mp4",
    "email": "ada@example.com",
    "uuid": "00000000-0000-4000-8000-000000000001",
}
SAMPLE_ID = "66e0b1a8c1f0a5d3b2e4f601"
DEEPEST = 12


@frozen
class Described:
    """One operation of an OpenAPI document.

    Attributes:
        method: Such as `GET`.
        path: With the names of its parameters.
        document: The whole document.
    """

    method: str
    path: str
    document: Schema

    @property
    def place(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"

    @property
    def node(self) -> Schema:
        """What the document says of it."""
        found: Schema = self.document["paths"][self.path][self.method.lower()]
        return found

    def text(self, key: str) -> str:
        """Its `summary` or `description` in one line."""
        return " ".join(str(self.node.get(key) or "").split())

    @property
    def status(self) -> int:
        """The status of its success."""
        return int(next(status for status in self.node["responses"] if status.startswith("2")))

    @property
    def errors(self) -> set[str]:
        """The statuses of errors that it may answer with."""
        return {status for status in self.node["responses"] if status[:1] in "45"}

    @property
    def reply(self) -> Schema | None:
        """The schema of its success, None without a body."""
        content: Mapping[str, Any] = self.node["responses"][str(self.status)].get("content") or {}
        return self.resolve(content[JSON]["schema"]) if JSON in content else None

    @property
    def body(self) -> Schema:
        """The schema of its request's body."""
        content = self.node.get("requestBody", {}).get("content") or {}
        return self.resolve(content[JSON]["schema"]) if JSON in content else {}

    def parameter(self, name: str) -> Schema:
        """A parameter by its name in Python, with its schema resolved."""
        for declared in self.node.get("parameters", ()):
            if snake(declared["name"]) == name:
                return {**declared, "schema": self.resolve(declared["schema"])}
        return {"schema": {}}

    def resolve(self, schema: Schema) -> Schema:
        """A schema behind its references; what stands beside one is said of it, too."""
        while "$ref" in schema:
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            found = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            schema = {**found, **beside}
        members = [member for key in ("oneOf", "anyOf") for member in schema.get(key, ()) if member != {"type": "null"}]
        return self.resolve(members[0]) if len(members) == 1 else schema

    def unsupported(self) -> str | None:
        """Why it cannot be wrapped by a skeleton, None where it can."""
        bodies, replies = self._media(self.node.get("requestBody")), set[str]()
        for status, reply in self.node["responses"].items():
            replies |= self._media(reply) if status.startswith("2") else set()
        if bodies - {JSON}:
            return f"it takes {', '.join(sorted(bodies))}"
        return f"it answers with {', '.join(sorted(replies))}" if replies - {JSON} else None

    def _media(self, holder: Schema | None) -> set[str]:
        content: Schema = (holder or {}).get("content") or {}
        return {f"a stream of {name}" if "x-stream" in media else name for name, media in content.items()}

    def sample(self, schema: Schema, name: str = "", *, whole: int = DEEPEST, depth: int = 0) -> Any:
        """A value that fits a schema.

        Args:
            schema: What it must fit.
            name: The field that holds it.
            whole: How many levels of objects have every field; below, they have what is required.
            depth: At which level this one is.
        """
        schema = self.resolve(schema)
        members = schema.get("oneOf") or schema.get("anyOf")
        if members:
            return self.sample(members[0], name, whole=whole, depth=depth)
        if enum := [value for value in schema.get("enum", ()) if value is not None]:
            return enum[0]
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = next((each for each in kinds if each != "null"), "null") if isinstance(kinds, list) else kinds
        match kind:
            case "object":
                required = schema.get("required", ())
                properties: Schema = schema.get("properties") or {}
                wanted = {key: each for key, each in properties.items() if depth < whole or key in required}
                return {key: self.sample(each, key, whole=whole, depth=depth + 1) for key, each in wanted.items()}
            case "array":
                count = schema.get("minItems", 0 if depth > DEEPEST else 1)
                return [self.sample(schema.get("items") or {}, name, whole=whole, depth=depth)] * count
            case "integer" | "number":
                return _number(schema, kind)
            case "boolean":
                return True
            case "null":
                return None
            case _:
                return _string(schema, name)


def _number(schema: Schema, kind: str) -> float:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    step = schema.get("multipleOf", 1)
    value = step if low is None else -(-low // step) * step
    if value == schema.get("exclusiveMinimum"):
        value += step
    if high is not None and value > high:
        value = high if kind == "integer" else (high + (high if low is None else low)) / 2
    return int(value) if kind == "integer" else float(value)


def _string(schema: Schema, name: str) -> str:
    if (known := _FORMATS.get(schema.get("format", ""))) is not None:
        return known
    text = SAMPLE_ID if name in ("_id", "id") or name.endswith("_id") else "harbor"
    text = text.ljust(schema.get("minLength", 0), "x")
    return text[: schema.get("maxLength", len(text))]


def find(document: Schema, operation: str) -> Described:
    """An operation of a document by method and path, whatever its parameters are called.

    Raises:
        WrapError: The document does not have it.
    """
    method, _, path = operation.strip().partition(" ")
    wanted = f"{method.upper()} {nameless(path.strip())}"
    places = {
        f"{verb.upper()} {nameless(found)}": Described(verb.upper(), found, document)
        for found, item in document["paths"].items()
        for verb in item
        if verb in ("get", "put", "post", "delete", "patch")
    }
    if wanted in places:
        return places[wanted]
    near = nearest(f"{method.upper()} {path.strip()}", (each.place for each in places.values()))
    meant = f"; the nearest are {', '.join(near)}" if near else ""
    raise WrapError(f"{operation!r} is not in our description, nor in the published one{meant}")


def nearest(wanted: str, places: Iterable[str]) -> list[str]:
    """Up to three places that look most like one; those of its method come first."""
    method = wanted.partition(" ")[0]
    found = difflib.get_close_matches(wanted, list(places), n=3, cutoff=0.5)
    return sorted(found, key=lambda place: not place.startswith(f"{method} "))
