"""What a description says of the API as a whole, and its components that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.access import METHODS, address_of, used_schemes
from pipeline.reach import reached, schemas_of
from pipeline.specification import Operation, Schema, Specification
from pipeline.whole import WholeReader

_READ = {"openapi", "info", "servers", "tags", "paths", "webhooks", "components", "security"}
# What `access.security_of` says of a scheme at each operation that uses it.
# The security schemes that some operation asks for.
USED = "used"
OF_A_CREDENTIAL = {"type", "in", "name", "scheme", "openIdConnectUrl"}
_KINDS = ("parameters", "headers", "requestBodies", "responses", "examples", "links", "callbacks", "pathItems")


def besides(document: Schema, specification: Specification, reader: WholeReader) -> dict[str, Schema]:
    """Words by what they are said of: `{"info": {"version": "1"}, "server https://...": {...}}`."""
    said: dict[str, Schema] = {
        "API": reader.words(document, _READ) | reader.words(document.get("paths") or {}, _paths(document)),
        "info": {"title": "", "version": "", **reader.words(document.get("info") or {})},
    }
    webhooks = document.get("webhooks", {})
    named = webhooks.items() if isinstance(webhooks, dict) else [("", webhooks)]
    said["API"] |= {f"webhook {name}": item for name, item in named if not isinstance(item, dict)}
    said |= {f"tag {tag.get('name')}": reader.words(tag, {"name"}) for tag in _objects(document.get("tags"))}
    servers = _objects(document.get("servers"))
    said["API"] |= {"servers": [address_of(server) for server in servers]} if len(servers) > 1 else {}
    said |= {f"server {address_of(server)}": reader.words(server, {"url"}) for server in servers}
    for path, item in (document.get("paths") or {}).items():
        if (
            isinstance(item, dict)
            and item
            and not any(isinstance(item.get(method), dict) for method in (*METHODS, "$ref"))
        ):
            said[f"path {path}"] = reader.words(item)
    components = document.get("components") or {}
    said["API"] |= reader.words(components, {*_KINDS, "schemas", "securitySchemes"})
    said[USED] = dict.fromkeys(sorted(used_schemes(document)), True)
    schemes = components.get("securitySchemes") or {}
    said |= {f"security {name}": reader.words(scheme) for name, scheme in schemes.items()}
    said |= {f"component {name}": schema for name, schema in _unreached_schemas(specification)}
    said |= {f"component {kind}/{name}": {"": reader.inlined(value)} for kind, name, value in _unreached(document)}
    return said


def _objects(values: Any) -> list[Schema]:
    return [value for value in values or [] if isinstance(value, dict)]


def _paths(document: Schema) -> set[str]:
    return {path for path in document.get("paths") or {} if not path.startswith("x-")}


def _unreached_schemas(specification: Specification) -> Iterator[tuple[str, Schema]]:
    operations = [*specification.operations.values(), *specification.webhooks.values()]
    roots = [schema for operation in operations for schema in _roots(operation)]
    used = reached(specification, roots)
    yield from ((name, schema) for name, schema in specification.schemas.items() if name not in used)


def _roots(operation: Operation) -> Iterator[Schema]:
    yield from schemas_of(operation)
    for sent in operation.callbacks.values():
        yield from _roots(sent)


def _unreached(document: Schema) -> Iterator[tuple[str, str, Any]]:
    components = document.get("components") or {}
    held = {f"#/components/{kind}/{name}": (kind, name) for kind in _KINDS for name in components.get(kind) or {}}
    waiting: list[Any] = [document.get("paths"), document.get("webhooks")] if held else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            pointer = node.get("$ref")
            if isinstance(pointer, str) and pointer in held:
                kind, name = held.pop(pointer)
                waiting.append(components[kind][name])
    yield from ((kind, name, components[kind][name]) for kind, name in held.values())
