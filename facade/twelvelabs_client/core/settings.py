"""Where the client finds its key and its server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from twelvelabs_client.core.errors import InvalidInputError

KEY_VARIABLES = ("TWELVELABS_API_KEY", "TWELVE_LABS_API_KEY")
URL_VARIABLE = "TWELVELABS_BASE_URL"
DEFAULT_URL = "https://api.twelvelabs.io"
VERSIONS = ("v1.3",)
DEFAULT_VERSION = "v1.3"
DEFAULT_TIMEOUT = 60.0

ApiKey = str | Callable[[], str]


def find_key(given: ApiKey | None, environment: Mapping[str, str]) -> ApiKey:
    """The key that was given, else that of the environment.

    Raises:
        InvalidInputError: There is none, or it cannot stand in a header.
    """
    key = given
    if key is None:
        key = next((environment[name] for name in KEY_VARIABLES if environment.get(name)), None)
    if key is None:
        raise InvalidInputError(f"no API key: pass api_key=, or set {KEY_VARIABLES[0]}")
    return key if callable(key) else check_key(key)


def check_key(key: str) -> str:
    """A key that can stand in a header; the error does not show it."""
    if not isinstance(key, str) or not key.strip():
        raise InvalidInputError("api_key: the key is empty")
    stripped = key.strip()
    if not stripped.isascii() or not stripped.isprintable() or " " in stripped:
        raise InvalidInputError("api_key: the key holds characters that cannot be in a header; was it copied whole?")
    return stripped


def find_base_url(given: str | None, environment: Mapping[str, str], version: str) -> str:
    """The address of the API including the version, without a slash at the end."""
    url = (given or environment.get(URL_VARIABLE) or DEFAULT_URL).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInputError(f"base_url: {url!r} is no http or https address")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise InvalidInputError("base_url: only scheme, host, port and path belong into it")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise InvalidInputError(f"base_url: {url!r} would send the key unencrypted; use https")
    return url if url.endswith(f"/{version}") else f"{url}/{version}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    return host in ("localhost", "::1") or host.startswith("127.")


def check_version(version: str) -> str:
    """An API version that this release speaks; `1.3` is `v1.3`."""
    name = version if version.startswith("v") else f"v{version}"
    if name not in VERSIONS:
        raise InvalidInputError(f"api_version: {version!r} is not one of {', '.join(VERSIONS)}")
    return name
