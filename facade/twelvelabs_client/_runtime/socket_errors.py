"""How a step on a connection fails, in the words of the HTTP library."""

from __future__ import annotations

from types import TracebackType

import httpcore

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


CONNECTING = Step("connecting took too long", httpcore.ConnectTimeout, httpcore.ConnectError)
SHAKING_HANDS = Step("the TLS handshake took too long", httpcore.ConnectTimeout, httpcore.ConnectError)
READING = Step("no byte arrived in time", httpcore.ReadTimeout, httpcore.ReadError)
WRITING = Step("nothing could be sent in time", httpcore.WriteTimeout, httpcore.WriteError)
