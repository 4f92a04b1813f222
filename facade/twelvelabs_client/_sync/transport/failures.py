# Derived from _async/transport/failures.py by `make unasync`; never edited.
"""What it means that a request failed: whether it may be repeated, and what the caller reads."""

from __future__ import annotations

from twelvelabs_client.core.backend_errors import BackendError, TimedOutError
from twelvelabs_client.core.errors import APIConnectionError, APITimeoutError
from twelvelabs_client.core.retry import Outcome


def outcome_of(failure: BackendError) -> Outcome:
    """How an attempt went wrong that got no reply."""
    return Outcome(failure="lost" if failure.was_sent else "not-sent")


def error_of(
    operation: str, failure: BackendError, base_url: str, *, late: bool, proxy: str | None = None
) -> APIConnectionError:
    """The error for a call that got no response.

    Args:
        operation: The operation that was called.
        failure: How it failed.
        base_url: The URL of the API.
        late: Whether the call's time is over.
        proxy: The proxy in between, for people.
    """
    what = f"{failure.name}: {failure}".rstrip(": ")
    way = f"{base_url} through the proxy {proxy}" if proxy else base_url
    limit = failure.limit if isinstance(failure, TimedOutError) else None
    if limit == "pool":
        what = f"no connection was free ({what}); make fewer calls at once, or pass a larger timeout="
        return APITimeoutError(f"{operation}: {what}", operation=operation)
    if late or limit is not None:
        setting = "connect_timeout" if limit == "connect" else "read_timeout"
        wish = "timeout=" if late or limit == "call" else f"{setting}= for the client"
        what = f"no complete response from {way} in time ({what}); pass a larger {wish}"
        return APITimeoutError(f"{operation}: {what}", operation=operation)
    return APIConnectionError(f"{operation}: no response from {way} ({what})", operation=operation)
