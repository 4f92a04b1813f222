"""The versions of the API that one sandbox speaks: where each is found, what it answers, and how it tells errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.description import Description, load_description
from twelvelabs_sandbox.http.limits import RateLimit
from twelvelabs_sandbox.http.routing import Operation, endpoint, error_response
from twelvelabs_sandbox.newer.operations import OPERATIONS
from twelvelabs_sandbox.older.operations import OPERATIONS_1_1, OPERATIONS_1_2
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.versions import LATER, Version


@dataclass(frozen=True, slots=True)
class Surface:
    """One version of the API.

    Attributes:
        version: such as ``1.3``.
        operations: what is answered.
        told_limit: how a reply to a method tells the rate limit.
        waiting: whether a refusal by the rate limit says how long to wait.
        older: whether that refusal has no body, and ids that nobody knows may be bad requests.
    """

    version: Version
    operations: tuple[Operation, ...]
    told_limit: Callable[[str, RateLimit], dict[str, str]]
    waiting: bool = True
    older: bool = True

    @property
    def base(self) -> str:
        """Where its paths begin."""
        return f"/v{self.version}"

    def description(self, platform: Platform) -> Description:
        """The description that its requests are checked against."""
        own = None if self.older else platform.settings.description
        return load_description(own, f"v{self.version.replace('.', '_')}")

    def routes(self, platform: Platform) -> Iterator[Route]:
        """Its operations; what the description of another day does not tell of is not there."""
        description = self.description(platform)
        for operation in self.operations:
            if description.has(operation.method, operation.path):
                yield self._route(platform, operation, description)

    def refusal(self, error: ApiError) -> Response:
        """The reply of an error."""
        if not self.older or error.status != 429:
            return error_response(error)
        return Response(None, 429, error.headers if self.waiting else None)

    def _route(self, platform: Platform, operation: Operation, description: Description) -> Route:
        rules = description.rules(operation.method, operation.path)
        answer = endpoint(platform, operation, rules, self.version)

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except ApiError as error:
                # Where no 404 is described, an id that nobody knows is a bad request.
                if self.older and error.status == 404 and "404" not in rules.statuses:
                    error.status = 400
                return self.refusal(error)

        return Route(self.base + operation.path, answered, methods=[operation.method])


def _untold(_method: str, _limit: RateLimit) -> dict[str, str]:
    return {}


def _told_on_posts(method: str, limit: RateLimit) -> dict[str, str]:
    return limit.older_headers() if method == "POST" else {}


def _told(_method: str, limit: RateLimit) -> dict[str, str]:
    return limit.headers()


V1_1 = Surface("1.1", OPERATIONS_1_1, _untold, waiting=False)
V1_2 = Surface("1.2", OPERATIONS_1_2, _told_on_posts)
NEWER = tuple(Surface(version, OPERATIONS, _told, older=False) for version in LATER)
SURFACES = (
    *NEWER,
    V1_2,
    V1_1,
)


def surface_of(path: str) -> Surface:
    """The version that a path belongs to; 1.3 or what is there in its place where it names none."""
    return _named(path) or NEWER[0]


def below(path: str) -> str:
    """A path without the version it begins with."""
    surface = _named(path)
    return path.removeprefix(surface.base) if surface else path


def _named(path: str) -> Surface | None:
    return next((each for each in SURFACES if path == each.base or path.startswith(f"{each.base}/")), None)
