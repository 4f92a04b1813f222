"""Classification, of which the last revisions of v1.1 and v1.2 say the same."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Protocol

from attrs import evolve

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.intents.older.classification import Classification, ClassifyClass
from twelvelabs_client.models.older.classification import ClassifiedClass, ClassifiedClip, ClassifiedVideo
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions._options import newer_options
from twelvelabs_client.versions._prepare import given, optional
from twelvelabs_client.versions.older.shared.options import (
    conversation_option,
    older_options,
)
from twelvelabs_generated.types import Unset


class ClipReply(Protocol):
    """What both say of a clip."""

    @property
    def start(self) -> float | Unset: ...
    @property
    def end(self) -> float | Unset: ...
    @property
    def score(self) -> float | Unset: ...
    @property
    def option(self) -> str | Unset: ...
    @property
    def prompt(self) -> str | Unset: ...
    @property
    def thumbnail_url(self) -> str | Unset: ...
    @property
    def raw_(self) -> JsonObject: ...


class ScoresReply(Protocol):
    """What both say of how a score came about."""

    @property
    def max_score(self) -> float | Unset: ...
    @property
    def avg_score(self) -> float | Unset: ...
    @property
    def normalized_score(self) -> float | Unset: ...
    @property
    def duration_weighted_score(self) -> float | Unset: ...


class ClassReply(Protocol):
    """What both say of a class."""

    @property
    def name(self) -> str | Unset: ...
    @property
    def score(self) -> float | Unset: ...
    @property
    def duration_ratio(self) -> float | Unset: ...
    @property
    def clips(self) -> Sequence[ClipReply] | Unset: ...
    @property
    def detailed_scores(self) -> ScoresReply | Unset: ...
    @property
    def raw_(self) -> JsonObject: ...


class PageInfoReply(Protocol):
    """What both say of a page. An empty token is none."""

    @property
    def total_results(self) -> int | Unset: ...
    @property
    def limit_per_page(self) -> int | Unset: ...
    @property
    def page_expired_at(self) -> datetime.datetime | Unset: ...
    @property
    def next_page_token(self) -> str | Unset: ...
    @property
    def prev_page_token(self) -> str | Unset: ...


def question_fields(asked: Classification) -> dict[str, Any]:
    """What is asked for, apart from videos, classes and what counts."""
    return {
        "options": older_options(asked.options),
        "conversation_option": optional(conversation_option(asked.transcription_options)),
        "include_clips": optional(asked.include_clips),
        "show_detailed_score": optional(asked.show_detailed_score),
        "page_limit": optional(asked.page_limit),
    }


def class_fields(wanted: ClassifyClass) -> dict[str, Any]:
    """A class, with what is to be looked at for it."""
    return {
        "name": wanted.name,
        "prompts": list(wanted.prompts),
        "options": optional(None if wanted.options is None else older_options(wanted.options)),
        "conversation_option": optional(conversation_option(wanted.transcription_options)),
    }


def limit_fields(asked: Classification) -> dict[str, Any]:
    """What a video and a clip must reach; nothing where the API is to decide."""
    limits = {
        "min_video_score": asked.min_video_score,
        "min_clip_score": asked.min_clip_score,
        "min_duration_ratio": asked.min_duration_ratio,
    }
    return {name: limit for name, limit in limits.items() if limit is not None}


def page_of_videos(
    videos: Sequence[ClassifiedVideo], info: PageInfoReply | Unset, raw: JsonObject
) -> SearchPage[ClassifiedVideo]:
    """A page of classified videos."""
    if isinstance(info, Unset):
        return SearchPage(videos, raw=raw)
    return SearchPage(
        videos,
        total_results=given(info.total_results),
        next_page_token=given(info.next_page_token) or None,
        previous_page_token=given(info.prev_page_token) or None,
        page_expires_at=given(info.page_expired_at),
        limit_per_page=given(info.limit_per_page),
        raw=raw,
    )


def class_of(reply: ClassReply) -> ClassifiedClass:
    """A class of a video, with the scores it came from where they are told."""
    found = ClassifiedClass(
        name=given(reply.name) or "",
        score=given(reply.score),
        duration_ratio=given(reply.duration_ratio),
        clips=[clip_of(clip) for clip in given(reply.clips) or ()],
        raw=reply.raw_,
    )
    scores = reply.detailed_scores
    if isinstance(scores, Unset):
        return found
    return evolve(
        found,
        max_score=given(scores.max_score),
        avg_score=given(scores.avg_score),
        normalized_score=given(scores.normalized_score),
        duration_weighted_score=given(scores.duration_weighted_score),
    )


def clip_of(reply: ClipReply) -> ClassifiedClip:
    """A clip, its option under the facade's name."""
    option = given(reply.option)
    return ClassifiedClip(
        start=given(reply.start),
        end=given(reply.end),
        score=given(reply.score),
        option=None if option is None else newer_options([option])[0],
        prompt=given(reply.prompt),
        thumbnail_url=given(reply.thumbnail_url),
        raw=reply.raw_,
    )
