"""Read a published description from a file or a URL, within limits of time and size."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from pipeline.document import LARGEST_FILE, SpecError

# For the whole download, and for each connection and read within it.
SECONDS = 60.0
SECONDS_OF_SILENCE = 20.0
# The bytes that are hashed are then those of the file, not of one way to compress it.
HEADERS = {"Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Published:
    """A published description on this machine.

    Attributes:
        source: Its URL without secrets, or the name of a local file.
        file: The local file, or the copy of what the URL returned.
        date: The day it was read, in UTC, such as `2026-07-30`.
        sha256: Of the bytes as received.
        etag: What the server calls this state of it, if it says so.
    """

    source: str
    file: Path
    date: str
    sha256: str
    etag: str | None = None


def fetch(
    source: str,
    folder: Path,
    *,
    date: str | None = None,
    seconds: float = SECONDS,
    most: int = LARGEST_FILE,
    known: Published | None = None,
) -> Published:
    """Read a description from a file, or download it into a folder.

    Args:
        source: A path, or an `http` or `https` URL.
        folder: Where a download is written.
        date: The day to note; today in UTC by default.
        seconds: The time limit of the whole download.
        most: The size limit in bytes.
        known: What an earlier download brought: used again if the server says by its ETag that nothing has changed.

    Raises:
        SpecError: It cannot be read or downloaded within the limits; the text names the source.
    """
    day = date or today()
    if "://" not in source:
        file = Path(source)
        return Published(file.name, file, day, _sha256(_local(file, most)))
    shown = _without_secrets(source)
    if not _is_url(source):
        raise SpecError(f"{shown}: must be a file, or a URL that begins with http:// or https:// and names a host")
    # A URL that is not shown whole is downloaded anew: two of them can look the same.
    known = known if known is not None and known.source == source else None
    body, etag = _downloaded(source, shown, seconds, most, known)
    copy = folder / f"fetched{'.json' if _is_json(body) else '.yaml'}"
    copy.write_bytes(body)
    return Published(shown, copy, day, _sha256(body), etag)


def today() -> str:
    """Return the day in UTC, such as `2026-07-30`."""
    return datetime.now(UTC).date().isoformat()


@contextmanager
def naming(published: Published) -> Iterator[None]:
    """Make errors within name the URL of a description, not the copy of it that is read."""
    try:
        yield
    except SpecError as error:
        if published.source == published.file.name:
            raise
        raise SpecError(str(error).replace(str(published.file), published.source)) from error


def _without_secrets(url: str) -> str:
    """A URL as it may be shown and committed: a user name, password, token or signature can stand in it."""
    before_query, query, _ = url.partition("?")
    return re.sub(r"(?<=://)[^/]*@", "", before_query) + ("?..." if query else "")


def _is_url(source: str) -> bool:
    try:
        parts = urlsplit(source)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _local(file: Path, most: int) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise SpecError(f"{file}: is not a regular file")
        _refuse_large(str(file), file.stat().st_size, most)
        return file.read_bytes()
    except OSError as error:
        raise SpecError(f"{file}: cannot be read: {error.strerror}") from error


def _downloaded(url: str, shown: str, seconds: float, most: int, known: Published | None) -> tuple[bytes, str | None]:
    """What the server has, and its ETag."""
    try:
        return asyncio.run(_download(url, shown, seconds, most, known))
    except TimeoutError as error:
        raise SpecError(f"{shown}: not downloaded within {seconds:g} s; try again, or download it to a file") from error
    except httpx.UnsupportedProtocol as error:
        raise SpecError(f"{shown}: redirects to a URL that does not begin with http:// or https://") from error
    except httpx.HTTPStatusError as error:
        raise SpecError(f"{shown}: cannot be downloaded: the server answered {error.response.status_code}") from error
    # The last two are settings of the user's: a certificate file that is not there, a proxy that needs a package.
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ImportError) as error:
        raise SpecError(f"{shown}: cannot be downloaded: {error or type(error).__name__}") from error


async def _download(
    url: str, shown: str, seconds: float, most: int, known: Published | None
) -> tuple[bytes, str | None]:
    """Cancelled from outside when the time is over, since a server that trickles never meets a limit per read."""
    body = bytearray()
    headers = {**HEADERS, "If-None-Match": known.etag} if known and known.etag else HEADERS
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(follow_redirects=True, timeout=SECONDS_OF_SILENCE, headers=headers) as client,
        client.stream("GET", url) as response,
    ):
        if known and response.status_code == httpx.codes.NOT_MODIFIED:
            return known.file.read_bytes(), known.etag
        response.raise_for_status()
        async for block in response.aiter_bytes():
            body += block
            _refuse_large(shown, len(body), most)
    return bytes(body), response.headers.get("ETag")


def _refuse_large(source: str, size: int, most: int) -> None:
    if size > most:
        raise SpecError(f"{source}: is larger than {most} bytes, the most that a description may have")


def _is_json(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
