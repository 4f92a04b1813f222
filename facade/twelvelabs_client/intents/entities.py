"""Rules of entities and their collections, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from twelvelabs_client.core.checks import asset_identifier, text
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.metadata import is_plain

EntityStatus: TypeAlias = Literal["processing", "ready"]
EntityMetadataValue: TypeAlias = str | int | float | bool

_NO_IMAGES = ("video/", "audio/", "text/", "application/pdf")


def check_description(description: str | None) -> None:
    """A description, which may be empty.

    Raises:
        InvalidInputError: It is no text.
    """
    if description is not None and not isinstance(description, str):
        raise InvalidInputError(f"description: expected a text, got {type(description).__name__}")


def check_entity_metadata(metadata: Mapping[str, EntityMetadataValue] | None) -> dict[str, EntityMetadataValue] | None:
    """Metadata that an entity can keep: one plain value a key.

    Raises:
        InvalidInputError: A key is no text, or a value is of another kind.
    """
    if metadata is None:
        return None
    if not isinstance(metadata, Mapping):
        raise InvalidInputError(f"metadata: expected keys and values, got {type(metadata).__name__}")
    for key, value in metadata.items():
        if not isinstance(key, str) or not key:
            raise InvalidInputError(f"metadata: {key!r} is no key; keys are texts")
        if not is_plain(value, f"metadata: {key}"):
            kept = "an entity keeps texts, numbers and booleans"
            raise InvalidInputError(f"metadata: {key}: {kept}, not {type(value).__name__}; send it as text")
    return dict(metadata)


def asset_ids(assets: object) -> tuple[str, ...]:
    """The ids of assets given as ids or as models; one alone is a list of one.

    Raises:
        InvalidInputError: There is none.
    """
    return tuple(asset_identifier(asset, "assets") for asset in _listed(assets))


def image_ids(assets: object) -> tuple[str, ...]:
    """The ids of images that are to show an entity.

    Raises:
        InvalidInputError: There is none, or an asset says that it is no image.
    """
    ids = asset_ids(assets)
    for asset, asset_id in zip(_listed(assets), ids, strict=True):
        kind = getattr(asset, "file_type", None) or ""
        if kind.startswith(_NO_IMAGES):
            raise InvalidInputError(f"assets: {asset_id} is {kind}; an entity is known by images")
    return ids


def check_changes(**changes: object) -> None:
    """Fields to set, of which one at least is given.

    Raises:
        InvalidInputError: None is, or the name is empty.
    """
    if all(value is None for value in changes.values()):
        raise InvalidInputError(f"update: nothing to set; give one of {', '.join(changes)}")
    if changes.get("name") is not None:
        text(changes["name"], "name")  # type: ignore[arg-type]


def _listed(assets: object) -> Sequence[Any]:
    given = assets if isinstance(assets, Sequence) and not isinstance(assets, str) else [assets]
    if not given:
        raise InvalidInputError("assets: the list is empty; give one image at least")
    return given
