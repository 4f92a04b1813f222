"""What a knowledge store holds, as far as answers about it need to know.

Only this module asks that question. It knows of no stores: every ready video and image of the account counts as an item
of each, and an item collection as the whole of its store.
"""

from __future__ import annotations

from dataclasses import dataclass

from .errors import not_readable
from .library import ASSETS, asset_status
from .platform import Platform
from .store import Document

ITEM, COLLECTION = "ksi_", "ksic_"
KINDS = ("video", "image")


@dataclass(frozen=True, slots=True)
class Source:
    """One item of a knowledge store: its id and its asset."""

    id: str
    asset: Document


def sources_of(platform: Platform, knowledge_store_id: str) -> list[Source]:
    """The ready items of a knowledge store, oldest first.

    Raises:
        ApiError: 403, the store belongs to another account.
    """
    if knowledge_store_id in platform.foreign:
        raise not_readable(knowledge_store_id)
    ready = (asset for asset in platform.store.all(ASSETS) if asset_status(platform, asset) == "ready")
    return [Source(f"{ITEM}{asset['id']}", asset) for asset in ready if asset["kind"] in KINDS]


def members_of(platform: Platform, knowledge_store_id: str, collection_id: str) -> list[Source]:
    """The ready items of an item collection."""
    return sources_of(platform, knowledge_store_id)
