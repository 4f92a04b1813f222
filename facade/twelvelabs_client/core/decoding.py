"""What a body says, and what is told of one that says nothing that can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import orjson

from twelvelabs_client.core.errors import NOT_THE_API, DecodeError
from twelvelabs_client.core.headers import is_page, trace_id

EXCERPT = 200
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def read_json(body: bytes) -> Any:
    """Decode JSON; what the fast decoder refuses (NaN, huge numbers) gets a second chance. Nothing is None.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        if not body.strip():
            return None
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def read_refusal(body: bytes) -> Any:
    """What the body of a refusal says: its JSON, else the title of a page of a proxy, else its text."""
    try:
        return read_json(body)
    except ValueError:
        text = body.decode("utf-8", "replace")
        found = _TITLE.search(text)
        return found[1] if found else text


def unreadable(operation: str, status: int, headers: Mapping[str, str], body: bytes, why: str) -> DecodeError:
    """The error for a reply that cannot be read.

    Args:
        operation: The operation that was called.
        status: The HTTP status.
        headers: The reply's headers, names in lower case.
        body: What there is of the body.
        why: What is wrong with it.
    """
    trace = trace_id(headers)
    shown = body[:EXCERPT].decode("utf-8", "replace")
    quoted = f"; it begins {shown!r}" if body else ""
    page = f"; {NOT_THE_API}" if is_page(headers) else ""
    return DecodeError(
        f"{operation}: the reply ({status}, {headers.get('content-type', 'no content type')}) "
        f"cannot be read: {why}{quoted}{page}{f' (trace {trace})' if trace else ''}",
        operation=operation,
        status=status,
        trace_id=trace,
        excerpt=body[:EXCERPT],
    )
