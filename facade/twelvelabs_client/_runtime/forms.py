"""Forms as they are sent (RFC 7578): each part has a head and its bytes, and a line stands between parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

from twelvelabs_client._runtime.bodies import blocks_of, bytes_left
from twelvelabs_client.core.call import FormFile
from twelvelabs_client.core.requests import Form

# What would end a name early, or its line; a server undoes the doubled backslash as HTTP quotes it (RFC 9110, 5.6.4).
_SPECIAL = re.compile(r'["\\\x00-\x1a\x1c-\x1f]')


def form_blocks(form: Form) -> tuple[Iterator[bytes], int | None]:
    """The blocks of a form, and how many bytes they have; None where a file does not say how many it has."""
    pieces: list[bytes | BinaryIO] = []
    for name, value in form.parts:
        pieces += (_head(form.boundary, name, value), _content(value))
        if not isinstance(pieces[-1], bytes):
            pieces.append(b"\r\n")
    pieces.append(f"--{form.boundary}--\r\n".encode())
    return _blocks(pieces), _size(pieces)


def _blocks(pieces: Iterable[bytes | BinaryIO]) -> Iterator[bytes]:
    small: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            small.append(piece)
            continue
        yield b"".join(small)
        yield from blocks_of(piece)
        small = []
    yield b"".join(small)


def _size(pieces: Iterable[bytes | BinaryIO]) -> int | None:
    sizes = [len(piece) if isinstance(piece, bytes) else bytes_left(piece) for piece in pieces]
    return None if None in sizes else sum(size for size in sizes if size is not None)


def _head(boundary: str, name: str, value: str | FormFile) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
    if isinstance(value, str):
        return f"{head}\r\n\r\n".encode()
    media_type = value.mime_type or "application/octet-stream"
    return f'{head}; filename="{_escaped(value.file_name)}"\r\nContent-Type: {media_type}\r\n\r\n'.encode()


def _content(value: str | FormFile) -> bytes | BinaryIO:
    if isinstance(value, str):
        return f"{value}\r\n".encode()
    payload = value.payload
    if isinstance(payload, bytes):
        return payload + b"\r\n"
    with suppress(OSError, ValueError, AttributeError):
        # An earlier attempt may have read it.
        payload.seek(0)
    return payload


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: "\\\\" if sign[0] == "\\" else f"%{ord(sign[0]):02X}", text)
