"""What tests must not depend on: the user's environment, and names that only a network can look up."""

from __future__ import annotations

import os
import re
import signal
import socket
from typing import Any, NoReturn

# Settings of this client, of the HTTP libraries below it, and of the folder in which uploads are noted.
USERS = re.compile(r"TWELVE_?LABS_.*|.*_PROXY|SSL_CERT_(FILE|DIR)|NETRC|XDG_STATE_HOME", re.IGNORECASE)
THIS_MACHINE = {None, "", "127.0.0.1", "::1", "localhost"}
LOOK_UPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr")


def remove_user_settings() -> None:
    """Remove what a user may have exported, for this process and the programs that it starts."""
    for name in filter(USERS.fullmatch, list(os.environ)):
        del os.environ[name]


def take_interrupts() -> None:
    """Take Control-C as at a terminal: what a shell starts in the background ignores it, and so do its programs."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def block_lookups() -> None:
    """Let every look-up of another machine's name raise: blocking connections alone lets the question out."""
    for function in LOOK_UPS:
        setattr(socket, function, _local_only(getattr(socket, function)))


def _local_only(look_up: Any) -> Any:
    def checked(host: Any = None, *arguments: Any, **choices: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        return look_up(host, *arguments, **choices) if name in THIS_MACHINE else _refuse(name)

    return checked


def _refuse(name: str) -> NoReturn:
    # Not an OSError: the client would take that for a network that is down, and retry.
    raise RuntimeError(f"a test looked up {name!r}: use 127.0.0.1, or a transport of the test's own")
