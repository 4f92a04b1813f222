"""What is said of an operation that its canonical form has no word for."""

from __future__ import annotations

from typing import Any

from pipeline.access import METHODS
from pipeline.schemas import SchemaReader
from pipeline.specification import UNREAD, Schema

# The key is security, and OpenAPI says that the others are no parameters ("Parameter Object", field `name`).
HEADERS_THAT_ARE_NO_PARAMETERS = {"x-api-key", "authorization", "content-type", "accept"}
# Noted where a parameter has no schema: it is a string then.
UNDESCRIBED = "undescribed"


def said_besides(
    path: str, nodes: tuple[Schema, Schema, Schema], declared: list[Schema], schemas: SchemaReader
) -> Schema:
    """Words by what they are said of, such as `operation`; none, unless the reader keeps everything.

    Args:
        path: The path of the operation.
        nodes: Its path item, itself, and its request body.
        declared: Its parameters.
        schemas: Reads the words.
    """
    if not schemas.whole:
        return {}
    item, node, body = nodes
    said = {
        "operation": schemas.unread(node, _OPERATION_KEYS),
        "path": schemas.unread(item, {*METHODS, "servers", "parameters", "$ref"}),
        "request": schemas.unread(body, _BODY_KEYS),
        "responses": _extensions(node.get("responses"), schemas),
        "callbacks": _extensions(node.get("callbacks"), schemas),
    }
    for name, expressions in (node.get("callbacks") or {}).items():
        said[f"callback {name}"] = _extensions(expressions, schemas)
    words = {what: kept[UNREAD] for what, kept in said.items() if kept}
    return {**words, **_set_aside(path, declared, schemas)}


def _extensions(named: Any, schemas: SchemaReader) -> Schema:
    """The `x-*` words among things that have names."""
    words = named if isinstance(named, dict) else {}
    return schemas.unread({word: value for word, value in words.items() if word.startswith("x-")}, ())


def _set_aside(path: str, declared: list[Schema], schemas: SchemaReader) -> Schema:
    """What is said of declared parameters that are none, by their place: `header Accept`."""
    said: Schema = {}
    for parameter in declared:
        name, where = str(parameter["name"]), str(parameter["in"])
        stray = where == "path" and f"{{{name}}}" not in path
        if stray or where not in _PLACES or (where == "header" and name.lower() in HEADERS_THAT_ARE_NO_PARAMETERS):
            said.setdefault(f"{where} {name.lower()}", schemas.unread(parameter, {"name", "in"}).get(UNREAD, {}))
    return {SET_ASIDE: said} if said else {}


# Where an operation keeps them.
SET_ASIDE = "set aside"
_PLACES = ("path", "query", "header", "cookie")
_OPERATION_KEYS = {
    "summary", "description", "deprecated", "parameters", "requestBody", "responses", "security", "servers",
    "callbacks",
}  # fmt: skip
_BODY_KEYS = {"description", "required", "content"}


def beside_its_schema(parameter: Schema) -> Schema:
    """How a parameter is described otherwise: by a media type, or not at all."""
    if "schema" in parameter:
        return {}
    said: Schema = {}
    for media_type, media in (parameter.get("content") or {UNDESCRIBED: None}).items():
        words = media.items() if isinstance(media, dict) else ()
        said |= {media_type: True, **{word: value for word, value in words if word != "schema"}}
    return said
