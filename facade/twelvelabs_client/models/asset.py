from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class AssetHls:
    """The HLS playlist of an asset.

    Attributes:
        status: `pending`, `processing`, `ready` or `error`.
        manifest_url: The playlist, once ready.
        raw: The JSON object as received.
    """

    status: str | None = None
    manifest_url: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class AssetThumbnail:
    """The still image of an asset.

    Attributes:
        status: `pending`, `processing`, `ready` or `error`.
        url: The image, once ready.
        raw: The JSON object as received.
    """

    status: str | None = None
    url: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class AssetSource:
    """Where an imported asset comes from.

    Attributes:
        provider: Such as `google_drive`.
        source_id: Its id there.
        original_filename: Its name there.
        link: Where it can be opened there.
        raw: The JSON object as received.
    """

    provider: str | None = None
    source_id: str | None = None
    original_filename: str | None = None
    link: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Asset:
    """One stored media file, which every other resource refers to.

    Attributes:
        id: The asset's id.
        status: `processing`, `ready` or `failed`; the last two are final.
        filename: The file's name.
        method: How it came in: `direct`, `url`, `multipart` or `connector`.
        file_type: The media type, such as `video/mp4`.
        size: In bytes; settled once ready.
        duration: In seconds; None for images and documents.
        created_at: When it was made.
        user_metadata: The data you keep with it.
        error: Why it failed, if it did. Not to be parsed.
        hls: Its playlist, where one is made.
        thumbnail: Its still image, where one is made.
        source: Where it was imported from, if it was.
        technical_metadata: Facts read from the file, as the API tells them.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    filename: str | None = None
    method: str | None = None
    file_type: str | None = None
    size: int | None = None
    duration: float | None = None
    created_at: datetime | None = None
    user_metadata: JsonObject | None = None
    error: str | None = None
    hls: AssetHls | None = None
    thumbnail: AssetThumbnail | None = None
    source: AssetSource | None = None
    technical_metadata: JsonObject | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
