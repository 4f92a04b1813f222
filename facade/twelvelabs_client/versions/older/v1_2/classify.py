"""Classification as v1.2 puts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.older.classification import Classification
from twelvelabs_client.models.older.classification import ClassifiedVideo
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions._prepare import given, optional, prepare
from twelvelabs_client.versions.older.shared.classify import (
    class_fields,
    class_of,
    limit_fields,
    page_of_videos,
    question_fields,
)
from twelvelabs_generated.v1_2.models.classified_video import ClassifiedVideo as VideoReply
from twelvelabs_generated.v1_2.models.classify_results import ClassifyResults


def classify_videos(video_ids: Sequence[str], asked: Classification) -> Call[SearchPage[ClassifiedVideo]]:
    """The first page of some videos with their classes."""
    from twelvelabs_generated.v1_2.api.classify import classify as operation
    from twelvelabs_generated.v1_2.models.classify_request import ClassifyRequest

    body = ClassifyRequest(video_ids=list(video_ids), **_fields(asked))
    return prepare(operation, _read_page, body=body)


def classify_index(index_id: str, asked: Classification) -> Call[SearchPage[ClassifiedVideo]]:
    """The first page of the videos of an index with their classes."""
    from twelvelabs_generated.v1_2.api.classify import classify_bulk as operation
    from twelvelabs_generated.v1_2.models.classify_bulk_request import ClassifyBulkRequest

    return prepare(operation, _read_page, body=ClassifyBulkRequest(index_id=index_id, **_fields(asked)))


def further_videos(token: str) -> Call[SearchPage[ClassifiedVideo]]:
    """A further page."""
    from twelvelabs_generated.v1_2.api.classify import retrieve_classify_page as operation

    return prepare(operation, _read_page, token)


def _fields(asked: Classification) -> dict[str, Any]:
    from twelvelabs_generated.v1_2.models.classify_class import ClassifyClass
    from twelvelabs_generated.v1_2.models.classify_threshold import ClassifyThreshold

    limits = limit_fields(asked)
    return {
        "classes": [ClassifyClass(**class_fields(each)) for each in asked.classes],
        "threshold": optional(ClassifyThreshold(**limits) if limits else None),
        **question_fields(asked),
    }


def _read_page(reply: ClassifyResults) -> SearchPage[ClassifiedVideo]:
    return page_of_videos([_read_video(each) for each in given(reply.data) or ()], reply.page_info, reply.raw_)


def _read_video(reply: VideoReply) -> ClassifiedVideo:
    classes = [class_of(each) for each in given(reply.classes) or ()]
    return ClassifiedVideo(given(reply.video_id) or "", classes, reply.raw_)
