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
from pipeline.operation_words import (
    HEADERS_THAT_ARE_NO_PARAMETERS,
    UNDESCRIBED,
    beside_its_schema,
    said_besides,
)
from pipeline.reach import reached, schemas_of
from pipeline.schemas import Endless, SchemaReader, local_pointer, section
from pipeline.specification import (
    RETRY_CLASSES,
    UNREAD,
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
STREAMS = {
    "text/event-stream": "sse",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl",
}

PLACES = ("path", "query", "header", "cookie")
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


def _get(node: Any, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None


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
    shared = _Shared(document)
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
    shared = _Shared(document)
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


def _placed(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: _Shared) -> Operation | SetAside:
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


def _operation(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: _Shared) -> Operation:
    place = f"{method.upper()} {path}"
    node = shared.open(item[method], place)
    declared = [
        shared.open(entry, place) for entry in [*(node.get("parameters") or []), *(item.get("parameters") or [])]
    ]
    parameters = _parameters(declared, place, schemas)
    body = shared.open(node.get("requestBody") or {}, place)
    request = _content(body.get("content"), f"{place} request", schemas)
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
        parameters=_path_order(path, parameters, place, schemas),
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


def _callbacks(node: JsonObject, schemas: SchemaReader, shared: _Shared) -> Iterator[tuple[str, Operation]]:
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


def _replies(published: JsonObject, place: str, schemas: SchemaReader, shared: _Shared) -> Iterator[tuple[str, Schema]]:
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
            yield "2XX", _response(reply, f"{place} response default", schemas, shared)
        try:
            yield status, _response(reply, f"{place} response {status}", schemas, shared)
        except MISREAD as error:
            if status.startswith("2"):
                raise
            schemas.warnings.append(_said(error))


_STATUS = re.compile(r"[1-5](\d\d|XX)|default")


class _Shared:
    """Follows references to shared parameters, headers, request bodies, responses and path items."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document

    def open(self, node: Any, place: str) -> JsonObject:
        for _ in range(20):
            if not isinstance(node, dict):
                raise LookupError(f"{place}: {node!r} where an object is expected")
            if "$ref" not in node:
                return node
            node = self._target(node["$ref"], place)
        raise LookupError(f"{place}: references run in a circle")

    def _target(self, pointer: Any, place: str) -> Any:
        node: Any = self.document
        for key in local_pointer(pointer, place):
            node = node[int(key)] if isinstance(node, list) and key.isdigit() else _get(node, key)
        if node is None:
            raise LookupError(f"{place}: {pointer} points to nothing")
        return node


def _parameters(declared: list[Schema], place: str, schemas: SchemaReader) -> list[Schema]:
    read: dict[tuple[str, str], Schema] = {}
    for parameter in declared:
        name, where = str(parameter["name"]), str(parameter["in"])
        if where not in PLACES:
            raise LookupError(f"{place} {where} {name}: parameters stand in {', '.join(PLACES)}")
        if (where == "header" and name.lower() in HEADERS_THAT_ARE_NO_PARAMETERS) or (where, name) in read:
            continue
        published, encoded = _parameter_schema(parameter)
        schema = schemas.read(published, f"{place} {where} {name}")
        beside = beside_its_schema(parameter)
        read[where, name] = {
            **{key: value for key, value in parameter.items() if isinstance(value, _PARAMETER_KEYS.get(key, ()))},
            **({"style": "json"} if encoded else {}),
            **schemas.own_words(parameter),
            **schemas.unread(parameter | beside, {*_PARAMETER_KEYS, "name", "in", "required", "schema", "content"}),
            "name": name,
            "in": where,
            "required": where == "path" or parameter.get("required") is True,
            "schema": schema,
        }
    return list(read.values())


_PARAMETER_KEYS: dict[str, type] = {"description": str, "deprecated": bool, "style": str, "explode": bool}


def _parameter_schema(parameter: JsonObject) -> tuple[Any, bool]:
    """What a parameter is, and whether it is sent as JSON text."""
    if "schema" in parameter or not parameter.get("content"):
        return parameter.get("schema", {"type": "string"}), False
    (name, media), *_ = parameter["content"].items()
    is_json = name.split(";")[0].strip().lower().endswith(("/json", "+json"))
    return (media or {}).get("schema"), is_json


def _path_order(path: str, parameters: list[Schema], place: str, schemas: SchemaReader) -> list[Schema]:
    """Path parameters as the path names them (one that is not declared is text), then the others."""
    in_path = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "path"}
    names = re.findall(r"\{([^}]+)\}", path)
    schemas.warnings += [f"{place} path {name}: does not stand in the path" for name in in_path if name not in names]
    undeclared = {
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        **schemas.unread({UNDESCRIBED: True}, ()),
    }
    ordered = [in_path.get(name) or {"name": name, **undeclared} for name in names]
    return [*ordered, *(parameter for parameter in parameters if parameter["in"] != "path")]


def _content(content: Any, place: str, schemas: SchemaReader) -> dict[str, Schema]:
    result: dict[str, Schema] = {}
    for published, media in (content or {}).items():
        media_type = published.split(";")[0].strip().lower()
        if media_type.startswith("aplication/"):
            schemas.repairs.append(f"{place}: {published} is read as application/json")
            media_type = "application/json"
        if not _MEDIA_TYPE.fullmatch(media_type) and not schemas.whole:
            schemas.warnings.append(f"{place}: {published!r} is not a media type")
            continue
        entry: Schema = {"schema": schemas.read((media or {}).get("schema"), place)}
        encoding = media.get("encoding") if isinstance(media, dict) else None
        if isinstance(encoding, dict):
            entry["encoding"] = {name: each if schemas.whole else _encoding(each) for name, each in encoding.items()}
        stream = schemas.own_words(media or {}).get("x-stream") or STREAMS.get(media_type)
        if stream:
            entry["x-stream"] = stream
        entry.update(schemas.unread({**(media or {}), "media type": published}, {"schema", "encoding"}))
        if entry.get(UNREAD, {}).get("media type") == media_type:
            del entry[UNREAD]["media type"]
        result[published if schemas.whole and media_type in result else media_type] = entry
    return result


_MEDIA_TYPE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+")


def _encoding(published: Any) -> Schema:
    words = published.items() if isinstance(published, dict) else ()
    return {key: value for key, value in words if isinstance(value, _ENCODING_WORDS.get(key, ()))}


_ENCODING_WORDS: dict[str, type] = {"style": str, "explode": bool, "contentType": str}


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


def _response(published: Any, place: str, schemas: SchemaReader, shared: _Shared) -> Schema:
    node = shared.open(published, place)
    headers = {name: shared.open(header, place) for name, header in (node.get("headers") or {}).items()}
    result: Schema = {"description": str(node.get("description") or ""), "content": {}}
    result.update(schemas.unread(node, {"description", "headers", "content"}))
    if headers:
        result["headers"] = {
            name: {
                **{key: header[key] for key in _HEADER_KEYS if key in header},
                **schemas.unread(header, {*_HEADER_KEYS, "schema", "content"}),
                "schema": schemas.read(_parameter_schema(header)[0] if schemas.whole else header.get("schema"), place),
            }
            for name, header in headers.items()
        }
    result["content"] = _content(node.get("content"), place, schemas)
    return result


_HEADER_KEYS = ("description", "required", "deprecated")


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
