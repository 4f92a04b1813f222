"""What embeddings can be made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.documents import DocumentInput
from twelvelabs_client.intents.embedding_parts import Words, check_part, checked_text, words
from twelvelabs_client.intents.media import Media, media_of
from twelvelabs_client.intents.segmentation import DynamicSegmentation, FixedSegmentation, check_division
from twelvelabs_client.intents.values import (
    AUDIO_INPUT_OPTIONS,
    INPUT_SCOPES,
    INPUT_TYPES,
    SOURCE_TYPES,
    VIDEO_INPUT_OPTIONS,
    one_known,
)


def _video_options(values: Words) -> Words:
    return words(values, "options", VIDEO_INPUT_OPTIONS)


def _audio_options(values: Words) -> Words:
    return words(values, "options", AUDIO_INPUT_OPTIONS)


def _scopes(values: Words) -> Words:
    return words(values, "scopes", INPUT_SCOPES)


def _types(values: Words) -> Words:
    return words(values, "types", INPUT_TYPES)


@frozen
class TimedText:
    """What you know of a stretch of a sound or a video.

    Attributes:
        start: Where it begins, in seconds.
        end: Where it ends, in seconds; equal to `start` for a point in time.
        text: What you know.
    """

    start: float
    end: float
    text: str = field(converter=checked_text)

    def __attrs_post_init__(self) -> None:
        for noun, bound in (("start", self.start), ("end", self.end)):
            if not checks.is_number(bound) or bound < 0:
                raise InvalidInputError(f"{noun}: {bound!r} is not a number of seconds from 0")
        if self.end < self.start:
            raise InvalidInputError(f"end: {self.end!r} is before the start, {self.start!r}")


@frozen
class TextInput:
    """A text.

    Attributes:
        text: Up to 500 tokens.
    """

    text: str = field(converter=checked_text)


@frozen
class ImageInput:
    """An image: JPEG or PNG, at least 128x128 pixels, up to 32 MB.

    Attributes:
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`.
    """

    media: Media = field(converter=media_of)


@frozen
class TextImageInput:
    """A text and an image in one vector.

    Attributes:
        text: Up to 500 tokens.
        media: The image, as in `ImageInput`.
    """

    text: str = field(converter=checked_text)
    media: Media = field(converter=media_of)


@frozen
class AudioInput:
    """A sound: WAV, MP3 or FLAC; as bytes or a file up to 36 MB.

    Attributes:
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`.
        start: Where the part to look at begins, in seconds.
        end: Where it ends, in seconds; default: the end of the file.
        options: `audio` (what is heard apart from speech), `transcription` (what is said; `marengo3.0` only).
        scopes: What a vector covers: `clip` (in tasks also called `local`), `asset`; default: both.
        types: `separate_embedding` (default: one vector for each option), `fused_embedding` (one for all), or both.
        segmentation: How it is divided; `DynamicSegmentation` needs `marengo3.5`.
        time_based_metadata: What you know of stretches of it: tasks with `marengo3.5` and `fused_embedding`.
    """

    media: Media = field(converter=media_of)
    start: float | None = field(default=None, kw_only=True)
    end: float | None = field(default=None, kw_only=True)
    options: Words = field(default=None, kw_only=True, converter=_audio_options)
    scopes: Words = field(default=None, kw_only=True, converter=_scopes)
    types: Words = field(default=None, kw_only=True, converter=_types)
    segmentation: FixedSegmentation | DynamicSegmentation | None = field(default=None, kw_only=True)
    time_based_metadata: Sequence[TimedText] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_part(self.start, self.end)
        check_division(self.segmentation, FixedSegmentation, DynamicSegmentation)
        _check_timed(self.time_based_metadata)


@frozen
class VideoInput:
    """A video of 360x360 to 5184x2160 pixels; as bytes or a file up to 36 MB.

    Attributes:
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`.
        start: Where the part to look at begins, in seconds.
        end: Where it ends, in seconds; default: the end of the file.
        options: `visual`, `audio` (what is heard apart from speech), `transcription` (what is said; `marengo3.0` only).
        scopes: What a vector covers: `clip` (in tasks also called `local`), `asset`; default: both.
        types: `separate_embedding` (default: one vector for each option), `fused_embedding` (one for all), or both.
        segmentation: How it is divided; default: by its scenes.
        time_based_metadata: What you know of stretches of it: tasks with `marengo3.5` and `fused_embedding`.
    """

    media: Media = field(converter=media_of)
    start: float | None = field(default=None, kw_only=True)
    end: float | None = field(default=None, kw_only=True)
    options: Words = field(default=None, kw_only=True, converter=_video_options)
    scopes: Words = field(default=None, kw_only=True, converter=_scopes)
    types: Words = field(default=None, kw_only=True, converter=_types)
    segmentation: FixedSegmentation | DynamicSegmentation | None = field(default=None, kw_only=True)
    time_based_metadata: Sequence[TimedText] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_part(self.start, self.end)
        check_division(self.segmentation, FixedSegmentation, DynamicSegmentation)
        _check_timed(self.time_based_metadata)


@frozen
class InputSource:
    """One of the media of a `MultiInput`.

    Attributes:
        media_type: `image`; with `marengo3.5` also `video`, `audio` (up to 30 s each) and `document`.
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`; with
            `marengo3.5` up to 32 MB.
        name: A name by which the text can speak of it, as `<@name>`.
    """

    media_type: Literal["image", "video", "audio", "document"]
    media: Media = field(converter=media_of)
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        one_known(self.media_type, "media_type", SOURCE_TYPES)
        if self.name is not None:
            checks.text(self.name, "name")


@frozen
class MultiInput:
    """A text, several media, or both, in one vector.

    Attributes:
        text: A text; with `marengo3.0` up to 500 tokens, with `marengo3.5` up to 2,000.
        sources: The media, in order. `marengo3.0` takes 1 to 10 images. With `marengo3.5` a PDF stands alone, and
            media of different kinds need a text beside them, for which a text file counts too.
    """

    text: str | None = None
    sources: Sequence[InputSource] = ()

    def __attrs_post_init__(self) -> None:
        if self.text is not None:
            checks.text(self.text, "text")
        if isinstance(self.sources, InputSource) or not all(isinstance(each, InputSource) for each in self.sources):
            raise InvalidInputError("sources: expected a list of InputSource")
        if self.text is None and not self.sources:
            raise InvalidInputError("MultiInput: give a text, sources, or both")
        names = [source.name for source in self.sources if source.name is not None]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InvalidInputError(f"sources: the name {twice!r} is given twice")


def _check_timed(texts: Sequence[TimedText]) -> None:
    if isinstance(texts, TimedText) or not all(isinstance(each, TimedText) for each in texts):
        raise InvalidInputError("time_based_metadata: expected a list of TimedText")


EmbeddingInput: TypeAlias = TextInput | ImageInput | TextImageInput | AudioInput | VideoInput | MultiInput
EmbeddingTaskInput: TypeAlias = AudioInput | VideoInput | ImageInput | DocumentInput


@frozen(kw_only=True)
class EmbeddingChoices:
    """What is asked for beside the input."""

    model: str
    dimension: int | None = None
    uncertainty: bool | None = None
    auto_truncate: bool | None = None
