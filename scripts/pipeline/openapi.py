"""Write a `Specification` back as an OpenAPI 3.1 document, for people and for the sandbox to check requests against."""

from __future__ import annotations

from typing import Any

from pipeline.specification import INTERNAL, Operation, Schema, Specification


def to_openapi(specification: Specification, unpublished: set[str] | None = None) -> Schema:
    """The description as an OpenAPI 3.1 document.

    Args:
        specification: What to write.
        unpublished: Places of operations that only we know; they carry `x-published: false`.
    """
    paths: dict[str, Schema] = {}
    for place, operation in specification.operations.items():
        item = paths.setdefault(operation.path, {})
        item[operation.method.lower()] = _operation(operation, place in (unpublished or set()))
    document = {
        "openapi": "3.1.1",
        "info": {"title": specification.title, "version": specification.version},
        "servers": specification.servers,
        "security": [{name: []} for name in specification.security_schemes],
        "tags": specification.tags,
        "paths": paths,
        **({"webhooks": _webhooks(specification)} if specification.webhooks else {}),
        "components": {
            "securitySchemes": specification.security_schemes,
            "schemas": {name: schema_to_openapi(schema) for name, schema in sorted(specification.schemas.items())},
        },
    }
    _map_tags(document, specification.schemas)
    return document


def _map_tags(node: Any, schemas: dict[str, Schema]) -> None:
    """Say which tag names which member: without it a tag would have to be the member's own name."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _map_tags(child, schemas)
    if not isinstance(node, dict) or not isinstance(node.get("discriminator"), dict) or "oneOf" not in node:
        return
    tag = node["discriminator"]["propertyName"]
    references = [member["$ref"] for member in node["oneOf"] if "$ref" in member]
    mapping = {value: reference for reference in references for value in _values_of(reference, tag, schemas)}
    if mapping:
        node["discriminator"] = {"propertyName": tag, "mapping": mapping}


def _values_of(reference: str, name: str, schemas: dict[str, Schema]) -> list[str]:
    schema = schemas.get(reference.rpartition("/")[2], {})
    value = schema.get("properties", {}).get(name, {})
    if "$ref" in value:
        value = schemas.get(value["$ref"].rpartition("/")[2], {})
    return [each for each in value.get("enum", []) if isinstance(each, str)]


def _webhooks(specification: Specification) -> Schema:
    """The server carries no key of the receiver's, so that the security of the API is lifted."""
    return {
        name: {"post": {**_operation(webhook, False), "security": []}}
        for name, webhook in specification.webhooks.items()
    }


def _operation(operation: Operation, unpublished: bool) -> Schema:
    result: Schema = {
        "operationId": operation.operation_id,
        "tags": [operation.tag],
        **({"summary": operation.summary} if operation.summary else {}),
        **({"description": operation.description} if operation.description else {}),
        **({"deprecated": True} if operation.deprecated else {}),
        **operation.extensions,
        **({"x-published": False} if unpublished else {}),
    }
    if operation.parameters:
        result["parameters"] = [
            {**parameter, "schema": schema_to_openapi(parameter["schema"])} for parameter in operation.parameters
        ]
    if operation.request:
        result["requestBody"] = {"required": operation.request_required, "content": _content(operation.request)}
    result["responses"] = {
        status: {
            "description": reply["description"] or f"Status {status}.",
            **({"headers": _headers(reply["headers"])} if reply.get("headers") else {}),
            **({"content": _content(reply["content"])} if reply["content"] else {}),
        }
        for status, reply in operation.responses.items()
    }
    return result


def _headers(headers: Schema) -> Schema:
    return {name: {**header, "schema": schema_to_openapi(header["schema"])} for name, header in headers.items()}


def _content(content: dict[str, Schema]) -> Schema:
    return {name: {**media, "schema": schema_to_openapi(media["schema"])} for name, media in content.items()}


def schema_to_openapi(schema: Schema) -> Schema:
    """One schema with null said the way OpenAPI 3.1 says it."""
    result: Schema = {key: _child(key, value) for key, value in schema.items() if key not in INTERNAL | {"nullable"}}
    if "oneOf" in result and "discriminator" not in result:
        # Nothing tells these members apart, and 1 is an integer and a number: any may fit, not exactly one.
        result["anyOf"] = result.pop("oneOf")
    if not schema.get("nullable"):
        return result
    if "type" in result:
        result["type"] = [result["type"], "null"]
        if "enum" in result:
            result["enum"] = [*result["enum"], None]
    elif "oneOf" in result or "anyOf" in result:
        union = "oneOf" if "oneOf" in result else "anyOf"
        result[union] = [*result[union], {"type": "null"}]
        result.pop("discriminator", None)
    elif "$ref" in result:
        result = {
            **{k: v for k, v in result.items() if k != "$ref"},
            "oneOf": [{"$ref": schema["$ref"]}, {"type": "null"}],
        }
    return result


def _child(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: schema_to_openapi(schema) for name, schema in value.items()}
    if key in ("items", "additionalProperties") and isinstance(value, dict):
        return schema_to_openapi(value)
    if key == "oneOf":
        return [schema_to_openapi(member) for member in value]
    return value
