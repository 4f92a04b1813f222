"""A whole analysis, with the rules between its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.analysis import (
    DEFAULT_MODEL,
    LONGEST_PART_AT_ONCE,
    NEWER_MODEL,
    UNLIMITED,
    check_max_tokens,
    check_schema,
    check_window,
)
from twelvelabs_client.intents.media import Media, MediaLike, media_of
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.segments import Segments


def _source(value: MediaLike | Images) -> Media | Images:
    return value if isinstance(value, Images) else media_of(value, "source")


@frozen(kw_only=True)
class Question:
    """A checked analysis: what is looked at, and what is asked.

    Attributes:
        source: A video, or images.
        prompt: A text, a text with images, or segments to be found.
        model: The model; None for the oldest that can do what is asked.
        temperature: How freely words are picked, 0 to 1.
        max_tokens: The longest answer.
        response_schema: A JSON Schema that the answer shall fit.
        start_time: Where the part to look at begins, in seconds.
        end_time: Where it ends, in seconds.
    """

    source: Media | Images = field(converter=_source)
    prompt: str | Prompt | Segments
    model: str | None = None
    temperature: float | None = None
    max_tokens: int | str | None = None
    response_schema: Mapping[str, Any] | None = None
    start_time: float | None = None
    end_time: float | None = None

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.prompt, Prompt | Segments):
            checks.text(self.prompt, "prompt")
        checks.within(self.temperature, "temperature", 0, 1)
        check_window(self.start_time, self.end_time)
        check_schema(self.response_schema)
        if isinstance(self.prompt, Segments):
            check_segments(self.prompt, self.response_schema, self.start_time, self.end_time)
        if isinstance(self.source, Images):
            self._check_images(self.source)
        self._check_tokens()
        self._check_model()

    @property
    def model_name(self) -> str:
        """The model to be asked."""
        return self.model or (NEWER_MODEL if self._needs_newer else DEFAULT_MODEL)

    def at_once(self) -> Question:
        """The same, if it can be answered in one call.

        Raises:
            InvalidInputError: It cannot.
        """
        if isinstance(self.prompt, Segments):
            raise InvalidInputError("prompt: segments are found in the background; use analyze.tasks")
        check_window(self.start_time, self.end_time, LONGEST_PART_AT_ONCE)
        return self

    @property
    def _needs_newer(self) -> str:
        """What only the newer model can do; empty when the older one will do."""
        if isinstance(self.source, Images):
            return "images"
        if self.max_tokens == UNLIMITED:
            return "max_tokens of 'unlimited'"
        return "time_array fields" if isinstance(self.prompt, Segments) and self.prompt.have_time_arrays else ""

    def _check_images(self, images: Images) -> None:
        if not isinstance(self.prompt, str):
            raise InvalidInputError("prompt: images are analyzed with a plain text, not with a Prompt or Segments")
        if self.start_time is not None or self.end_time is not None:
            raise InvalidInputError("start_time, end_time: images have no time")
        images.check_prompt(self.prompt)

    def _check_tokens(self) -> None:
        segments = isinstance(self.prompt, Segments)
        if self.max_tokens != UNLIMITED:
            check_max_tokens(self.max_tokens, segments=segments)
        elif not segments:
            raise InvalidInputError("max_tokens: 'unlimited' is for segments; give a number")
        elif isinstance(self.prompt, Segments) and self.prompt.have_time_ranges:
            raise InvalidInputError("max_tokens: 'unlimited' does not go with time_ranges")

    def _check_model(self) -> None:
        if self.model is not None:
            checks.text(self.model, "model")
        if self.model == DEFAULT_MODEL and self._needs_newer:
            raise InvalidInputError(f"model: {DEFAULT_MODEL} knows no {self._needs_newer}; use {NEWER_MODEL}")


def check_segments(
    segments: Segments, response_schema: object, start_time: float | None, end_time: float | None
) -> None:
    """What does not go with segments.

    Raises:
        InvalidInputError: One of these is there.
    """
    if response_schema is not None:
        raise InvalidInputError("response_schema: segments have a form of their own; give fields to their definitions")
    if segments.have_time_ranges and (start_time is not None or end_time is not None):
        raise InvalidInputError("start_time, end_time: they do not go with time_ranges of segments")
