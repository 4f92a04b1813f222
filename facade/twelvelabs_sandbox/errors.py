"""The errors of the API, as replies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """An error reply: status, code, message and, rarely, headers.

    Args:
        status: HTTP status of the reply.
        code: machine-readable code of the API.
        message: text for people.
        headers: extra reply headers, such as ``Retry-After``.
        code_field: name of the field that carries the code; search tokens use ``error_code``.

    Attributes:
        docs_url: page about the error; few operations name one.
        number: what the error was called in the first version of the API; few replies of version 1.2 still tell it.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        code_field: str = "code",
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        self.code_field = code_field
        self.docs_url: str | None = None
        self.number: int | None = None

    def body(self) -> dict[str, Any]:
        """The JSON object of the reply."""
        body: dict[str, Any] = {self.code_field: self.code, "message": self.message}
        if self.number is not None:
            body["error_code"] = self.number
        return {**body, "docs_url": self.docs_url} if self.docs_url else body


def api_key_invalid() -> ApiError:
    """No key, or another one than this sandbox was started with."""
    return ApiError(401, "api_key_invalid", "The API key is missing, wrong or expired. Send a valid key in x-api-key.")


def content_type_invalid(sent: str, wanted: str) -> ApiError:
    """A body of the wrong kind."""
    message = f"The content type '{sent}' is not supported. Please use '{wanted}'."
    return ApiError(400, "content_type_invalid", message)


def not_provided(name: str) -> ApiError:
    """A required parameter is missing."""
    return ApiError(400, "parameter_not_provided", f"The {name} parameter is required but was not provided.")


def unknown(name: str) -> ApiError:
    """A parameter the operation does not have."""
    return ApiError(400, "parameter_unknown", f"The {name} parameter is unknown. Remove it from the request.")


def invalid(name: str, reason: str) -> ApiError:
    """A parameter with a value the operation does not take."""
    return ApiError(400, "parameter_invalid", f"The {name} parameter is invalid. {reason}")


def not_exist(identifier: str, collection: str) -> ApiError:
    """An id nobody knows."""
    return ApiError(404, "resource_not_exist", f"Resource with id {identifier} does not exist in {collection}.")


def not_readable(identifier: str) -> ApiError:
    """An id that belongs to another account."""
    message = f"The caller is not authorized to read entity {identifier}."
    return ApiError(403, "read_not_allowed", message)


def endpoint_not_exists(method: str, path: str) -> ApiError:
    """A path or a method the API does not have."""
    return ApiError(404, "endpoint_not_exists", f"The endpoint {method} {path} does not exist.")
