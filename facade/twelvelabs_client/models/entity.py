from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class EntityCollection:
    """A named group of entities.

    Attributes:
        id: The collection's id.
        name: Its name.
        description: What it is for.
        created_at: When it was made.
        updated_at: When it last changed.
        raw: The JSON object as received.
    """

    id: str
    name: str | None = None
    description: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Entity:
    """A person, known by images, that a search can look for.

    Attributes:
        id: The entity's id.
        entity_collection_id: The collection that it is in.
        name: Its name.
        description: Who that is.
        metadata: The data you keep with it.
        asset_ids: The images that show it.
        status: `processing` or `ready`; only a ready one can be searched for.
        created_at: When it was made.
        updated_at: When it last changed.
        error: Always None: the API knows no failed entity.
        raw: The JSON object as received.
    """

    id: str
    entity_collection_id: str | None = None
    name: str | None = None
    description: str | None = None
    metadata: JsonObject | None = None
    asset_ids: Sequence[str] = ()
    status: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def mention(self) -> str:
        """How the text of a search names it, as in `f"{entity.mention} is walking"`."""
        return f"<@{self.id}>"


@frozen
class BulkEntity:
    """What became of one entity that was to be made together with others.

    Attributes:
        outcome: `created`, `failed`, or `unknown` where the reply does not tell; look at the list before trying again.
        index: Its place in what was handed over, from 0; None where the reply does not let it be told.
        name: Its name.
        id: The entity's id, if it was made.
        status: `processing` or `ready`, if it was made.
        error: Why it was not made, where the API says so.
        raw: What was received about it.
    """

    outcome: Literal["created", "failed", "unknown"]
    index: int | None = None
    name: str | None = None
    id: str | None = None
    status: str | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class BulkEntities:
    """What became of entities that were to be made in one call.

    Attributes:
        entities: One outcome for each that was handed over, in that order; after them what fits none of them.
        success_count: How many were made, as the API counts them.
        failed_count: How many were not, as the API counts them.
        raw: The JSON object as received.
    """

    entities: Sequence[BulkEntity] = ()
    success_count: int | None = None
    failed_count: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def created(self) -> Sequence[BulkEntity]:
        """Those that were made."""
        return [entity for entity in self.entities if entity.outcome == "created"]

    @property
    def failed(self) -> Sequence[BulkEntity]:
        """Those that were not made."""
        return [entity for entity in self.entities if entity.outcome == "failed"]

    @property
    def unknown(self) -> Sequence[BulkEntity]:
        """Those of which the reply tells nothing."""
        return [entity for entity in self.entities if entity.outcome == "unknown"]
