"""What a call puts on the wire: its address, its headers and its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlencode

import orjson

from twelvelabs_client.core.call import Call, FormFile
from twelvelabs_client.core.options import Options
from twelvelabs_client.core.values import pairs, plain

if TYPE_CHECKING:
    from typing import TypedDict

    class Arguments(TypedDict):
        """What `build_request` of an HTTP client takes."""

        method: str
        url: str
        params: list[tuple[str, Any]] | None
        headers: dict[str, str]
        content: bytes | BinaryIO | Iterable[bytes] | None
        files: list[tuple[str, Any]] | None


CONTROL_CHARACTER = re.compile(r"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)


def arguments_of(call: Call[Any], base_url: str, agent: str, options: Options) -> Arguments:
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
    if CONTROL_CHARACTER.search(request.path):
        raise ValueError("a control character cannot be part of a path")
    headers = {"accept": call.accept, "user-agent": agent}
    headers.update((name.lower(), value) for name, value in (*request.headers, *options.headers.items()))
    content: bytes | BinaryIO | Iterable[bytes] | None = None
    files: list[tuple[str, Any]] | None = None
    match request.body:
        case "form":
            kept = [(name, value) for name, value in request.form if name not in options.body]
            files = [_part(name, value) for name, value in (*kept, *pairs(options.body))]
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
    return {
        "method": request.method,
        "url": base_url + request.path,
        "params": [*request.query, *pairs(options.query)] or None,
        "headers": headers,
        "content": content,
        "files": files,
    }


def _plain_bytes(content: Any) -> bytes | BinaryIO | Iterable[bytes]:
    """Text and whatever holds bytes as bytes; files and blocks as they are, since nothing is read here."""
    if isinstance(content, str):
        return content.encode()
    found: bytes | BinaryIO | Iterable[bytes] = content
    return bytes(content) if isinstance(content, bytearray | memoryview) else found


def _part(name: str, value: str | FormFile) -> tuple[str, Any]:
    if isinstance(value, str):
        return name, (None, value)
    return name, (value.file_name, value.payload, value.mime_type or "application/octet-stream")
