"""Which model takes which input, as far as it is certain what is refused."""

from __future__ import annotations

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.documents import DocumentInput, kind_of
from twelvelabs_client.intents.embedding import (
    AudioInput,
    EmbeddingInput,
    EmbeddingTaskInput,
    ImageInput,
    InputSource,
    MultiInput,
    TextImageInput,
    TextInput,
    VideoInput,
)
from twelvelabs_client.intents.segmentation import DynamicSegmentation
from twelvelabs_client.uploads.files import MEGABYTE

OLDER, NEWER = "marengo3.0", "marengo3.5"
MOST_IMAGES = 10
LARGEST_MEDIA = 36 * MEGABYTE
LARGEST_IMAGE = LARGEST_SOURCE = 32 * MEGABYTE
LARGEST_DOCUMENT = 200 * MEGABYTE


def meant(given: str | EmbeddingInput, model: str) -> EmbeddingInput:
    """The input itself; a text alone is put as the model takes it.

    Raises:
        InvalidInputError: It is no input, or an address, which does not tell what it leads to.
    """
    if isinstance(given, TextInput | ImageInput | TextImageInput | AudioInput | VideoInput | MultiInput):
        return given
    if isinstance(given, DocumentInput):
        raise InvalidInputError("input: a DocumentInput needs a task; at once, a document is a source of a MultiInput")
    if not isinstance(given, str):
        raise InvalidInputError(f"input: expected a text or an input such as ImageInput, got {type(given).__name__}")
    if checks.looks_like_url(given):
        raise InvalidInputError(f"input: say what the address leads to, as in ImageInput({given!r})")
    return MultiInput(text=given) if model == NEWER else TextInput(given)


def check_at_once(given: EmbeddingInput, model: str, dimension: int | None, uncertainty: bool | None) -> None:
    """An input that is answered at once.

    Raises:
        InvalidInputError: The model does not take it.
    """
    _check_dimension(dimension, model)
    if isinstance(given, MultiInput):
        _check_several(given, model, uncertainty)
    elif model == NEWER:
        name = type(given).__name__
        raise InvalidInputError(f"model: at once, {NEWER} takes a text or a MultiInput; {name} needs {OLDER}")
    elif isinstance(given, AudioInput | VideoInput):
        if given.time_based_metadata:
            raise InvalidInputError("time_based_metadata: it needs a task")
        if model == OLDER:
            _check_older(given)


def check_task(given: EmbeddingTaskInput, model: str, dimension: int | None, uncertainty: bool | None) -> None:
    """The input of a task.

    Raises:
        InvalidInputError: Tasks, or the model, do not take it.
    """
    if not isinstance(given, AudioInput | VideoInput | ImageInput | DocumentInput):
        raise InvalidInputError(
            "input: a task takes an AudioInput, VideoInput, ImageInput or DocumentInput, "
            f"got {type(given).__name__}; use embed.create for others"
        )
    _check_dimension(dimension, model)
    if isinstance(given, AudioInput | VideoInput):
        _check_timed_media(given, model, uncertainty)
    elif model == OLDER:
        raise InvalidInputError(f"model: a task takes {type(given).__name__} with {NEWER} only")
    elif isinstance(given, DocumentInput) and uncertainty:
        _check_uncertain_document(given)


def largest(given: EmbeddingInput | EmbeddingTaskInput | InputSource) -> int:
    """How many bytes a file of the input may have."""
    if isinstance(given, DocumentInput):
        return LARGEST_DOCUMENT
    return LARGEST_MEDIA if isinstance(given, AudioInput | VideoInput) else LARGEST_IMAGE


def _check_dimension(dimension: int | None, model: str) -> None:
    if dimension is None:
        return
    checks.whole_number(dimension, "dimension", 1, 2**31 - 1)
    if model == OLDER:
        raise InvalidInputError(f"dimension: it can be chosen with {NEWER}; the vectors of {OLDER} have 512 numbers")


def _check_several(given: MultiInput, model: str, uncertainty: bool | None) -> None:
    kinds = {source.media_type for source in given.sources}
    if model == OLDER:
        if not given.sources or kinds != {"image"}:
            raise InvalidInputError(f"sources: {OLDER} takes images, and one at least; other sources need {NEWER}")
        if len(given.sources) > MOST_IMAGES:
            raise InvalidInputError(f"sources: {len(given.sources)} are more than the {MOST_IMAGES} that {OLDER} takes")
    if model != NEWER:
        return
    pdf = next((each for each in given.sources if each.media_type == "document" and kind_of(each.media) == "PDF"), None)
    if pdf is not None and len(given.sources) > 1:
        raise InvalidInputError("sources: a PDF stands alone; make an embedding of each")
    if given.text is None and len(kinds) > 1 and "document" not in kinds:
        raise InvalidInputError(
            f"text: sources of different kinds ({', '.join(sorted(kinds))}) need a text beside them"
        )
    if uncertainty and "document" in kinds:
        raise InvalidInputError("uncertainty: it is not told for documents")
    if uncertainty and given.text is not None and given.sources:
        raise InvalidInputError("uncertainty: it is told for a text alone or for media alone, not for both together")


def _check_older(given: AudioInput | VideoInput) -> None:
    if isinstance(given, AudioInput) and isinstance(given.segmentation, DynamicSegmentation):
        raise InvalidInputError(f"segmentation: {OLDER} divides a sound into pieces of one length: FixedSegmentation")
    if "fused_embedding" in (given.types or ()) and given.options is not None and len(set(given.options)) < 2:
        raise InvalidInputError("types: 'fused_embedding' needs two options or more")
    if given.time_based_metadata:
        raise InvalidInputError(f"time_based_metadata: it needs {NEWER}")


def _check_timed_media(given: AudioInput | VideoInput, model: str, uncertainty: bool | None) -> None:
    if model == OLDER:
        _check_older(given)
    if model != NEWER:
        return
    if "transcription" in (given.options or ()):
        raise InvalidInputError(f"options: 'transcription' needs {OLDER}")
    fused = "fused_embedding" in (given.types or ())
    if fused != bool(given.time_based_metadata):
        raise InvalidInputError(f"types: with {NEWER}, 'fused_embedding' and time_based_metadata need each other")
    if uncertainty and "asset" in (given.scopes or ()):
        raise InvalidInputError("uncertainty: it is told for pieces of a sound or a video, not with scope 'asset'")


def _check_uncertain_document(given: DocumentInput) -> None:
    if kind_of(given.media) == "PDF":
        raise InvalidInputError("uncertainty: it is not told for PDFs")
    if given.scopes is not None and "asset" in given.scopes:
        raise InvalidInputError("uncertainty: of a text file it is told with scope 'local' only")
