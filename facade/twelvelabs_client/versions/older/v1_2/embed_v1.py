"""Embeddings as v1.2 puts them.

The form of before October 2024 is read too: vectors without segments, and metadata at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.embedding_tasks import EMBEDDING_TIMEOUT, EmbeddingsOfForms, Part
from twelvelabs_client.models.embedding import (
    EmbeddingMetadata,
    Embeddings,
    EmbeddingsByKind,
    EmbeddingSegment,
    EmbeddingTask,
)
from twelvelabs_client.uploads.files import UPLOAD_TIMEOUT, FilePart
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import form_file, given, optional, prepare
from twelvelabs_client.versions._vectors import READY, some, vector_of
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_2.models.audio_embedding_segment_v1 import AudioEmbeddingSegmentV1
from twelvelabs_generated.v1_2.models.audio_embedding_v1 import AudioEmbeddingV1
from twelvelabs_generated.v1_2.models.embedding_input_metadata_v1 import EmbeddingInputMetadataV1
from twelvelabs_generated.v1_2.models.embedding_segment_v1 import EmbeddingSegmentV1
from twelvelabs_generated.v1_2.models.embedding_task_list import EmbeddingTaskList
from twelvelabs_generated.v1_2.models.embedding_task_summary import EmbeddingTaskSummary
from twelvelabs_generated.v1_2.models.embeddings_v1 import EmbeddingsV1
from twelvelabs_generated.v1_2.models.image_embedding_v1 import ImageEmbeddingV1
from twelvelabs_generated.v1_2.models.text_embedding_v1 import TextEmbeddingV1
from twelvelabs_generated.v1_2.models.video_embedding_metadata import VideoEmbeddingMetadata
from twelvelabs_generated.v1_2.models.video_embedding_task import VideoEmbeddingTask
from twelvelabs_generated.v1_2.models.video_embedding_task_created import VideoEmbeddingTaskCreated
from twelvelabs_generated.v1_2.models.video_embedding_task_state import VideoEmbeddingTaskState
from twelvelabs_generated.v1_2.models.video_segment import VideoSegment

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import EmbeddingTaskFilter

DEFAULT_MODEL = "Marengo-retrieval-2.6"


def create_embeddings(asked: EmbeddingsOfForms) -> Call[EmbeddingsByKind]:
    """Vectors of a text, an image and a sound at once; media are files or addresses."""
    from twelvelabs_generated.v1_2.api.embed_v1 import create_embeddings_v1 as operation
    from twelvelabs_generated.v1_2.models.create_embeddings_v1_request import CreateEmbeddingsV1Request

    body = CreateEmbeddingsV1Request(
        engine_name=asked.model or DEFAULT_MODEL,
        text=optional(asked.text),
        text_truncate=optional(asked.text_truncate),
        image_url=optional(asked.image if isinstance(asked.image, str) else None),
        image_file=optional(form_file(asked.image)),
        audio_url=optional(asked.audio if isinstance(asked.audio, str) else None),
        audio_file=optional(form_file(asked.audio)),
        audio_start_offset_sec=optional(asked.audio_start),
    )
    replayable = all(part.replayable for part in (asked.image, asked.audio) if isinstance(part, FilePart))
    return evolve(prepare(operation, _read_result, body=body), replayable=replayable, timeout=EMBEDDING_TIMEOUT)


def create_task(video: FilePart | str, part: Part, *, model: str | None) -> Call[EmbeddingTask]:
    """A task for one video, a file or an address; the API answers with its id alone."""
    from twelvelabs_generated.v1_2.api.embed_v1_tasks import create_video_embedding_task as operation
    from twelvelabs_generated.v1_2.models.create_video_embedding_task_request import CreateVideoEmbeddingTaskRequest

    name = model or DEFAULT_MODEL

    def read(reply: VideoEmbeddingTaskCreated) -> EmbeddingTask:
        return EmbeddingTask(id=given(reply.id) or "", model=name, raw=reply.raw_)

    body = CreateVideoEmbeddingTaskRequest(
        engine_name=name,
        video_file=optional(form_file(video)),
        video_url=optional(video if isinstance(video, str) else None),
        video_start_offset_sec=optional(part.start),
        video_end_offset_sec=optional(part.end),
        video_clip_length=optional(_whole_seconds(part.clip_length)),
        video_embedding_scope=optional(part.scopes),
    )
    call = prepare(operation, read, body=body)
    return call if isinstance(video, str) else evolve(call, replayable=video.replayable, timeout=UPLOAD_TIMEOUT)


def list_tasks(asked: EmbeddingTaskFilter, page: int) -> Call[Page[EmbeddingTask]]:
    """One page of tasks; they have no vectors."""
    from twelvelabs_generated.v1_2.api.embed_v1_tasks import list_video_embedding_tasks as operation

    def read(reply: EmbeddingTaskList) -> Page[EmbeddingTask]:
        return page_of(reply.data, _read_listed, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        started_at=optional(asked.started_at),
        ended_at=optional(asked.ended_at),
        status=optional(asked.status),
    )


def get_status(task_id: str) -> Call[EmbeddingTask]:
    """The state of a task."""
    from twelvelabs_generated.v1_2.api.embed_v1_tasks import retrieve_video_embedding_task_status as operation

    return prepare(operation, _read_task, task_id)


def get_task(task_id: str, _embedding_options: Sequence[str] | None) -> Call[EmbeddingTask]:
    """A ready task with its vectors."""
    from twelvelabs_generated.v1_2.api.embed_v1_tasks import retrieve_video_embedding_task as operation

    def read(reply: VideoEmbeddingTask) -> EmbeddingTask:
        task, segments = _read_task(reply), [_read_video_segment(each) for each in _segments_of(reply)]
        return evolve(
            task,
            segments=some(segments) if task.status == READY else segments,
            created_at=given(reply.created_at),
        )

    return prepare(operation, read, task_id)


def _whole_seconds(length: float | None) -> int | None:
    return None if length is None else int(length)


def _read_result(reply: EmbeddingsV1) -> EmbeddingsByKind:
    return EmbeddingsByKind(
        text=_read_kind(reply.text_embedding, "text"),
        image=_read_kind(reply.image_embedding, "image"),
        audio=_read_kind(reply.audio_embedding, "audio"),
        model=given(reply.engine_name),
        raw=reply.raw_,
    )


def _read_kind(reply: TextEmbeddingV1 | ImageEmbeddingV1 | AudioEmbeddingV1 | Unset, kind: str) -> Embeddings | None:
    if isinstance(reply, Unset):
        return None
    received: Sequence[EmbeddingSegmentV1 | AudioEmbeddingSegmentV1] = given(reply.segments) or ()
    segments = [
        EmbeddingSegment(vector_of(each.float_), given(each.start_offset_sec), raw=each.raw_) for each in received
    ]
    if not segments and not isinstance(reply, AudioEmbeddingV1) and not isinstance(reply.float_, Unset):
        segments = [EmbeddingSegment(vector_of(reply.float_), raw=reply.raw_)]
    error = given(reply.error_message)
    return Embeddings(
        segments=segments if error else some(segments),
        metadata=None if isinstance(reply, TextEmbeddingV1) else _read_metadata(reply.metadata, kind),
        error=error,
        raw=reply.raw_,
    )


def _read_metadata(reply: EmbeddingInputMetadataV1 | Unset, kind: str) -> EmbeddingMetadata | None:
    if isinstance(reply, Unset):
        return None
    return EmbeddingMetadata(
        input_type=kind, input_url=given(reply.input_url), input_filename=given(reply.input_filename), raw=reply.raw_
    )


def _read_listed(reply: EmbeddingTaskSummary) -> EmbeddingTask:
    return evolve(_read_task(reply), created_at=given(reply.created_at))


def _read_task(reply: EmbeddingTaskSummary | VideoEmbeddingTaskState | VideoEmbeddingTask) -> EmbeddingTask:
    """What all of them tell; the metadata stood at the top at first."""
    video = reply.video_embedding
    metadata = None if isinstance(video, Unset) else given(video.metadata)
    return EmbeddingTask(
        id=given(reply.id) or "",
        status=given(reply.status),
        model=given(reply.engine_name),
        metadata=_read_video_metadata(metadata or given(reply.metadata)),
        raw=reply.raw_,
    )


def _read_video_metadata(reply: VideoEmbeddingMetadata | None) -> EmbeddingMetadata | None:
    if reply is None:
        return None
    minutes = given(reply.duration_mins)
    return EmbeddingMetadata(
        input_type="video",
        input_url=given(reply.input_url),
        input_filename=given(reply.input_filename),
        scopes=given(reply.video_embedding_scope) or (),
        duration=given(reply.duration) if minutes is None else 60 * minutes,
        clip_length=given(reply.video_clip_length),
        raw=reply.raw_,
    )


def _segments_of(reply: VideoEmbeddingTask) -> Sequence[VideoSegment]:
    """The segments, which stood at the top at first."""
    video = reply.video_embedding
    found = None if isinstance(video, Unset) else given(video.segments)
    return given(reply.video_embeddings) or () if found is None else found


def _read_video_segment(reply: VideoSegment) -> EmbeddingSegment:
    """A vector, which the segment holds or which was wrapped once more at first."""
    wrapped = given(reply.embedding)
    return EmbeddingSegment(
        vector_of(given(reply.float_) or (None if wrapped is None else given(wrapped.float_))),
        given(reply.start_offset_sec),
        given(reply.end_offset_sec),
        scope=given(reply.embedding_scope),
        raw=reply.raw_,
    )
