"""Analysis tasks as v1.3 puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.media import Read
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.intents.segments import Segments
from twelvelabs_client.models.analyze_task import AnalyzeSource, AnalyzeTask, WebhookDelivery
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import (
    given,
    json_of,
    message_of,
    optional,
    prepare,
    prepare_empty,
)
from twelvelabs_client.versions.v1_3._analysis import (
    format_body,
    images_body,
    mode_of,
    prompt_body,
    read_result,
    video_body,
)
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.analyze_task import AnalyzeTask as AnalyzeTaskReply
from twelvelabs_generated.v1_3.models.analyze_task_canceled import AnalyzeTaskCanceled
from twelvelabs_generated.v1_3.models.analyze_task_created import AnalyzeTaskCreated
from twelvelabs_generated.v1_3.models.analyze_task_list import AnalyzeTaskList
from twelvelabs_generated.v1_3.models.analyze_video_source import AnalyzeVideoSource
from twelvelabs_generated.v1_3.models.webhook_delivery import WebhookDelivery as WebhookDeliveryReply

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import AnalyzeTaskFilter


def create_task(question: Question, read: Read, *, custom_id: str | None, idempotency_key: str) -> Call[AnalyzeTask]:
    """Start a task; the API answers with its id and state."""
    from twelvelabs_generated.v1_3.api.analyze_tasks import create_analyze_task as operation
    from twelvelabs_generated.v1_3.models.create_analyze_task_request import CreateAnalyzeTaskRequest

    def read_created(reply: AnalyzeTaskCreated) -> AnalyzeTask:
        return AnalyzeTask(
            id=given(reply.task_id) or "", status=given(reply.status), custom_id=custom_id, raw=reply.raw_
        )

    source, prompt = question.source, question.prompt
    segments = prompt if isinstance(prompt, Segments) else None
    body = CreateAnalyzeTaskRequest(
        model_name=question.model_name,
        custom_id=optional(custom_id),
        video=optional(None if isinstance(source, Images) else video_body(source, read)),
        image=optional(images_body(source, read) if isinstance(source, Images) else None),
        prompt=optional(prompt if isinstance(prompt, str) else None),
        prompt_v2=optional(prompt_body(prompt, read) if isinstance(prompt, Prompt) else None),
        analysis_mode=mode_of(segments is not None),
        temperature=optional(question.temperature),
        max_tokens=optional(question.max_tokens),
        response_format=optional(format_body(prompt, question.response_schema, read)),
        min_segment_duration=optional(None if segments is None else segments.min_duration),
        max_segment_duration=optional(None if segments is None else segments.max_duration),
        start_time=optional(question.start_time),
        end_time=optional(question.end_time),
    )
    return prepare(operation, read_created, body=body, idempotency_key=idempotency_key)


def list_tasks(asked: AnalyzeTaskFilter, page: int) -> Call[Page[AnalyzeTask]]:
    """One page of tasks, newest first."""
    from twelvelabs_generated.v1_3.api.analyze_tasks import list_analyze_tasks as operation

    def read(reply: AnalyzeTaskList) -> Page[AnalyzeTask]:
        return page_of(reply.data, read_task, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        status=optional(asked.status),
        asset_id=optional(asked.asset_id),
        video_url=optional(asked.video_url),
        analysis_mode=optional(asked.analysis_mode),
    )


def get_task(task_id: str) -> Call[AnalyzeTask]:
    """One task, with its answer once ready."""
    from twelvelabs_generated.v1_3.api.analyze_tasks import retrieve_analyze_task as operation

    return prepare(operation, read_task, task_id)


def cancel_task(task_id: str) -> Call[AnalyzeTask]:
    """Cancel a task; the API answers with its id and state."""
    from twelvelabs_generated.v1_3.api.analyze_tasks import cancel_analyze_task as operation

    def read(reply: AnalyzeTaskCanceled) -> AnalyzeTask:
        return AnalyzeTask(id=given(reply.task_id) or task_id, status=given(reply.status), raw=reply.raw_)

    return prepare(operation, read, task_id)


def delete_task(task_id: str) -> Call[None]:
    """Remove a task."""
    from twelvelabs_generated.v1_3.api.analyze_tasks import delete_analyze_task as operation

    return prepare_empty(operation, task_id)


def read_task(reply: AnalyzeTaskReply) -> AnalyzeTask:
    """The facade's task. One field tells why a task failed, and of what a ready one is short."""
    status, message = given(reply.status), message_of(reply.error)
    warning = message if status == "ready" else None
    return AnalyzeTask(
        id=given(reply.task_id) or "",
        status=status,
        custom_id=given(reply.custom_id),
        batch_id=given(reply.batch_id),
        source=_read_source(reply.video_source),
        request_params=json_of(reply.request_params),
        result=read_result(reply.result, warning),
        error=None if status == "ready" else message,
        error_code=None if isinstance(reply.error, Unset) else given(reply.error.code),
        warning=warning,
        webhooks=[read_delivery(each) for each in given(reply.webhooks) or ()],
        created_at=given(reply.created_at),
        completed_at=given(reply.completed_at),
        raw=reply.raw_,
    )


def read_delivery(reply: WebhookDeliveryReply) -> WebhookDelivery:
    """How news was delivered."""
    return WebhookDelivery(
        url=given(reply.url),
        delivered=given(reply.delivered),
        attempts=given(reply.attempts),
        last_error=given(reply.last_error),
        raw=reply.raw_,
    )


def _read_source(reply: AnalyzeVideoSource | Unset) -> AnalyzeSource | None:
    if isinstance(reply, Unset):
        return None
    facts = reply.system_metadata
    return AnalyzeSource(
        type=given(reply.type_),
        asset_id=given(reply.asset_id),
        url=given(reply.url),
        video_id=given(reply.video_id),
        index_id=given(reply.index_id),
        duration=None if isinstance(facts, Unset) else given(facts.duration),
        raw=reply.raw_,
    )
