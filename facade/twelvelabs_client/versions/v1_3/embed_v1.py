"""The older embeddings as v1.3 still puts them: forms, and tasks whose vectors are fetched apart."""

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
from twelvelabs_client.versions._prepare import form_file, given, optional, prepare
from twelvelabs_client.versions._vectors import READY, some, vector_of
from twelvelabs_client.versions.v1_3.embed import read_list, read_video_metadata
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.audio_embedding_segment_v1 import AudioEmbeddingSegmentV1
from twelvelabs_generated.v1_3.models.audio_embedding_v1 import AudioEmbeddingV1
from twelvelabs_generated.v1_3.models.embedding_input_metadata_v1 import EmbeddingInputMetadataV1
from twelvelabs_generated.v1_3.models.embedding_segment_v1 import EmbeddingSegmentV1
from twelvelabs_generated.v1_3.models.embeddings_v1 import EmbeddingsV1
from twelvelabs_generated.v1_3.models.image_embedding_v1 import ImageEmbeddingV1
from twelvelabs_generated.v1_3.models.text_embedding_v1 import TextEmbeddingV1
from twelvelabs_generated.v1_3.models.video_embedding_task import VideoEmbeddingTask
from twelvelabs_generated.v1_3.models.video_embedding_task_created import VideoEmbeddingTaskCreated
from twelvelabs_generated.v1_3.models.video_embedding_task_state import VideoEmbeddingTaskState
from twelvelabs_generated.v1_3.models.video_segment import VideoSegment

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import EmbeddingTaskFilter

DEFAULT_MODEL = "marengo3.0"


def create_embeddings(asked: EmbeddingsOfForms) -> Call[EmbeddingsByKind]:
    """Vectors of a text, an image and a sound at once; media are files or addresses."""
    from twelvelabs_generated.v1_3.api.embed_v1 import create_embeddings_v1 as operation
    from twelvelabs_generated.v1_3.models.create_embeddings_v1_request import CreateEmbeddingsV1Request

    body = CreateEmbeddingsV1Request(
        model_name=asked.model or DEFAULT_MODEL,
        text=optional(asked.text),
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
    from twelvelabs_generated.v1_3.api.embed_v1_tasks import create_video_embedding_task as operation
    from twelvelabs_generated.v1_3.models.create_video_embedding_task_request import CreateVideoEmbeddingTaskRequest

    name = model or DEFAULT_MODEL

    def read(reply: VideoEmbeddingTaskCreated) -> EmbeddingTask:
        return EmbeddingTask(id=given(reply.id) or "", model=name, raw=reply.raw_)

    body = CreateVideoEmbeddingTaskRequest(
        model_name=name,
        video_file=optional(form_file(video)),
        video_url=optional(video if isinstance(video, str) else None),
        video_start_offset_sec=optional(part.start),
        video_end_offset_sec=optional(part.end),
        video_clip_length=optional(part.clip_length),
        video_embedding_scope=optional(part.scopes),
    )
    call = prepare(operation, read, body=body)
    return call if isinstance(video, str) else evolve(call, replayable=video.replayable, timeout=UPLOAD_TIMEOUT)


def list_tasks(asked: EmbeddingTaskFilter, page: int) -> Call[Page[EmbeddingTask]]:
    """One page of tasks, newest first; they have no vectors."""
    from twelvelabs_generated.v1_3.api.embed_v1_tasks import list_video_embedding_tasks as operation

    return prepare(
        operation,
        read_list,
        page=page,
        page_limit=optional(asked.page_limit),
        started_at=optional(asked.started_at),
        ended_at=optional(asked.ended_at),
        status=optional(asked.status),
    )


def get_status(task_id: str) -> Call[EmbeddingTask]:
    """The state of a task."""
    from twelvelabs_generated.v1_3.api.embed_v1_tasks import retrieve_video_embedding_task_status as operation

    def read(reply: VideoEmbeddingTaskState) -> EmbeddingTask:
        video = reply.video_embedding
        return EmbeddingTask(
            id=given(reply.id) or "",
            status=given(reply.status),
            model=given(reply.model_name),
            metadata=None if isinstance(video, Unset) else read_video_metadata(video.metadata),
            raw=reply.raw_,
        )

    return prepare(operation, read, task_id)


def get_task(task_id: str, embedding_options: Sequence[str] | None) -> Call[EmbeddingTask]:
    """A ready task with its vectors."""
    from twelvelabs_generated.v1_3.api.embed_v1_tasks import retrieve_video_embedding_task as operation

    def read(reply: VideoEmbeddingTask) -> EmbeddingTask:
        video = reply.video_embedding
        segments = [] if isinstance(video, Unset) else _video_segments(given(video.segments) or ())
        return EmbeddingTask(
            id=given(reply.id) or "",
            status=given(reply.status),
            segments=some(segments) if given(reply.status) == READY else segments,
            model=given(reply.model_name),
            metadata=None if isinstance(video, Unset) else read_video_metadata(video.metadata),
            created_at=given(reply.created_at),
            updated_at=given(reply.updated_at),
            raw=reply.raw_,
        )

    return prepare(operation, read, task_id, embedding_option=optional(embedding_options))


def _read_result(reply: EmbeddingsV1) -> EmbeddingsByKind:
    return EmbeddingsByKind(
        text=_read_kind(reply.text_embedding, "text"),
        image=_read_kind(reply.image_embedding, "image"),
        audio=_read_kind(reply.audio_embedding, "audio"),
        model=given(reply.model_name),
        raw=reply.raw_,
    )


def _read_kind(reply: TextEmbeddingV1 | ImageEmbeddingV1 | AudioEmbeddingV1 | Unset, kind: str) -> Embeddings | None:
    if isinstance(reply, Unset):
        return None
    received: Sequence[EmbeddingSegmentV1 | AudioEmbeddingSegmentV1] = given(reply.segments) or ()
    segments, error = [_segment(each) for each in received], given(reply.error_message)
    return Embeddings(
        segments=segments if error else some(segments),
        metadata=None if isinstance(reply, TextEmbeddingV1) else _read_metadata(reply.metadata, kind),
        error=error,
        raw=reply.raw_,
    )


def _segment(reply: EmbeddingSegmentV1 | AudioEmbeddingSegmentV1) -> EmbeddingSegment:
    vector = vector_of(reply.float_)
    if isinstance(reply, EmbeddingSegmentV1):
        return EmbeddingSegment(vector, raw=reply.raw_)
    return EmbeddingSegment(vector, given(reply.start_offset_sec), given(reply.end_offset_sec), raw=reply.raw_)


def _read_metadata(reply: EmbeddingInputMetadataV1 | Unset, kind: str) -> EmbeddingMetadata | None:
    if isinstance(reply, Unset):
        return None
    return EmbeddingMetadata(
        input_type=kind, input_url=given(reply.input_url), input_filename=given(reply.input_filename), raw=reply.raw_
    )


def _video_segments(items: Sequence[VideoSegment]) -> list[EmbeddingSegment]:
    return [
        EmbeddingSegment(
            vector_of(item.float_),
            given(item.start_offset_sec),
            given(item.end_offset_sec),
            given(item.embedding_option),
            given(item.embedding_scope),
            raw=item.raw_,
        )
        for item in items
    ]
