# Derived from _async/transport/bodies.py by `make unasync`; never edited.
"""The body of a call as an HTTP library sends it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from twelvelabs_client._runtime.bodies import blocks_of, bytes_left
from twelvelabs_client._runtime.forms import form_blocks
from twelvelabs_client._runtime.threads import blocks
from twelvelabs_client.core.backend_sync import Blocks
from twelvelabs_client.core.requests import Form


def body_of(content: bytes | BinaryIO | Iterable[bytes] | Form | None) -> bytes | Blocks | None:
    """What is sent of a call: bytes as they are, else blocks, with their length where it is known."""
    if content is None or isinstance(content, bytes):
        return content
    if isinstance(content, Form):
        parts, size = form_blocks(content)
        return Blocks(lambda: blocks(parts), size)
    return Blocks(lambda: blocks(blocks_of(content)), bytes_left(content))
