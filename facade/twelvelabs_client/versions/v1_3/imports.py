"""Imports as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.imports import Import, ImportItem
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, message_of, optional, prepare
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.import_detail import ImportDetail
from twelvelabs_generated.v1_3.models.import_item import ImportItem as ImportItemReply
from twelvelabs_generated.v1_3.models.import_list import ImportList
from twelvelabs_generated.v1_3.models.import_result import ImportResult
from twelvelabs_generated.v1_3.models.import_summary import ImportSummary


def create_import(connection_id: str, source_ids: Sequence[str]) -> Call[Import]:
    """Import files; the reply does not repeat the connection."""
    from twelvelabs_generated.v1_3.api.imports import create_import as operation
    from twelvelabs_generated.v1_3.models.create_import_request import CreateImportRequest
    from twelvelabs_generated.v1_3.models.import_request_item import ImportRequestItem

    def read(reply: ImportResult) -> Import:
        return Import(
            id=given(reply.id) or "",
            connection_id=connection_id,
            has_failures=given(reply.has_failures),
            items=_read_items(reply.items),
            raw=reply.raw_,
        )

    body = CreateImportRequest(items=[ImportRequestItem(source_id=source_id) for source_id in source_ids])
    return prepare(operation, read, connection_id, body=body)


def list_imports(connection_id: str, *, page: int, page_limit: int | None) -> Call[Page[Import]]:
    """One page of imports, without their files."""
    from twelvelabs_generated.v1_3.api.imports import list_imports as operation

    def read(reply: ImportList) -> Page[Import]:
        return page_of(reply.data, _read_summary, reply.page_info, reply.raw_)

    return prepare(operation, read, connection_id, page=page, page_limit=optional(page_limit))


def get_import(connection_id: str, import_id: str) -> Call[Import]:
    """One import with its files."""
    from twelvelabs_generated.v1_3.api.imports import retrieve_import as operation

    def read(reply: ImportDetail) -> Import:
        return evolve(_read_summary(reply), items=_read_items(reply.items))

    return prepare(operation, read, connection_id, import_id)


def _read_summary(reply: ImportSummary | ImportDetail) -> Import:
    return Import(
        id=given(reply.id) or "",
        connection_id=given(reply.connection_id),
        provider=given(reply.provider),
        custom_id=given(reply.custom_id),
        item_count=given(reply.item_count),
        created_at=given(reply.created_at),
        raw=reply.raw_,
    )


def _read_items(items: Sequence[ImportItemReply] | Unset) -> list[ImportItem] | None:
    return None if isinstance(items, Unset) else [_read_item(item) for item in items]


def _read_item(reply: ImportItemReply) -> ImportItem:
    error = reply.error
    return ImportItem(
        source_id=given(reply.source_id) or "",
        action=given(reply.action),
        asset_id=given(reply.asset_id),
        status=given(reply.status),
        error_code=None if isinstance(error, Unset) else given(error.code),
        error=message_of(error),
        raw=reply.raw_,
    )
