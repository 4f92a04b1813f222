"""Host names become IP addresses in a thread of their own, which a call that times out leaves behind."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address

# A first address that does not respond must not use up the time of the next one.
LONGEST_TRY = 2.0
Found = list[str] | OSError


def literal(host: str) -> list[str] | None:
    """The address that a host already is; None for a name."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        return None


def start_lookup(host: str, done: Callable[[Found], None]) -> None:
    """Look up a name; `done` is called in another thread with its addresses in the system's order, or with an error.

    No system has a look-up that can be interrupted, and a thread of a pool would hold up the end of the program.
    """

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError as error:
            done(error)
        except UnicodeError as error:
            done(OSError(f"{host!r} is not a valid host name: {error}"))
        else:
            done(list(dict.fromkeys(str(each[4][0]) for each in found)))

    threading.Thread(target=look_up, name="twelvelabs-lookup", daemon=True).start()


def share(remaining: float | None, left: int) -> float | None:
    """Seconds for the next of several addresses: the last may use all that remain."""
    if left == 1:
        return remaining
    return LONGEST_TRY if remaining is None else min(LONGEST_TRY, remaining / left)
