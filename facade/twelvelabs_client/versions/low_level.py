"""Any operation as a call: a generated one, read into its generated reply, or one of which only the path is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ParamSpec, TypeAlias, TypeVar
from urllib.parse import quote, unquote

from attrs import evolve

from twelvelabs_client.core.call import Call, RetryClass
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.options import OWN_HEADERS, check_headers
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import Operation, form_file, prepare
from twelvelabs_generated.types import (
    UNSET,
    Content,
    Request,
    Unset,
    field_pairs,
    form_parts,
    query_pairs,
    to_json,
)

P = ParamSpec("P")
R = TypeVar("R")

Generated: TypeAlias = Operation[P, R | Unset]
_PATH = re.compile(r"/(?:[^/?#\s\\\x00-\x1f\x7f][^?#\s\\\x00-\x1f\x7f]*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPES = {"form": "application/x-www-form-urlencoded", "content": "application/octet-stream"}
# What may be repeated, as HTTP says of a method (RFC 9110, 9.2.2).
_RETRIES: dict[str, RetryClass] = {
    "GET": "read",
    "HEAD": "read",
    "OPTIONS": "read",
    "PUT": "idempotent",
    "DELETE": "idempotent",
}
_GENERATED = re.compile(r"(twelvelabs_generated\.v\d+_\d+)\.")


def call(version: ApiVersion, operation: Generated[P, R], *args: P.args, **kwargs: P.kwargs) -> Call[R]:
    """A call of a generated operation module, with the arguments of its `build_request`.

    Raises:
        InvalidInputError: The module is of another API version: its path may be something else in this one.
    """
    check_version(operation, version)
    reads = getattr(operation, "READS", ())
    if reads and all(what == "events" for _, what in reads):
        raise InvalidInputError(
            f"operation: {operation.OPERATION} answers with a stream; use low_level.request(..., stream=True)"
        )
    prepared = prepare(operation, _as_it_is, *args, **kwargs)
    # Generated modules whose reply says only that it worked are declared to read None.
    return evolve(prepared, has_body=operation.parse.__annotations__.get("return") != "None")


def request(
    method: str,
    path: str,
    *,
    query: Mapping[str, object] | None = None,
    json: Any = None,
    form: Mapping[str, object] | None = None,
    files: Mapping[str, FilePart] | None = None,
    content: Content | None = None,
    headers: Mapping[str, str] | None = None,
    accept: str = "*/*",
) -> Call[Any]:
    """A call of any method and path, whose body is read as the media type of the response says.

    Raises:
        InvalidInputError: It is no path below the address of the API, a header cannot be sent, or there are two bodies.
    """
    verb = method.upper()
    if not re.fullmatch(r"[A-Z]+", verb):
        raise InvalidInputError(f"method: must be a word such as GET, got {method!r}")
    if not _PATH.fullmatch(path) or {".", ".."} & set(unquote(path).split("/")):
        raise InvalidInputError(f"path: must begin with one slash and hold no ?, # or spaces, got {path!r}")
    bodies = {"json": json, "form": form if form is not None else files, "content": content}
    if len(given := [name for name, value in bodies.items() if value is not None]) > 1:
        raise InvalidInputError(f"{' and '.join(given)}: a request has one body")
    check_headers(headers or {}, OWN_HEADERS - {"content-type"})
    named = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), None)
    parts = [(name, form_file(part)) for name, part in (files or {}).items()]
    try:
        built = Request(
            verb,
            _STRAY_PERCENT.sub("%25", quote(path, safe="/:@!$&'()*+,;=~-._%")),
            query=query_pairs(*(query or {}).items()),
            headers=tuple((headers or {}).items()),
            json=UNSET if json is None else to_json(json),
            form=UNSET if files is None else form_parts(*(form or {}).items(), *parts),
            fields=UNSET if form is None or files is not None else field_pairs(form),
            content=UNSET if content is None else content,
            media_type=named or _MEDIA_TYPES.get(given[0] if given else "", "application/json"),
        )
    except ValueError as error:
        raise InvalidInputError(f"{verb} {path}: {error}") from error
    return Call(
        operation=f"{verb} {path}",
        build=lambda: built,
        decode=lambda status, body: body,
        retry=_RETRIES.get(verb, "certain"),
        replayable=all(part.replayable for part in (files or {}).values()),
        accept=accept,
        stream="auto",
        reads=(("2XX", "any"),),
    )


def check_version(operation: object, version: ApiVersion) -> None:
    """Refuse what is no operation, and a generated module of another API version. Other modules have no version."""
    if not hasattr(operation, "build_request"):
        raise InvalidInputError(
            f"operation: must be a module of twelvelabs_generated.<version>.api, got {type(operation).__name__}"
        )
    found = _GENERATED.match(getattr(operation, "__name__", ""))
    package = f"twelvelabs_generated.{version.replace('.', '_')}"
    if found is None or found[1] == package:
        return
    name, spoken = getattr(operation, "OPERATION", "module"), found[1].rpartition(".")[2].replace("_", ".")
    raise InvalidInputError(
        f"operation: this {name} is of {spoken}, the client speaks {version}; import it from {package}, or make a "
        f"client with api_version={spoken!r}"
    )


def _as_it_is(reply: R) -> R:
    return reply
