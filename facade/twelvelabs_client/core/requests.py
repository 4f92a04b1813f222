"""What a call puts on the wire: its address, its headers and its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, BinaryIO
from urllib.parse import urlencode

import orjson
from attrs import define, frozen

from twelvelabs_client.core.call import Call, FormFile
from twelvelabs_client.core.options import Options
from twelvelabs_client.core.values import pairs, plain

Part = tuple[str, str | FormFile]


@frozen(eq=False)
class Form:
    """The parts of a form, and what stands between them."""

    parts: list[Part]
    boundary: str


@define(eq=False)
class Prepared:
    """What a call puts on the wire.

    Attributes:
        method: The HTTP method.
        url: The address, with its query.
        headers: By name in lower case.
        body: As it was given.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | BinaryIO | Iterable[bytes] | Form | None


CONTROL_CHARACTER = re.compile(r"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)


def prepared(call: Call[Any], base_url: str, agent: str, options: Options) -> Prepared:
    """One request of a call, built anew, with what the user adds to it; without the key.

    Args:
        call: The prepared operation.
        base_url: The address of the API, with the version.
        agent: What the client calls itself.
        options: What the user adds.

    Raises:
        ValueError: A control character is in its path, or its body holds what cannot be told.
        TypeError: Its body holds what JSON does not know.
    """
    request = call.build()
    if "%" in request.path and CONTROL_CHARACTER.search(request.path):
        raise ValueError("a control character cannot be part of a path")
    headers = {"accept": call.accept, "user-agent": agent}
    for name, value in (*request.headers, *options.headers.items()):
        headers[name.lower()] = value
    content: bytes | BinaryIO | Iterable[bytes] | Form | None = None
    match request.body:
        case "form":
            kept = [(name, value) for name, value in request.form if name not in options.body]
            content = Form([*kept, *pairs(options.body)], call.boundary)
            headers["content-type"] = f"multipart/form-data; boundary={call.boundary}"
        case "fields":
            others = [(name, value) for name, value in request.fields if name not in options.body]
            content = urlencode([*others, *pairs(options.body)]).encode()
            headers["content-type"] = request.media_type
        case "content":
            content = _plain_bytes(request.content)
            headers["content-type"] = request.media_type
        case "json":
            body = {**request.json, **plain(options.body)} if isinstance(request.json, dict) else request.json
            content = orjson.dumps(body)
            headers["content-type"] = request.media_type
    url, query = base_url + request.path, request.query
    if options.query:
        query = (*query, *pairs(options.query))
    return Prepared(request.method, f"{url}?{urlencode(query)}" if query else url, headers, content)


def _plain_bytes(content: Any) -> bytes | BinaryIO | Iterable[bytes]:
    """Text and whatever holds bytes as bytes; files and blocks as they are, since nothing is read here."""
    if isinstance(content, str):
        return content.encode()
    found: bytes | BinaryIO | Iterable[bytes] = content
    return bytes(content) if isinstance(content, bytearray | memoryview) else found
