"""Upload sessions as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk, UploadReport, UploadUrl, UploadUrls
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, metadata_values, optional, prepare
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.upload import Upload as UploadReply
from twelvelabs_generated.v1_3.models.upload_chunks_reported import UploadChunksReported
from twelvelabs_generated.v1_3.models.upload_created import UploadCreated
from twelvelabs_generated.v1_3.models.upload_detail import UploadDetail
from twelvelabs_generated.v1_3.models.upload_list import UploadList
from twelvelabs_generated.v1_3.models.upload_url import UploadUrl as UploadUrlReply
from twelvelabs_generated.v1_3.models.upload_urls_created import UploadUrlsCreated


def create_upload(
    filename: str,
    kind: str,
    total_size: int,
    *,
    enable_hls: bool | None,
    enable_thumbnail: bool | None,
    user_metadata: Mapping[str, Any] | None,
) -> Call[Upload]:
    """Open a session for one file."""
    from twelvelabs_generated.v1_3.api.uploads import create_upload as operation
    from twelvelabs_generated.v1_3.models.create_upload_request import CreateUploadRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    def read(reply: UploadCreated) -> Upload:
        headers = {} if isinstance(reply.upload_headers, Unset) else reply.upload_headers.raw_
        return Upload(
            id=given(reply.upload_id) or "",
            asset_id=given(reply.asset_id),
            status="active",
            total_size=total_size,
            chunk_size=given(reply.chunk_size),
            total_chunks=given(reply.total_chunks),
            urls=_read_urls(reply.upload_urls),
            headers={name: value for name, value in headers.items() if isinstance(value, str)},
            expires_at=given(reply.expires_at),
            raw=reply.raw_,
        )

    metadata = None if user_metadata is None else UserMetadata(additional_properties=metadata_values(user_metadata))
    body = CreateUploadRequest(
        filename=filename,
        type_=kind,
        total_size=total_size,
        enable_hls=optional(enable_hls),
        enable_thumbnail=optional(enable_thumbnail),
        user_metadata=optional(metadata),
    )
    return prepare(operation, read, body=body)


def list_uploads(*, page: int, page_limit: int | None) -> Call[Page[Upload]]:
    """One page of unfinished sessions."""
    from twelvelabs_generated.v1_3.api.uploads import list_uploads as operation

    def read(reply: UploadList) -> Page[Upload]:
        return page_of(reply.data, _read_listed, reply.page_info, reply.raw_)

    return prepare(operation, read, page=page, page_limit=optional(page_limit))


def get_upload(upload_id: str, *, page: int, page_limit: int | None) -> Call[tuple[Upload, Page[UploadChunk]]]:
    """A session, and one page of its chunks."""
    from twelvelabs_generated.v1_3.api.uploads import retrieve_upload as operation

    return prepare(operation, _read_detail, upload_id, page=page, page_limit=optional(page_limit))


def report_chunks(upload_id: str, chunks: Sequence[SentChunk]) -> Call[UploadReport]:
    """Tell the API which chunks were stored."""
    from twelvelabs_generated.v1_3.api.uploads import report_upload_chunks as operation
    from twelvelabs_generated.v1_3.models.completed_upload_chunk import CompletedUploadChunk
    from twelvelabs_generated.v1_3.models.report_upload_chunks_request import ReportUploadChunksRequest

    completed = [
        CompletedUploadChunk(chunk_index=chunk.index, proof=chunk.etag, proof_type="etag", chunk_size=chunk.size)
        for chunk in chunks
    ]
    return prepare(operation, _read_report, upload_id, body=ReportUploadChunksRequest(completed_chunks=completed))


def create_urls(upload_id: str, start: int, count: int) -> Call[UploadUrls]:
    """Fresh addresses for a run of chunks."""
    from twelvelabs_generated.v1_3.api.uploads import create_upload_urls as operation
    from twelvelabs_generated.v1_3.models.create_upload_urls_request import CreateUploadUrlsRequest

    def read(reply: UploadUrlsCreated) -> UploadUrls:
        return UploadUrls(
            urls=_read_urls(reply.upload_urls),
            upload_id=given(reply.upload_id),
            start=given(reply.start_index),
            count=given(reply.count),
            generated_at=given(reply.generated_at),
            expires_at=given(reply.expires_at),
            raw=reply.raw_,
        )

    return prepare(operation, read, upload_id, body=CreateUploadUrlsRequest(start=start, count=count))


def _read_urls(urls: Sequence[UploadUrlReply] | Unset) -> Sequence[UploadUrl]:
    return [
        UploadUrl(index, address, given(url.expires_at), url.raw_)
        for url in given(urls) or ()
        if (index := given(url.chunk_index)) is not None and (address := given(url.url)) is not None
    ]


def _read_listed(reply: UploadReply) -> Upload:
    return Upload(
        id=given(reply.upload_id) or "",
        status=given(reply.status),
        total_size=given(reply.total_size),
        chunk_size=given(reply.chunk_size),
        total_chunks=given(reply.total_chunks),
        created_at=given(reply.created_at),
        expires_at=given(reply.expires_at),
        raw=reply.raw_,
    )


def _read_detail(reply: UploadDetail) -> tuple[Upload, Page[UploadChunk]]:
    chunks = [
        UploadChunk(
            index=index,
            status=given(chunk.status),
            uploaded_at=given(chunk.uploaded_at),
            updated_at=given(chunk.updated_at),
            error=given(chunk.error),
            raw=chunk.raw_,
        )
        for chunk in given(reply.uploaded_chunks) or ()
        if (index := given(chunk.index)) is not None
    ]
    upload = Upload(
        id=given(reply.upload_id) or "",
        status=given(reply.status),
        total_size=given(reply.total_size),
        uploaded_size=given(reply.uploaded_size),
        chunks_completed=given(reply.chunks_completed),
        chunks_failed=given(reply.chunks_failed),
        chunks_pending=given(reply.chunks_pending),
        chunks=chunks,
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )
    return upload, page_of(chunks, lambda chunk: chunk, reply.page_info, reply.raw_)


def _read_report(reply: UploadChunksReported) -> UploadReport:
    return UploadReport(
        processed=given(reply.processed_chunks),
        duplicates=given(reply.duplicate_chunks),
        total_completed=given(reply.total_completed),
        asset_id=given(reply.asset_id),
        url=given(reply.url),
        raw=reply.raw_,
    )
