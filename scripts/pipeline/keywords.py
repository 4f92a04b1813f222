"""Which keywords of a description the pipeline reads; any other one that stands in it is a loss, named by its place.

Keywords that only people read (`example`, `externalDocs`, `xml` of an API that speaks JSON) lose nothing. `x-*` words
are extensions, which no reader of OpenAPI has to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.document import JsonObject


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object in a description.

    Attributes:
        read: Keywords whose meaning reaches the package.
        prose: Keywords that only people read.
        below: Keywords that hold an object of another kind: `X`, a list of them (`[X]`), or a map of them (`{X}`).
    """

    read: frozenset[str]
    prose: frozenset[str] = frozenset()
    below: dict[str, str] = field(default_factory=dict)

    def knows(self, word: str) -> bool:
        """Whether a keyword may stand in such an object without a loss."""
        return word in self.read or word in self.prose or word in self.below or word.startswith("x-")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _below(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


KINDS = {
    "document": Kind(
        _words("openapi info security tags jsonSchemaDialect $self"),
        _words("externalDocs"),
        _below("servers:[server] paths:{item} webhooks:{item} components:components"),
    ),
    "components": Kind(
        _words("securitySchemes"),
        _words("examples links"),
        _below(
            "schemas:{schema} responses:{response} parameters:{parameter} requestBodies:{body} headers:{parameter} "
            "pathItems:{item} mediaTypes:{media}"
        ),
    ),
    "server": Kind(_words("url variables name"), _words("description")),
    "item": Kind(
        _words("$ref query additionalOperations"),
        _words("summary description"),
        _below(
            "get:operation put:operation post:operation delete:operation options:operation head:operation "
            "patch:operation trace:operation servers:[server] parameters:[parameter]"
        ),
    ),
    "operation": Kind(
        _words("tags summary description operationId deprecated security"),
        _words("externalDocs"),
        _below("parameters:[parameter] requestBody:body responses:{response} servers:[server]"),
    ),
    "parameter": Kind(
        _words("name in description required deprecated style explode allowEmptyValue"),
        _words("example examples"),
        _below("schema:schema content:{media}"),
    ),
    "body": Kind(_words("description required"), frozenset(), _below("content:{media}")),
    "response": Kind(_words("description"), _words("links summary"), _below("headers:{parameter} content:{media}")),
    "media": Kind(frozenset(), _words("example examples"), _below("schema:schema encoding:{encoding}")),
    "discriminator": Kind(_words("propertyName mapping")),
    "encoding": Kind(_words("style explode"), _words("contentType")),
    "schema": Kind(
        _words(
            "$ref type enum const format default description deprecated nullable required pattern "
            "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems "
            "uniqueItems minProperties maxProperties propertyNames contentMediaType contentEncoding readOnly writeOnly"
        ),
        _words("title example examples externalDocs xml $comment $schema $id $anchor"),
        _below(
            "properties:{schema} items:schema additionalProperties:schema allOf:[schema] oneOf:[schema] anyOf:[schema] "
            "$defs:{schema} definitions:{schema} discriminator:discriminator"
        ),
    ),
}


def unread(document: JsonObject) -> Iterator[str]:
    """A line for each keyword that is not read, such as `#/components/schemas/Asset: not is not read`."""
    stack: list[tuple[str, str, Any]] = [("document", "#", document)]
    while stack:
        kind, place, node = stack.pop()
        if not isinstance(node, dict):
            continue
        # Beside a reference, only OpenAPI 3.1 reads anything, and only of a schema.
        alone = "$ref" in node and (kind != "schema" or str(document.get("openapi")).startswith("3.0"))
        for word, value in node.items() if not alone else ():
            if not KINDS[kind].knows(word):
                yield f"{place}: {word} is not read"
            elif (below := KINDS[kind].below.get(word)) is not None:
                stack += _children(below, f"{place}/{word}", value)


def _children(below: str, place: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    if below.startswith("[") and isinstance(value, list):
        yield from ((below[1:-1], f"{place}/{index}", item) for index, item in enumerate(value))
    elif below.startswith("{") and isinstance(value, dict):
        yield from (
            (below[1:-1], f"{place}/{name}", item) for name, item in value.items() if not _is_extension(below, name)
        )
    elif not below.startswith(("[", "{")):
        yield below, place, value


def _is_extension(below: str, name: str) -> bool:
    """`x-*` among paths and responses is an extension; among properties and components it is a name."""
    return below in ("{item}", "{response}") and name.startswith("x-")
