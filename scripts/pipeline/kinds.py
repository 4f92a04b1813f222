"""Types and values of schemas: null, numbers, and what each word of a schema may hold."""

from __future__ import annotations

from typing import Any

from pipeline.specification import Schema


def is_null(node: Any) -> bool:
    """Whether a member of a union allows null and nothing else."""
    if not isinstance(node, dict):
        return False
    return node.get("type") == "null" or node.get("enum") == [None] or ("const" in node and node["const"] is None)


def take_null(node: Schema) -> bool:
    """Take null out of a schema's types; returns whether null is a value."""
    nullable = node.pop("nullable", False) is True
    if node.get("type") == "null":
        node["type"] = ["null"]
    if isinstance(node.get("type"), list):
        kinds = [kind for kind in node["type"] if kind != "null"]
        nullable = nullable or len(kinds) < len(node["type"])
        node["type"] = kinds[0] if len(kinds) == 1 else kinds or None
        # Of a list of values, null is one or is none of them, whatever the types allow.
        nullable = nullable and not (isinstance(node.get("enum"), list) and None not in node["enum"])
    if isinstance(node.get("enum"), list) and None in node["enum"]:
        nullable = True
    return nullable or ("const" in node and node["const"] is None)


def exclusive_limits_as_numbers(schema: Schema) -> None:
    """OpenAPI 3.0 says `minimum: 0, exclusiveMinimum: true` where 3.1 says `exclusiveMinimum: 0`."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and limit in schema:
            schema[exclusive] = schema.pop(limit)
        elif isinstance(schema.get(exclusive), bool):
            schema.pop(exclusive)


def json_number(value: Any) -> Any:
    """In JSON, 1.0 is 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_of_kind(value: Any, kind: Any) -> bool:
    """Whether a value can be of a type; an unquoted word of YAML often is not."""
    if not isinstance(kind, str) or kind not in _PYTHON_TYPES:
        return True
    return isinstance(value, _PYTHON_TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


_PYTHON_TYPES: dict[Any, type | tuple[type, ...]] = {
    "boolean": bool, "string": str, "integer": int, "number": (int, float),
}  # fmt: skip
# What words that hold schemas or names are.
SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("properties", "discriminator"), dict),
    **dict.fromkeys(("enum", "oneOf", "anyOf"), list),
    "required": (list, bool),
}
# What words of a schema hold; any other word may hold anything.
TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("description", "format", "pattern", "contentMediaType"), str),
    **dict.fromkeys(("deprecated", "uniqueItems", "readOnly", "writeOnly"), bool),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), (int, float)),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), (int, float)),
}


def only_of_kind(node: Schema, kind: Any) -> Schema:
    """Of the values that several types share, those of one."""
    values = [node["const"]] if "const" in node else node.get("enum")
    return {"enum": [value for value in values if is_of_kind(value, kind)]} if isinstance(values, list) else {}


def inferred_kind(node: Schema, values: list[Any]) -> str | None:
    """The type of a schema that declares none, as far as its other words show it."""
    if "properties" in node or "additionalProperties" in node:
        return "object"
    if "items" in node:
        return "array"
    return next((kind for kind in _PYTHON_TYPES if values and all(is_of_kind(value, kind) for value in values)), None)
