"""Which HTTP library sends: by the kind of what the user brings, else by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from twelvelabs_client.core.backend import AsyncBackend
from twelvelabs_client.core.errors import InvalidInputError

if TYPE_CHECKING:
    import httpx
    import httpx2

    from twelvelabs_client.backends.aiohttp import AsyncAiohttpConnector, AsyncAiohttpSession

AsyncGivenClient: TypeAlias = "httpx.AsyncClient | httpx2.AsyncClient | AsyncAiohttpSession"
AsyncGivenTransport: TypeAlias = "httpx.AsyncBaseTransport | httpx2.AsyncBaseTransport | AsyncAiohttpConnector"

VARIABLE = "TWELVELABS_HTTP"
DEFAULT = "httpx"


def backend_of(
    http: str | None,
    client: AsyncGivenClient | None,
    transport: AsyncGivenTransport | None,
    environment: Mapping[str, str],
) -> AsyncBackend:
    """The backend that sends.

    Args:
        http: The library's name; None: what the environment says in `TWELVELABS_HTTP`, else httpx.
        client: A client of one of the libraries, instead.
        transport: A transport of one of them, instead.
        environment: The variables of the environment.

    Raises:
        InvalidInputError: There is no such library, it is not installed, or what was brought is of none of them.
    """
    given = [name for name, value in (("http_client", client), ("transport", transport), ("http", http)) if value]
    if len(given) > 1:
        raise InvalidInputError(f"{' and '.join(given)}: give one of them; a client has its own transport and library")
    if client is not None or transport is not None:
        return _brought(client, transport, given[0])
    name = http or environment.get(VARIABLE) or DEFAULT
    parameter = "http" if http else VARIABLE
    if name not in _WAYS:
        raise InvalidInputError(f"{parameter}: {name!r} is not one of {', '.join(_WAYS)}")
    try:
        backend: AsyncBackend = _WAYS[name]()()
    except ImportError as error:
        what = f"{name} is not installed: pip install 'twelvelabs-client[{name}]'"
        raise InvalidInputError(f"{parameter}: {what}") from error
    return backend


def _brought(client: Any, transport: Any, parameter: str) -> AsyncBackend:
    for name, way in _WAYS.items():
        # What is of a library that nobody has imported cannot have been made.
        if name in sys.modules and (kind := way()).takes(client, transport):
            return kind(client, transport)  # type: ignore[no-any-return]
    given = client if transport is None else transport
    wanted = "a client" if transport is None else "a transport"
    raise InvalidInputError(f"{parameter}: expected {wanted} of {' or '.join(_WAYS)}, got {_kind_of(given)}")


def _kind_of(given: object) -> str:
    kind = type(given)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__.partition('.')[0]}'s {kind.__name__}"


def _httpx() -> Any:
    from twelvelabs_client.backends.httpx import AsyncHttpxBackend

    return AsyncHttpxBackend


def _httpx2() -> Any:
    from twelvelabs_client.backends.httpx2 import AsyncHttpx2Backend

    return AsyncHttpx2Backend


def _aiohttp() -> Any:
    from twelvelabs_client.backends.aiohttp import AsyncAiohttpBackend

    return AsyncAiohttpBackend


_WAYS: dict[str, Callable[[], Any]] = {"httpx": _httpx, "httpx2": _httpx2, "aiohttp": _aiohttp}
