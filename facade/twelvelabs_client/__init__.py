"""A client of the TwelveLabs Video Understanding API that stays the same while the API's specification changes.

    from twelvelabs_client import TwelveLabs

    with TwelveLabs() as tl:
        index = tl.indexes.create("nature")

Everything loads when it is first named: importing this package imports no HTTP library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twelvelabs_client._version import __version__

if TYPE_CHECKING:
    from twelvelabs_client._async.client import AsyncTwelveLabs
    from twelvelabs_client._async.client_v1_3 import AsyncTwelveLabsV1_3
    from twelvelabs_client._async.older.client_v1_1 import AsyncTwelveLabsV1_1
    from twelvelabs_client._async.older.client_v1_2 import AsyncTwelveLabsV1_2
    from twelvelabs_client._sync.client import TwelveLabs
    from twelvelabs_client._sync.client_v1_3 import TwelveLabsV1_3
    from twelvelabs_client._sync.older.client_v1_1 import TwelveLabsV1_1
    from twelvelabs_client._sync.older.client_v1_2 import TwelveLabsV1_2
    from twelvelabs_client.core.errors import (
        APIConnectionError,
        APIError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        DecodeError,
        InvalidInputError,
        MissingInVersionError,
        NotFoundError,
        PageTokenExpiredError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
        ServerError,
        StorageError,
        StreamInterruptedError,
        TaskFailedError,
        TwelveLabsError,
        UnsupportedInVersionError,
        WaitTimeoutError,
        WebhookPayloadError,
        WebhookSignatureError,
    )
    from twelvelabs_client.core.file_source import FileSource
    from twelvelabs_client.core.headers import RateLimit
    from twelvelabs_client.core.options import Attempt
    from twelvelabs_client.intents.values import UnknownValueWarning
    from twelvelabs_client.uploads.progress import UploadProgress
    from twelvelabs_client.webhooks import Webhooks

_MODULES = {
    "APIConnectionError": "core.errors",
    "APIError": "core.errors",
    "APITimeoutError": "core.errors",
    "AsyncTwelveLabs": "_async.client",
    "AsyncTwelveLabsV1_1": "_async.older.client_v1_1",
    "AsyncTwelveLabsV1_2": "_async.older.client_v1_2",
    "AsyncTwelveLabsV1_3": "_async.client_v1_3",
    "Attempt": "core.options",
    "AuthenticationError": "core.errors",
    "BadRequestError": "core.errors",
    "ConflictError": "core.errors",
    "DecodeError": "core.errors",
    "FileSource": "core.file_source",
    "InvalidInputError": "core.errors",
    "MissingInVersionError": "core.errors",
    "NotFoundError": "core.errors",
    "PageTokenExpiredError": "core.errors",
    "PaginationError": "core.errors",
    "PermissionDeniedError": "core.errors",
    "RateLimit": "core.headers",
    "RateLimitError": "core.errors",
    "ServerError": "core.errors",
    "StorageError": "core.errors",
    "StreamInterruptedError": "core.errors",
    "TaskFailedError": "core.errors",
    "TwelveLabs": "_sync.client",
    "TwelveLabsError": "core.errors",
    "TwelveLabsV1_1": "_sync.older.client_v1_1",
    "TwelveLabsV1_2": "_sync.older.client_v1_2",
    "TwelveLabsV1_3": "_sync.client_v1_3",
    "UnknownValueWarning": "intents.values",
    "UnsupportedInVersionError": "core.errors",
    "UploadProgress": "uploads.progress",
    "WaitTimeoutError": "core.errors",
    "WebhookPayloadError": "core.errors",
    "WebhookSignatureError": "core.errors",
    "Webhooks": "webhooks",
}

__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AsyncTwelveLabs",
    "AsyncTwelveLabsV1_1",
    "AsyncTwelveLabsV1_2",
    "AsyncTwelveLabsV1_3",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "DecodeError",
    "FileSource",
    "InvalidInputError",
    "MissingInVersionError",
    "NotFoundError",
    "PageTokenExpiredError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "ServerError",
    "StorageError",
    "StreamInterruptedError",
    "TaskFailedError",
    "TwelveLabs",
    "TwelveLabsError",
    "TwelveLabsV1_1",
    "TwelveLabsV1_2",
    "TwelveLabsV1_3",
    "UnknownValueWarning",
    "UnsupportedInVersionError",
    "UploadProgress",
    "WaitTimeoutError",
    "WebhookPayloadError",
    "WebhookSignatureError",
    "Webhooks",
    "__version__",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
