"""Media that go along with a request: stored, at an address, or within the request itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias
from urllib.parse import urlsplit

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.hints import is_path, value_hint
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.uploads.files import media_type_of

# What stands within a request: bytes, the path of a file, or a file opened with mode `rb`.
Content: TypeAlias = bytes | PathLike[str] | BinaryIO


@frozen(kw_only=True)
class Media:
    """Where one piece of media comes from.

    Attributes:
        asset_id: A stored asset.
        url: An http(s) address of the file itself.
        content: What is to be read and sent within the request. One of these three is set.
        filename: What the file is called, where that is known.
    """

    asset_id: str | None = None
    url: str | None = None
    content: Content | None = field(default=None, repr=False)
    filename: str | None = field(default=None, eq=False)

    @property
    def suffix(self) -> str:
        """How the file's name ends, such as `.pdf`, in small letters; empty where that is not known."""
        return PurePosixPath(self.filename or "").suffix.lower()


# An asset (its id, the asset, or its place in an index), an http(s) URL, or content. A string is a URL where it begins
# like one, a path where it holds a slash or ends like a media file, and else the id of an asset.
MediaLike: TypeAlias = str | Asset | IndexedAsset | Content | Media


def media_of(value: MediaLike, noun: str = "media") -> Media:
    """What a user handed over as media.

    Args:
        value: An asset, an address, bytes, a path or a binary file.
        noun: What it is, for the error.

    Raises:
        InvalidInputError: It is none of these.
    """
    if isinstance(value, Media):
        return value
    if isinstance(value, str):
        return _named(value, noun)
    if isinstance(value, Asset):
        return Media(asset_id=checks.identifier(value, noun), filename=value.filename)
    if isinstance(value, IndexedAsset):
        # The API wants to be told the asset, also of a video that is known by its place in an index.
        return Media(asset_id=checks.identifier(value.asset_id, noun))
    if isinstance(value, PathLike):
        return Media(content=value, filename=fspath(value))
    if callable(getattr(value, "read", None)) or (isinstance(value, bytes) and not is_path(value)):
        return Media(content=value, filename=str(getattr(value, "name", "")) or None)
    hint = f"; {found}" if (found := value_hint(value)) else ""
    kinds = "an asset or its id, an address, a Path, a binary file or bytes"
    raise InvalidInputError(f"{noun}: expected {kinds}, got {type(value).__name__}{hint}")


def _named(text: str, noun: str) -> Media:
    """What a string stands for: a URL, a path, or else the id of an asset."""
    if checks.looks_like_url(text):
        return Media(url=checks.media_url(text), filename=urlsplit(text).path)
    if media_type_of(text) is not None or any(sign in text for sign in "/\\"):
        return Media(content=Path(text), filename=text)
    return Media(asset_id=checks.identifier(text, noun))


def images_of(named: Mapping[str, MediaLike], most: int) -> dict[str, Media]:
    """Images by their names.

    Raises:
        InvalidInputError: There are too many or none, or one is no image by asset, https address, bytes or path.
    """
    if not isinstance(named, Mapping):
        raise InvalidInputError(f"images: expected names and images, got {type(named).__name__}")
    if not 1 <= len(named) <= most:
        raise InvalidInputError(f"images: {len(named)} given; 1 to {most} are taken")
    for name in named:
        checks.text(name, "images: name")
    found = {name: media_of(value, f"images: {name}") for name, value in named.items()}
    for name, media in found.items():
        if media.url is not None and not media.url.lower().startswith("https:"):
            raise InvalidInputError(f"images: {name}: {media.url!r} must be an https address")
    return found


# Reads content of at most so many bytes. Passed in, for nothing here touches the machine.
Read: TypeAlias = Callable[[Content, int], bytes]
