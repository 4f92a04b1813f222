"""Inputs of embeddings as v1.3 takes them; loaded by the first request."""

from __future__ import annotations

from typing import Any, TypeAlias

from twelvelabs_client.intents.documents import DocumentInput
from twelvelabs_client.intents.embedding import (
    AudioInput,
    EmbeddingInput,
    EmbeddingTaskInput,
    ImageInput,
    InputSource,
    MultiInput,
    TextImageInput,
    TextInput,
    TimedText,
    VideoInput,
)
from twelvelabs_client.intents.embedding_rules import largest
from twelvelabs_client.intents.media import Read
from twelvelabs_client.intents.segmentation import (
    DynamicSegmentation,
    FixedSegmentation,
    PageSegmentation,
    SentenceSegmentation,
)
from twelvelabs_client.versions._prepare import optional
from twelvelabs_client.versions.v1_3._media import Place, place_of
from twelvelabs_generated.types import UNSET, Unset
from twelvelabs_generated.v1_3.models.embedding_audio_input import EmbeddingAudioInput
from twelvelabs_generated.v1_3.models.embedding_audio_segmentation import EmbeddingAudioSegmentation
from twelvelabs_generated.v1_3.models.embedding_document_segmentation import EmbeddingDocumentSegmentation
from twelvelabs_generated.v1_3.models.embedding_dynamic_segmentation import EmbeddingDynamicSegmentation
from twelvelabs_generated.v1_3.models.embedding_fixed_length import EmbeddingFixedLength
from twelvelabs_generated.v1_3.models.embedding_fixed_segmentation import EmbeddingFixedSegmentation
from twelvelabs_generated.v1_3.models.embedding_image_input import EmbeddingImageInput
from twelvelabs_generated.v1_3.models.embedding_media_source import EmbeddingMediaSource
from twelvelabs_generated.v1_3.models.embedding_multi_input import EmbeddingMultiInput
from twelvelabs_generated.v1_3.models.embedding_multi_input_source import EmbeddingMultiInputSource
from twelvelabs_generated.v1_3.models.embedding_page_division import EmbeddingPageDivision
from twelvelabs_generated.v1_3.models.embedding_sentence_division import EmbeddingSentenceDivision
from twelvelabs_generated.v1_3.models.embedding_shortest_length import EmbeddingShortestLength
from twelvelabs_generated.v1_3.models.embedding_task_audio_input import EmbeddingTaskAudioInput
from twelvelabs_generated.v1_3.models.embedding_task_document_input import EmbeddingTaskDocumentInput
from twelvelabs_generated.v1_3.models.embedding_task_image_input import EmbeddingTaskImageInput
from twelvelabs_generated.v1_3.models.embedding_task_video_input import EmbeddingTaskVideoInput
from twelvelabs_generated.v1_3.models.embedding_temporal_segmentation import EmbeddingTemporalSegmentation
from twelvelabs_generated.v1_3.models.embedding_text_image_input import EmbeddingTextImageInput
from twelvelabs_generated.v1_3.models.embedding_text_input import EmbeddingTextInput
from twelvelabs_generated.v1_3.models.embedding_timed_text import EmbeddingTimedText
from twelvelabs_generated.v1_3.models.embedding_video_input import EmbeddingVideoInput

Tagged: TypeAlias = tuple[str, Any]
WithMedia: TypeAlias = ImageInput | TextImageInput | AudioInput | VideoInput | DocumentInput

# The model whose requests divide media in a form of its own; later models take the newer form.
OLDER = "marengo3.0"


def at_once(asked: EmbeddingInput, read: Read) -> Tagged:
    """The name of an input's kind, which is also its field, and the input."""
    if isinstance(asked, TextInput):
        return "text", EmbeddingTextInput(input_text=asked.text)
    if isinstance(asked, ImageInput):
        return "image", EmbeddingImageInput(media_source=_source(asked, read))
    if isinstance(asked, TextImageInput):
        return "text_image", EmbeddingTextImageInput(media_source=_source(asked, read), input_text=asked.text)
    if isinstance(asked, AudioInput):
        sound = EmbeddingAudioInput(**_timed(asked, read), segmentation=optional(_fixed_only(asked)))
        return "audio", sound
    if isinstance(asked, VideoInput):
        pieces = UNSET if asked.segmentation is None else _divided(asked.segmentation)
        return "video", EmbeddingVideoInput(**_timed(asked, read), segmentation=pieces)
    return "multi_input", _several(asked, read)


