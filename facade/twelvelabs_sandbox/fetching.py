"""Downloading from URLs and posting to them: loopback only, so that no sandbox ever leaves its machine."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

TIMEOUT = 10.0
SHARING_SITES = ("youtube.com", "youtu.be", "vimeo.com", "drive.google.com", "dropbox.com", "onedrive.live.com")


class Unreachable(Exception):
    """The URL gave no file."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could lead away from the loopback."""

    def redirect_request(self, *_: object) -> None:
        return None


def is_url(text: str) -> bool:
    """Whether it is an absolute http or https URL."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_share_link(url: str) -> bool:
    """Whether it leads to a page of a sharing site instead of a file."""
    host = urlsplit(url).hostname or ""
    return any(host == site or host.endswith(f".{site}") for site in SHARING_SITES)


def filename_of(url: str) -> str:
    """The name of the file a URL leads to."""
    return PurePosixPath(unquote(urlsplit(url).path)).name or "download"


def is_loopback(url: str) -> bool:
    """Whether it leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fetch(url: str, path: Path) -> None:
    """Write what a loopback URL gives into a file.

    Raises:
        Unreachable: it is no loopback URL, or gives nothing.
    """
    with _open(url) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)


def fetch_bytes(url: str) -> bytes:
    """What a loopback URL gives.

    Raises:
        Unreachable: it is no loopback URL, or gives nothing.
    """
    with _open(url) as source:
        return source.read()


def post(url: str, content: bytes, headers: Mapping[str, str]) -> int:
    """Send bytes to a loopback URL; the status it answers.

    Raises:
        Unreachable: it is no loopback URL, or nobody answers there.
    """
    if not is_loopback(url):
        raise Unreachable("The URL is not on this machine.")
    request = urllib.request.Request(url, content, dict(headers), method="POST")
    try:
        with _opener().open(request, timeout=TIMEOUT) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except (OSError, HTTPException) as error:
        raise Unreachable(f"The endpoint gave no answer ({error}).") from error


def _open(url: str) -> IO[bytes]:
    if not is_loopback(url):
        raise Unreachable("The URL could not be reached. Use a publicly reachable, direct link to the file.")
    try:
        source: IO[bytes] = _opener().open(url, timeout=TIMEOUT)
    except OSError as error:
        raise Unreachable(f"The URL could not be downloaded ({error}). Check the link.") from error
    return source


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects())
