"""The table of operations, and what every request goes through on its way to one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from twelvelabs_sandbox.errors import ApiError, api_key_invalid
from twelvelabs_sandbox.http.description import Rules
from twelvelabs_sandbox.http.validation import JSON, read_body, read_query
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.versions import LATER, Version

CLASS_HEADER = "X-Sandbox-Class"


class Fidelity(StrEnum):
    """How an answer came about."""

    COMPUTED = "computed"
    STATEFUL = "stateful"
    SCRIPTED = "scripted"


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request on its way to a handler."""

    platform: Platform
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    origin: str
    headers: Mapping[str, str] = field(default_factory=dict)
    version: Version = LATER[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a handler answers: a JSON body, which may be null, nothing, or a stream of bytes."""

    status: int = 200
    body: Any = None
    null: bool = False
    stream: AsyncIterator[bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = JSON


Handler = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation the sandbox answers.

    Attributes:
        method: HTTP method.
        path: path below the version.
        handler: what answers.
        fidelity: how the answer comes about.
        fixed: fields of the body that can never be changed, with the codes of their refusals.
    """

    method: str
    path: str
    handler: Handler
    fidelity: Fidelity
    fixed: Mapping[str, str] = field(default_factory=dict)


def endpoint(
    platform: Platform, operation: Operation, rules: Rules, version: Version = LATER[0]
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that checks the key and the request, then asks the operation's handler."""

    async def answer(request: Request) -> Response:
        if request.headers.get("x-api-key") != platform.settings.api_key:
            raise api_key_invalid()
        try:
            call = Call(
                platform=platform,
                path=request.path_params,
                query=read_query(request, rules),
                body=await read_body(request, rules, operation.fixed),
                origin=platform.settings.storage_url or f"{request.url.scheme}://{request.url.netloc}",
                headers=request.headers,
                version=version,
            )
            response = _response(await operation.handler(call))
        finally:
            await request.close()
        response.headers[CLASS_HEADER] = operation.fidelity
        return response

    return answer


def error_response(error: ApiError) -> Response:
    """The reply of an error."""
    return Response(orjson.dumps(error.body()), error.status, error.headers, JSON)


def _response(reply: Reply) -> Response:
    headers = dict(reply.headers)
    if reply.stream is not None:
        return StreamingResponse(reply.stream, reply.status, headers, reply.media_type)
    if reply.body is None and not reply.null:
        return Response(None, reply.status, headers)
    return Response(orjson.dumps(reply.body), reply.status, headers, reply.media_type)
