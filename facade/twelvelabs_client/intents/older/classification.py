from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import (
    CLASSIFY_OPTIONS,
    SEARCH_THRESHOLDS,
    TRANSCRIPTION_OPTIONS,
    one_known,
    some_known,
)

# Logos are searched for, but videos are not classified by them.
MOST_PROMPTS = 100


def _prompts(value: object) -> Sequence[str]:
    """One prompt alone is a list of one."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Sequence):
        raise InvalidInputError(f"classes: prompts: expected a text or texts, got {type(value).__name__}")
    return tuple(value)


def _options(value: Sequence[str] | None) -> Sequence[str] | None:
    words = some_known(value, "options", CLASSIFY_OPTIONS)
    if words == []:
        raise InvalidInputError(f"options: the list is empty; look at one of {', '.join(CLASSIFY_OPTIONS)} at least")
    return None if words is None else tuple(words)


def _needed_options(value: Sequence[str]) -> Sequence[str]:
    return _options(value) or ()


def _spoken(value: Sequence[str] | None) -> Sequence[str] | None:
    words = some_known(value, "transcription_options", TRANSCRIPTION_OPTIONS)
    return tuple(words) if words else None


@frozen
class ClassifyClass:
    """A class that videos may belong to, and how it is recognized.

    Attributes:
        name: Its name in the answer.
        prompts: What is seen or heard in its videos: a text, or 1 to 100 of them.
        options: What to look at for this class, in place of what is said for all.
        transcription_options: How spoken words match for this class, `lexical` or `semantic`, in place of what is said
            for all.

    Raises:
        InvalidInputError: The name or a prompt is empty, or a word is unknown.
    """

    name: str
    prompts: Sequence[str] = field(converter=_prompts)
    options: Sequence[str] | None = field(default=None, converter=_options, kw_only=True)
    transcription_options: Sequence[str] | None = field(default=None, converter=_spoken, kw_only=True)

    def __attrs_post_init__(self) -> None:
        checks.text(self.name, "classes: name")
        if not 1 <= len(self.prompts) <= MOST_PROMPTS:
            raise InvalidInputError(
                f"classes: {self.name}: {len(self.prompts)} prompts; 1 to {MOST_PROMPTS} describe a class"
            )
        for prompt in self.prompts:
            checks.text(prompt, f"classes: {self.name}: prompts")


ClassesLike: TypeAlias = Mapping[str, str | Sequence[str]] | Sequence[ClassifyClass]


def _classes(value: ClassesLike) -> Sequence[ClassifyClass]:
    if isinstance(value, Mapping):
        return tuple(ClassifyClass(name, prompts) for name, prompts in value.items())
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidInputError(f"classes: expected names with prompts, or a list, got {type(value).__name__}")
    for place, each in enumerate(value):
        if not isinstance(each, ClassifyClass):
            raise InvalidInputError(f"classes[{place}]: expected a ClassifyClass, got {type(each).__name__}")
    return tuple(value)


@frozen(kw_only=True)
class Classification:
    """A checked classification: which classes there are, and what counts as belonging to one.

    Attributes:
        classes: One class at least, with 100 prompts together at most.
        options: What to look at.
        transcription_options: How spoken words match.
        threshold: What a video must reach, in a word.
        min_video_score: The least score of a video.
        min_clip_score: The least score of a clip.
        min_duration_ratio: The least share of a video that matching clips fill.
        include_clips: Whether clips are told.
        show_detailed_score: Whether it is told how scores came about.
        page_limit: Videos a page.
    """

    classes: Sequence[ClassifyClass] = field(converter=_classes)
    options: Sequence[str] = field(converter=_needed_options)
    transcription_options: Sequence[str] | None = field(default=None, converter=_spoken)
    threshold: str | None = None
    min_video_score: float | None = None
    min_clip_score: float | None = None
    min_duration_ratio: float | None = None
    include_clips: bool | None = None
    show_detailed_score: bool | None = None
    page_limit: int | None = None

    def given(self, videos: int) -> dict[str, object]:
        """What is asked for, and what goes together in it.

        Args:
            videos: How many videos are named; 0 for a whole index.
        """
        in_words = self.threshold is not None
        numbers = ("min_video_score", "min_clip_score", "min_duration_ratio", "show_detailed_score")
        ways = [self.transcription_options, *(each.transcription_options for each in self.classes)]
        return {
            "threshold": self.threshold,
            "transcription_options: more than one": any(len(set(each or ())) > 1 for each in ways),
            "threshold with several videos": in_words and videos > 1,
            "page_limit with a threshold": in_words and videos == 1 and self.page_limit is not None,
            **{f"{name} with a threshold": in_words and getattr(self, name) is not None for name in numbers},
            "classes with options of their own with a threshold": in_words
            and any(each.options or each.transcription_options for each in self.classes),
        }

    def __attrs_post_init__(self) -> None:
        if not self.classes:
            raise InvalidInputError("classes: there is none; give one at least")
        prompts = sum(len(each.prompts) for each in self.classes)
        if prompts > MOST_PROMPTS:
            raise InvalidInputError(f"classes: {prompts} prompts together are more than the {MOST_PROMPTS} taken")
        one_known(self.threshold, "threshold", SEARCH_THRESHOLDS)
        checks.within(self.min_video_score, "min_video_score", 1, 100)
        checks.within(self.min_clip_score, "min_clip_score", 1, 100)
        checks.within(self.min_duration_ratio, "min_duration_ratio", 0.01, 1)
        checks.page_limit(self.page_limit)
