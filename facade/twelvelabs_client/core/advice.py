"""What to do about an error of the API, where its code, its headers or the request say more than its status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from twelvelabs_client.core.call import Call, Request
from twelvelabs_client.core.deprecation import sunset_of
from twelvelabs_client.core.errors import APIError, with_advice

_REGION = "the API is not offered where this call came from; call it from a supported region"
_ID = re.compile(r"[0-9a-f]{24}")
_KINDS = {"index_id": "index", "asset_id": "asset", "indexes": "index", "assets": "asset"}
_OPTION = re.compile(r"\b(visual|audio|transcription|conversation|text_in_video|logo)\b")


def advised(error: APIError, call: Call[Any], now: float) -> APIError:
    """The error with what to do next, where that is known.

    Args:
        error: What the API answered.
        call: What it was asked.
        now: Seconds since 1970.
    """
    advice = _of_sunset(error, now) or (_REGION if error.code == "region_not_allowed" else None)
    if advice is None and error.status in (400, 404) and call.replayable:
        advice = _of_request(error, call.build())
    return error if advice is None else with_advice(error, advice)


def _of_sunset(error: APIError, now: float) -> str | None:
    ended = sunset_of(error.headers)
    if ended is None or ended.timestamp() > now or error.status not in (400, 404, 410):
        return None
    return f"the API ended this operation on {ended:%Y-%m-%d}; docs/migrating.md says what to use instead"


def _of_request(error: APIError, request: Request) -> str | None:
    message = error.message or ""
    if error.code == "search_option_not_supported":
        return _of_options(message, [value for name, value in _form(request) if name == "search_options"])
    ids = list(dict.fromkeys(_ids_of(request)))
    meant = [each for each in ids if each[1] in message] or (ids if len(ids) == 1 and error.status == 404 else [])
    return next(filter(None, (_of_id(kind, identifier) for kind, identifier in meant)), None)


def _of_options(message: str, asked: Sequence[str]) -> str:
    """The API names the option that it refuses, and then those that the index has."""
    refused, *supported = _OPTION.findall(message) or [""]
    left = [option for option in asked if option in supported]
    left = left or [option for option in asked if option not in (refused, "transcription")]
    return f"pass options={left}" if left else "pass options= that indexes.get(index).models name"


def _of_id(kind: str, identifier: str) -> str | None:
    if kind == "index":
        by_name = f"pass the id of the index, which indexes.list(name={identifier!r}) finds"
        return None if _ID.fullmatch(identifier) else by_name
    return (
        f"an indexed asset and the clips of a search have an id of their own: if {identifier!r} is one, pass "
        f"indexed_assets.get(index, {identifier!r}).asset_id"
    )


def _ids_of(request: Request) -> Iterator[tuple[str, str]]:
    """The ids of indexes and assets in a request, each with its kind."""
    parts = request.path.split("/")
    yield from ((_KINDS[noun], identifier) for noun, identifier in pairwise(parts) if noun in _KINDS)
    for name, value in (*request.query, *_form(request), *_fields(request.json)):
        if name in _KINDS:
            yield _KINDS[name], value


def _form(request: Request) -> Iterator[tuple[str, str]]:
    parts = request.form if isinstance(request.form, tuple) else ()
    return ((name, value) for name, value in parts if isinstance(value, str))


def _fields(body: object) -> Iterator[tuple[str, str]]:
    """The strings of a JSON body with their names, at any depth."""
    if isinstance(body, Mapping):
        for name, value in body.items():
            if isinstance(value, str):
                yield name, value
            yield from _fields(value)
    elif isinstance(body, list):
        for item in body:
            yield from _fields(item)
