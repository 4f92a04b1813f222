"""Transfers as v1.2 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.models.older.integration_import import (
    IntegrationFile,
    IntegrationImport,
    IntegrationImportLog,
    IntegrationImportStatus,
)
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_client.versions.older.shared.tasks import read_counts
from twelvelabs_generated.types import File, Unset
from twelvelabs_generated.v1_2.models.failed_integration_import_video import FailedIntegrationImportVideo
from twelvelabs_generated.v1_2.models.integration_import_created import IntegrationImportCreated
from twelvelabs_generated.v1_2.models.integration_import_failure import IntegrationImportFailure
from twelvelabs_generated.v1_2.models.integration_import_log import IntegrationImportLog as LogReply
from twelvelabs_generated.v1_2.models.integration_import_log_list import IntegrationImportLogList
from twelvelabs_generated.v1_2.models.integration_import_status import IntegrationImportStatus as StatusReply
from twelvelabs_generated.v1_2.models.integration_import_video import IntegrationImportVideo


def create_transfer(file: FilePart) -> Call[None]:
    """Index the videos of a bucket that a list names."""
    from twelvelabs_generated.v1_2.api.transfers import create_transfer as operation
    from twelvelabs_generated.v1_2.models.create_transfer_request import CreateTransferRequest

    body = CreateTransferRequest(file=File(file.payload, file.name, file.media_type))
    return evolve(prepare_empty(operation, body=body), replayable=file.replayable)


def import_videos(
    integration_id: str,
    index_id: str,
    *,
    incremental_import: bool | None,
    retry_failed: bool | None,
    user_metadata: Mapping[str, Any] | None,
) -> Call[IntegrationImport]:
    """Index the videos of a bucket."""
    from twelvelabs_generated.v1_2.api.transfers import create_integration_import as operation
    from twelvelabs_generated.v1_2.models.create_integration_import_request import CreateIntegrationImportRequest
    from twelvelabs_generated.v1_2.models.user_metadata import UserMetadata

    values = dict(user_metadata or {})
    body = CreateIntegrationImportRequest(
        index_id=index_id,
        incremental_import=optional(incremental_import),
        retry_failed=optional(retry_failed),
        user_metadata=optional(UserMetadata(additional_properties=values) if values else None),
    )
    return prepare(operation, _read_import, integration_id, body=body)


def get_import_status(integration_id: str, index_id: str) -> Call[IntegrationImportStatus]:
    """What has become of the files of a bucket in an index."""
    from twelvelabs_generated.v1_2.api.transfers import retrieve_integration_import_status as operation

    return prepare(operation, _read_status, integration_id, index_id=index_id)


def list_import_logs(integration_id: str) -> Call[list[IntegrationImportLog]]:
    """Every import from a bucket."""
    from twelvelabs_generated.v1_2.api.transfers import list_integration_import_logs as operation

    def read(reply: IntegrationImportLogList) -> list[IntegrationImportLog]:
        return [_read_log(log) for log in given(reply.data) or ()]

    return prepare(operation, read, integration_id)


def _read_import(reply: IntegrationImportCreated) -> IntegrationImport:
    videos = [
        IntegrationFile(given(video.filename), given(video.video_id), raw=video.raw_)
        for video in given(reply.videos) or ()
    ]
    return IntegrationImport(videos, _read_failures(reply.failed_files), reply.raw_)


def _read_status(reply: StatusReply) -> IntegrationImportStatus:
    return IntegrationImportStatus(
        validating=_read_files(reply.validating),
        pending=_read_files(reply.pending),
        queued=_read_files(reply.queued),
        indexing=_read_files(reply.indexing),
        ready=_read_files(reply.ready),
        failed=_read_failed(reply.failed),
        not_imported=given(reply.not_imported) or (),
        raw=reply.raw_,
    )


def _read_log(reply: LogReply) -> IntegrationImportLog:
    index_id, counts = given(reply.index_id), reply.video_status
    return IntegrationImportLog(
        index_id=index_id,
        index_name=given(reply.index_name),
        created_at=given(reply.created_at),
        ended_at=given(reply.ended_at),
        counts=read_counts({} if isinstance(counts, Unset) else counts.raw_, index_id),
        failed_files=_read_failures(reply.failed_files),
        raw=reply.raw_,
    )


def _read_files(replies: Sequence[IntegrationImportVideo] | Unset) -> list[IntegrationFile]:
    return [
        IntegrationFile(given(file.filename), given(file.video_id), given(file.created_at), raw=file.raw_)
        for file in given(replies) or ()
    ]


def _read_failed(replies: Sequence[FailedIntegrationImportVideo] | Unset) -> list[IntegrationFile]:
    return [
        IntegrationFile(
            given(file.filename), given(file.video_id), given(file.created_at), given(file.error_message), file.raw_
        )
        for file in given(replies) or ()
    ]


def _read_failures(replies: Sequence[IntegrationImportFailure] | Unset) -> list[IntegrationFile]:
    return [
        IntegrationFile(given(file.filename), error=given(file.error_message), raw=file.raw_)
        for file in given(replies) or ()
    ]
