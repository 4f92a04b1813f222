"""Texts about one video as v1.2 puts them: gists, summaries, and what a prompt asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.models.analysis import Analysis, AnalysisEnded, AnalysisEvent, AnalysisStarted
from twelvelabs_client.models.older.generation import Gist, Summary, SummaryChapter, SummaryHighlight
from twelvelabs_client.versions._analysis_events import event_reader
from twelvelabs_client.versions._prepare import given, optional, prepare, retry_class
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_2.models.generate_response import GenerateResponse
from twelvelabs_generated.v1_2.models.generate_stream_end import GenerateStreamEnd
from twelvelabs_generated.v1_2.models.generate_stream_start import GenerateStreamStart
from twelvelabs_generated.v1_2.models.gist_response import GistResponse
from twelvelabs_generated.v1_2.models.summarize_response import SummarizeResponse
from twelvelabs_generated.v1_2.models.summary_chapter import SummaryChapter as ChapterReply
from twelvelabs_generated.v1_2.models.summary_highlight import SummaryHighlight as HighlightReply

# Nothing is sent before the model has seen the whole video.
GENERATION_TIMEOUT = 900.0


def gist(video_id: str, types: Sequence[str]) -> Call[Gist]:
    """A video in short."""
    from twelvelabs_generated.v1_2.api.generate import generate_gist as operation
    from twelvelabs_generated.v1_2.models.gist_request import GistRequest

    call = prepare(operation, _read_gist, body=GistRequest(video_id=video_id, types=list(types)))
    return evolve(call, timeout=GENERATION_TIMEOUT)


def summarize(video_id: str, type: str, *, prompt: str | None, temperature: float | None) -> Call[Summary]:
    """A video summed up."""
    from twelvelabs_generated.v1_2.api.generate import summarize as operation
    from twelvelabs_generated.v1_2.models.summarize_request import SummarizeRequest

    body = SummarizeRequest(video_id=video_id, type_=type, prompt=optional(prompt), temperature=optional(temperature))
    return evolve(prepare(operation, _read_summary, body=body), timeout=GENERATION_TIMEOUT)


def run(video_id: str, prompt: str, *, temperature: float | None) -> Call[Analysis]:
    """The whole answer at once, which is what the API gives unless it is told to stream."""
    from twelvelabs_generated.v1_2.api.generate import generate as operation
    from twelvelabs_generated.v1_2.models.generate_request import GenerateRequest

    body = GenerateRequest(video_id=video_id, prompt=prompt, temperature=optional(temperature))
    return evolve(prepare(operation, _read_answer, body=body), timeout=GENERATION_TIMEOUT)


def stream(video_id: str, prompt: str, *, temperature: float | None) -> Call[AnalysisEvent]:
    """The answer as it is written, event by event."""
    from twelvelabs_generated.v1_2.api.generate import generate as operation
    from twelvelabs_generated.v1_2.models.generate_request import GenerateRequest

    body = GenerateRequest(video_id=video_id, prompt=prompt, temperature=optional(temperature), stream=True)
    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(body=body),
        decode=event_reader("generate", _read_start, _read_end),
        retry=retry_class(operation.RETRY),
        timeout=GENERATION_TIMEOUT,
        accept="application/x-ndjson, application/json",
    )


def _read_start(event: dict[str, Any]) -> AnalysisEvent:
    start = GenerateStreamStart.from_json(event)
    told = None if isinstance(start, Unset) else given(start.metadata)
    return AnalysisStarted(id=None if told is None else given(told.generation_id), raw=event)


def _read_end(event: dict[str, Any]) -> AnalysisEvent:
    end = GenerateStreamEnd.from_json(event)
    told = None if isinstance(end, Unset) else given(end.metadata)
    return AnalysisEnded(id=None if told is None else given(told.generation_id), raw=event)


def _read_answer(reply: GenerateResponse) -> Analysis:
    return Analysis(id=given(reply.id) or "", text=given(reply.data) or "", raw=reply.raw_)


def _read_gist(reply: GistResponse) -> Gist:
    return Gist(
        id=given(reply.id) or "",
        title=given(reply.title),
        topics=given(reply.topics) or (),
        hashtags=given(reply.hashtags) or (),
        raw=reply.raw_,
    )


def _read_summary(reply: SummarizeResponse) -> Summary:
    return Summary(
        id=given(reply.id) or "",
        text=given(reply.summary),
        chapters=[_read_chapter(each) for each in given(reply.chapters) or ()],
        highlights=[_read_highlight(each) for each in given(reply.highlights) or ()],
        raw=reply.raw_,
    )


def _read_chapter(reply: ChapterReply) -> SummaryChapter:
    return SummaryChapter(
        number=given(reply.chapter_number),
        start=given(reply.start),
        end=given(reply.end),
        title=given(reply.chapter_title),
        summary=given(reply.chapter_summary),
        raw=reply.raw_,
    )


def _read_highlight(reply: HighlightReply) -> SummaryHighlight:
    return SummaryHighlight(
        start=given(reply.start),
        end=given(reply.end),
        title=given(reply.highlight),
        summary=given(reply.highlight_summary),
        raw=reply.raw_,
    )
