"""How a request fails, in the same few words for every HTTP library. None of these leaves the client."""

from __future__ import annotations

from typing import Literal, Self

Limit = Literal["connect", "pool", "read", "write", "call"]


class BackendError(Exception):
    """A request failed. Its cause is what the HTTP library raised.

    Attributes:
        name: What the HTTP library calls it.
        was_sent: Whether the server may have seen something of the request.
    """

    was_sent = True

    def __init__(self, text: str = "", *, name: str = "") -> None:
        super().__init__(text)
        self.name = name or type(self).__name__

    @classmethod
    def of(cls, failure: BaseException, text: str | None = None) -> Self:
        """The error for what an HTTP library raised; `raise ... from failure`."""
        return cls(str(failure) if text is None else text, name=type(failure).__name__)


class NotSentError(BackendError):
    """No connection was made."""

    was_sent = False


class LostError(BackendError):
    """The connection broke, or what came over it is not HTTP."""


class TimedOutError(BackendError):
    """A time limit passed.

    Attributes:
        limit: Which: that of connecting, of waiting for a free connection, of silence, of sending, or the whole call's.
    """

    limit: Limit = "call"

    @classmethod
    def at(cls, limit: Limit, failure: BaseException, text: str | None = None) -> Self:
        """The error for a limit that an HTTP library kept."""
        error = cls.of(failure, text)
        error.limit = limit
        error.was_sent = limit not in ("connect", "pool")
        return error


class UnreadableError(BackendError):
    """The body of a reply cannot be unpacked."""


class ClosedError(BackendError):
    """The client was closed."""

    was_sent = False


class UnsendableError(BackendError):
    """The HTTP library refuses the request itself: its address or one of its headers."""

    was_sent = False


# How asyncio and HTTP libraries put it that a connection belongs to an event loop that is over, or to another one.
_OF_ANOTHER_LOOP = ("event loop is closed", "session is closed", "different loop", "different event loop")


def of_what_is_closed(failure: RuntimeError, *, client_is_closed: bool) -> BackendError | None:
    """The error for a client that is closed, or for what a user brought from another event loop; None for all else."""
    if client_is_closed:
        return ClosedError()
    if any(each in str(failure).lower() for each in _OF_ANOTHER_LOOP):
        what = (
            f"what was given as http_client= or transport= belongs to another event loop ({failure}); make one for each"
        )
        return UnsendableError.of(failure, what)
    return None
