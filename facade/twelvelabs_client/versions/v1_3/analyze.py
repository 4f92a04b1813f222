"""Analysis as v1.3 puts it: one JSON reply, or a stream of JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.models.analysis import (
    Analysis,
    AnalysisEnded,
    AnalysisEvent,
    AnalysisStarted,
    TextFragment,
    TokenUsage,
    UnknownEvent,
)
from twelvelabs_client.versions.v1_3._prepare import given, message_of, optional, prepare, retry_class
from twelvelabs_generated.v1_3.models.analyze_request import AnalyzeRequest
from twelvelabs_generated.v1_3.models.analyze_response import AnalyzeResponse
from twelvelabs_generated.v1_3.models.analyze_stream_end import AnalyzeStreamEnd
from twelvelabs_generated.v1_3.models.analyze_stream_start import AnalyzeStreamStart
from twelvelabs_generated.v1_3.models.token_usage import TokenUsage as TokenUsageReply
from twelvelabs_generated.v1_3.types import Unset

# Nothing is sent before the model has seen the whole video, which takes minutes for an hour of it.
ANALYSIS_TIMEOUT = 900.0


@frozen(kw_only=True)
class Question:
    """A checked analysis: what is looked at, and what is asked."""

    asset_id: str | None
    url: str | None
    prompt: str
    model: str
    temperature: float | None
    max_tokens: int | None
    response_schema: Mapping[str, Any] | None
    start_time: float | None
    end_time: float | None


def run(question: Question) -> Call[Analysis]:
    """The whole answer at once. The API streams unless told not to."""
    from twelvelabs_generated.v1_3.api.analyze import analyze as operation

    call = prepare(operation, _read_analysis, body=_body(question, stream=False))
    return evolve(call, timeout=ANALYSIS_TIMEOUT)


def stream(question: Question) -> Call[AnalysisEvent]:
    """The answer as it is written, event by event."""
    from twelvelabs_generated.v1_3.api.analyze import analyze as operation

    body = _body(question, stream=True)
    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(body=body),
        decode=lambda status, event: read_event(event),
        retry=retry_class(operation.RETRY),
        timeout=ANALYSIS_TIMEOUT,
        accept="application/x-ndjson, application/json",
    )


def _body(question: Question, *, stream: bool) -> AnalyzeRequest:
    from twelvelabs_generated.v1_3.models.analyze_json_schema import AnalyzeJsonSchema
    from twelvelabs_generated.v1_3.models.sync_response_format import SyncResponseFormat
    from twelvelabs_generated.v1_3.models.video_context_asset import VideoContextAsset
    from twelvelabs_generated.v1_3.models.video_context_url import VideoContextUrl

    video = (
        VideoContextUrl(url=question.url)
        if question.url is not None
        else VideoContextAsset(asset_id=question.asset_id or "")
    )
    response_format = None
    if question.response_schema is not None:
        schema = AnalyzeJsonSchema(additional_properties=dict(question.response_schema))
        response_format = SyncResponseFormat(type_="json_schema", json_schema=schema)
    return AnalyzeRequest(
        model_name=question.model,
        video=video,
        prompt=question.prompt,
        stream=stream,
        temperature=optional(question.temperature),
        max_tokens=optional(question.max_tokens),
        response_format=optional(response_format),
        start_time=optional(question.start_time),
        end_time=optional(question.end_time),
    )


def _read_analysis(reply: AnalyzeResponse) -> Analysis:
    return Analysis(
        id=given(reply.id) or "",
        text=given(reply.data) or "",
        finish_reason=given(reply.finish_reason),
        usage=_read_usage(reply.usage),
        warning=message_of(reply.error),
        raw=reply.raw_,
    )


def read_event(event: object) -> AnalysisEvent:
    """One event of the stream; a kind this release does not know is passed on as it came."""
    if not isinstance(event, dict):
        raise Undecodable("an event is no JSON object")
    kind = event.get("event_type")
    if kind == "text_generation":
        text = event.get("text")
        return TextFragment(text if isinstance(text, str) else "", raw=event)
    if kind == "stream_start":
        return _read_start(event)
    return _read_end(event) if kind == "stream_end" else UnknownEvent(raw=event)


def _read_start(event: dict[str, Any]) -> AnalysisEvent:
    start = AnalyzeStreamStart.from_json(event)
    if isinstance(start, Unset) or isinstance(start.metadata, Unset):
        return AnalysisStarted(raw=event)
    return AnalysisStarted(id=given(start.metadata.generation_id), raw=event)


def _read_end(event: dict[str, Any]) -> AnalysisEvent:
    end = AnalyzeStreamEnd.from_json(event)
    if isinstance(end, Unset):
        return AnalysisEnded(raw=event)
    metadata = end.metadata
    return AnalysisEnded(
        id=None if isinstance(metadata, Unset) else given(metadata.generation_id),
        finish_reason=given(end.finish_reason),
        usage=None if isinstance(metadata, Unset) else _read_usage(metadata.usage),
        warning=message_of(end.error),
        raw=event,
    )


def _read_usage(usage: TokenUsageReply | Unset) -> TokenUsage | None:
    if isinstance(usage, Unset):
        return None
    return TokenUsage(output_tokens=given(usage.output_tokens), input_tokens=given(usage.input_tokens))
