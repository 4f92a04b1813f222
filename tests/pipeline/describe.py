"""Ten-line descriptions for the tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.canonical import canonical
from pipeline.specification import INTERNAL, Schema, Specification

ROOT = Path(__file__).resolve().parents[2]
PLACE = "GET /thing"


def reference(name: str, kind: str = "schemas") -> Schema:
    """A reference to a shared part of the description."""
    return {"$ref": f"#/components/{kind}/{name}"}


def json_content(schema: Schema) -> Schema:
    """A JSON body of that schema."""
    return {"application/json": {"schema": schema}}


def replies(schema: Schema) -> Schema:
    """The responses of an operation that answers with such JSON."""
    return {"200": {"description": "Done.", "content": json_content(schema)}}


def description(
    paths: Schema, schemas: Schema | None = None, *, openapi: str = "3.1.0", shared: Schema | None = None
) -> Schema:
    """A whole OpenAPI document; `shared` are its components beside the schemas."""
    return {
        "openapi": openapi,
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas or {}, **(shared or {})},
    }


def specification(paths: Schema, schemas: Schema | None = None, **more: Any) -> Specification:
    """The canonical form of such a document."""
    return canonical(description(paths, schemas, **more))


def answering(schema: Schema, openapi: str = "3.1.0", /, **schemas: Schema) -> Specification:
    """A description of one operation, `GET /thing`, that answers with such JSON."""
    return specification({"/thing": {"get": {"responses": replies(schema)}}}, schemas, openapi=openapi)


def taking(schema: Schema, media_type: str = "application/json", /, **schemas: Schema) -> Specification:
    """A description of one operation, `POST /thing`, that takes such a body."""
    body = {"content": {media_type: {"schema": schema}}}
    return specification({"/thing": {"post": {"requestBody": body, "responses": {}}}}, schemas)


def plain(schema: Any) -> Any:
    """A canonical schema without the notes that it carries for the comparing tools."""
    if isinstance(schema, dict):
        return {key: plain(value) for key, value in schema.items() if key not in INTERNAL - {"x-tag"}}
    return [plain(item) for item in schema] if isinstance(schema, list) else schema


def reply_schema(read: Specification, place: str = PLACE, status: str = "200") -> Schema:
    """What an operation answers with, in canonical form."""
    found: Schema = plain(read.operations[place].responses[status]["content"]["application/json"]["schema"])
    return found


def request_schema(read: Specification, place: str = "POST /thing", media_type: str = "application/json") -> Schema:
    """What an operation takes, in canonical form."""
    found: Schema = plain(read.operations[place].request[media_type]["schema"])
    return found


def canonical_form(schema: Schema, openapi: str = "3.1.0", /, **schemas: Schema) -> Schema:
    """One schema in canonical form."""
    return reply_schema(answering(schema, openapi, **schemas))


def component(read: Specification, name: str) -> Schema:
    """A shared schema in canonical form."""
    found: Schema = plain(read.schemas[name])
    return found


def from_yaml(text: str) -> Schema:
    """A description written as YAML."""
    loaded: Schema = yaml.safe_load(text)
    return loaded


def an_object(*required: str, **properties: Schema) -> Schema:
    """An object schema."""
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
INTEGER: Schema = {"type": "integer"}
BOOLEAN: Schema = {"type": "boolean"}
