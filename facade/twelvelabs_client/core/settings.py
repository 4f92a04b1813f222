"""Where the client finds its key and its server."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Literal, NoReturn, TypeAlias, get_args

from twelvelabs_client.core.callbacks import called
from twelvelabs_client.core.checks import web_address
from twelvelabs_client.core.errors import InvalidInputError

KEY_VARIABLES = ("TWELVELABS_API_KEY", "TWELVE_LABS_API_KEY")
URL_VARIABLE = "TWELVELABS_BASE_URL"
STATE_VARIABLE = "TWELVELABS_STATE_DIR"
DEFAULT_URL = "https://api.twelvelabs.io"
# Every decision on a version is a `match` that ends in `assert_never`: mypy lists what a further version has to decide.
ApiVersion: TypeAlias = Literal["v1.1", "v1.2", "v1.3"]
# What sends, in the asynchronous client and in the synchronous one.
AsyncHttpLibrary: TypeAlias = Literal["httpx", "httpx2", "aiohttp"]
HttpLibrary: TypeAlias = Literal["httpx", "httpx2"]
VERSIONS: tuple[ApiVersion, ...] = get_args(ApiVersion)
DEFAULT_VERSION: ApiVersion = "v1.3"
DEFAULT_TIMEOUT = 60.0

ApiKey = str | Callable[[], str]


class Secret:
    """An API key, or the function that returns one. Its repr shows neither: a traceback can show what a frame holds.

    Args:
        source: The key or the function; None if there is none.
    """

    __slots__ = ("_source",)

    def __init__(self, source: ApiKey | None) -> None:
        self._source = source

    def __repr__(self) -> str:
        return "<API key>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} is not pickled")

    def check(self) -> Secret:
        """Refuse what can be seen to be no key; a function is not called yet.

        Raises:
            InvalidInputError: There is no key, or it cannot stand in a header.
        """
        if self._source is None:
            raise InvalidInputError(f"no API key: pass api_key=, or set {KEY_VARIABLES[0]}")
        if not callable(self._source):
            self.reveal()
        return self

    def reveal(self) -> str:
        """The key to send now.

        Raises:
            InvalidInputError: It cannot stand in a header; the error does not show it.
        """
        # No variable of its own: an error would carry the frame that holds it.
        key, problem = _cleaned(called(self._source, "api_key") if callable(self._source) else self._source)
        if problem:
            raise InvalidInputError(f"api_key: {problem}")
        return key

    def fingerprint(self) -> str:
        """What tells this key from others and does not tell the key."""
        return hashlib.sha256(b"twelvelabs-client\0" + self.reveal().encode()).hexdigest()


def _cleaned(key: object) -> tuple[str, str | None]:
    """A key that can stand in a header; without it, what is wrong."""
    if not isinstance(key, str) or not key.strip():
        return "", "the key is empty"
    stripped = key.strip()
    if not stripped.isascii() or not stripped.isprintable() or " " in stripped:
        return "", "the key holds characters that cannot be in a header; was it copied whole?"
    return stripped, None


def find_key(given: ApiKey | None, environment: Mapping[str, str]) -> Secret:
    """The key that was given, else that of the environment; `check` tells whether it can be one."""
    if given is None:
        given = next((environment[name] for name in KEY_VARIABLES if environment.get(name)), None)
    return Secret(given)


def find_base_url(given: str | None, environment: Mapping[str, str], version: ApiVersion) -> str:
    """The address of the API including the version, without a slash at the end."""
    if given is not None and not isinstance(given, str):
        raise InvalidInputError(f"base_url: expected an address as text, got {type(given).__name__}")
    url = (given or environment.get(URL_VARIABLE) or DEFAULT_URL).rstrip("/")
    if "?" in url or "#" in url or "@" in url:
        raise InvalidInputError("base_url: only scheme, host, port and path belong into it")
    parts = web_address(url, "base_url")
    if " " in url or not url.isprintable():
        raise InvalidInputError(f"base_url: {url!r} holds characters that cannot be in an address")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise InvalidInputError(f"base_url: {url!r} would send the key unencrypted; use https")
    for other in {*VERSIONS} - {version}:
        if not url.endswith(f"/{other}"):
            continue
        raise InvalidInputError(f"base_url: {url!r} is {other} of the API, api_version is {version}; leave {other} out")
    return url if url.endswith(f"/{version}") else f"{url}/{version}"


def find_state_dir(
    given: str | os.PathLike[str] | None, environment: Mapping[str, str], platform: str, home: str
) -> str | None:
    """The folder for what outlives a process, such as the journals of uploads; None where there is no place for it.

    Args:
        given: The folder that was asked for.
        environment: The variables of the environment.
        platform: As `sys.platform` names it.
        home: The user's own folder.
    """
    chosen = given or environment.get(STATE_VARIABLE)
    if chosen and not isinstance(chosen, str | os.PathLike):
        raise InvalidInputError(f"state_dir: expected a path, got {type(chosen).__name__}")
    if chosen:
        return os.fspath(chosen)
    if platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        told = environment.get("XDG_STATE_HOME", "")
        # What is not absolute is to be left out of account, says the XDG specification.
        base = told if os.path.isabs(told) else os.path.join(home, ".local", "state")
    return os.path.join(base, "twelvelabs-client") if os.path.isabs(base) else None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_local(host: str) -> bool:
    """Whether a host could be this machine or its next neighbours, however it is written."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        # Short and hexadecimal forms (127.1, 0x7f000001), which the system reads as addresses too.
        return re.fullmatch(r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+))*", name) is not None
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified or address.is_link_local


def check_version(asked: str) -> ApiVersion:
    """An API version that this release speaks; `1.3` is `v1.3`."""
    if not isinstance(asked, str):
        raise InvalidInputError(f"api_version: expected a text such as {DEFAULT_VERSION!r}, got {asked!r}")
    name = asked if asked.startswith("v") else f"v{asked}"
    named: dict[str, ApiVersion] = {each: each for each in VERSIONS}
    if name not in named:
        raise InvalidInputError(f"api_version: {asked!r} is not one of {', '.join(VERSIONS)}")
    return named[name]
