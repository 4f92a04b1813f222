"""What a described operation asks for and generated code cannot do: refused by its place, or left out and reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.specification import Operation, Schema, Specification, kind_of

SENT = ("application/json", "multipart/form-data")
READ = re.compile(r"application/json|[^/]+/[^/]+\+json|text/.+")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PATH_PARAMETER = re.compile(r"[A-Za-z_-][A-Za-z0-9_-]*")


def refusals(specification: Specification) -> Iterator[str]:
    """Why operations cannot be generated, one line each."""
    for operation in specification.operations.values():
        place = f"{operation.method} {operation.path}"
        for why in (*_path(operation), *_headers(specification, operation), *_bodies(operation)):
            yield f"{place} {why}"


def omissions(specification: Specification) -> Iterator[str]:
    """What is left out of operations that are generated all the same, one line each."""
    for operation in specification.operations.values():
        place = f"{operation.method} {operation.path}"
        if operation.request and len(operation.request) > 1:
            chosen = sent_as(operation)
            yield from (
                f"{place} request: {name} is not sent, {chosen} is" for name in operation.request if name != chosen
            )
        for parameter in operation.parameters:
            if why := _style(specification, parameter):
                yield f"{place} query {parameter['name']}: {why}"


def sent_as(operation: Operation) -> str:
    """The media type that a request is sent as: the first that can be."""
    return next((name for name in operation.request if name in SENT), next(iter(operation.request), ""))


def _path(operation: Operation) -> Iterator[str]:
    path = operation.path
    if not path.startswith("/") or path.startswith("//"):
        yield "is not a path below the API: it must begin with one slash"
    if {".", ".."} & set(path.split("/")):
        yield "names another path: it must not have a part that is . or .."
    if not path.isprintable() or re.search(r"[?#\s]", path):
        yield "is not a path: it must not hold ?, #, spaces or control characters"
    named = re.findall(r"\{([^}]*)\}", path)
    if odd := [name for name in named if not _PATH_PARAMETER.fullmatch(name) or named.count(name) > 1]:
        yield f"names {odd[0]!r}: a path parameter must have a name of letters, digits, - and _, and stand there once"


def _headers(specification: Specification, operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        if parameter["in"] != "header":
            continue
        kind = kind_of(specification.resolve(parameter["schema"]))
        if not _TOKEN.fullmatch(parameter["name"]):
            yield f"header {parameter['name']!r}: is not the name of a header"
        elif kind in ("array", "object", "map"):
            what = "a list" if kind == "array" else "an object"
            yield f"header {parameter['name']}: {what} cannot be sent in a header"


def _bodies(operation: Operation) -> Iterator[str]:
    if operation.request and sent_as(operation) not in SENT:
        yield f"request: {', '.join(operation.request)} cannot be sent; {' and '.join(SENT)} can"
    for status, reply in operation.successes().items():
        content = reply["content"]
        if content and not any("x-stream" in media or READ.fullmatch(name) for name, media in content.items()):
            yield f"response {status}: {', '.join(content)} cannot be read; JSON and text can"


def _style(specification: Specification, parameter: Schema) -> str:
    """How a parameter is sent where that is not what its style says."""
    style, kind = parameter.get("style", "form"), kind_of(specification.resolve(parameter["schema"]))
    if parameter["in"] != "query" or (style == "deepObject" and kind == "object"):
        return ""
    if kind == "map" and style != "form":
        return f"style {style} is not written, the keys of a map stand bare"
    if kind == "array" and style != "form":
        return f"style {style} is not written, hand over a string as it is to be sent"
    if kind == "object":
        return f"style {style} is not written, the fields are sent as name[field]"
    return ""
