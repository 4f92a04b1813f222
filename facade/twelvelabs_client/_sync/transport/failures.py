# Derived from _async/transport/failures.py by `make unasync`; never edited.
"""What it means that a connection failed: whether something was sent, and what the caller is told."""

from __future__ import annotations

import httpx

from twelvelabs_client.core.errors import APIConnectionError, APITimeoutError
from twelvelabs_client.core.retry import Outcome

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def outcome_of(failure: httpx.HTTPError) -> Outcome:
    """How an attempt went wrong that got no reply."""
    return Outcome(failure="not-sent" if isinstance(failure, NOT_SENT) else "lost")


def broken(failure: Exception, request: httpx.Request) -> httpx.TransportError:
    """What a network backend lets through as it came is a broken connection all the same."""
    kind = httpx.ReadTimeout if isinstance(failure, TimeoutError) else httpx.ReadError
    return kind(f"{type(failure).__name__}: {failure}", request=request)


def redirected(failure: Exception, request: httpx.Request) -> httpx.TransportError:
    """A redirect to what is no URL: the HTTP library raises instead of handing over the response."""
    what = f"the server redirects to a URL that is not valid: {failure}; redirects are not followed"
    return httpx.RemoteProtocolError(what, request=request)


def error_of(
    operation: str, failure: httpx.HTTPError, base_url: str, *, late: bool, proxy: str | None = None
) -> APIConnectionError:
    """The error for a call that got no response.

    Args:
        operation: The operation that was called.
        failure: What the network library says.
        base_url: The URL of the API.
        late: Whether the call's time is over.
        proxy: The proxy in between, for people.
    """
    what = f"{type(failure).__name__}: {failure}".rstrip(": ")
    way = f"{base_url} through the proxy {proxy}" if proxy else base_url
    if isinstance(failure, httpx.PoolTimeout):
        what = f"no connection was free ({what}); make fewer calls at once, or pass a larger timeout="
        return APITimeoutError(f"{operation}: {what}", operation=operation)
    if late or isinstance(failure, httpx.TimeoutException):
        wish = "timeout=" if late else f"{_setting_of(failure)}= for the client"
        what = f"no complete response from {way} in time ({what}); pass a larger {wish}"
        return APITimeoutError(f"{operation}: {what}", operation=operation)
    return APIConnectionError(f"{operation}: no response from {way} ({what})", operation=operation)


def _setting_of(failure: httpx.HTTPError) -> str:
    return "connect_timeout" if isinstance(failure, httpx.ConnectTimeout) else "read_timeout"
