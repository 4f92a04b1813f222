"""How a step on a connection fails, in the words of the HTTP library that asked for it."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol

from attrs import frozen

# OverflowError and ValueError: a port or a host that no socket takes, and a socket that was closed meanwhile.
FAILURES = (OSError, ValueError, OverflowError)


class Step:
    """Within it, what the system raises becomes an error of the HTTP library.

    A class, because each block passes through one, and a generator would take longer than the block.

    Args:
        what: What did not end in time.
        late: Raised for a `TimeoutError`.
        broken: Raised for every other failure of the system.
    """

    def __init__(self, what: str, late: type[Exception], broken: type[Exception]) -> None:
        self._what = what
        self._late = late
        self._broken = broken

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, TimeoutError):
            raise self._late(self._what) from error
        if isinstance(error, FAILURES):
            raise self._broken(str(error) or type(error).__name__) from error


class Names(Protocol):
    """The exceptions of httpcore, or of httpcore2."""

    @property
    def ConnectTimeout(self) -> type[Exception]: ...
    @property
    def ConnectError(self) -> type[Exception]: ...
    @property
    def ReadTimeout(self) -> type[Exception]: ...
    @property
    def ReadError(self) -> type[Exception]: ...
    @property
    def WriteTimeout(self) -> type[Exception]: ...
    @property
    def WriteError(self) -> type[Exception]: ...


@frozen
class SocketErrors:
    """The steps of a connection, each with what it raises."""

    connecting: Step
    shaking_hands: Step
    reading: Step
    writing: Step

    @classmethod
    def of(cls, names: Names) -> SocketErrors:
        """Those that raise the exceptions of one library."""
        return cls(
            connecting=Step("connecting took too long", names.ConnectTimeout, names.ConnectError),
            shaking_hands=Step("the TLS handshake took too long", names.ConnectTimeout, names.ConnectError),
            reading=Step("no byte arrived in time", names.ReadTimeout, names.ReadError),
            writing=Step("nothing could be sent in time", names.WriteTimeout, names.WriteError),
        )
