"""Analysis batches as v1.3 puts them: one submission, and one line of result for each of its items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.analysis import DEFAULT_MODEL
from twelvelabs_client.intents.batches import BatchDefaults, BatchRequest
from twelvelabs_client.intents.media import Read
from twelvelabs_client.intents.segments import Segments
from twelvelabs_client.models.analyze_batch import AnalyzeBatch, AnalyzeBatchItem, AnalyzeBatchResult
from twelvelabs_client.versions._holding import check_holds
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import (
    given,
    message_of,
    optional,
    prepare,
    prepare_empty,
    retry_class,
)
from twelvelabs_client.versions.v1_3._analysis import format_body, mode_of, prompt_body, read_result
from twelvelabs_client.versions.v1_3.analyze_tasks import read_delivery
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.analyze_batch import AnalyzeBatch as AnalyzeBatchReply
from twelvelabs_generated.v1_3.models.analyze_batch_created import AnalyzeBatchCreated
from twelvelabs_generated.v1_3.models.analyze_batch_list import AnalyzeBatchList
from twelvelabs_generated.v1_3.models.analyze_batch_result import AnalyzeBatchResult as AnalyzeBatchResultReply

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import AnalyzeBatchFilter
    from twelvelabs_generated.v1_3.models.analyze_batch_defaults import AnalyzeBatchDefaults
    from twelvelabs_generated.v1_3.models.analyze_batch_item import AnalyzeBatchItem as AnalyzeBatchItemBody


def create_batch(
    requests: Sequence[BatchRequest], defaults: BatchDefaults, read: Read, *, segments: bool
) -> Call[AnalyzeBatch]:
    """Submit a batch; the API answers with the ids of its tasks."""
    from twelvelabs_generated.v1_3.api.analyze_batches import create_analyze_batch as operation
    from twelvelabs_generated.v1_3.models.create_analyze_batch_request import CreateAnalyzeBatchRequest

    mode = mode_of(segments)

    def read_created(reply: AnalyzeBatchCreated) -> AnalyzeBatch:
        items = given(reply.items) or ()
        return AnalyzeBatch(
            id=given(reply.batch_id) or "",
            status=given(reply.status),
            analysis_mode=mode,
            model=DEFAULT_MODEL,
            total_items=given(reply.total_items),
            items=[AnalyzeBatchItem(given(item.task_id) or "", given(item.custom_id), item.raw_) for item in items],
            created_at=given(reply.created_at),
            expires_at=given(reply.expires_at),
            raw=reply.raw_,
        )

    body = CreateAnalyzeBatchRequest(
        model_name=DEFAULT_MODEL,
        analysis_mode=mode,
        defaults=optional(None if defaults == BatchDefaults() else _defaults(defaults, read)),
        requests=[_request(request, read) for request in requests],
    )
    return prepare(operation, read_created, body=body)


def list_batches(asked: AnalyzeBatchFilter, page: int) -> Call[Page[AnalyzeBatch]]:
    """One page of batches, newest first."""
    from twelvelabs_generated.v1_3.api.analyze_batches import list_analyze_batches as operation

    def read(reply: AnalyzeBatchList) -> Page[AnalyzeBatch]:
        return page_of(reply.data, read_batch, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        status=optional(asked.status),
        analysis_mode=optional(asked.analysis_mode),
    )


def get_batch(batch_id: str) -> Call[AnalyzeBatch]:
    """One batch with its counts."""
    from twelvelabs_generated.v1_3.api.analyze_batches import retrieve_analyze_batch as operation

    return prepare(operation, read_batch, batch_id)


def cancel_batch(batch_id: str) -> Call[AnalyzeBatch]:
    """Begin to cancel a batch."""
    from twelvelabs_generated.v1_3.api.analyze_batches import cancel_analyze_batch as operation

    return prepare(operation, read_batch, batch_id)


def delete_batch(batch_id: str) -> Call[None]:
    """Remove a batch with its results."""
    from twelvelabs_generated.v1_3.api.analyze_batches import delete_analyze_batch as operation

    return prepare_empty(operation, batch_id)


def get_results(batch_id: str) -> Call[AnalyzeBatchResult]:
    """The items of a batch, line by line."""
    from twelvelabs_generated.v1_3.api.analyze_batches import retrieve_analyze_batch_results as operation

    def decode(_status: int, line: object) -> AnalyzeBatchResult:
        check_holds(operation, line)
        return read_line(line)

    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(batch_id),
        decode=decode,
        retry=retry_class(operation.RETRY),
        accept="application/jsonl, application/json",
    )


def read_batch(reply: AnalyzeBatchReply) -> AnalyzeBatch:
    """The facade's batch."""
    return AnalyzeBatch(
        id=given(reply.batch_id) or "",
        status=given(reply.status),
        analysis_mode=given(reply.analysis_mode),
        model=given(reply.model_name),
        total_items=given(reply.total_items),
        queued_items=given(reply.queued_items),
        processing_items=given(reply.processing_items),
        ready_items=given(reply.ready_items),
        failed_items=given(reply.failed_items),
        canceled_items=given(reply.canceled_items),
        webhooks=[read_delivery(each) for each in given(reply.webhooks) or ()],
        created_at=given(reply.created_at),
        expires_at=given(reply.expires_at),
        completed_at=given(reply.completed_at),
        canceled_at=given(reply.canceled_at),
        expired_at=given(reply.expired_at),
        raw=reply.raw_,
    )


def read_line(line: object) -> AnalyzeBatchResult:
    """One item."""
    reply = AnalyzeBatchResultReply.from_json(line)
    if isinstance(reply, Unset):
        raise Undecodable("expected a JSON object, got another line")
    return AnalyzeBatchResult(
        task_id=given(reply.task_id) or "",
        custom_id=given(reply.custom_id),
        status=given(reply.status),
        result=read_result(reply.data),
        error=message_of(reply.error),
        error_code=None if isinstance(reply.error, Unset) else given(reply.error.code),
        raw=reply.raw_,
    )


def _request(request: BatchRequest, read: Read) -> AnalyzeBatchItemBody:
    from twelvelabs_generated.v1_3.models.analyze_batch_item import AnalyzeBatchItem as AnalyzeBatchItemBody
    from twelvelabs_generated.v1_3.models.analyze_batch_video import AnalyzeBatchVideo

    video = AnalyzeBatchVideo(type_="asset_id", asset_id=request.asset)
    return AnalyzeBatchItemBody(video=video, custom_id=optional(request.custom_id), **_settings(request, read))


def _defaults(defaults: BatchDefaults, read: Read) -> AnalyzeBatchDefaults:
    from twelvelabs_generated.v1_3.models.analyze_batch_defaults import AnalyzeBatchDefaults

    return AnalyzeBatchDefaults(**_settings(defaults, read))


def _settings(settings: BatchRequest | BatchDefaults, read: Read) -> dict[str, Any]:
    prompt = settings.prompt
    segments = prompt if isinstance(prompt, Segments) else None
    text = None if isinstance(prompt, Segments) else prompt
    return {
        "prompt": optional(None if text is None else prompt_body(text, read)),
        "response_format": optional(format_body(prompt, settings.response_schema, read)),
        "temperature": optional(settings.temperature),
        "max_tokens": optional(settings.max_tokens),
        "min_segment_duration": optional(None if segments is None else segments.min_duration),
        "max_segment_duration": optional(None if segments is None else segments.max_duration),
        "start_time": optional(settings.start_time),
        "end_time": optional(settings.end_time),
    }
