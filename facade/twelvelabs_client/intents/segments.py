"""Segments to be found in a video: what they look like, what to tell of each, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.media import Media, MediaLike
from twelvelabs_client.intents.prompts import references_of

TIME_FORMATS = ("seconds", "hh:mm:ss", "hh:mm:ss.fff")
PLAIN_TYPES = ("string", "boolean", "number", "integer")
TYPES = (*PLAIN_TYPES, "array", "timestamp", "time_array")
RESERVED = ("start_time", "end_time", "metadata")
MOST_DEFINITIONS = 20
MOST_VALUES = 100
SHORTEST_SEGMENT = 2.0


T = TypeVar("T")


def _listed(values: Iterable[T]) -> tuple[T, ...]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InvalidInputError(f"segments: expected a list, got {type(values).__name__}")
    return tuple(values)


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return _listed(values)


def _fields(values: Iterable[SegmentField]) -> tuple[SegmentField, ...]:
    return _listed(values)


def _definitions(values: Iterable[SegmentDefinition]) -> tuple[SegmentDefinition, ...]:
    return _listed(values)


def _ranges(values: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return _listed(values)


def _check_kind(values: Sequence[object], kind: type, where: str) -> None:
    wrong = next((value for value in values if not isinstance(value, kind)), None)
    if wrong is not None:
        raise InvalidInputError(f"{where}: expected {kind.__name__}, got {type(wrong).__name__}")


@frozen
class SegmentField:
    """One thing to tell of each segment. Made by what it is: `SegmentField.string("mood", "The mood of the scene")`.

    Attributes:
        name: The value's name in the answer; not `start_time`, `end_time` or `metadata`.
        type: `string`, `boolean`, `number`, `integer`, `array`, `timestamp` or `time_array`.
        description: What the value is to tell.
        format: Of a `timestamp`: `seconds`, `hh:mm:ss` or `hh:mm:ss.fff`.
        enum: The only values allowed, at most 100.
        items: Of an `array`: the type of its members, `string`, `boolean`, `number` or `integer`.
        fields: Of a `time_array`: what to tell of each of its entries.
    """

    name: str
    type: str
    description: str
    format: str | None = field(default=None, kw_only=True)
    enum: Sequence[str] = field(default=(), converter=_texts, kw_only=True)
    items: str | None = field(default=None, kw_only=True)
    fields: Sequence[SegmentField] = field(default=(), converter=_fields, kw_only=True)

    @classmethod
    def string(cls, name: str, description: str, *, enum: Sequence[str] = ()) -> SegmentField:
        """A text, or one of the values allowed."""
        return cls(name, "string", description, enum=enum)

    @classmethod
    def boolean(cls, name: str, description: str) -> SegmentField:
        """Yes or no."""
        return cls(name, "boolean", description)

    @classmethod
    def number(cls, name: str, description: str) -> SegmentField:
        """A number."""
        return cls(name, "number", description)

    @classmethod
    def integer(cls, name: str, description: str) -> SegmentField:
        """A whole number."""
        return cls(name, "integer", description)

    @classmethod
    def array(cls, name: str, description: str, *, items: str = "string", enum: Sequence[str] = ()) -> SegmentField:
        """A list of `string`, `boolean`, `number` or `integer` values."""
        return cls(name, "array", description, items=items, enum=enum)

    @classmethod
    def timestamp(cls, name: str, description: str, *, format: str = "seconds") -> SegmentField:
        """An instant of the video, written as `seconds` (a number), `hh:mm:ss` or `hh:mm:ss.fff` (text)."""
        return cls(name, "timestamp", description, format=format)

    @classmethod
    def time_array(cls, name: str, description: str, *, fields: Sequence[SegmentField]) -> SegmentField:
        """What happens within a segment, as entries with times of their own; needs `pegasus1.6`, not in batches."""
        return cls(name, "time_array", description, fields=fields)

    def __attrs_post_init__(self) -> None:
        where = f"fields: {checks.text(self.name, 'fields: name')}"
        checks.text(self.description, f"{where}: description")
        checks.one_of(self.type, f"{where}: type", TYPES)
        if self.name in RESERVED:
            raise InvalidInputError(f"{where}: the name is reserved, as are {', '.join(RESERVED)}")
        self._check_format(where)
        self._check_values(where)
        self._check_members(where)

    def _check_format(self, where: str) -> None:
        if (self.type == "timestamp") != (self.format is not None):
            raise InvalidInputError(f"{where}: a timestamp needs a format, and nothing else has one")
        checks.one_of(self.format, f"{where}: format", TIME_FORMATS)

    def _check_values(self, where: str) -> None:
        _check_kind(self.enum, str, f"{where}: enum")
        if len(self.enum) > MOST_VALUES:
            raise InvalidInputError(f"{where}: enum: {len(self.enum)} values are more than the {MOST_VALUES} allowed")
        if self.enum and self.type in ("timestamp", "time_array"):
            raise InvalidInputError(f"{where}: enum: a {self.type} takes no list of values")

    def _check_members(self, where: str) -> None:
        if (self.type == "array") != (self.items is not None):
            raise InvalidInputError(f"{where}: an array needs items, its members' type, and nothing else has them")
        checks.one_of(self.items, f"{where}: items", PLAIN_TYPES)
        if (self.type == "time_array") != bool(self.fields):
            raise InvalidInputError(f"{where}: a time_array needs fields of its entries, and nothing else has them")
        _check_kind(self.fields, SegmentField, f"{where}: fields")
        check_names([each.name for each in self.fields], f"{where}: fields")
        nested = [each.name for each in self.fields if each.type not in (*PLAIN_TYPES, "array")]
        if nested:
            raise InvalidInputError(f"{where}: {nested[0]}: an entry can hold {', '.join(PLAIN_TYPES)} and array")


def check_names(names: Sequence[str], where: str) -> None:
    """Names of which none comes twice."""
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise InvalidInputError(f"{where}: {twice[0]!r} comes twice")


def _references(named: Mapping[str, MediaLike] | None) -> Mapping[str, Media]:
    return references_of(named) if named else {}


@frozen
class SegmentDefinition:
    """A kind of segment to find.

    Attributes:
        id: Its name in the answer, unique among the definitions.
        description: How such a segment is recognized.
        fields: What to tell of each.
        images: Up to 4 images that show what is meant, by their names; each as in a `Prompt`.
        time_ranges: Look only there: pairs of start and end in seconds, each 2 s or longer; they may touch but not
            overlap. Excludes a window of the whole analysis, and shortest and longest segments.
    """

    id: str
    description: str
    fields: Sequence[SegmentField] = field(default=(), converter=_fields, kw_only=True)
    images: Mapping[str, Media] = field(default=None, converter=_references, kw_only=True)
    time_ranges: Sequence[tuple[float, float]] = field(default=(), converter=_ranges, kw_only=True)

    def __attrs_post_init__(self) -> None:
        checks.text(self.id, "segments: id")
        checks.text(self.description, f"segments: {self.id}: description")
        _check_kind(self.fields, SegmentField, f"segments: {self.id}: fields")
        check_names([each.name for each in self.fields], f"segments: {self.id}: fields")
        for pair in self.time_ranges:
            if not isinstance(pair, tuple) or len(pair) != 2 or not all(checks.is_number(bound) for bound in pair):
                raise InvalidInputError(f"segments: {self.id}: time_ranges: {pair!r} is no pair of start and end")
            if pair[1] - pair[0] < SHORTEST_SEGMENT or pair[0] < 0:
                raise InvalidInputError(f"segments: {self.id}: time_ranges: {pair!r} does not last 2 s or more")
        for before, after in pairwise(sorted(self.time_ranges)):
            if after[0] < before[1]:
                raise InvalidInputError(f"segments: {self.id}: time_ranges: {before!r} and {after!r} overlap")


@frozen
class Segments:
    """Segments to be found, in place of a text to be written.

    Attributes:
        definitions: 1 to 20 kinds of segments.
        time_format: How their times are written: `seconds` (a number, the API's default), `hh:mm:ss` or `hh:mm:ss.fff`.
        min_duration: The shortest segment, 2 s or longer.
        max_duration: The longest segment, in seconds, not below the shortest.
    """

    definitions: Sequence[SegmentDefinition] = field(converter=_definitions)
    time_format: str | None = field(default=None, kw_only=True)
    min_duration: float | None = field(default=None, kw_only=True)
    max_duration: float | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_kind(self.definitions, SegmentDefinition, "segments")
        if not 1 <= len(self.definitions) <= MOST_DEFINITIONS:
            raise InvalidInputError(f"segments: {len(self.definitions)} definitions; 1 to {MOST_DEFINITIONS} are taken")
        check_names([each.id for each in self.definitions], "segments: id")
        checks.one_of(self.time_format, "segments: time_format", TIME_FORMATS)
        for noun, bound in (("min_duration", self.min_duration), ("max_duration", self.max_duration)):
            if bound is not None and not (checks.is_number(bound) and bound >= SHORTEST_SEGMENT):
                raise InvalidInputError(f"segments: {noun}: {bound!r} is not a number of seconds from 2")
        check_durations(self.min_duration, self.max_duration, self)

    @property
    def have_time_ranges(self) -> bool:
        """Whether a definition says where to look."""
        return any(definition.time_ranges for definition in self.definitions)

    @property
    def have_time_arrays(self) -> bool:
        """Whether a definition asks for what happens within its segments."""
        return any(each.type == "time_array" for definition in self.definitions for each in definition.fields)


def check_durations(shortest: float | None, longest: float | None, segments: Segments) -> None:
    """How long segments may be, which their definitions must leave open.

    Raises:
        InvalidInputError: No segment could be so long, or the definitions say where to look.
    """
    if shortest is not None and longest is not None and longest < shortest:
        raise InvalidInputError(f"segments: max_duration: {longest!r} is below the shortest, {shortest!r}")
    if segments.have_time_ranges and (shortest is not None or longest is not None):
        raise InvalidInputError("segments: time_ranges: they do not go with min_duration or max_duration")
