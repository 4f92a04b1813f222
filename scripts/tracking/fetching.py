"""Bring a published description onto this machine when it is named by its address."""

from __future__ import annotations

from pathlib import Path

import httpx

from pipeline.document import LARGEST_FILE, SpecError


def local_copy(source: str, folder: Path) -> Path:
    """The file itself, or a copy of what stands at an address.

    Raises:
        SpecError: It cannot be fetched, or is too large to be a description.
    """
    if not source.startswith(("http://", "https://")):
        return Path(source)
    body = b""
    try:
        with httpx.stream("GET", source, follow_redirects=True, timeout=30) as response:
            response.raise_for_status()
            for block in response.iter_bytes():
                body += block
                if len(body) > LARGEST_FILE:
                    raise SpecError(f"{source}: more than {LARGEST_FILE} bytes; a description has fewer")
    except httpx.HTTPError as error:
        raise SpecError(f"{source}: cannot be fetched: {error}") from error
    copy = folder / f"fetched{'.json' if body.lstrip()[:1] == b'{' else '.yaml'}"
    copy.write_bytes(body)
    return copy
