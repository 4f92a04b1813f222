"""Indexes as v1.1 puts them: an index has one engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.index import Index, IndexModel
from twelvelabs_client.versions._options import newer_options
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_client.versions.older.shared.filters import dates_of
from twelvelabs_client.versions.older.shared.options import older_options
from twelvelabs_generated.v1_1.models.index import Index as IndexReply
from twelvelabs_generated.v1_1.models.index_created import IndexCreated
from twelvelabs_generated.v1_1.models.index_list import IndexList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import IndexFilter

DEFAULT = (IndexModel("marengo2.5"),)


def create_index(name: str, models: Sequence[IndexModel] | None, addons: Sequence[str]) -> Call[Index]:
    """Make an index; the API answers with the id alone, the rest is what was asked for."""
    from twelvelabs_generated.v1_1.api.indexes import create_index as operation
    from twelvelabs_generated.v1_1.models.create_index_request import CreateIndexRequest

    wanted = DEFAULT if models is None else tuple(models)
    engine = wanted[0]

    def read(reply: IndexCreated) -> Index:
        return evolve(Index(given(reply.id) or "", name=name, models=wanted, addons=tuple(addons)), raw=reply.raw_)

    body = CreateIndexRequest(
        index_name=name,
        engine_id=engine.name,
        index_options=older_options(engine.options),
        addons=optional(list(addons) or None),
    )
    return prepare(operation, read, body=body)


def list_indexes(asked: IndexFilter, page: int) -> Call[Page[Index]]:
    """One page of indexes."""
    from twelvelabs_generated.v1_1.api.indexes import list_indexes as operation

    def read(reply: IndexList) -> Page[Index]:
        return page_of(reply.data, read_index, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        id=optional(asked.index_id),
        index_name=optional(asked.name),
        index_options=optional(older_options(asked.model_options) if asked.model_options else None),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        **dates_of(asked),
    )


def get_index(index_id: str) -> Call[Index]:
    """One index."""
    from twelvelabs_generated.v1_1.api.indexes import retrieve_index as operation

    return prepare(operation, read_index, index_id)


def update_index(index_id: str, name: str) -> Call[None]:
    """A new name for an index."""
    from twelvelabs_generated.v1_1.api.indexes import update_index as operation
    from twelvelabs_generated.v1_1.models.update_index_request import UpdateIndexRequest

    return prepare_empty(operation, index_id, body=UpdateIndexRequest(index_name=name))


def delete_index(index_id: str) -> Call[None]:
    """Remove an index with its videos."""
    from twelvelabs_generated.v1_1.api.indexes import delete_index as operation

    return prepare_empty(operation, index_id)


def read_index(reply: IndexReply) -> Index:
    """The facade's index."""
    engine = given(reply.engine_id)
    return Index(
        id=given(reply.id) or "",
        name=given(reply.index_name),
        models=() if engine is None else (IndexModel(engine, newer_options(given(reply.index_options) or ())),),
        addons=given(reply.addons) or (),
        video_count=given(reply.video_count),
        total_duration=given(reply.total_duration),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        expires_at=given(reply.expires_at),
        deleted=given(reply.deleted) or False,
        raw=reply.raw_,
    )
