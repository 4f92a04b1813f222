"""What stands on the wire: how parameters, bodies and replies are written and read, as the templates need it.

A parameter's style follows OpenAPI 3.1, "Style Values", which follows RFC 6570.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from pipeline.specification import Operation, Schema, Specification, kind_of

# How a body is written or read.
Body = Literal["json", "form", "fields", "text", "bytes"]
JSON = "application/json"
_JSON = re.compile(r"application/json|[^/]+/[^/]+\+json|text/json")
_TEXT = re.compile(r"text/.+|application/(xml|yaml|x-yaml|javascript|graphql|toml)|[^/]+/[^/]+\+(xml|yaml)")
_ANY = ("*/*", "application/*")
# Requests are sent as the first of these that is described; of several alike, as the first.
_PREFERRED: tuple[Body, ...] = ("json", "form", "fields", "text", "bytes")
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
# The bodies as the generator knows them.
_KNOWN: dict[Body, tuple[str, Schema | None]] = {
    "json": (JSON, None),
    "form": ("multipart/form-data", None),
    "fields": (JSON, None),
    "text": ("text/plain", {"type": "string"}),
    "bytes": ("application/octet-stream", {"type": "string", "format": "binary"}),
}


def body_of(specification: Specification, media_type: str, media: Schema, *, sent: bool = True) -> Body:
    """How a body of a media type is written or read; a form that is read is text, or bytes."""
    schema = specification.resolve(media["schema"])
    if _JSON.fullmatch(media_type) or (media_type in _ANY and kind_of(schema) not in ("string", "any")):
        return "json"
    if media_type == "multipart/form-data":
        return "form" if sent else "bytes"
    if media_type == "application/x-www-form-urlencoded":
        return "fields" if sent else "text"
    return "text" if _TEXT.fullmatch(media_type) else "bytes"


def sent_as(specification: Specification, operation: Operation) -> str:
    """The media type that a request is sent as; empty without a body."""
    bodies = {name: body_of(specification, name, media) for name, media in operation.request.items()}
    return min(bodies, key=lambda name: _PREFERRED.index(bodies[name]), default="")


def read_as(specification: Specification, reply: Schema) -> str:
    """The media type that a success is read as: the first that says what it is; empty without a body or of a stream."""
    whole = {name: media for name, media in reply["content"].items() if "x-stream" not in media}
    described = (name for name, media in whole.items() if kind_of(specification.resolve(media["schema"])) != "any")
    others = (name for name, media in whole.items() if body_of(specification, name, media, sent=False) != "json")
    return next(described, next(others, next(iter(whole), "")))


def known(body: Body, schema: Schema, *, sent: bool) -> Schema:
    """The content of a body that the generator makes the right types of; what is sent as it is has one type."""
    media_type, instead = _KNOWN["bytes" if sent and body == "text" else body]
    return {media_type: {"schema": schema if instead is None else dict(instead)}}


def sending_of(specification: Specification, operation: Operation) -> Schema:
    """What the templates have to know of one operation, beside types and names.

    Args:
        specification: The description, with plain parameters.
        operation: One of its operations.

    Returns:
        `query`: what always stands in it; `parameters`: by place and name, how a value is written where not as it is;
        `moved`: what the generator finds in the query, because it knows only plain values elsewhere; `wires`: what
        parameters are called that have another name here; `body` and `media_type` of the request, with the
        `separators` of its fields; `accept`; `reads`: rows of status and body.
    """
    media_type = sent_as(specification, operation)
    media = operation.request.get(media_type, {"schema": {}})
    moved = [parameter for parameter in operation.parameters if is_moved(specification, parameter)]
    replies = {status: read_as(specification, reply) for status, reply in operation.successes().items()}
    streams = [name for reply in operation.successes().values() for name in reply["content"]]
    accepted = list(dict.fromkeys(name for name in replies.values() if name)) or streams[:1] or [JSON]
    return {
        "parameters": {
            place: {
                parameter["name"]: written
                for parameter in operation.parameters
                if parameter["in"] == place and (written := _written(specification, parameter))
            }
            for place in ("path", "query", "header", "cookie")
        },
        "query": [list(pair) for pair in parse_qsl(urlsplit(operation.path).query, keep_blank_values=True)],
        "moved": {place: [each["name"] for each in moved if each["in"] == place] for place in ("header", "cookie")},
        "wires": {each["name"]: each["x-wire"] for each in operation.parameters if "x-wire" in each},
        "body": body_of(specification, media_type, media) if media_type else "",
        "media_type": media_type if "*" not in media_type else _KNOWN[body_of(specification, media_type, media)][0],
        "separators": list(_separators(media)),
        "accept": ", ".join(accepted),
        "reads": [[status, _reading(specification, operation, status, name)] for status, name in replies.items()],
    }


def is_moved(specification: Specification, parameter: Schema) -> bool:
    """Whether a parameter stands where the generator takes it for one only if its value is plain, and its is not."""
    schema = specification.resolve(parameter["schema"])
    is_plain = kind_of(schema) not in ("array", "object", "map", "union", "any") and "format" not in schema
    return parameter["in"] in ("header", "cookie") and not is_plain


def _reading(specification: Specification, operation: Operation, status: str, name: str) -> str:
    content = operation.responses[status]["content"]
    return body_of(specification, name, content[name], sent=False) if name else "events" if content else "nothing"


def _separators(media: Schema) -> Iterator[list[str]]:
    """Fields whose lists are not repeated but joined, with what stands between two items; of an object, brackets."""
    for name, encoding in media.get("encoding", {}).items():
        style = encoding.get("style", "form")
        if style == "deepObject":
            yield [name, "[]"]
        elif encoding.get("explode", style == "form") is False and style in ("form", *_SEPARATORS):
            yield [name, _SEPARATORS.get(style, ",")]


def _written(specification: Specification, parameter: Schema) -> list[str | bool]:
    """The helper that writes a parameter's value, and what it has to know; nothing where the value stands as it is."""
    kind, place = kind_of(specification.resolve(parameter["schema"])), parameter["in"]
    style = parameter.get("style", "simple" if place in ("path", "header") else "form")
    explode = parameter.get("explode", style == "form") is True
    compound = kind in ("array", "object", "map", "union", "any")
    if style == "json":
        return ["json_text"]
    if place == "path":
        is_styled = style in ("label", "matrix") or (compound and explode)
        return [style, explode, str(parameter.get("x-wire") or parameter["name"])] if is_styled else []
    if place == "query" and style == "deepObject" and kind in ("object", "map", "any", "union"):
        return ["deep_object"]
    if not compound or (place == "query" and explode):
        return []
    separator = _SEPARATORS.get(style, ",") if place != "cookie" else ","
    return ["joined", separator, explode and kind in ("object", "map")]
