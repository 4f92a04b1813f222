"""Embeddings as v1.3 puts them: JSON tagged by the kind of the input, at once or by a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.embedding import EmbeddingChoices, EmbeddingInput, EmbeddingTaskInput
from twelvelabs_client.intents.embedding_tasks import EMBEDDING_TIMEOUT
from twelvelabs_client.intents.media import Read
from twelvelabs_client.models.embedding import (
    EmbeddingMetadata,
    Embeddings,
    EmbeddingSegment,
    EmbeddingTask,
    EmbeddingUsage,
)
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, message_of, optional, prepare
from twelvelabs_client.versions._vectors import READY, some, vector_of
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.embedding_audio_metadata import EmbeddingAudioMetadata
from twelvelabs_generated.v1_3.models.embedding_data import EmbeddingData
from twelvelabs_generated.v1_3.models.embedding_image_metadata import EmbeddingImageMetadata
from twelvelabs_generated.v1_3.models.embedding_multi_input_metadata import EmbeddingMultiInputMetadata
from twelvelabs_generated.v1_3.models.embedding_result import EmbeddingResult
from twelvelabs_generated.v1_3.models.embedding_task import EmbeddingTask as TaskReply
from twelvelabs_generated.v1_3.models.embedding_task_created import EmbeddingTaskCreated
from twelvelabs_generated.v1_3.models.embedding_task_document_metadata import EmbeddingTaskDocumentMetadata
from twelvelabs_generated.v1_3.models.embedding_task_image_metadata import EmbeddingTaskImageMetadata
from twelvelabs_generated.v1_3.models.embedding_task_list import EmbeddingTaskList
from twelvelabs_generated.v1_3.models.embedding_task_summary import EmbeddingTaskSummary
from twelvelabs_generated.v1_3.models.embedding_text_image_metadata import EmbeddingTextImageMetadata
from twelvelabs_generated.v1_3.models.embedding_usage import EmbeddingUsage as UsageReply
from twelvelabs_generated.v1_3.models.embedding_video_metadata import EmbeddingVideoMetadata
from twelvelabs_generated.v1_3.models.video_embedding_metadata import VideoEmbeddingMetadata

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import EmbeddingTaskFilter

MetadataReply = (
    EmbeddingImageMetadata
    | EmbeddingTextImageMetadata
    | EmbeddingAudioMetadata
    | EmbeddingVideoMetadata
    | EmbeddingMultiInputMetadata
    | EmbeddingTaskImageMetadata
    | EmbeddingTaskDocumentMetadata
)


def create_embeddings(asked: EmbeddingInput, read: Read, choices: EmbeddingChoices) -> Call[Embeddings]:
    """Vectors at once."""
    from twelvelabs_client.versions.v1_3._embedding_inputs import at_once
    from twelvelabs_generated.v1_3.api.embed import create_embeddings as operation
    from twelvelabs_generated.v1_3.models.create_embeddings_request import CreateEmbeddingsRequest

    kind, body = at_once(asked, read)
    inputs: dict[str, Any] = {kind: body}
    request = CreateEmbeddingsRequest(
        input_type=kind,
        model_name=choices.model,
        auto_truncate=optional(choices.auto_truncate),
        embedding_uncertainty=optional(choices.uncertainty),
        embedding_dimension=optional(choices.dimension),
        **inputs,
    )
    return evolve(prepare(operation, _read_result, body=request), timeout=EMBEDDING_TIMEOUT)


def create_task(asked: EmbeddingTaskInput, read: Read, choices: EmbeddingChoices) -> Call[EmbeddingTask]:
    """A task; the API answers with its id and state."""
    from twelvelabs_client.versions.v1_3._embedding_inputs import of_task
    from twelvelabs_generated.v1_3.api.embed_tasks import create_embedding_task as operation
    from twelvelabs_generated.v1_3.models.create_embedding_task_request import CreateEmbeddingTaskRequest

    def read_created(reply: EmbeddingTaskCreated) -> EmbeddingTask:
        metadata = reply.metadata
        return EmbeddingTask(
            id=given(reply.id) or "",
            status=given(reply.status),
            segments=read_segments(given(reply.data) or ()),
            model=choices.model,
            metadata=None
            if isinstance(metadata, Unset)
            else EmbeddingMetadata(dimension=given(metadata.embedding_dimension), raw=metadata.raw_),
            raw=reply.raw_,
        )

    kind, body = of_task(asked, read, choices.model)
    inputs: dict[str, Any] = {kind: body}
    request = CreateEmbeddingTaskRequest(
        input_type=kind,
        model_name=choices.model,
        embedding_uncertainty=optional(choices.uncertainty),
        embedding_dimension=optional(choices.dimension),
        **inputs,
    )
    return evolve(prepare(operation, read_created, body=request), timeout=EMBEDDING_TIMEOUT)


def list_tasks(asked: EmbeddingTaskFilter, page: int) -> Call[Page[EmbeddingTask]]:
    """One page of tasks, newest first; they have no vectors."""
    from twelvelabs_generated.v1_3.api.embed_tasks import list_embedding_tasks as operation

    return prepare(
        operation,
        read_list,
        page=page,
        page_limit=optional(asked.page_limit),
        started_at=optional(asked.started_at),
        ended_at=optional(asked.ended_at),
        status=optional(asked.status),
    )


def get_task(task_id: str) -> Call[EmbeddingTask]:
    """One task, with its vectors once it is ready."""
    from twelvelabs_generated.v1_3.api.embed_tasks import retrieve_embedding_task as operation

    def read(reply: TaskReply) -> EmbeddingTask:
        segments = read_segments(given(reply.data) or ())
        return EmbeddingTask(
            id=given(reply.id) or "",
            status=given(reply.status),
            segments=some(segments) if given(reply.status) == READY else segments,
            metadata=_read_metadata(reply.metadata),
            usage=_read_usage(reply.usage),
            error=message_of(reply.error),
            created_at=given(reply.created_at),
            updated_at=given(reply.updated_at),
            raw=reply.raw_,
        )

    return prepare(operation, read, task_id)


def read_list(reply: EmbeddingTaskList) -> Page[EmbeddingTask]:
    """A page of tasks of either API."""
    return page_of(reply.data, _read_summary, reply.page_info, reply.raw_)


def read_segments(items: Iterable[EmbeddingData]) -> list[EmbeddingSegment]:
    """The vectors, each the decoded list itself."""
    return [
        EmbeddingSegment(
            vector_of(item.embedding),
            given(item.start_sec),
            given(item.end_sec),
            given(item.embedding_option),
            given(item.embedding_scope),
            given(item.start_page_number),
            given(item.end_page_number),
            given(item.quadrant),
            given(item.chunk_index),
            given(item.embedding_uncertainty),
            item.raw_,
        )
        for item in items
    ]


def read_video_metadata(reply: VideoEmbeddingMetadata | Unset) -> EmbeddingMetadata | None:
    """About the video of a task, as lists and the older API tell it."""
    if isinstance(reply, Unset):
        return None
    return EmbeddingMetadata(
        input_type="video",
        input_url=given(reply.input_url),
        input_filename=given(reply.input_filename),
        options=given(reply.video_embedding_option) or (),
        scopes=given(reply.video_embedding_scope) or (),
        duration=given(reply.duration),
        clip_length=given(reply.video_clip_length),
        raw=reply.raw_,
    )


def _read_result(reply: EmbeddingResult) -> Embeddings:
    return Embeddings(
        segments=some(read_segments(given(reply.data) or ())),
        metadata=_read_metadata(reply.metadata),
        usage=_read_usage(reply.usage),
        raw=reply.raw_,
    )


def _read_metadata(reply: object) -> EmbeddingMetadata | None:
    """A kind of metadata that is newer than this client is in the `raw` of what holds it."""
    if not isinstance(reply, MetadataReply):
        return None
    if isinstance(reply, EmbeddingMultiInputMetadata):
        return EmbeddingMetadata(
            input_type=given(reply.input_type), dimension=given(reply.embedding_dimension), raw=reply.raw_
        )
    source = EmbeddingMetadata(
        input_type=given(reply.input_type),
        input_url=given(reply.input_url),
        input_filename=given(reply.input_filename),
        raw=reply.raw_,
    )
    if isinstance(reply, EmbeddingImageMetadata | EmbeddingTextImageMetadata):
        return source
    whole = evolve(
        source,
        options=given(reply.embedding_options) or (),
        scopes=given(reply.embedding_scopes) or (),
        dimension=given(reply.embedding_dimension),
    )
    if isinstance(reply, EmbeddingTaskImageMetadata | EmbeddingTaskDocumentMetadata):
        return whole
    return evolve(
        whole,
        duration=given(reply.duration),
        start=given(reply.start_offset_sec),
        end=given(reply.end_offset_sec),
        clip_length=None if isinstance(reply, EmbeddingAudioMetadata) else given(reply.clip_length),
    )


def _read_usage(reply: UsageReply | Unset) -> EmbeddingUsage | None:
    if isinstance(reply, Unset):
        return None
    tokens = reply.input_tokens
    return EmbeddingUsage(
        input_tokens={} if isinstance(tokens, Unset) else _whole_numbers(tokens.raw_),
        truncated=given(reply.truncated),
        truncation_reason=given(reply.truncation_reason),
        raw=reply.raw_,
    )


def _whole_numbers(values: Mapping[str, Any]) -> dict[str, int]:
    return {name: value for name, value in values.items() if type(value) is int}


def _read_summary(reply: EmbeddingTaskSummary) -> EmbeddingTask:
    return EmbeddingTask(
        id=given(reply.id) or "",
        status=given(reply.status),
        model=given(reply.model_name),
        metadata=_read_listed_metadata(reply),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def _read_listed_metadata(reply: EmbeddingTaskSummary) -> EmbeddingMetadata | None:
    """A list tells of each kind of input under a name of its own."""
    video, audio, image, document = (
        reply.video_embedding,
        reply.audio_embedding,
        reply.image_embedding,
        reply.document_embedding,
    )
    if not isinstance(video, Unset) and not isinstance(video.metadata, Unset):
        return read_video_metadata(video.metadata)
    if not isinstance(audio, Unset) and not isinstance(audio.metadata, Unset):
        told = audio.metadata
        return EmbeddingMetadata(
            input_type="audio",
            input_url=given(told.input_url),
            input_filename=given(told.input_filename),
            # Both lists had another name before.
            options=given(told.audio_embedding_option) or given(told.audio_embedding_options) or (),
            scopes=given(told.audio_embedding_scope) or given(told.audio_embedding_scopes) or (),
            duration=given(told.duration),
            start=given(told.start_offset_sec),
            end=given(told.end_offset_sec),
            raw=told.raw_,
        )
    if not isinstance(image, Unset) and not isinstance(image.metadata, Unset):
        return EmbeddingMetadata(
            input_type="image",
            input_url=given(image.metadata.input_url),
            input_filename=given(image.metadata.input_filename),
            options=given(image.metadata.image_embedding_option) or (),
            scopes=given(image.metadata.image_embedding_scope) or (),
            raw=image.metadata.raw_,
        )
    if not isinstance(document, Unset) and not isinstance(document.metadata, Unset):
        return EmbeddingMetadata(
            input_type="document",
            input_url=given(document.metadata.input_url),
            input_filename=given(document.metadata.input_filename),
            options=given(document.metadata.document_embedding_option) or (),
            scopes=given(document.metadata.document_embedding_scope) or (),
            raw=document.metadata.raw_,
        )
    return None
