"""What the next published description may bring, made from one that was really published."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]

TEXT = {"type": "string"}


def with_a_new_operation(document: Document) -> Document:
    """An operation with a parameter, a body and a response of its own."""
    changed = copy.deepcopy(document)
    lens = {"type": "object", "required": ["_id"], "properties": {"_id": TEXT, "strength": {"type": "number"}}}
    changed["components"]["schemas"]["LensOfTomorrow"] = lens
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/LensOfTomorrow"}}}
    changed["paths"]["/lenses/{lens_id}"] = {
        "put": {
            "operationId": "replace",
            "tags": ["lenses"],
            "parameters": [
                {"name": "lens_id", "in": "path", "required": True, "schema": TEXT},
                {"name": "dry_run", "in": "query", "schema": {"type": "boolean"}},
            ],
            "requestBody": {"required": True, "content": content},
            "responses": {"200": {"description": "The lens.", "content": content}},
        }
    }
    return changed


def with_a_new_field(document: Document) -> Document:
    """A field in what is answered, and one in what is sent."""
    changed = copy.deepcopy(document)
    _body(changed, "/indexes/{index-id}", "get", "200")["properties"]["lens_count"] = {"type": "integer"}
    _request(changed, "/indexes", "post")["properties"]["lens"] = TEXT
    return changed


def with_an_unread_field_retyped(document: Document) -> Document:
    """`video_bitrate_bps` is an integer that no facade method reads: here it is a string."""
    changed = copy.deepcopy(document)
    assert _retype(changed, "video_bitrate_bps", {"type": "string"}) > 0
    return changed


def with_a_read_field_retyped(document: Document) -> Document:
    """`filename` of an asset is read by the facade: here it is an integer."""
    changed = copy.deepcopy(document)
    _body(changed, "/assets/{asset_id}", "get", "200")["properties"]["filename"] = {"type": "integer"}
    return changed


def with_a_schema_renamed(document: Document) -> Document:
    """Every component that the description has gets another name."""
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/Renamed{name}"')
    changed: Document = json.loads(text)
    schemas = changed["components"]["schemas"]
    changed["components"]["schemas"] = {f"Renamed{name}": schema for name, schema in schemas.items()}
    return changed


def with_a_new_value_in_every_set(document: Document) -> Document:
    """Every set of values has one more."""
    changed = copy.deepcopy(document)
    assert _extend(changed) > 20
    return changed


def _extend(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(_extend, node))
    if not isinstance(node, dict):
        return 0
    values = node.get("enum")
    found = sum(map(_extend, node.values()))
    if not isinstance(values, list) or len(values) < 2 or not all(isinstance(value, str) for value in values):
        return found
    values.append("tomorrow")
    return found + 1


def without_an_operation(document: Document) -> Document:
    """An operation that the facade calls is gone."""
    changed = copy.deepcopy(document)
    del changed["paths"]["/indexes/{index-id}"]["delete"]
    return changed


HOLDING: dict[str, Callable[[Document], Document]] = {
    "a new operation": with_a_new_operation,
    "a new field": with_a_new_field,
    "a retyped field that is not read": with_an_unread_field_retyped,
    "a new value in every set": with_a_new_value_in_every_set,
    "renamed schemas": with_a_schema_renamed,
    "an operation gone": without_an_operation,
}


def _body(document: Document, path: str, method: str, status: str) -> Document:
    return _resolved(document, document["paths"][path][method]["responses"][status]["content"]["application/json"])


def _request(document: Document, path: str, method: str) -> Document:
    return _resolved(document, document["paths"][path][method]["requestBody"]["content"]["application/json"])


def _resolved(document: Document, media: Document) -> Document:
    schema: Document = media["schema"]
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _retype(node: Any, name: str, schema: Document) -> int:
    """Give every property of a name another schema; returns how many there were."""
    if isinstance(node, list):
        return sum(_retype(item, name, schema) for item in node)
    if not isinstance(node, dict):
        return 0
    properties = node.get("properties")
    found = 0
    if isinstance(properties, dict) and name in properties:
        properties[name] = schema
        found = 1
    return found + sum(_retype(value, name, schema) for value in node.values())
