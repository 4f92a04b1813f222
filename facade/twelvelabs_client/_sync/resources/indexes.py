# Derived from _async/resources/indexes.py by `make unasync`; never edited.
"""Indexes."""

from __future__ import annotations

from collections.abc import Sequence

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.periods import PeriodLike
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.models.index import Index, IndexModel
from twelvelabs_client.versions.shared import indexes_of
from twelvelabs_client.versions.unsupported import check_supported


class Indexes(Resource):
    """Containers of indexed videos, each with a fixed choice of models."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = indexes_of(transport.api_version)

    def create(
        self,
        name: str,
        *,
        models: Sequence[str | IndexModel] | None = None,
        addons: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Index:
        """Make an index. Its models and addons cannot be changed later.

        Args:
            name: Unique in the account.
            models: Names, which look at picture and sound, or `IndexModel` with the options wanted; v1.1 takes one.
                Default: the newest Marengo of the API version, such as `marengo3.0`.
            addons: `thumbnail` gives search results still images.
            timeout: The whole call in seconds.

        Returns:
            The index with its id and what was asked for; `get` tells the rest.

        Raises:
            BadRequestError: The name is taken, or a model is unknown.

        Operation: `POST /indexes`
        """
        checks.text(name, "name")
        wanted = None if models is None else _described(models)
        given = {"models": wanted, "options": [option for model in wanted or () for option in model.options]}
        check_supported(self._transport.api_version, "indexes.create", given)
        checked_addons = [addons] if isinstance(addons, str) else list(addons)
        return self._transport.send(self._version.create_index(name, wanted, checked_addons), timeout)

    def list(
        self,
        *,
        index: str | Index | None = None,
        name: str | None = None,
        model_options: Sequence[str] | None = None,
        model_family: str | None = None,
        created_at: PeriodLike = None,
        updated_at: PeriodLike = None,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[Index]:
        """List indexes, fetching pages as they are needed.

        Args:
            index: Only the index of this id; not in v1.3.
            name: Only the index of this name.
            model_options: Only indexes that look at these: `visual`, `audio`; before v1.3 also `text_in_video`, `logo`.
            model_family: Only indexes with a `marengo` or a `pegasus` model; not in v1.1.
            created_at: Only indexes made at this datetime or later. Before v1.3 also a date (that day in UTC), or a
                pair (from, to) of them, of which either may be None.
            updated_at: Only indexes changed then, likewise.
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of indexes, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: An argument makes no sense.
            UnsupportedInVersionError: The API version cannot list by one of them.

        Operation: `GET /indexes`
        """
        from twelvelabs_client.intents.filters import IndexFilter

        asked = IndexFilter(
            index=index,
            name=name,
            model_options=model_options,
            model_family=model_family,
            created_at=created_at,
            updated_at=updated_at,
            sort_by=sort_by,
            sort_order=sort_order,
            page_limit=page_limit,
        )
        check_supported(self._transport.api_version, asked.method, asked.given())
        return listed(self._transport, lambda number: self._version.list_indexes(asked, number), page, timeout)

    def get(self, index: str | Index, *, timeout: float | None = None) -> Index:
        """Read one index.

        Args:
            index: Its id, or the index.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index; v1.1 may still tell of one that is `deleted`.
            PermissionDeniedError: It belongs to another account.

        Operation: `GET /indexes/{index-id}`
        """
        return self._transport.send(self._version.get_index(checks.identifier(index, "index")), timeout)

    def update(self, index: str | Index, *, name: str, timeout: float | None = None) -> None:
        """Rename an index; nothing else of it can change.

        Args:
            index: Its id, or the index.
            name: The new name, unique in the account.
            timeout: The whole call in seconds.

        Raises:
            BadRequestError: The name is taken.
            NotFoundError: There is no such index.

        Operation: `PUT /indexes/{index-id}`
        """
        identifier = checks.identifier(index, "index")
        self._transport.send(self._version.update_index(identifier, checks.text(name, "name")), timeout)

    def delete(self, index: str | Index, *, timeout: float | None = None) -> None:
        """Delete an index and all that was indexed into it. The assets stay. Cannot be undone.

        Args:
            index: Its id, or the index.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index.

        Operation: `DELETE /indexes/{index-id}`
        """
        self._transport.send(self._version.delete_index(checks.identifier(index, "index")), timeout)


def _described(models: Sequence[str | IndexModel]) -> Sequence[IndexModel]:
    """Names alone stand for models that look at everything they can."""
    wanted = [models] if isinstance(models, str) else models
    described = [m if isinstance(m, IndexModel) else IndexModel(checks.text(m, "models")) for m in wanted]
    if not described:
        raise InvalidInputError("models: an index needs at least one model")
    return described
