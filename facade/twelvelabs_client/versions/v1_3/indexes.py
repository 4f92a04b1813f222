"""Indexes as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.index import Index, IndexModel
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_generated.v1_3.models.index import Index as IndexReply
from twelvelabs_generated.v1_3.models.index_created import IndexCreated
from twelvelabs_generated.v1_3.models.index_list import IndexList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import IndexFilter

DEFAULT = (IndexModel("marengo3.0"),)


def create_index(name: str, models: Sequence[IndexModel] | None, addons: Sequence[str]) -> Call[Index]:
    """Make an index; the API answers with the id alone, the rest is what was asked for."""
    from twelvelabs_generated.v1_3.api.indexes import create_index as operation
    from twelvelabs_generated.v1_3.models.create_index_request import CreateIndexRequest
    from twelvelabs_generated.v1_3.models.index_model_config import IndexModelConfig

    wanted = DEFAULT if models is None else tuple(models)

    def read(reply: IndexCreated) -> Index:
        return evolve(Index(given(reply.id) or "", name=name, models=wanted, addons=tuple(addons)), raw=reply.raw_)

    body = CreateIndexRequest(
        index_name=name,
        models=[IndexModelConfig(model_name=model.name, model_options=model.options) for model in wanted],
        addons=optional(list(addons) or None),
    )
    return prepare(operation, read, body=body)


def list_indexes(asked: IndexFilter, page: int) -> Call[Page[Index]]:
    """One page of indexes. `model_options` stand in one text, separated by commas."""
    from twelvelabs_generated.v1_3.api.indexes import list_indexes as operation

    def read(reply: IndexList) -> Page[Index]:
        return page_of(reply.data, read_index, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        index_name=optional(asked.name),
        model_options=optional(asked.model_options or None),
        model_family=optional(asked.model_family),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        created_at=optional(asked.created_at.first),
        updated_at=optional(asked.updated_at.first),
    )


def get_index(index_id: str) -> Call[Index]:
    """One index."""
    from twelvelabs_generated.v1_3.api.indexes import retrieve_index as operation

    return prepare(operation, read_index, index_id)


def update_index(index_id: str, name: str) -> Call[None]:
    """A new name for an index."""
    from twelvelabs_generated.v1_3.api.indexes import update_index as operation
    from twelvelabs_generated.v1_3.models.update_index_request import UpdateIndexRequest

    return prepare_empty(operation, index_id, body=UpdateIndexRequest(index_name=name))


def delete_index(index_id: str) -> Call[None]:
    """Remove an index with its videos."""
    from twelvelabs_generated.v1_3.api.indexes import delete_index as operation

    return prepare_empty(operation, index_id)


def read_index(reply: IndexReply) -> Index:
    """The facade's index."""
    models = given(reply.models) or ()
    return Index(
        id=given(reply.id) or "",
        name=given(reply.index_name),
        models=tuple(
            IndexModel(given(model.model_name) or "", tuple(given(model.model_options) or ()), model.raw_)
            for model in models
        ),
        addons=given(reply.addons) or (),
        video_count=given(reply.video_count),
        total_duration=given(reply.total_duration),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        expires_at=given(reply.expires_at),
        raw=reply.raw_,
    )
