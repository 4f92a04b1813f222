"""The value sets of the API, each in this one place. A test compares them with our description.

A value that is not listed is sent all the same, with one `UnknownValueWarning`: the API may have got it since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.notices import notice

# What of a video can be looked at. The names that it had before v1.3, and what they became.
OLDER_OPTIONS: Mapping[str, str] = {"conversation": "audio", "text_in_video": "visual", "logo": "visual"}
MODEL_FAMILIES = ("marengo", "pegasus")
INDEX_MODEL_OPTIONS = ("visual", "audio")

ASSET_TYPES = ("image", "video", "audio", "document")
UPLOAD_KINDS = ("video", "audio", "image")
TRANSCRIPTION_PARTS = ("words", "sentences", "utterances")
INDEXED_ASSET_STATUSES = ("validating", "pending", "queued", "indexing", "ready", "failed")
TASK_STATUSES = ("uploading", *INDEXED_ASSET_STATUSES)

SEARCH_OPTIONS = ("visual", "audio", "transcription")
TRANSCRIPTION_OPTIONS = ("lexical", "semantic")
SEARCH_OPERATORS = ("or", "and")
SEARCH_THRESHOLDS = ("high", "medium", "low", "none")
SEARCH_ORDERS = ("score", "clip_count")

ANALYSIS_MODES = ("general", "time_based_metadata")
ANALYZE_TASK_STATUSES = ("queued", "pending", "processing", "ready", "failed", "canceled")
ANALYZE_BATCH_STATUSES = ("pending", "processing", "canceling", "canceled", "completed", "expired")

EMBEDDING_TASK_STATUSES = ("processing", "ready", "failed")
STORED_EMBEDDING_OPTIONS = ("visual", "audio", "transcription", "visual-text")
EMBEDDING_SCOPES = ("clip", "video")
TRUNCATIONS = ("none", "start", "end")
VIDEO_INPUT_OPTIONS = ("visual", "audio", "transcription")
AUDIO_INPUT_OPTIONS = ("audio", "transcription")
DOCUMENT_OPTIONS = ("visual", "text")
INPUT_SCOPES = ("clip", "local", "asset")
DOCUMENT_SCOPES = ("local", "asset")
INPUT_TYPES = ("separate_embedding", "fused_embedding")
SOURCE_TYPES = ("image", "video", "audio", "document")
SEGMENTATION_STRATEGIES = ("standard", "quadrants")

ENTITY_STATUSES = ("processing", "ready")
ITEM_STATUSES = ("queued", "pending", "processing", "ready", "failed")
ITEM_ASSET_TYPES = ("video", "image")
ITEM_MODALITIES = ("visual", "audio")
ITEM_GROUPINGS = ("none", "item")
RESPONSE_INCLUDES = ("intermediate_outputs",)

CLASSIFY_OPTIONS = ("visual", "audio", "transcription", "conversation", "text_in_video")
GIST_TYPES = ("title", "topic", "hashtag")
SUMMARY_TYPES = ("summary", "chapter", "highlight")
TASK_LANGUAGES = ("en",)

SORT_BY_TIME = ("created_at", "updated_at")
SORT_BY_TIME_OR_NAME = (*SORT_BY_TIME, "name")
SORT_ORDERS = ("asc", "desc")


class UnknownValueWarning(UserWarning):
    """A value is sent that this release does not know; the API may refuse it."""


def one_known(value: str | None, parameter: str, known: Collection[str]) -> str | None:
    """Check a value of a set; one that is not known is sent, with a warning. A member of an enum is sent by its value.

    Raises:
        InvalidInputError: It is not a string, or an empty one.
    """
    if value is None:
        return None
    checked = _string(value, parameter)
    _warn([checked], parameter, known)
    return checked


def some_known(values: Iterable[str] | None, parameter: str, known: Collection[str]) -> list[str] | None:
    """Check values of a set; one string alone is a list of one.

    Raises:
        InvalidInputError: It is not a list of strings, or one of them is empty.
    """
    if values is None:
        return None
    if not isinstance(values, Iterable) or isinstance(values, Mapping):
        raise InvalidInputError(f"{parameter}: must be a list of strings, got {type(values).__name__}")
    listed = [_string(value, parameter) for value in ([values] if isinstance(values, str) else values)]
    _warn(listed, parameter, known)
    return listed


def filter_known(values: Iterable[str] | None, parameter: str, known: Collection[str]) -> list[str] | None:
    """Check values to filter by; a list without any would leave nothing out.

    Raises:
        InvalidInputError: It is not a list of strings, or it is empty.
    """
    listed = some_known(values, parameter, known)
    if listed is not None and not listed:
        raise InvalidInputError(f"{parameter}: the list is empty; leave it out to list all")
    return listed


def _string(value: object, parameter: str) -> str:
    if not isinstance(value, str):
        raise InvalidInputError(f"{parameter}: must be a string, got {type(value).__name__}")
    if not value:
        raise InvalidInputError(f"{parameter}: must not be empty; leave it out for the default")
    return str.__str__(value)


def _warn(values: Sequence[str], parameter: str, known: Collection[str]) -> None:
    """Warn once of all values that are not known."""
    unknown = [value for value in values if value not in known]
    if unknown:
        named, listed = ", ".join(map(repr, unknown)), ", ".join(value for value in known if value not in OLDER_OPTIONS)
        are = "is" if len(unknown) == 1 else "are"
        notice(f"{parameter}: {named} {are} not one of {listed}; sent as given", UnknownValueWarning)
