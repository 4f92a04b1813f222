# Derived from _async/resources/entity_collections.py by `make unasync`; never edited.
"""Entity collections."""

from __future__ import annotations

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.entities import check_changes, check_description
from twelvelabs_client.intents.sorting import SortByTimeOrName, SortOrder
from twelvelabs_client.models.entity import EntityCollection
from twelvelabs_client.versions.newer import entity_collections_of


class EntityCollections(Resource):
    """Named groups of entities: of the people that a search can look for."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = entity_collections_of(transport.api_version)

    def create(self, name: str, *, description: str | None = None, timeout: float | None = None) -> EntityCollection:
        """Make an entity collection.

        Args:
            name: A short name that says what its entities have in common. The API does not say that it must be unique.
            description: What it is for.
            timeout: The whole call in seconds.

        Returns:
            The collection, empty.

        Raises:
            BadRequestError: The account may have no more collections; the free plan has room for one.

        Operation: `POST /entity-collections`
        """
        checks.text(name, "name")
        check_description(description)
        return self._transport.send(self._version.create_entity_collection(name, description), timeout)

    def list(
        self,
        *,
        name: str | None = None,
        sort_by: SortByTimeOrName | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[EntityCollection]:
        """List entity collections, fetching pages as they are needed.

        Args:
            name: Only those of this name; whether a part of it is enough is not told.
            sort_by: `created_at` (default), `updated_at` or `name`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of collections, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /entity-collections`
        """
        from twelvelabs_client.intents.filters import EntityCollectionFilter

        asked = EntityCollectionFilter(name=name, sort_by=sort_by, sort_order=sort_order, page_limit=page_limit)
        return listed(
            self._transport, lambda number: self._version.list_entity_collections(asked, number), page, timeout
        )

    def get(self, entity_collection: str | EntityCollection, *, timeout: float | None = None) -> EntityCollection:
        """Read one entity collection.

        Args:
            entity_collection: Its id, or the collection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such collection.
            PermissionDeniedError: It belongs to another account.

        Operation: `GET /entity-collections/{entity_collection_id}`
        """
        collection_id = checks.identifier(entity_collection, "entity_collection")
        return self._transport.send(self._version.get_entity_collection(collection_id), timeout)

    def update(
        self,
        entity_collection: str | EntityCollection,
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
    ) -> EntityCollection:
        """Change an entity collection; what is not given stays as it is.

        Args:
            entity_collection: Its id, or the collection.
            name: The new name; it cannot be taken away.
            description: The new description; an empty text takes the old one away.
            timeout: The whole call in seconds.

        Returns:
            The collection as it is now.

        Raises:
            InvalidInputError: Nothing is given to set.
            NotFoundError: There is no such collection.

        Operation: `PATCH /entity-collections/{entity_collection_id}`
        """
        collection_id = checks.identifier(entity_collection, "entity_collection")
        check_changes(name=name, description=description)
        check_description(description)
        call = self._version.update_entity_collection(collection_id, name=name, description=description)
        return self._transport.send(call, timeout)

    def delete(self, entity_collection: str | EntityCollection, *, timeout: float | None = None) -> None:
        """Delete an entity collection; count on its entities going with it. Assets stay. Cannot be undone.

        Args:
            entity_collection: Its id, or the collection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such collection.

        Operation: `DELETE /entity-collections/{entity_collection_id}`
        """
        collection_id = checks.identifier(entity_collection, "entity_collection")
        self._transport.send(self._version.delete_entity_collection(collection_id), timeout)
