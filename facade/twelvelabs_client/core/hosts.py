"""Hosts that a user allows: a name, or `*.` and the end of many."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from ipaddress import ip_address

from twelvelabs_client.core.errors import InvalidInputError

_NAME = re.compile(r"(\*\.)?[0-9a-z_-]+(\.[0-9a-z_-]+)*")


def check_hosts(hosts: Sequence[str] | None, parameter: str) -> None:
    """Hosts as they can be allowed; None where all are.

    Raises:
        InvalidInputError: It is no list, or one of them is no name of a host.
    """
    if hosts is None:
        return
    if isinstance(hosts, str) or not isinstance(hosts, Collection):
        raise InvalidInputError(f"{parameter}: expected a list of hosts, got {type(hosts).__name__}")
    for host in hosts:
        if not isinstance(host, str) or not _is_host(_plain(host)):
            examples = "'storage.example.com' or '*.example.com', without scheme, port or path"
            raise InvalidInputError(f"{parameter}: {host!r} is not a host; give {examples}")


def is_allowed(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is one of them; `*.example.com` is any that ends so, and not `example.com` itself."""
    name = _plain(host)
    return any(
        name.endswith(pattern[1:]) and name != pattern[1:] if pattern.startswith("*.") else name == pattern
        for pattern in map(_plain, hosts)
    )


def _is_host(text: str) -> bool:
    if _NAME.fullmatch(text):
        return True
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def _plain(host: str) -> str:
    """As hosts are compared: letters are alike, and the last dot is nothing."""
    return host.lower().removesuffix(".")
