"""What a call puts on the wire: its address, its headers and its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os import SEEK_END
from typing import TYPE_CHECKING, Any, BinaryIO, cast
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
        content: bytes | Iterable[bytes] | None
        files: list[tuple[str, Any]] | None


BLOCK = 64 * 1024
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
    content: bytes | Iterable[bytes] | None = None
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
            content = _as_it_is(request.content, headers)
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


def _as_it_is(content: Any, headers: dict[str, str]) -> bytes | Iterable[bytes]:
    """A body as bytes, or as blocks of a file from where it stands, which says how many are left if it can."""
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(content)
    if not hasattr(content, "read"):
        return cast("Iterable[bytes]", content)
    if (left := _left(content)) is not None:
        headers["content-length"] = str(left)
    return iter(lambda: content.read(BLOCK), b"")


def _left(file: BinaryIO) -> int | None:
    try:
        position, end = file.tell(), file.seek(0, SEEK_END)
        file.seek(position)
    except (OSError, ValueError, AttributeError):
        return None
    return end - position


def _part(name: str, value: str | FormFile) -> tuple[str, Any]:
    if isinstance(value, str):
        return name, (None, value)
    return name, (value.file_name, value.payload, value.mime_type or "application/octet-stream")
