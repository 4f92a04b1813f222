"""What a knowledge store extracts from its content: the rules of the schema that says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from twelvelabs_client.core.checks import text
from twelvelabs_client.core.errors import InvalidInputError

NOUN = "enrichment_config"
OUTERMOST = ("type", "title", "description", "properties", "required", "additionalProperties")
KEYWORDS = (*OUTERMOST, "enum", "items", "prefixItems", "minItems", "maxItems", "minimum", "maximum", "format")
TYPES = ("object", "array", "string", "number", "integer", "boolean")


def check_enrichment(config: str | Mapping[str, Any]) -> str | dict[str, Any]:
    """What to extract, as words or as a schema that the API takes.

    Raises:
        InvalidInputError: It is neither.
    """
    if isinstance(config, str):
        return text(config, NOUN)
    if not isinstance(config, Mapping):
        raise InvalidInputError(f"{NOUN}: expected a text or a JSON Schema as keys and values, got {_kind(config)}")
    try:
        json.dumps(dict(config), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(f"{NOUN}: it cannot be said in JSON: {error}") from error
    properties = config.get("properties")
    if config.get("type") != "object" or not isinstance(properties, Mapping) or not properties:
        raise InvalidInputError(f"{NOUN}: the schema must be of type 'object' and name its properties")
    _check_schema(config, "the schema", OUTERMOST)
    return dict(config)


def _check_schema(schema: object, place: str, keywords: tuple[str, ...] = KEYWORDS) -> None:
    if not isinstance(schema, Mapping):
        raise InvalidInputError(f"{NOUN}: {place}: expected a schema as keys and values, got {_kind(schema)}")
    for keyword in schema:
        if keyword not in keywords:
            raise InvalidInputError(f"{NOUN}: {place}: {keyword!r} is not one of {', '.join(keywords)}")
    if "type" in schema and schema["type"] not in TYPES:
        raise InvalidInputError(f"{NOUN}: {place}: type: {schema['type']!r} is not one of {', '.join(TYPES)}")
    if not isinstance(schema.get("additionalProperties", True), bool):
        raise InvalidInputError(f"{NOUN}: {place}: additionalProperties: it is True or False, no schema")
    required = schema.get("required", [])
    if not isinstance(required, list | tuple) or not all(isinstance(name, str) for name in required):
        raise InvalidInputError(f"{NOUN}: {place}: required: expected a list of names")
    _check_properties(schema.get("properties", {}), place)
    if "items" in schema:
        _check_schema(schema["items"], f"items of {place}")
    prefix = schema.get("prefixItems", [])
    if not isinstance(prefix, list | tuple):
        raise InvalidInputError(f"{NOUN}: {place}: prefixItems: expected a list of schemas, got {_kind(prefix)}")
    for number, item in enumerate(prefix, start=1):
        _check_schema(item, f"item {number} of {place}")


def _check_properties(properties: object, place: str) -> None:
    if not isinstance(properties, Mapping):
        raise InvalidInputError(f"{NOUN}: {place}: properties: expected schemas by name, got {_kind(properties)}")
    for name, schema in properties.items():
        _check_schema(schema, str(name))
        described = schema.get("description")
        if not isinstance(described, str) or not described.strip():
            raise InvalidInputError(f"{NOUN}: {name}: the property needs a description of what to extract")


def _kind(value: object) -> str:
    return type(value).__name__
