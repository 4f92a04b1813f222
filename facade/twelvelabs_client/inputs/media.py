"""Media that go along with a request: stored, at an address, or within the request itself."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TypeAlias

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.uploads import media_type_of
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset

# An asset (its id, the asset, or its place in an index), an http(s) address, the bytes, or the path of a file.
MediaLike: TypeAlias = str | PathLike[str] | bytes | Asset | IndexedAsset


@frozen(kw_only=True)
class Media:
    """Where one piece of media comes from; exactly one of the fields is set."""

    asset_id: str | None = None
    url: str | None = None
    content: bytes | PathLike[str] | None = field(default=None, repr=False)


def media_of(value: MediaLike, noun: str) -> Media:
    """What a user handed over as media.

    Args:
        value: An asset, an address, bytes or a path.
        noun: What it is, for the error.

    Raises:
        InvalidInputError: It is none of these.
    """
    if isinstance(value, bytes | PathLike):
        return Media(content=value)
    if isinstance(value, str) and checks.looks_like_url(value):
        return Media(url=checks.media_url(value))
    if isinstance(value, str) and media_type_of(value):
        raise InvalidInputError(f"{noun}: {value!r} looks like a file; give a file as a pathlib.Path")
    if isinstance(value, str | Asset | IndexedAsset):
        # The API wants to be told the asset, also of a video that is known by its place in an index.
        return Media(asset_id=checks.identifier(value.asset_id if isinstance(value, IndexedAsset) else value, noun))
    raise InvalidInputError(f"{noun}: expected an asset, an address, bytes or a path, got {type(value).__name__}")


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
