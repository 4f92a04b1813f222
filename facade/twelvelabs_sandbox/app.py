"""The sandbox as an ASGI app."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twelvelabs_sandbox.errors import ApiError, endpoint_not_exists
from twelvelabs_sandbox.faults import FaultMiddleware
from twelvelabs_sandbox.http.limits import RateLimit
from twelvelabs_sandbox.http.routing import CLASS_HEADER, Fidelity, error_response
from twelvelabs_sandbox.newer.chunks import take
from twelvelabs_sandbox.newer.consent import CONSENT_PAGE, PICKER_PAGE, consent, offered_files
from twelvelabs_sandbox.newer.storage import serve
from twelvelabs_sandbox.settings import Settings
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.store.storage_urls import PREFIX
from twelvelabs_sandbox.surfaces import SURFACES, below, surface_of

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings | None = None) -> Starlette:
    """Make an ASGI app that speaks every version of the API; its memory is ``app.state.platform``.

    Args:
        settings: what to change; the defaults suit tests.
    """
    settings = settings or Settings()
    platform = Platform(settings)
    storage = f"{PREFIX}/{{key:path}}"
    app = Starlette(
        routes=[
            *(route for surface in SURFACES for route in surface.routes(platform)),
            Route(storage, serve, methods=["GET"]),
            Route(storage, take, methods=["PUT"]),
            Route(CONSENT_PAGE, consent, methods=["GET"]),
            Route(PICKER_PAGE, offered_files, methods=["GET"]),
        ],
        middleware=[
            Middleware(ApiMiddleware, platform=platform),
            Middleware(FaultMiddleware, faults=platform.faults, below=below),
        ],
        exception_handlers={ApiError: _api_error, 404: _no_endpoint, 405: _no_endpoint},
    )
    app.router.redirect_slashes = False
    app.state.platform = platform
    return app


class ApiMiddleware:
    """Counts every request, and puts the headers of the API on every reply."""

    def __init__(self, app: ASGIApp, platform: Platform) -> None:
        self._app = app
        self._platform = platform
        self._limit = RateLimit(platform)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._platform.tick()
        method, path = scope["method"], scope["path"]
        self._platform.requests.append((method, below(path)))
        surface = surface_of(path)
        refused = self._limit.count() if path.startswith(surface.base) else None
        answer = surface.refusal(refused) if refused else self._app
        headers = {
            "X-Api-Version": surface.version,
            "X-Trace-Id": self._platform.new_trace_id(),
            **surface.told_limit(method, self._limit),
        }
        await answer(scope, receive, self._with_headers(send, headers))

    def _with_headers(self, send: Send, headers: dict[str, str]) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message, headers)
            await send(message)

        return send_with_headers


def _add_headers(message: Message, headers: dict[str, str]) -> None:
    present = {name.lower() for name, _ in message["headers"]}
    headers = {CLASS_HEADER: Fidelity.STATEFUL, **headers}
    added = [(name.lower().encode(), text.encode()) for name, text in headers.items()]
    message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in present)]


def _api_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return error_response(error)


def _no_endpoint(request: Request, _: Exception) -> Response:
    return surface_of(request.url.path).refusal(endpoint_not_exists(request.method, request.url.path))
