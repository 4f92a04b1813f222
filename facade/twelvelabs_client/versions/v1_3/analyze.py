"""Analysis in one call as v1.3 puts it: one JSON reply, or a stream of JSON lines."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.media import Read
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.models.analysis import (
    Analysis,
    AnalysisEnded,
    AnalysisEvent,
    AnalysisStarted,
)
from twelvelabs_client.versions._analysis_events import event_reader
from twelvelabs_client.versions._prepare import given, message_of, optional, prepare, retry_class
from twelvelabs_client.versions.v1_3._analysis import (
    images_body,
    prompt_body,
    read_usage,
    schema_body,
    video_body,
)
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.analyze_request import AnalyzeRequest
from twelvelabs_generated.v1_3.models.analyze_response import AnalyzeResponse
from twelvelabs_generated.v1_3.models.analyze_stream_end import AnalyzeStreamEnd
from twelvelabs_generated.v1_3.models.analyze_stream_start import AnalyzeStreamStart
from twelvelabs_generated.v1_3.models.token_usage import TokenUsage

# Nothing is sent before the model has seen the whole video, which takes minutes for an hour of it.
ANALYSIS_TIMEOUT = 900.0


def run(question: Question, read: Read) -> Call[Analysis]:
    """The whole answer at once. The API streams unless told not to."""
    from twelvelabs_generated.v1_3.api.analyze import analyze as operation

    call = prepare(operation, _read_analysis, body=_body(question, read, stream=False))
    return evolve(call, timeout=ANALYSIS_TIMEOUT)


def stream(question: Question, read: Read) -> Call[AnalysisEvent]:
    """The answer as it is written, event by event."""
    from twelvelabs_generated.v1_3.api.analyze import analyze as operation

    body = _body(question, read, stream=True)
    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(body=body),
        decode=event_reader("analyze", _read_start, _read_end),
        retry=retry_class(operation.RETRY),
        timeout=ANALYSIS_TIMEOUT,
        accept="application/x-ndjson, application/json",
    )


def _body(question: Question, read: Read, *, stream: bool) -> AnalyzeRequest:
    from twelvelabs_generated.v1_3.models.sync_response_format import SyncResponseFormat

    source, prompt, schema = question.source, question.prompt, question.response_schema
    return AnalyzeRequest(
        model_name=question.model_name,
        video=optional(None if isinstance(source, Images) else video_body(source, read)),
        image=optional(images_body(source, read) if isinstance(source, Images) else None),
        prompt=optional(prompt if isinstance(prompt, str) else None),
        prompt_v2=optional(prompt_body(prompt, read) if isinstance(prompt, Prompt) else None),
        stream=stream,
        temperature=optional(question.temperature),
        max_tokens=optional(question.max_tokens if isinstance(question.max_tokens, int) else None),
        response_format=optional(
            None if schema is None else SyncResponseFormat(type_="json_schema", json_schema=schema_body(schema))
        ),
        start_time=optional(question.start_time),
        end_time=optional(question.end_time),
    )


def _read_analysis(reply: AnalyzeResponse) -> Analysis:
    return Analysis(
        id=given(reply.id) or "",
        text=given(reply.data) or "",
        finish_reason=given(reply.finish_reason),
        usage=read_usage(reply.usage),
        warning=message_of(reply.error),
        raw=reply.raw_,
    )


def _read_start(event: dict[str, Any]) -> AnalysisEvent:
    start = AnalyzeStreamStart.from_json(event)
    if isinstance(start, Unset) or isinstance(start.metadata, Unset):
        return AnalysisStarted(raw=event)
    return AnalysisStarted(id=given(start.metadata.generation_id), raw=event)


def _read_end(event: dict[str, Any]) -> AnalysisEvent:
    """Replies have the reason at the top and the usage under the metadata; either is read in both places."""
    end = AnalyzeStreamEnd.from_json(event)
    if isinstance(end, Unset):
        return AnalysisEnded(raw=event)
    metadata = {} if isinstance(end.metadata, Unset) else end.metadata.raw_
    reason = given(end.finish_reason) or metadata.get("finish_reason")
    identifier = metadata.get("generation_id")
    return AnalysisEnded(
        id=identifier if isinstance(identifier, str) else None,
        finish_reason=reason if isinstance(reason, str) else None,
        usage=read_usage(TokenUsage.from_json(metadata.get("usage", event.get("usage")))),
        warning=message_of(end.error),
        raw=event,
    )
