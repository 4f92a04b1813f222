"""The proxies that the environment names, and the hosts that are reached without one."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit
from urllib.request import getproxies

from attrs import field, frozen

from twelvelabs_client.core.errors import InvalidInputError

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


@frozen
class Proxy:
    """A proxy of the environment. It is shown without its credentials.

    Attributes:
        url: The URL, with credentials.
        variable: The variable that names it.
    """

    url: str = field(repr=False)
    variable: str

    @property
    def scheme(self) -> str:
        """One of `http`, `https`, `socks5` and `socks5h`."""
        return self._parts.scheme

    @property
    def host(self) -> str:
        """The host, without brackets."""
        return self._parts.hostname or ""

    @property
    def port(self) -> int:
        """The port; without one, that of the scheme."""
        return self._parts.port or PORTS[self.scheme]

    @property
    def address(self) -> str:
        """The URL without credentials."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def credentials(self) -> tuple[bytes, bytes] | None:
        """User and password as they are sent, where there are any."""
        parts = self._parts
        if parts.username is None:
            return None
        return unquote_to_bytes(parts.username), unquote_to_bytes(parts.password or "")

    @property
    def _parts(self) -> SplitResult:
        try:
            parts = urlsplit(self.url)
            if parts.scheme in PORTS and (parts.hostname or "").isascii() and parts.hostname and parts.port != 0:
                return parts
        except ValueError:
            pass
        raise InvalidInputError(
            f"{self.variable} is not a valid proxy URL: it must be http://, https:// or socks5:// with a host and a "
            "port; correct it, or pass http_client="
        )

    def __str__(self) -> str:
        return f"{self.host}:{self.port} ({self.variable})"


class Proxies:
    """Proxies by scheme, as the environment names them now.

    Args:
        environment: The variables of the environment, to name one in an error.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = getproxies()
        self._proxies = {
            scheme: Proxy(_with_scheme(url), _variable_of(scheme, url, environment))
            for scheme in ("http", "https", "all")
            if (url := named.get(scheme, "").strip())
        }
        self._direct = [entry for each in named.get("no", "").split(",") if (entry := each.strip().lower())]

    def proxy_for(self, scheme: str, host: str, port: int | None) -> Proxy | None:
        """The proxy for a request; None where it goes straight to the host."""
        proxy = self._proxies.get(scheme) or self._proxies.get("all")
        if proxy is None:
            return None
        wanted = PORTS.get(scheme) if port is None else port
        return None if any(_covers(entry, host.lower(), wanted) for entry in self._direct) else proxy


def _covers(entry: str, host: str, port: int | None) -> bool:
    """Whether an entry of NO_PROXY holds for a host: a name with its subdomains, an address, a network, all; a port."""
    entry = entry.partition("://")[2] or entry
    name, separate, digits = entry.rpartition(":")
    # An IPv6 address has colons of its own: with a port it stands in brackets.
    if separate and digits.isdigit() and ("]" in name or ":" not in name):
        if int(digits) != port:
            return False
        entry = name
    entry = entry.removeprefix("[").replace("]", "")
    if entry == "*":
        return True
    try:
        return ip_address(host.strip("[]")) in ip_network(entry, strict=False)
    except ValueError:
        name, host = entry.lstrip("*").strip("."), host.rstrip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"http://{url}"


def _variable_of(scheme: str, url: str, environment: Mapping[str, str]) -> str:
    for name in (f"{scheme}_proxy", f"{scheme.upper()}_PROXY"):
        if environment.get(name, "").strip() == url:
            return name
    return "the system's settings"
