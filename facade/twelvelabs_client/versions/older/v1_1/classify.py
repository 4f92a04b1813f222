"""Classification as v1.1 puts it: in the words of its last revision, or in those of its first for a confidence.

Only the first revision knows a threshold in a word. It calls classes labels, and classifies one video at a time without
pages. Replies of all revisions are read, whatever the request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.older.classification import Classification
from twelvelabs_client.models.older.classification import ClassifiedClass, ClassifiedVideo
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions._prepare import given, optional, prepare
from twelvelabs_client.versions.older.shared.classify import (
    class_fields,
    class_of,
    clip_of,
    limit_fields,
    page_of_videos,
    question_fields,
)
from twelvelabs_generated.v1_1.models.classified_label import ClassifiedLabel
from twelvelabs_generated.v1_1.models.classified_video import ClassifiedVideo as VideoReply
from twelvelabs_generated.v1_1.models.classify_results import ClassifyResults


def classify_videos(video_ids: Sequence[str], asked: Classification) -> Call[SearchPage[ClassifiedVideo]]:
    """The first page of some videos with their classes."""
    from twelvelabs_generated.v1_1.api.classify import classify as operation
    from twelvelabs_generated.v1_1.models.classify_request import ClassifyRequest

    if asked.threshold is None:
        body = ClassifyRequest(video_ids=list(video_ids), **_fields(asked))
        return prepare(operation, _read_page, body=body)
    video_id = video_ids[0]
    return prepare(
        operation,
        lambda reply: _read_page(reply, video_id),
        body=ClassifyRequest(video_id=video_id, **_first_fields(asked)),
    )


def classify_index(index_id: str, asked: Classification) -> Call[SearchPage[ClassifiedVideo]]:
    """The first page of the videos of an index with their classes."""
    from twelvelabs_generated.v1_1.api.classify import classify_bulk as operation
    from twelvelabs_generated.v1_1.models.classify_bulk_request import ClassifyBulkRequest

    fields = _fields(asked) if asked.threshold is None else _first_fields(asked)
    return prepare(operation, _read_page, body=ClassifyBulkRequest(index_id=index_id, **fields))


def further_videos(token: str) -> Call[SearchPage[ClassifiedVideo]]:
    """A further page."""
    from twelvelabs_generated.v1_1.api.classify import retrieve_classify_page as operation

    return prepare(operation, _read_page, token)


def _fields(asked: Classification) -> dict[str, Any]:
    """As the last revision says it."""
    from twelvelabs_generated.v1_1.models.classify_class import ClassifyClass
    from twelvelabs_generated.v1_1.models.classify_threshold import ClassifyThreshold

    limits = limit_fields(asked)
    return {
        "classes": [ClassifyClass(**class_fields(each)) for each in asked.classes],
        "threshold": optional(ClassifyThreshold(**limits) if limits else None),
        **question_fields(asked),
    }


def _first_fields(asked: Classification) -> dict[str, Any]:
    """As the first revision says it."""
    from twelvelabs_generated.v1_1.models.classify_label import ClassifyLabel

    return {
        "labels": [ClassifyLabel(name=each.name, prompts=list(each.prompts)) for each in asked.classes],
        "threshold": asked.threshold,
        **question_fields(asked),
    }


def _read_page(reply: ClassifyResults, video_id: str = "") -> SearchPage[ClassifiedVideo]:
    """A page, or the single video that was asked for: its classes alone, or itself."""
    if given(reply.data) is None:
        single = _read_video(reply, video_id)
        return page_of_videos([single] if single.classes else [], reply.page_info, reply.raw_)
    return page_of_videos([_read_video(each) for each in given(reply.data) or ()], reply.page_info, reply.raw_)


def _read_video(reply: VideoReply | ClassifyResults, video_id: str = "") -> ClassifiedVideo:
    labels = [_read_label(each) for each in given(reply.labels) or ()]
    classes = [class_of(each) for each in given(reply.classes) or ()]
    return ClassifiedVideo(given(reply.video_id) or video_id, labels or classes, reply.raw_)


def _read_label(reply: ClassifiedLabel) -> ClassifiedClass:
    """A class as the first revision tells it: by the best of its clips."""
    clips = given(reply.clips) or ()
    return ClassifiedClass(
        name=given(reply.name) or "",
        max_score=given(reply.max_score),
        confidence=given(reply.confidence),
        duration=given(reply.duration),
        clips=[evolve(clip_of(clip), confidence=given(clip.confidence)) for clip in clips],
        raw=reply.raw_,
    )
