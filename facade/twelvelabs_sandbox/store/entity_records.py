"""What several resources ask of entities: their state, their collection, and which assets they hold."""

from __future__ import annotations

from twelvelabs_sandbox.errors import not_exist
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.phases import Phase, phase_at
from twelvelabs_sandbox.store.platform import Platform

ENTITY_COLLECTIONS = "entity-collections"
ENTITIES = "entities"


def entity_status(platform: Platform, entity: Document) -> str:
    """The state of an entity now; the more images it has, the longer it is processed."""
    phases: tuple[Phase, ...] = (("processing", 2.0 + len(entity["asset_ids"])),)
    return phase_at(phases, "ready", platform.elapsed(entity["processed_since"]))


def find_entity(platform: Platform, collection_id: str, identifier: str) -> Document:
    """The entity of that id within a collection.

    Raises:
        ApiError: 404, one of the two is unknown, or it belongs to another collection.
    """
    collection = platform.find(ENTITY_COLLECTIONS, collection_id)
    entity = platform.find(ENTITIES, identifier)
    if entity["collection_id"] != collection["id"]:
        raise not_exist(identifier, ENTITIES)
    return entity


def entities_within(platform: Platform, collection_id: str) -> list[Document]:
    """The entities of a collection, oldest first."""
    return [entity for entity in platform.store.all(ENTITIES) if entity["collection_id"] == collection_id]


def entities_with(platform: Platform, asset_id: str) -> list[Document]:
    """The entities of all collections that hold an asset, oldest first."""
    return [entity for entity in platform.store.all(ENTITIES) if asset_id in entity["asset_ids"]]


def cut_links(platform: Platform, asset_id: str) -> None:
    """Take an asset that is deleted away from every entity, be it the last one."""
    for entity in entities_with(platform, asset_id):
        kept = [each for each in entity["asset_ids"] if each != asset_id]
        platform.store.put(ENTITIES, entity["id"], {**entity, "asset_ids": kept, "updated_at": platform.now()})
