"""The reply to entities made in one call, read as what became of each of them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from twelvelabs_client.models.entity import BulkEntities, BulkEntity
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.v1_3.models.entities_created import EntitiesCreated
from twelvelabs_generated.v1_3.models.entity_created import EntityCreated
from twelvelabs_generated.v1_3.models.entity_creation_error import EntityCreationError


def read_bulk(names: Sequence[str], reply: EntitiesCreated) -> BulkEntities:
    """The outcomes, in the order in which entities of these names were handed over."""
    # Failures name their place and go first; what was made says only its name.
    told = [
        *(_failed(error) for error in given(reply.errors) or ()),
        *(_created(entity) for entity in given(reply.entities) or ()),
    ]
    return BulkEntities(
        entities=in_order(names, told),
        success_count=given(reply.success_count),
        failed_count=given(reply.failed_count),
        raw=reply.raw_,
    )


def in_order(names: Sequence[str], told: Sequence[BulkEntity]) -> list[BulkEntity]:
    """Outcomes by their place: the one they name, else the first free one of their name.

    What is left takes the free places in order where there are as many; else it comes last, without a place. A free
    place is an outcome of its own, so that nothing that was handed over is missing.
    """
    free = dict.fromkeys(range(len(names)))
    placed: dict[int, BulkEntity] = {}
    left: list[BulkEntity] = []
    for entity in told:
        place = entity.index if entity.index in free else next((at for at in free if names[at] == entity.name), None)
        if place is None:
            left.append(evolve(entity, index=None))
            continue
        del free[place]
        placed[place] = entity
    if len(left) == len(free):
        placed.update(zip(free, left, strict=True))
        free, left = {}, []
    placed.update((place, BulkEntity("unknown")) for place in free)
    return [
        *(evolve(placed[at], index=at, name=placed[at].name or name) for at, name in enumerate(names)),
        *left,
    ]


def _created(reply: EntityCreated) -> BulkEntity:
    return BulkEntity("created", name=given(reply.name), id=given(reply.id), status=given(reply.status), raw=reply.raw_)


def _failed(reply: EntityCreationError) -> BulkEntity:
    return BulkEntity(
        "failed",
        index=given(reply.entity_index),
        name=given(reply.entity_name),
        error=given(reply.error_reason),
        raw=reply.raw_,
    )
