"""A loaded description as a `Specification`: shared parts inlined, the API key as security, streams told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.access import METHODS, security_of, servers_of
from pipeline.besides import besides
from pipeline.document import JsonObject, SpecError, load
from pipeline.keywords import unread
from pipeline.operation_words import said_besides
from pipeline.parts import Shared, path_order, read_content, read_parameters, read_response
from pipeline.reach import reached, schemas_of
from pipeline.references import section
from pipeline.schemas import Endless, SchemaReader
from pipeline.specification import (
    RETRY_CLASSES,
    Operation,
    Schema,
    SetAside,
    Specification,
    kind_of,
    reference,
    reference_name,
)
from pipeline.unions import tag_members
from pipeline.whole import WholeReader, note_twin

BESIDE_METHODS = {"summary", "description", "servers", "parameters", "$ref"}
MISREAD = (LookupError, TypeError, AttributeError, ValueError, RecursionError)


def read_specification(source: Path, *, ours: bool = False, whole: bool = False) -> Specification:
    """Load a description and bring it into canonical form.

    Args:
        source: A file or folder, as `document.load` takes it.
        ours: It is our own, so that its `x-*` words (retry classes, streams, limits) are read. A published
            description is untrusted: what it says in such words is not read at all.
        whole: Keep every word of it, for a comparison; the generator reads without.

    Raises:
        SpecError: It cannot be read, or something in it cannot be understood; the text names the place.
    """
    try:
        return canonical(load(source), ours=ours, whole=whole)
    except Endless as error:
        raise SpecError(f"{source}: {error}") from error
    except MISREAD as error:
        raise SpecError(f"{source}: {_said(error)}") from error


def canonical(document: JsonObject, *, ours: bool = False, whole: bool = False) -> Specification:
    """The canonical form of a loaded description; `ours` and `whole` as in `read_specification`."""
    schemas = (WholeReader if whole else SchemaReader)(document, ours=ours)
    operations: dict[str, Operation] = {}
    aside: dict[str, SetAside] = {}
    for one in _operations(document, schemas):
        if isinstance(one, SetAside):
            aside.setdefault(one.place, one)
        elif one.place in operations:
            twin = operations[one.place]
            aside[f"{one.method} {one.path}"] = SetAside(
                one.method, one.path, f"the same path as {twin.path} under other names"
            )
        else:
            operations[one.place] = one
    webhooks = dict(_webhooks(document, schemas))
    components, broken = _components(schemas)
    info = section(document, "info")
    specification = Specification(
        title=str(info.get("title", "API")),
        version=str(info.get("version", "")),
        servers=_listed(document, "servers"),
        tags=_listed(document, "tags"),
        security_schemes={
            name: _plain_words(scheme) for name, scheme in section(document, "components", "securitySchemes").items()
        },
        operations=operations,
        schemas=components,
        repairs=schemas.repairs,
        webhooks=webhooks,
        warnings=[*unread(document), *schemas.warnings],
        aside=aside,
    )
    _set_aside(specification, broken)
    if ours and (lost := [*map(str, specification.aside.values()), *specification.warnings]):
        raise LookupError(lost[0])
    if isinstance(schemas, WholeReader):
        specification.unread = besides(document, specification, schemas)
    for operation in specification.operations.values():
        _tell_stream_apart(specification, operation)
        _repeat_parts(specification, operation, whole=whole)
    tag_members(specification, whole=whole)
    return specification


def _listed(document: JsonObject, key: str) -> list[Any]:
    entries = document.get(key)
    return [_plain_words(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _plain_words(node: Any) -> Any:
    return {key: value for key, value in node.items() if not key.startswith("x-")} if isinstance(node, dict) else node


def _components(schemas: SchemaReader) -> tuple[dict[str, Schema], dict[str, str]]:
    """The components by name, and why some cannot be read; what an earlier one has named becomes one, too."""
    components: dict[str, Schema] = {}
    broken: dict[str, str] = {}
    waiting = {**schemas.published, **schemas.extra}
    while waiting:
        for name, node in waiting.items():
            try:
                components[name] = schemas.read_component(name, node)
            except MISREAD as error:
                components[name], broken[name] = {}, _said(error)
        waiting = {name: node for name, node in schemas.extra.items() if name not in components}
    for name, circle in _circles(components):
        broken[name] = f"components/schemas/{name}: references run in a circle: {circle}"
    for name in broken:
        components[name] = {}
    return components, broken


def _circles(components: dict[str, Schema]) -> Iterator[tuple[str, str]]:
    """A component may hold itself; one that is nothing but itself describes nothing."""
    for name, schema in components.items():
        passed = [name]
        while "$ref" in schema:
            passed.append(reference_name(schema))
            if passed[-1] in passed[:-1]:
                yield name, " -> ".join(passed)
                break
            schema = components[passed[-1]]


def _set_aside(specification: Specification, broken: dict[str, str]) -> None:
    """Take out what needs a component that cannot be read. Errors are read by one decoder, whatever they should be."""
    for place, operation in list(specification.operations.items()):
        needed = replace(operation, responses=operation.successes())
        if lost := sorted(reached(specification, list(schemas_of(needed))) & broken.keys()):
            published = repr(operation)
            specification.aside[place] = SetAside(operation.method, operation.path, broken[lost[0]], published)
            del specification.operations[place]
    unused = (name for name in broken if broken[name] not in {one.reason for one in specification.aside.values()})
    specification.warnings += [broken[name] for name in unused]
    for name, webhook in list(specification.webhooks.items()):
        if lost := sorted(reached(specification, list(schemas_of(webhook))) & broken.keys()):
            specification.warnings.append(f"webhooks {name}: {broken[lost[0]]}")
            del specification.webhooks[name]


def _operations(document: JsonObject, schemas: SchemaReader) -> Iterator[Operation | SetAside]:
    shared = Shared(document)
    for path, published in section(document, "paths").items():
        try:
            item = shared.open(published, f"paths {path}")
            # What stands beside the reference of a path belongs to it as well.
            item = {**item, **{key: value for key, value in published.items() if key != "$ref"}}
        except MISREAD as error:
            yield SetAside("ANY", path, _said(error), _inlined(published, schemas))
            continue
        yield from (_placed(method, path, item, schemas, shared) for method in METHODS if method in item)
        for method, node in item.items():
            if (
                method not in METHODS
                and isinstance(node, dict)
                and method not in BESIDE_METHODS
                and not method.startswith("x-")
            ):
                for name in node if method == "additionalOperations" else [method]:
                    said = f"{name} is not a method that is sent"
                    yield SetAside(str(name).upper(), path, said, _inlined(node, schemas))


def _webhooks(document: JsonObject, schemas: SchemaReader) -> Iterator[tuple[str, Operation]]:
    shared = Shared(document)
    for name, published in section(document, "webhooks").items():
        try:
            item = shared.open(published, f"webhooks {name}")
        except MISREAD as error:
            schemas.warnings.append(f"webhooks {name}: {_said(error)}")
            continue
        for method in METHODS if schemas.whole else ("post",):
            if method in item:
                webhook = _placed(method, str(name), item, schemas, shared)
                if isinstance(webhook, Operation):
                    yield str(name) if method == "post" else f"{name} by {method.upper()}", webhook
                else:
                    schemas.warnings.append(f"webhooks {name}: {webhook.reason}")


def _placed(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: Shared) -> Operation | SetAside:
    try:
        return _operation(method, path, item, schemas, shared)
    except MISREAD as error:
        said = _said(error).removeprefix(f"{method.upper()} {path}").lstrip(": ")
        return SetAside(method.upper(), path, said, _inlined(item[method], schemas))


def _inlined(published: Any, schemas: SchemaReader) -> Any:
    return schemas.inlined(published) if isinstance(schemas, WholeReader) else published


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply to be read"
    said = " ".join(str(error).split())
    return f"{said} is missing or unknown" if type(error) is KeyError else said


def _operation(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: Shared) -> Operation:
    place = f"{method.upper()} {path}"
    node = shared.open(item[method], place)
    declared = [
        shared.open(entry, place) for entry in [*(node.get("parameters") or []), *(item.get("parameters") or [])]
    ]
    parameters = read_parameters(declared, place, schemas)
    body = shared.open(node.get("requestBody") or {}, place)
    request = read_content(body.get("content"), f"{place} request", schemas)
    if body.get("content") and not request:
        raise LookupError(f"{place} request: {', '.join(map(repr, body['content']))} is not a media type")
    extensions = schemas.own_words(node)
    if extensions.get("x-retry", "read") not in RETRY_CLASSES:
        raise LookupError(f"x-retry must be {', '.join(RETRY_CLASSES)}, got {extensions['x-retry']!r}")
    return Operation(
        method=method.upper(),
        path=path,
        tag=next((str(tag) for tag in node.get("tags") or [] if tag), ""),
        operation_id=str(node.get("operationId") or ""),
        summary=str(node.get("summary") or ""),
        description=str(node.get("description") or ""),
        deprecated=node.get("deprecated") is True,
        parameters=path_order(path, parameters, place, schemas),
        request=request,
        request_required=body.get("required") is True,
        responses=dict(_replies(node.get("responses") or {}, place, schemas, shared)),
        extensions=extensions,
        request_description=str(body.get("description") or ""),
        security=security_of(shared.document, node, declared),
        servers=servers_of(shared.document, item, node),
        unread=said_besides(path, (item, node, body), declared, schemas),
        callbacks=dict(_callbacks(node, schemas, shared)) if schemas.whole else {},
    )


def _callbacks(node: JsonObject, schemas: SchemaReader, shared: Shared) -> Iterator[tuple[str, Operation]]:
    for name, expressions in (node.get("callbacks") or {}).items():
        if name.startswith("x-"):
            continue
        for expression, item in shared.open(expressions, f"callback {name}").items():
            if not expression.startswith("x-"):
                opened = shared.open(item, f"callback {name}")
                for method in METHODS:
                    if isinstance(opened.get(method), dict):
                        place = f"{name} {expression} {method.upper()}"
                        sent = _placed(method, place, opened, schemas, shared)
                        if isinstance(sent, Operation):
                            yield place, sent


def _replies(published: JsonObject, place: str, schemas: SchemaReader, shared: Shared) -> Iterator[tuple[str, Schema]]:
    """Replies by status. Where no success is described, what is said of every status is said of that too."""
    for name, reply in published.items():
        status = name.upper() if name != "default" else name
        if status.startswith("X-"):
            continue
        if not _STATUS.fullmatch(status):
            schemas.warnings.append(f"{place} response {name}: is not a status")
            continue
        if status == "default" and not any(other.startswith("2") for other in published):
            schemas.repairs.append(f"{place}: no success is described, response default is read as one")
            yield "2XX", read_response(reply, f"{place} response default", schemas, shared)
        try:
            yield status, read_response(reply, f"{place} response {status}", schemas, shared)
        except MISREAD as error:
            if status.startswith("2"):
                raise
            schemas.warnings.append(_said(error))


_STATUS = re.compile(r"[1-5](\d\d|XX)|default")


def _repeat_parts(specification: Specification, operation: Operation, *, whole: bool) -> None:
    """In a form one value and a list of values look alike on the wire: read both as the list."""
    media = operation.request.get("multipart/form-data") or {"schema": {}}
    properties = specification.resolve(media["schema"]).get("properties") or {}
    for name, use in properties.items():
        value = specification.resolve(use)
        lists = [member for member in value.get("oneOf") or [] if member.get("type") == "array"]
        if len(lists) == 1 and len(value["oneOf"]) == 2:
            beside = {
                key: source[key] for source in (value, use) for key in ("description", "nullable") if key in source
            }
            properties[name] = {**lists[0], **beside}
            if whole:
                note_twin(properties[name], {word: said for word, said in value.items() if word not in beside})


def _tell_stream_apart(specification: Specification, operation: Operation) -> None:
    """A JSON reply that is either one object or the events of a stream, chosen by `stream`, is two media types."""
    bodies = [specification.resolve(media["schema"]) for media in operation.request.values()]
    if not any("stream" in (body.get("properties") or {}) for body in bodies):
        return
    for reply in operation.successes().values():
        media = reply["content"].get("application/json")
        if media is None or any("x-stream" in entry for entry in reply["content"].values()):
            continue
        members = specification.resolve(media["schema"]).get("oneOf") or []
        events = [member for member in members if kind_of(specification.resolve(member)) == "union"]
        whole = [member for member in members if member not in events]
        if len(events) == 1 and len(whole) == 1:
            reply["content"] = {
                "application/json": {**media, "schema": whole[0]},
                "application/x-ndjson": {"schema": _named(specification, events[0], operation), "x-stream": "ndjson"},
            }


def _named(specification: Specification, schema: Schema, operation: Operation) -> Schema:
    if "$ref" in schema:
        return schema
    name = f"{operation.operation_id or 'stream'}_event"
    specification.schemas.setdefault(name, schema)
    return reference(name)
