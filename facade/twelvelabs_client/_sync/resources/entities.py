# Derived from _async/resources/entities.py by `make unasync`; never edited.
"""Entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.entities import (
    EntityMetadataValue,
    EntityStatus,
    asset_ids,
    check_changes,
    check_description,
    check_entity_metadata,
    image_ids,
)
from twelvelabs_client.intents.new_entity import NewEntity, new_entities
from twelvelabs_client.intents.sorting import SortByTimeOrName, SortOrder
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.entity import BulkEntities, BulkEntity, Entity, EntityCollection
from twelvelabs_client.versions.newer import entities_of


class Entities(Resource):
    """People, known by images of them, that a search can look for: `f"{entity.mention} is walking"`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = entities_of(transport.api_version)

    def create(
        self,
        entity_collection: str | EntityCollection,
        name: str,
        *,
        assets: str | Asset | Sequence[str | Asset],
        description: str | None = None,
        metadata: Mapping[str, EntityMetadataValue] | None = None,
        wait: bool = False,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        on_status: Callable[[Entity], None] | None = None,
        timeout: float | None = None,
    ) -> Entity:
        """Make an entity of images that show one person.

        Args:
            entity_collection: The id of the collection that is to hold it, or the collection.
            name: A short name. The API does not say that it must be unique.
            assets: Ids of images, or the assets, one at least; they must be `ready`. Several make it easier to find.
            description: Who that is.
            metadata: Data to keep with it: texts, numbers and booleans.
            wait: Return only when it is `ready` to be searched for.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the entity at every look while waiting.
            timeout: The call that makes it, in seconds.

        Returns:
            The entity: `processing` when it was not waited for.

        Raises:
            InvalidInputError: There is no image, an asset says that it is none, or a value cannot be kept.
            BadRequestError: An asset is no image or not ready, or the plan has no room for more entities.
            NotFoundError: There is no such collection or asset.
            WaitTimeoutError: It was waited for in vain.

        Operation: `POST /entity-collections/{entity_collection_id}/entities`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        collection_id = checks.identifier(entity_collection, "entity_collection")
        new = NewEntity(name, assets, description, metadata)
        created = self._transport.send(self._version.create_entity(collection_id, new), timeout)
        if not wait:
            return created
        return self.wait(collection_id, created, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status)

    def create_bulk(
        self,
        entity_collection: str | EntityCollection,
        entities: Sequence[NewEntity | Mapping[str, Any]],
        *,
        timeout: float | None = None,
    ) -> BulkEntities:
        """Make several entities in one call. Some may fail while others are made: look at what became of each.

        Args:
            entity_collection: The id of the collection that is to hold them, or the collection.
            entities: One `NewEntity` each, or a mapping with the keys `name`, `assets`, and perhaps `description` and
                `metadata`. The API names no limit to their number.
            timeout: The whole call in seconds.

        Returns:
            What became of each, in the order given: `created`, `failed` and `unknown` pick them out.

        Raises:
            InvalidInputError: There is none, or one of them makes no sense; nothing is sent then.
            NotFoundError: There is no such collection.

        Operation: `POST /entity-collections/{entity_collection_id}/entities/bulk`
        """
        collection_id = checks.identifier(entity_collection, "entity_collection")
        return self._transport.send(self._version.create_entities(collection_id, new_entities(entities)), timeout)

    def list(
        self,
        entity_collection: str | EntityCollection,
        *,
        name: str | None = None,
        status: EntityStatus | None = None,
        sort_by: SortByTimeOrName | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[Entity]:
        """List the entities of a collection, fetching pages as they are needed.

        Args:
            entity_collection: Its id, or the collection.
            name: Only those of this name; whether a part of it is enough is not told.
            status: Only those in this state: `processing` or `ready`.
            sort_by: `created_at` (default), `updated_at` or `name`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of entities, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /entity-collections/{entity_collection_id}/entities`
        """
        collection_id = checks.identifier(entity_collection, "entity_collection")
        from twelvelabs_client.intents.filters import EntityFilter

        asked = EntityFilter(name=name, status=status, sort_by=sort_by, sort_order=sort_order, page_limit=page_limit)
        return listed(
            self._transport, lambda number: self._version.list_entities(collection_id, asked, number), page, timeout
        )

    def list_by_asset(
        self, asset: str | Asset, *, page: int = 1, page_limit: int | None = None, timeout: float | None = None
    ) -> Paginator[Entity]:
        """List the entities of all collections that hold an asset: those that lose it when it is deleted.

        Args:
            asset: Its id, or the asset.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of entities, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /assets/{asset_id}/entities`
        """
        asset_id = checks.asset_identifier(asset, "asset")
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_by_asset(asset_id, page=number, page_limit=page_limit),
            page,
            timeout,
        )

    def get(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        timeout: float | None = None,
    ) -> Entity:
        """Read one entity.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such collection, or no such entity in it.
            PermissionDeniedError: It belongs to another account.

        Operation: `GET /entity-collections/{entity_collection_id}/entities/{entity_id}`
        """
        return self._transport.send(self._version.get_entity(*_ids(entity_collection, entity)), timeout)

    def wait(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        on_status: Callable[[Entity], None] | None = None,
    ) -> Entity:
        """Wait until an entity is `ready`: after it was made, and after its assets changed.

        An entity does not fail: one that never gets ready ends the wait at `max_wait`.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the entity at every look, the first included.

        Returns:
            The ready entity.

        Raises:
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /entity-collections/{entity_collection_id}/entities/{entity_id}`, repeatedly
        """
        collection_id, identifier = _ids(entity_collection, entity)
        return wait_until_final(
            "entity",
            identifier,
            lambda: self.get(collection_id, identifier),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )

    def update(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: Mapping[str, EntityMetadataValue] | None = None,
        timeout: float | None = None,
    ) -> Entity:
        """Change an entity; what is not given stays as it is. For its assets see `add_assets` and `remove_assets`.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            name: The new name; it cannot be taken away.
            description: The new description; an empty text takes the old one away.
            metadata: The new data, in place of all the old; an empty mapping clears them.
            timeout: The whole call in seconds.

        Returns:
            The entity as it is now.

        Raises:
            InvalidInputError: Nothing is given to set, or a value cannot be kept.
            NotFoundError: There is no such collection, or no such entity in it.

        Operation: `PATCH /entity-collections/{entity_collection_id}/entities/{entity_id}`
        """
        ids = _ids(entity_collection, entity)
        check_changes(name=name, description=description, metadata=metadata)
        check_description(description)
        kept = check_entity_metadata(metadata)
        call = self._version.update_entity(*ids, name=name, description=description, metadata=kept)
        return self._transport.send(call, timeout)

    def add_assets(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        assets: str | Asset | Sequence[str | Asset],
        timeout: float | None = None,
    ) -> Entity:
        """Give an entity more images, which makes it easier to find.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            assets: Ids of images, or the assets; they must be `ready`.
            timeout: The whole call in seconds.

        Returns:
            The entity as it is now, perhaps `processing` again.

        Raises:
            BadRequestError: An asset is no image or not ready.
            NotFoundError: There is no such collection, entity or asset.

        Operation: `POST /entity-collections/{entity_collection_id}/entities/{entity_id}/assets`
        """
        ids = _ids(entity_collection, entity)
        return self._transport.send(self._version.add_assets(*ids, image_ids(assets)), timeout)

    def remove_assets(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        assets: str | Asset | Sequence[str | Asset],
        timeout: float | None = None,
    ) -> Entity:
        """Take images away from an entity; one must remain. The assets themselves stay.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            assets: Ids of images, or the assets.
            timeout: The whole call in seconds.

        Returns:
            The entity as it is now, perhaps `processing` again.

        Raises:
            BadRequestError: None would remain.
            NotFoundError: There is no such collection or entity.

        Operation: `DELETE /entity-collections/{entity_collection_id}/entities/{entity_id}/assets`
        """
        ids = _ids(entity_collection, entity)
        return self._transport.send(self._version.remove_assets(*ids, asset_ids(assets)), timeout)

    def delete(
        self,
        entity_collection: str | EntityCollection,
        entity: str | Entity | BulkEntity,
        *,
        timeout: float | None = None,
    ) -> None:
        """Delete an entity; its assets stay. Cannot be undone.

        Args:
            entity_collection: The id of its collection, or the collection.
            entity: Its id, or the entity.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such collection, or no such entity in it.

        Operation: `DELETE /entity-collections/{entity_collection_id}/entities/{entity_id}`
        """
        self._transport.send(self._version.delete_entity(*_ids(entity_collection, entity)), timeout)


def _ids(entity_collection: str | EntityCollection, entity: str | Entity | BulkEntity) -> tuple[str, str]:
    return checks.identifier(entity_collection, "entity_collection"), checks.identifier(entity, "entity")
