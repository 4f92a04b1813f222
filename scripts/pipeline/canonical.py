"""A loaded description as a `Specification`: shared parts inlined, the API key as security, streams told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.access import METHODS, security_of, servers_of
from pipeline.besides import besides
from pipeline.document import JsonObject, SpecError, load
from pipeline.operation_words import (
    HEADERS_THAT_ARE_NO_PARAMETERS,
    UNDESCRIBED,
    beside_its_schema,
    said_besides,
)
from pipeline.schemas import SchemaReader, local_pointer
from pipeline.specification import (
    RETRY_CLASSES,
    UNREAD,
    Operation,
    Schema,
    Specification,
    kind_of,
    reference,
    reference_name,
)
from pipeline.unions import tag_members
from pipeline.whole import WholeReader, note_twin

BESIDE_METHODS = {"summary", "description", "servers", "parameters"}
STREAMS = {
    "text/event-stream": "sse",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl",
}

MISREAD = (LookupError, TypeError, AttributeError, ValueError)


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
    except RecursionError as error:
        raise SpecError(f"{source}: nested too deeply to be read") from error
    except MISREAD as error:
        raise SpecError(f"{source}: {' '.join(str(error).split())}") from error


def canonical(document: JsonObject, *, ours: bool = False, whole: bool = False) -> Specification:
    """The canonical form of a loaded description; `ours` and `whole` as in `read_specification`."""
    schemas = (WholeReader if whole else SchemaReader)(document, ours=ours)
    operations: dict[str, Operation] = {}
    for operation in _operations(document, schemas):
        twin = operations.setdefault(operation.place, operation)
        if twin is not operation:
            raise LookupError(f"{operation.method} {operation.path}: the same path as {twin.path} under other names")
    webhooks = dict(_webhooks(document, schemas))
    components = {name: schemas.read(node, name) for name, node in schemas.published.items()}
    while missing := [name for name in schemas.extra if name not in components]:
        components.update({name: schemas.read(schemas.extra[name], name) for name in missing})
    _refuse_circles(components)
    info = document.get("info") or {}
    specification = Specification(
        title=str(info.get("title", "API")),
        version=str(info.get("version", "")),
        servers=[_plain_words(server) for server in document.get("servers") or []],
        tags=[_plain_words(tag) for tag in document.get("tags") or []],
        security_schemes={
            name: _plain_words(scheme)
            for name, scheme in ((document.get("components") or {}).get("securitySchemes") or {}).items()
        },
        operations=operations,
        schemas=components,
        repairs=schemas.repairs,
        webhooks=webhooks,
    )
    if isinstance(schemas, WholeReader):
        specification.unread = besides(document, specification, schemas)
    for operation in specification.operations.values():
        _tell_stream_apart(specification, operation)
        _repeat_parts(specification, operation, whole=whole)
    tag_members(specification, whole=whole)
    return specification


def _plain_words(node: Any) -> Any:
    return {key: value for key, value in node.items() if not key.startswith("x-")} if isinstance(node, dict) else node


def _refuse_circles(components: dict[str, Schema]) -> None:
    """A component may hold itself; one that is nothing but itself describes nothing."""
    for name in components:
        schema, passed = components[name], [name]
        while "$ref" in schema:
            target = reference_name(schema)
            if target in passed:
                raise LookupError(
                    f"components/schemas/{name}: references run in a circle: {' -> '.join([*passed, target])}"
                )
            passed.append(target)
            schema = components[target]


def _operations(document: JsonObject, schemas: SchemaReader) -> Iterator[Operation]:
    shared = _Shared(document)
    for path, item in document["paths"].items():
        item = shared.open(item, f"paths {path}")
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield _placed(method, path, item, schemas, shared)
        for word in item.keys() - {*METHODS, *BESIDE_METHODS}:
            if not word.startswith("x-"):
                schemas.repairs.append(f"paths {path}: {word} is not a method that is read")


def _webhooks(document: JsonObject, schemas: SchemaReader) -> Iterator[tuple[str, Operation]]:
    shared = _Shared(document)
    for name, item in (document.get("webhooks") or {}).items():
        item = shared.open(item, f"webhooks {name}")
        for method in METHODS if schemas.whole else ("post",):
            if isinstance(item.get(method), dict):
                sent = f"{name}" if method == "post" else f"{name} by {method.upper()}"
                yield sent, _placed(method, str(name), item, schemas, shared)


def _placed(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: _Shared) -> Operation:
    place = f"{method.upper()} {path}"
    try:
        return _operation(method, path, item, schemas, shared)
    except MISREAD as error:
        told = f"{error} is missing or unknown" if type(error) is KeyError else str(error)
        raise LookupError(told if told.startswith(place) else f"{place}: {told}") from error


def _operation(method: str, path: str, item: JsonObject, schemas: SchemaReader, shared: _Shared) -> Operation:
    place = f"{method.upper()} {path}"
    node = shared.open(item[method], place)
    if node.get("callbacks"):
        schemas.repairs.append(f"{place}: callbacks are not read")
    declared = [
        shared.open(entry, place) for entry in [*(node.get("parameters") or []), *(item.get("parameters") or [])]
    ]
    parameters = _parameters(declared, place, schemas)
    body = shared.open(node.get("requestBody") or {}, place)
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
        parameters=_path_order(path, parameters, schemas),
        request=_content(body.get("content"), f"{place} request", schemas),
        request_required=body.get("required") is True,
        responses={
            status: _response(shared.open(reply, place), f"{place} response {status}", schemas, shared)
            for status, reply in _replies(node.get("responses") or {}, place, schemas)
        },
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
                        yield place, _placed(method, place, opened, schemas, shared)


def _replies(published: JsonObject, place: str, schemas: SchemaReader) -> Iterator[tuple[str, Any]]:
    """Replies by status. Where no success is described, what is said of every status is said of that too."""
    for status, reply in published.items():
        if status.startswith("x-"):
            continue
        if status == "default" and not any(other.startswith("2") for other in published):
            schemas.repairs.append(f"{place}: no success is described, response default is read as one")
            yield "2XX", reply
        yield status, reply


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
            node = node.get(key) if isinstance(node, dict) else None
        if node is None:
            raise LookupError(f"{place}: {pointer} points to nothing")
        return node


def _parameters(declared: list[Schema], place: str, schemas: SchemaReader) -> list[Schema]:
    read: dict[tuple[str, str], Schema] = {}
    for parameter in declared:
        name, where = str(parameter["name"]), str(parameter["in"])
        if where == "cookie":
            schemas.repairs.append(f"{place} cookie {name}: cookies are not sent")
        if (
            (where == "cookie" and not schemas.whole)
            or (where == "header" and name.lower() in HEADERS_THAT_ARE_NO_PARAMETERS)
            or (where, name) in read
        ):
            continue
        schema = schemas.read(_parameter_schema(parameter), f"{place} {where} {name}")
        beside = beside_its_schema(parameter)
        read[where, name] = {
            **{key: value for key, value in parameter.items() if key in _PARAMETER_KEYS},
            **schemas.own_words(parameter),
            **schemas.unread(parameter | beside, _PARAMETER_KEYS | {"name", "in", "required", "schema", "content"}),
            "name": name,
            "in": where,
            "required": where == "path" or parameter.get("required") is True,
            "schema": schema,
        }
    return list(read.values())


_PARAMETER_KEYS = {"description", "deprecated", "style", "explode"}


def _parameter_schema(parameter: JsonObject) -> Any:
    if "schema" in parameter:
        return parameter["schema"]
    content = parameter.get("content") or {}
    return next((media.get("schema") for media in content.values()), {"type": "string"})


def _path_order(path: str, parameters: list[Schema], schemas: SchemaReader) -> list[Schema]:
    """Path parameters as the path names them (one that is not declared is text), then the others."""
    in_path = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "path"}
    names = re.findall(r"\{([^}]+)\}", path)
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
        entry: Schema = {"schema": schemas.read((media or {}).get("schema"), place)}
        if isinstance(media, dict) and "encoding" in media:
            entry["encoding"] = {
                name: value if schemas.whole else _plain_words(value) for name, value in media["encoding"].items()
            }
        stream = schemas.own_words(media or {}).get("x-stream") or STREAMS.get(media_type)
        if stream:
            entry["x-stream"] = stream
        entry.update(schemas.unread({**(media or {}), "media type": published}, {"schema", "encoding"}))
        if entry.get(UNREAD, {}).get("media type") == media_type:
            del entry[UNREAD]["media type"]
        result[published if schemas.whole and media_type in result else media_type] = entry
    return result


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


def _response(node: JsonObject, place: str, schemas: SchemaReader, shared: _Shared) -> Schema:
    headers = {name: shared.open(header, place) for name, header in (node.get("headers") or {}).items()}
    result: Schema = {"description": str(node.get("description") or ""), "content": {}}
    result.update(schemas.unread(node, {"description", "headers", "content"}))
    if headers:
        result["headers"] = {
            name: {
                **{key: header[key] for key in _HEADER_KEYS if key in header},
                **schemas.unread(header, {*_HEADER_KEYS, "schema", "content"}),
                "schema": schemas.read(_parameter_schema(header) if schemas.whole else header.get("schema"), place),
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
