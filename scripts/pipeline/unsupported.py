"""What a description asks for and generated code cannot do: set aside by its place, or left out and reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.access import KEY_HEADERS, address_of, credential_of
from pipeline.specification import Operation, Schema, SetAside, Specification, is_object, kind_of
from pipeline.wire import body_of, is_moved, read_as, sent_as

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PATH_PARAMETER = re.compile(r"[^/{}%\\]+")


def refusals(specification: Specification) -> Iterator[SetAside]:
    """The operations that cannot be generated, each with the first reason."""
    for operation in specification.operations.values():
        reasons = (*_path(operation), *_parameters(specification, operation), *_body(specification, operation))
        if reasons:
            yield SetAside(operation.method, operation.path, reasons[0])


def without(specification: Specification, refused: Iterable[SetAside]) -> Specification:
    """The description with these operations set aside."""
    aside = {one.place: one for one in refused}
    operations = {place: each for place, each in specification.operations.items() if place not in aside}
    return replace(specification, operations=operations, aside={**specification.aside, **aside})


def omissions(specification: Specification) -> Iterator[str]:
    """What is left out of operations that are generated all the same, one line each."""
    addresses = sorted({address_of(server) for server in specification.servers}) or ["/"]
    for operation in specification.operations.values():
        place = f"{operation.method} {operation.path}"
        chosen = sent_as(specification, operation)
        yield from (f"{place} request: {name} is not sent, {chosen} is" for name in operation.request if name != chosen)
        for status, reply in operation.successes().items():
            read = read_as(specification, reply)
            others = (name for name, media in reply["content"].items() if name != read and "x-stream" not in media)
            yield from (f"{place} response {status}: {name} is not asked for, {read} is" for name in others)
        if operation.servers and operation.servers != addresses:
            yield f"{place} servers: {', '.join(operation.servers)} are not called, the client's own address is"
    for name, scheme in specification.security_schemes.items():
        if credential_of(name, scheme) not in KEY_HEADERS.values():
            yield f"#/components/securitySchemes/{name}: {credential_of(name, scheme)} is not sent; x-api-key is"


def _path(operation: Operation) -> Iterator[str]:
    # Behind ? and # stand parameters that never change, and what distinguishes two operations of one path.
    path = re.split(r"[?#]", operation.path)[0]
    if not path.startswith("/") or path.startswith("//"):
        yield "is not a path below the API: it must begin with one slash"
    if {".", ".."} & set(path.split("/")):
        yield "names another path: it must not have a part that is . or .."
    if not operation.path.isprintable() or re.search(r"\s", operation.path):
        yield "is not a path: it must not hold spaces or control characters"
    if "{" in operation.path[len(path) :]:
        yield "is not a path: a parameter of a query must be described as one"
    named = re.findall(r"\{([^}]*)\}", path)
    if odd := [name for name in named if not _PATH_PARAMETER.fullmatch(name) or named.count(name) > 1]:
        yield f"names {odd[0]!r}: a path parameter has a name without /, % and braces, and stands there once"


def _parameters(specification: Specification, operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        if parameter["in"] in ("header", "cookie") and not _TOKEN.fullmatch(parameter["name"]):
            yield f"{parameter['in']} {parameter['name']!r}: is not the name of a {parameter['in']}"
        if parameter["in"] != "path" and _is_nested(specification, parameter):
            yield f"{parameter['in']} {parameter['name']}: a list of lists or objects has no form there"
    for name in {parameter["name"] for parameter in operation.parameters if is_moved(specification, parameter)}:
        if [parameter["name"] for parameter in operation.parameters if parameter["in"] != "path"].count(name) > 1:
            yield f"{name}: stands in several places, and not as a plain value"


def _is_nested(specification: Specification, parameter: Schema) -> bool:
    """Whether a parameter is a list whose items are no single values; as JSON text they may be anything."""
    items = specification.resolve(specification.resolve(parameter["schema"]).get("items") or {})
    return parameter.get("style") != "json" and kind_of(items) in ("array", "object", "map") and bool(items)


def _body(specification: Specification, operation: Operation) -> Iterator[str]:
    name = sent_as(specification, operation)
    if not name:
        return
    schema = specification.resolve(operation.request[name]["schema"])
    has_fields = is_object(schema) or kind_of(schema) == "map"
    if name.startswith("multipart/") and name != "multipart/form-data":
        yield f"request: {name} is not sent; multipart/form-data is"
    elif body_of(specification, name, operation.request[name]) in ("form", "fields") and not has_fields:
        yield f"request: {name} needs an object with fields"
