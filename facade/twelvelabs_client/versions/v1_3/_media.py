"""Media as requests of v1.3 hold them: told by an asset's id, by an address, or as base64."""

from __future__ import annotations

import base64
from typing import TypedDict

from twelvelabs_client.intents.media import Media, Read
from twelvelabs_client.versions._prepare import optional
from twelvelabs_generated.types import Unset


class Place(TypedDict):
    """Where media come from; one of the three is set."""

    asset_id: str | Unset
    url: str | Unset
    base64_string: str | Unset


def place_of(media: Media, read: Read, largest: int) -> Place:
    """Where media come from, with their bytes where they are to be sent along."""
    return {
        "asset_id": optional(media.asset_id),
        "url": optional(media.url),
        "base64_string": optional(base64_of(media, read, largest)),
    }


def base64_of(media: Media, read: Read, largest: int) -> str | None:
    """The bytes that are to be sent along, if there are such."""
    return None if media.content is None else base64.b64encode(read(media.content, largest)).decode("ascii")
