"""Media as they are handed over, brought into the form that JSON requests take."""

from __future__ import annotations

import base64
from os import PathLike
from typing import BinaryIO

from twelvelabs_client._runtime import files
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.media import MediaSource
from twelvelabs_client.core.uploads import MEGABYTE, FilePart
from twelvelabs_client.models.asset import Asset


def source_of(media: str | Asset | PathLike[str] | BinaryIO | bytes, largest: int) -> MediaSource:
    """An asset's id or an address as it is; a file read whole and written as base64.

    Args:
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`.
        largest: How many bytes a file may have.

    Raises:
        InvalidInputError: There is no such file, or it is too large.
    """
    if isinstance(media, str) and checks.looks_like_url(media):
        return MediaSource(url=checks.media_url(media))
    if isinstance(media, str | Asset):
        return MediaSource(asset_id=checks.identifier(media, "media"))
    with files.opened(media) as part:
        return MediaSource(base64_string=_read(part, largest))


def _read(part: FilePart, largest: int) -> str:
    _check_size(part, part.size or 0, largest)
    content = part.payload.read()
    _check_size(part, len(content), largest)
    return base64.b64encode(content).decode("ascii")


def _check_size(part: FilePart, size: int, largest: int) -> None:
    if size > largest:
        raise InvalidInputError(
            f"{part.name}: {size / MEGABYTE:.1f} MB is more than the {largest // MEGABYTE} MB that can be sent here; "
            "upload it as an asset and give that"
        )
