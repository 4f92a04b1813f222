"""Make a `Call` of a generated operation, and read what generated replies hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ParamSpec, Protocol, TypeVar

from twelvelabs_client.core.call import Call, RetryClass, Undecodable
from twelvelabs_client.core.call import Request as RequestLike
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._holding import check_holds, check_holds_no_error
from twelvelabs_generated.types import UNSET, File, Unset

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")
T = TypeVar("T")


class Operation(Protocol[P, R_co]):
    """A generated operation module. Its constants are properties here, which says that nobody sets them."""

    @property
    def OPERATION(self) -> str: ...
    @property
    def RETRY(self) -> str: ...
    def build_request(self, *args: P.args, **kwargs: P.kwargs) -> RequestLike: ...
    def parse(self, status: int, body: object) -> R_co: ...


class HasJson(Protocol):
    """A generated reply model, which keeps the object it was read from."""

    @property
    def raw_(self) -> dict[str, Any]: ...


def prepare(operation: Operation[P, R | Unset], read: Callable[[R], T], *args: P.args, **kwargs: P.kwargs) -> Call[T]:
    """A call whose reply is read into a facade model."""

    def decode(status: int, body: object) -> T:
        reply = operation.parse(status, body)
        if isinstance(reply, Unset):
            raise Undecodable(f"expected a JSON object, got {_what(body)}")
        check_holds(operation, body)
        return read(reply)

    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(*args, **kwargs),
        decode=decode,
        retry=retry_class(operation.RETRY),
        accept=getattr(operation, "ACCEPT", "application/json"),
        reads=unusual(getattr(operation, "READS", ())),
    )


def prepare_empty(operation: Operation[P, None], *args: P.args, **kwargs: P.kwargs) -> Call[None]:
    """A call whose reply says only that it worked."""
    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(*args, **kwargs),
        decode=lambda status, body: check_holds_no_error(body),
        retry=retry_class(operation.RETRY),
        has_body=False,
    )


@cache
def unusual(reads: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What the bodies of successes are, unless all are JSON, which needs no looking at."""
    return reads if any(what != "json" for _, what in reads) else ()


def retry_class(name: str) -> RetryClass:
    """The retry class of a generated module; what is unknown is treated with most care."""
    if name == "read":
        return "read"
    return "idempotent" if name == "idempotent" else "certain"


def given(value: T | Unset) -> T | None:
    """What a reply holds, with None for what it does not."""
    return None if isinstance(value, Unset) else value


def optional(value: T | None) -> T | Unset:
    """What to send, leaving out what was not asked for."""
    return UNSET if value is None else value


def form_file(media: FilePart | str | None) -> File | None:
    """A file as a part of a form; an address is none."""
    return File(media.payload, media.name, media.media_type) if isinstance(media, FilePart) else None


def json_of(value: HasJson | Unset) -> JsonObject | None:
    """A nested object that stays JSON."""
    return None if isinstance(value, Unset) else value.raw_


def message_of(value: HasJson | Unset) -> str | None:
    """The message of a nested error object."""
    found = None if isinstance(value, Unset) else value.raw_.get("message")
    return found if isinstance(found, str) else None


def metadata_values(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """User metadata as a JSON object of its own."""
    return dict(metadata)


def _what(body: object) -> str:
    if body is None:
        return "nothing"
    return "a list" if isinstance(body, list) else type(body).__name__
