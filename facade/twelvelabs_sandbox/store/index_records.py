"""What every version does with indexes: make, rename and drop them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import INDEXES, forget_indexed, indexed_within
from twelvelabs_sandbox.store.platform import Platform


def check_name(platform: Platform, name: str) -> None:
    """Let only a name pass that is new and says something.

    Raises:
        ApiError: 400, it is empty or taken.
    """
    if not name.strip():
        raise invalid("index_name", "It must not be empty.")
    if any(index["index_name"] == name for index in platform.store.all(INDEXES)):
        raise ApiError(400, "index_name_already_exists", f"The index name {name} already exists. Use a unique one.")


def kept_index(platform: Platform, name: str, built: Mapping[str, Any]) -> Document:
    """A new index, empty.

    Args:
        platform: where it is kept.
        name: its name, checked.
        built: its ``models`` and ``addons``.
    """
    now = platform.now()
    index = {"id": platform.new_id(), "created_at": now, "updated_at": now, "index_name": name, **built}
    platform.store.put(INDEXES, index["id"], index)
    return index


def renamed(platform: Platform, index: Document, name: str) -> None:
    """Give an index another name.

    Raises:
        ApiError: 400, it is empty or taken.
    """
    if name != index["index_name"]:
        check_name(platform, name)
    platform.store.put(INDEXES, index["id"], {**index, "index_name": name, "updated_at": platform.now()})


def dropped(platform: Platform, index: Document) -> None:
    """Delete an index with all it holds."""
    for indexed in indexed_within(platform, index["id"]):
        forget_indexed(platform, indexed)
    platform.store.delete(INDEXES, index["id"])
