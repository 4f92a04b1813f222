"""A prepared operation: all that the transport knows of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Generic, Literal, Protocol, TypeVar

from attrs import define, field

T_co = TypeVar("T_co", covariant=True)

RetryClass = Literal["read", "idempotent", "certain"]
# How the events of a stream are separated; `auto` follows the media type of the response.
StreamFormat = Literal["ndjson", "sse", "auto"]
# What the body of a success is; `any` is what its media type says.
BodyFormat = Literal["json", "text", "bytes", "events", "nothing", "any"]


class FormFile(Protocol):
    """A file in a form: what is sent, under which name, as which media type."""

    @property
    def payload(self) -> BinaryIO | bytes: ...
    @property
    def file_name(self) -> str: ...
    @property
    def mime_type(self) -> str | None: ...


class Request(Protocol):
    """One request as generated code builds it: nothing of server, key or connection is known here."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def json(self) -> Any: ...
    @property
    def form(self) -> Iterable[tuple[str, str | FormFile]] | Any: ...
    @property
    def fields(self) -> Iterable[tuple[str, str]] | Any: ...
    @property
    def content(self) -> str | bytes | BinaryIO | Iterable[bytes] | Any: ...
    @property
    def media_type(self) -> str: ...
    @property
    def body(self) -> Literal["json", "form", "fields", "content"] | None: ...


class Undecodable(ValueError):
    """What a decoder raises when a reply is not of the shape that the operation answers with."""


class Refused(Exception):
    """What a decoder raises when what came with a success status is an error all the same.

    Attributes:
        body: The error as the API put it.
    """

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.body = body


@define(eq=False)
class Call(Generic[T_co]):
    """One call of an operation.

    Attributes:
        operation: The operation's name, for errors and hooks.
        build: Makes the request; called anew for every attempt.
        decode: Turns status and decoded body into the result; for a stream, each event.
        retry: What may be repeated: `read` and `idempotent` calls after any passing failure, `certain` ones only when
            the server surely did nothing.
        replayable: Whether `build` can be called again; a body that cannot be rewound is sent once.
        timeout: The whole call's default limit in seconds, for operations that take longer than others.
        has_body: Whether a success carries a body; without one, whatever comes is ignored unless it is an error.
        accept: The media types asked for.
        reads: What the body is, by status, such as `("200", "json")` and `("2XX", "bytes")`; the first counts for
            others, and without one it is JSON.
        stream: How the events of a stream are separated: one a line, or as server-sent events.
        further: The call of another page by its token, where a list is paged by tokens instead of numbers.
    """

    operation: str
    build: Callable[[], Request]
    decode: Callable[[int, object], T_co]
    retry: RetryClass
    replayable: bool = True
    timeout: float | None = None
    has_body: bool = True
    accept: str = "application/json"
    reads: tuple[tuple[str, str], ...] = ()
    stream: StreamFormat = "ndjson"
    further: Callable[[str], Call[T_co]] | None = None
    _boundary: str = field(init=False, default="")

    @property
    def boundary(self) -> str:
        """What stands between the parts of its form, the same in every attempt."""
        self._boundary = self._boundary or f"{random.getrandbits(128):032x}"
        return self._boundary
