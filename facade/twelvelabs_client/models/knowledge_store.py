from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class KnowledgeStore:
    """A collection of videos and images to search in and to ask questions of.

    Attributes:
        id: The store's id.
        name: What it is called.
        description: Text about it.
        enrichment_config: What is extracted from each shot: words, or a JSON Schema.
        item_count: How many items it holds.
        metadata: The data you keep with it.
        created_at: When it was made.
        updated_at: When it was last changed.
        raw: The JSON object as received.
    """

    id: str
    name: str | None = None
    description: str | None = None
    enrichment_config: str | JsonObject | None = None
    item_count: int | None = None
    metadata: JsonObject | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ItemSystemMetadata:
    """What the platform measured in the file of an item; search results tell less of it.

    Attributes:
        filename: The file's name.
        duration: In seconds; None for images.
        fps: Frames per second; None for images.
        width: In pixels.
        height: In pixels.
        codec_name: The codec of the pictures.
        size: In bytes.
        raw: The JSON object as received.
    """

    filename: str | None = None
    duration: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    codec_name: str | None = None
    size: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class KnowledgeStoreItem:
    """An asset in a knowledge store.

    Attributes:
        id: The item's id, which is not the asset's.
        knowledge_store_id: The store.
        asset_id: The asset it was made of.
        asset_type: `video` or `image`.
        status: `queued`, `pending`, `processing`, `ready` or `failed`; the last two are final.
        system_metadata: What the platform measured.
        metadata: The data you keep with it.
        created_at: When the asset was added.
        updated_at: When it last changed.
        error: Why it failed, where the API says so. Not to be parsed.
        raw: The JSON object as received.
    """

    id: str
    knowledge_store_id: str | None = None
    asset_id: str | None = None
    asset_type: str | None = None
    status: str | None = None
    system_metadata: ItemSystemMetadata | None = None
    metadata: JsonObject | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ItemCollection:
    """A named subset of the items of one knowledge store.

    Attributes:
        id: The collection's id.
        knowledge_store_id: The store.
        name: Its name, unique within the store.
        description: Text about it.
        member_count: How many items it holds.
        metadata: The data you keep with it.
        created_at: When it was made.
        updated_at: When it was last changed.
        raw: The JSON object as received.
    """

    id: str
    knowledge_store_id: str | None = None
    name: str | None = None
    description: str | None = None
    member_count: int | None = None
    metadata: JsonObject | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ItemClip:
    """A part of a video in a knowledge store that matches a search.

    Attributes:
        start: Where it begins, in seconds.
        end: Where it ends, in seconds.
        modalities: In what it matches: `visual`, `audio`.
        transcription: What is said in it, where known.
        raw: The JSON object as received.
    """

    start: float | None = None
    end: float | None = None
    modalities: Sequence[str] = ()
    transcription: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ItemMatch:
    """A video or an image in a knowledge store that matches a search.

    Attributes:
        item_id: The item's id.
        asset_type: `video` or `image`.
        rank: Its place among the results; 1 is the best.
        clips: What matches in a video: one clip, or when grouped all of them, best first. None in an image.
        system_metadata: What the platform measured, if asked for.
        metadata: The data you keep with the item, if asked for.
        raw: The JSON object as received.
    """

    item_id: str
    asset_type: str | None = None
    rank: int | None = None
    clips: Sequence[ItemClip] = ()
    system_metadata: ItemSystemMetadata | None = None
    metadata: JsonObject | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
