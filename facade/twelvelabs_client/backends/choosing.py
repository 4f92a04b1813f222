"""Which HTTP library sends: by the kind of what the user brings, else by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from twelvelabs_client.core.backend import AsyncBackend
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.settings import AsyncHttpLibrary

if TYPE_CHECKING:
    import httpx
    import httpx2

    from twelvelabs_client.backends.aiohttp import AsyncAiohttpConnector, AsyncAiohttpSession

AsyncGivenClient: TypeAlias = "httpx.AsyncClient | httpx2.AsyncClient | AsyncAiohttpSession"
AsyncGivenTransport: TypeAlias = "httpx.AsyncBaseTransport | httpx2.AsyncBaseTransport | AsyncAiohttpConnector"

# The names that this client takes, for errors.
LIBRARIES = get_args(AsyncHttpLibrary)
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
    choices = {"http_client": client, "transport": transport, "http": http}
    given = [name for name, value in choices.items() if value is not None]
    if len(given) > 1:
        raise InvalidInputError(f"{' and '.join(given)}: give one of them; a client has its own transport and library")
    if client is not None or transport is not None:
        return _brought(client, transport, given[0])
    name = environment.get(VARIABLE) or DEFAULT if http is None else http
    parameter = VARIABLE if http is None else "http"
    # Not in the dictionary: what cannot be hashed is refused like the rest.
    if name not in tuple(_WAYS):
        raise InvalidInputError(f"{parameter}: {name!r} is not one of {', '.join(LIBRARIES)}")
    try:
        backend: AsyncBackend = _WAYS[name]()()
    except ImportError as error:
        what = f"{name} is not installed: pip install 'twelvelabs-client[{name}]'"
        raise InvalidInputError(f"{parameter}: {what}") from error
    return backend


def _brought(client: Any, transport: Any, parameter: str) -> AsyncBackend:
    for name, way in _WAYS.items():
        # What is of a library that nobody has imported cannot have been made.
        if sys.modules.get(name) and (kind := way()).takes(client, transport):
            return kind(client, transport)  # type: ignore[no-any-return]
    given = client if transport is None else transport
    wanted = "a client" if transport is None else "a transport"
    what = f"expected {wanted} of {' or '.join(LIBRARIES)} for AsyncTwelveLabs, got {_kind_of(given)}"
    raise InvalidInputError(f"{parameter}: {what}")


def _kind_of(given: object) -> str:
    kind = given if isinstance(given, type) else type(given)
    library = "" if kind.__module__ == "builtins" else f"{kind.__module__.partition('.')[0]}'s "
    return f"{'the class ' if kind is given else ''}{library}{kind.__name__}"


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
