"""Descriptions of a few lines, in both dialects of OpenAPI, and what a comparison says of two of them."""

from __future__ import annotations

import copy
from typing import Any

from pipeline.canonical import canonical
from tracking.change import Change
from tracking.changes import compare

Schema = dict[str, Any]
Row = tuple[str, str, str]

TEXT: Schema = {"type": "string"}
DIALECTS = ("3.0.3", "3.1.0")
_NULL = {"type": "null"}


def api(*operations: tuple[str, Schema], **components: Schema) -> Schema:
    """A description in OpenAPI 3.1; each operation is `("GET /things", {...})`."""
    paths: Schema = {}
    for place, operation in operations:
        method, path = place.split(" ")
        paths.setdefault(path, {})[method.lower()] = {"responses": {"200": {"description": "Done."}}, **operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": paths,
        "components": {"schemas": components},
    }


def body(schema: Schema, *, required: bool = True, media_type: str = "application/json") -> Schema:
    return {"requestBody": {"required": required, "content": {media_type: {"schema": schema}}}}


def reply(schema: Schema, status: str = "200", media_type: str = "application/json") -> Schema:
    content = {media_type: {"schema": schema}}
    replies = {status: {"description": "Done.", "content": content}}
    return {"responses": replies if status.startswith("2") else {"200": {"description": "Done."}, **replies}}


def thing(schema: Schema, **more: Any) -> Schema:
    """An object whose property `x` is described by `schema`."""
    return {"type": "object", "properties": {"x": schema}, **more}


def reference(name: str, **beside: Any) -> Schema:
    return {"$ref": f"#/components/schemas/{name}", **beside}


def changes(old: Schema, new: Schema) -> list[Change]:
    before, after = (canonical(copy.deepcopy(side), whole=True) for side in (old, new))
    return compare(before, after)


def rows(old: Schema, new: Schema) -> list[Row]:
    """Where, kind and level of each change."""
    return [(change.where, change.kind, change.level) for change in changes(old, new)]


def in_dialect(document: Schema, dialect: str) -> Schema:
    """The same description as OpenAPI 3.0 says it, or unchanged."""
    if dialect.startswith("3.1"):
        return document
    return {**{key: _older(value) for key, value in document.items()}, "openapi": dialect}


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _older(value) for key, value in node.items()}
    if isinstance(node.get("type"), list):
        node |= {"type": next(kind for kind in node["type"] if kind != "null"), "nullable": True}
    if _NULL in node.get("oneOf", []):
        node |= {"oneOf": [member for member in node["oneOf"] if member != _NULL], "nullable": True}
    if "const" in node:
        node["enum"] = [node.pop("const")]
    for exclusive, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if exclusive in node:
            node |= {limit: node[exclusive], exclusive: True}
    if node.pop("contentEncoding", None) == "base64":
        node["format"] = "byte"
    if node.get("contentMediaType") == "application/octet-stream":
        del node["contentMediaType"]
        node["format"] = "binary"
    if "$ref" in node and len(node) > 1:
        node["allOf"] = [{"$ref": node.pop("$ref")}]
    return node
