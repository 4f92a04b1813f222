"""What a body says, and what is told of one that says nothing that can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import orjson

from twelvelabs_client.core.call import Call
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


def read_success(call: Call[Any], status: int, headers: Mapping[str, str], body: bytes) -> Any:
    """What the body of a success is, as the operation says, or as its media type says of one that takes any.

    Raises:
        ValueError: It is something else.
    """
    what = format_of(call, status)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if what == "any":
        what = _format_by(media_type) if body else "nothing"
    if what in ("text", "bytes"):
        check_is_file(call, headers)
    match what:
        case "bytes":
            return body
        case "text":
            return _text(body, headers)
        case "nothing":
            return read_refusal(body)
        case _:
            return read_json(body)


def check_is_file(call: Call[Any], headers: Mapping[str, str]) -> None:
    """Refuse a page or JSON where neither was asked for.

    Raises:
        ValueError: It is one.
    """
    if "*" in call.accept:
        return
    if is_page(headers) and "html" not in call.accept:
        raise ValueError("it is a page for people")
    if headers.get("content-type", "").partition(";")[0].strip().endswith("json") and "json" not in call.accept:
        raise ValueError(f"it is JSON, and {call.accept} was asked for")


def format_of(call: Call[Any], status: int) -> str:
    """What the body of a success is: what is said of its status, of its class, or of the first."""
    rows = dict(call.reads)
    return rows.get(str(status)) or rows.get(f"{status // 100}XX") or next(iter(rows.values()), "json")


def _format_by(media_type: str) -> str:
    if media_type.endswith(("/json", "+json")):
        return "json"
    return (
        "text"
        if media_type.startswith("text/") or media_type.endswith(("/xml", "+xml", "ndjson", "jsonl"))
        else "bytes"
    )


def _text(body: bytes, headers: Mapping[str, str]) -> str:
    named = re.search(r"charset=\"?([\w.:-]+)", headers.get("content-type", ""), re.IGNORECASE)
    charset = named[1] if named else "utf-8"
    try:
        return body.decode(charset)
    except (LookupError, UnicodeDecodeError) as error:
        raise ValueError(f"it is not text in {charset}") from error


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
