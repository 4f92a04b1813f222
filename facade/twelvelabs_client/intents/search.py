"""Rules of a search, checked before it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from attrs import frozen

from twelvelabs_client.core.checks import is_number, within
from twelvelabs_client.core.checks import text as check_text
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import (
    OLDER_OPTIONS,
    SEARCH_OPTIONS,
    SEARCH_ORDERS,
    SEARCH_THRESHOLDS,
    one_known,
    some_known,
)

MOST_IMAGES = 10
SPOKEN = ("transcription", "conversation")
_MENTION = re.compile(r"<@[^<>\s]+>")
_RANGED = ("duration", "width", "height", "size")
_BOUNDS = {"gte", "lte"}


class TextMatching(Protocol):
    """A text to look for, and how, where that is said for it alone."""

    @property
    def text(self) -> str | None: ...
    @property
    def options(self) -> Sequence[str] | None: ...
    @property
    def transcription_options(self) -> Sequence[str] | None: ...


@frozen(kw_only=True)
class Scoring:
    """How scores choose and order what is found; v1.3 has ranks instead."""

    threshold: str | None = None
    sort_by: str | None = None
    adjust_confidence_level: float | None = None


@frozen(kw_only=True)
class Query:
    """A checked search: what is asked, and how it is to be answered. Local images are handed over beside it."""

    index_id: str
    text: str | None = None
    image_urls: Sequence[str] = ()
    options: Sequence[str]
    transcription_options: Sequence[str] | None = None
    operator: str | None = None
    filter: Mapping[str, Any] | None = None
    group_by: str | None = None
    page_limit: int | None = None
    include_user_metadata: bool | None = None
    scoring: Scoring = Scoring()

    def given(self, images: int, joined: Sequence[TextMatching] = ()) -> dict[str, object]:
        """What is asked for, and what goes together in it.

        Args:
            images: How many images there are.
            joined: The queries that are joined, before v1.3.
        """
        asked = [
            (each.text, each.options or self.options, each.transcription_options or self.transcription_options)
            for each in joined
        ] or [(self.text, self.options, self.transcription_options)]
        conditions = self.filter or {}
        return {
            "options": self.options,
            "images": images > 0,
            "images: more than one": images > 1,
            "images beside a text": images > 0 and self.text is not None,
            "text: a mention of an entity": any(text and _MENTION.search(text) for text, _, _ in asked),
            "transcription_options: more than one": any(len(set(ways or ())) > 1 for _, _, ways in asked),
            "transcription_options: 'lexical' beside other options": any(
                "lexical" in (ways or ()) and not set(options) <= {*SPOKEN, "audio"} for _, options, ways in asked
            ),
            "include_user_metadata": self.include_user_metadata,
            "adjust_confidence_level": self.scoring.adjust_confidence_level is not None,
            "filter: filename beside title": {"filename", "title"} <= conditions.keys(),
            "filter: a title that is not a string": not isinstance(conditions.get("title", ""), str),
        }


def check_query(text: str | None, images: int, options: Sequence[str], transcription_options: object) -> None:
    """What is asked, and what belongs together.

    Raises:
        InvalidInputError: Nothing is asked, or options contradict each other.
    """
    if text is not None:
        check_text(text, "text")
    if text is None and not images:
        raise InvalidInputError("search: give a text, images, or both")
    if images > MOST_IMAGES:
        raise InvalidInputError(f"images: {images} are more than the {MOST_IMAGES} that a search takes")
    if images and "visual" not in options:
        raise InvalidInputError("images: a search by image needs 'visual' among its options")
    check_spoken(options, transcription_options)


def check_options(options: Iterable[str]) -> list[str]:
    """What is looked at.

    Raises:
        InvalidInputError: Nothing is, or something that the API does not know.
    """
    wanted = some_known(options, "options", (*SEARCH_OPTIONS, *OLDER_OPTIONS))
    if not wanted:
        raise InvalidInputError(f"options: a search looks at one of {', '.join(SEARCH_OPTIONS)} at least")
    return wanted


def default_options(text: str | None) -> list[str]:
    """What is looked at where nothing is said: of a text all that can match it, of images what they can show."""
    return ["visual", "audio"] if text is None else ["visual", "audio", "transcription"]


def check_spoken(options: Collection[str], transcription_options: object) -> None:
    """How spoken words match is said only where they are looked at.

    Raises:
        InvalidInputError: They are not.
    """
    if transcription_options and not set(SPOKEN) & set(options):
        raise InvalidInputError("transcription_options: they need 'transcription' among the options")


def check_scoring(scoring: Scoring, group_by: str | None) -> None:
    """Words and numbers that a score is compared with.

    Raises:
        InvalidInputError: One is not among those that the API knows, or clips are counted that are not grouped.
    """
    one_known(scoring.threshold, "threshold", SEARCH_THRESHOLDS)
    one_known(scoring.sort_by, "sort_by", SEARCH_ORDERS)
    within(scoring.adjust_confidence_level, "adjust_confidence_level", 0, 1)
    if scoring.sort_by == "clip_count" and group_by != "video":
        raise InvalidInputError("sort_by: 'clip_count' needs group_by='video'")


def check_filter(conditions: Mapping[str, Any] | None) -> None:
    """The conditions of a filter.

    Args:
        conditions: `id` (list of video ids), `duration`, `width`, `height`, `size` (a number, or `gte` and `lte`),
            `filename` (exact), or keys of user metadata.

    Raises:
        InvalidInputError: A condition is of a form that the API refuses.
    """
    if not conditions:
        return
    if not isinstance(conditions, Mapping):
        raise InvalidInputError(f"filter: expected keys and conditions, got {type(conditions).__name__}")
    for key, value in conditions.items():
        if not isinstance(key, str) or not key:
            raise InvalidInputError(f"filter: {key!r} is no key; keys are texts")
        _check_condition(key, value)


def filter_text(conditions: Mapping[str, Any] | None) -> str | None:
    """A checked filter as the JSON text that the API takes in a form."""
    if not conditions:
        return None
    return json.dumps(dict(conditions), separators=(",", ":"), ensure_ascii=False)


def _check_condition(key: str, value: object) -> None:
    if key == "id":
        if not isinstance(value, list | tuple) or not value or not all(isinstance(v, str) and v for v in value):
            raise InvalidInputError("filter: id: expected a list of video ids with at least one")
    elif key in _RANGED:
        _check_number(key, value)
    elif key == "filename":
        if not isinstance(value, str):
            raise InvalidInputError("filter: filename: expected the exact name as text")
    elif isinstance(value, Mapping):
        _check_number(key, value)
    elif not isinstance(value, str | bool) and not is_number(value):
        raise InvalidInputError(f"filter: {key}: expected a text, a number, a boolean or a range")


def _check_number(key: str, value: object) -> None:
    bounds = list(value.values()) if isinstance(value, Mapping) else [value]
    if isinstance(value, Mapping) and (not value or not set(value) <= _BOUNDS):
        raise InvalidInputError(f"filter: {key}: a range has 'gte', 'lte' or both")
    if not all(is_number(bound) for bound in bounds):
        raise InvalidInputError(f"filter: {key}: expected a number, or numbers under 'gte' and 'lte'")