def of_task(asked: EmbeddingTaskInput, read: Read, model: str) -> Tagged:
    """The name of an input's kind, which is also its field, and the input."""
    if isinstance(asked, ImageInput):
        return "image", EmbeddingTaskImageInput(media_source=_source(asked, read))
    if isinstance(asked, DocumentInput):
        return "document", _document(asked, read)
    timed = _timed(asked, read)
    timed["time_based_metadata"] = optional([_timed_text(each) for each in asked.time_based_metadata] or None)
    if isinstance(asked, AudioInput):
        return "audio", EmbeddingTaskAudioInput(**timed, segmentation=_sound_pieces(asked, model))
    return "video", EmbeddingTaskVideoInput(**timed, segmentation=_video_pieces(asked, model))


def _source(asked: WithMedia, read: Read) -> EmbeddingMediaSource:
    return EmbeddingMediaSource(**_place(asked, read))


def _place(asked: WithMedia | InputSource, read: Read) -> Place:
    return place_of(asked.media, read, largest(asked))


def _timed(asked: AudioInput | VideoInput, read: Read) -> dict[str, Any]:
    """What sounds and videos have in common, at once and in tasks."""
    return {
        "media_source": _source(asked, read),
        "start_sec": optional(asked.start),
        "end_sec": optional(asked.end),
        "embedding_option": optional(asked.options),
        "embedding_scope": optional(asked.scopes),
        "embedding_type": optional(asked.types),
    }


def _fixed_only(asked: AudioInput) -> EmbeddingAudioSegmentation | None:
    division = asked.segmentation
    if not isinstance(division, FixedSegmentation):
        return None
    return EmbeddingAudioSegmentation(strategy="fixed", fixed=EmbeddingFixedLength(duration_sec=division.duration))


def _sound_pieces(asked: AudioInput, model: str) -> EmbeddingAudioSegmentation | EmbeddingTemporalSegmentation | Unset:
    if asked.segmentation is None:
        return UNSET
    if model == OLDER:
        return optional(_fixed_only(asked))
    return EmbeddingTemporalSegmentation(temporal=_divided(asked.segmentation))


def _video_pieces(
    asked: VideoInput, model: str
) -> EmbeddingFixedSegmentation | EmbeddingDynamicSegmentation | EmbeddingTemporalSegmentation | Unset:
    if asked.segmentation is None:
        return UNSET
    pieces = _divided(asked.segmentation)
    return pieces if model == OLDER else EmbeddingTemporalSegmentation(temporal=pieces)


def _divided(
    division: FixedSegmentation | DynamicSegmentation,
) -> EmbeddingFixedSegmentation | EmbeddingDynamicSegmentation:
    if isinstance(division, FixedSegmentation):
        return EmbeddingFixedSegmentation(fixed=EmbeddingFixedLength(duration_sec=division.duration))
    return EmbeddingDynamicSegmentation(dynamic=EmbeddingShortestLength(min_duration_sec=division.min_duration))


def _timed_text(text: TimedText) -> EmbeddingTimedText:
    return EmbeddingTimedText(start=text.start, end=text.end, text=text.text)


def _document(asked: DocumentInput, read: Read) -> EmbeddingTaskDocumentInput:
    return EmbeddingTaskDocumentInput(
        media_source=_source(asked, read),
        segmentation=optional(_document_pieces(asked.segmentation)),
        embedding_option=optional(asked.options),
        embedding_scope=optional(asked.scopes),
    )


def _document_pieces(
    division: PageSegmentation | SentenceSegmentation | None,
) -> EmbeddingDocumentSegmentation | None:
    if isinstance(division, PageSegmentation):
        return EmbeddingDocumentSegmentation(spatial=EmbeddingPageDivision(strategy=division.strategy))
    if division is None:
        return None
    sentences = EmbeddingSentenceDivision(
        strategy="sentence",
        max_sentences=division.max_sentences,
        overlap_sentences=optional(division.overlap_sentences),
    )
    return EmbeddingDocumentSegmentation(sequential=sentences)


def _several(asked: MultiInput, read: Read) -> EmbeddingMultiInput:
    return EmbeddingMultiInput(
        input_text=optional(asked.text),
        media_sources=optional([_one_of_several(each, read) for each in asked.sources] or None),
    )


def _one_of_several(asked: InputSource, read: Read) -> EmbeddingMultiInputSource:
    return EmbeddingMultiInputSource(name=optional(asked.name), media_type=asked.media_type, **_place(asked, read))
