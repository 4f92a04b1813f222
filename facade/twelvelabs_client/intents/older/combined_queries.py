"""Queries that are joined: of v1.1 and v1.2, for `search.combined`. A plain text is a query too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.search import check_options, check_spoken
from twelvelabs_client.intents.values import TRANSCRIPTION_OPTIONS, some_known

# JSON is not nested without end by all that read it, and the API says nothing of a limit.
DEEPEST = 50


def _checked_options(values: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(check_options(values))


def _checked_matching(values: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(some_known(values, "transcription_options", TRANSCRIPTION_OPTIONS) or ()) or None


@frozen
class TextQuery:
    """A text to look for, where it is looked for otherwise than the others.

    Attributes:
        text: What to look for.
        options: What to look at for this text; default: as for the whole search.
        transcription_options: How spoken words match for this text: `lexical` or `semantic`; default: likewise.
    """

    text: str
    options: Sequence[str] | None = field(default=None, kw_only=True, converter=_checked_options)
    transcription_options: Sequence[str] | None = field(default=None, kw_only=True, converter=_checked_matching)

    def __attrs_post_init__(self) -> None:
        checks.text(self.text, "text")
        if self.options is not None:
            check_spoken(self.options, self.transcription_options)

    @property
    def depth(self) -> int:
        """How deep queries are joined in it: not at all."""
        return 0


@frozen(init=False)
class _Joined:
    queries: tuple[CombinedQuery, ...]
    proximity: float | None
    depth: int = field(repr=False, eq=False)

    def __init__(self, *queries: str | CombinedQuery, proximity: float | None = None) -> None:
        kind = type(self).__name__
        if not queries:
            raise InvalidInputError(f"{kind}: give one query at least")
        found = tuple(query_of(query, kind) for query in queries)
        self.__attrs_init__(found, check_proximity(proximity), _depth_over(kind, found))


@frozen(init=False)
class And(_Joined):
    """Queries that all match in one place.

    Attributes:
        queries: The queries: texts, or queries again.
        proximity: Seconds by which each match is widened on both sides; default: 0.
        depth: How deep queries are joined in it.
    """


@frozen(init=False)
class Or(_Joined):
    """Queries of which any may match.

    Attributes:
        queries: The queries: texts, or queries again.
        proximity: Seconds by which each match is widened on both sides; default: 0.
        depth: How deep queries are joined in it.
    """


@frozen(init=False)
class Then(_Joined):
    """Queries that match one after the other.

    Attributes:
        queries: The queries in their order: texts, or queries again.
        proximity: Seconds by which each match is widened on both sides; default: 0.
        depth: How deep queries are joined in it.
    """


@frozen(init=False)
class Not:
    """Matches of one query that do not touch those of another: `Not("cooking", without="spaghetti")`.

    Attributes:
        origin: What to look for: a text, or a query again.
        without: What must not match there.
        depth: How deep queries are joined in it.
    """

    origin: CombinedQuery
    without: CombinedQuery
    depth: int = field(repr=False, eq=False)

    def __init__(self, origin: str | CombinedQuery, without: str | CombinedQuery) -> None:
        found = query_of(origin, "Not"), query_of(without, "Not")
        self.__attrs_init__(*found, _depth_over("Not", found))


CombinedQuery: TypeAlias = TextQuery | And | Or | Then | Not


def query_of(value: str | CombinedQuery, noun: str) -> CombinedQuery:
    """What a user handed over as a query.

    Args:
        value: A text or a query.
        noun: What it is for, for the error.

    Raises:
        InvalidInputError: It is neither, or an empty text.
    """
    if isinstance(value, str):
        return TextQuery(value)
    if not isinstance(value, TextQuery | And | Or | Then | Not):
        raise InvalidInputError(f"{noun}: expected a text, TextQuery, And, Or, Then or Not, got {type(value).__name__}")
    return value


def widened(query: CombinedQuery, proximity: float | None) -> CombinedQuery:
    """A query with the proximity that is given beside it.

    Raises:
        InvalidInputError: It is none that has a proximity, or has its own.
    """
    if proximity is None:
        return query
    if not isinstance(query, And | Or | Then):
        raise InvalidInputError("proximity: it goes with And, Or and Then")
    if query.proximity is not None:
        raise InvalidInputError(f"proximity: {type(query).__name__} has its own; give it once")
    return type(query)(*query.queries, proximity=proximity)


def texts_in(query: CombinedQuery) -> Iterator[TextQuery]:
    """All texts of a query, in their order."""
    if isinstance(query, TextQuery):
        yield query
        return
    for each in (query.origin, query.without) if isinstance(query, Not) else query.queries:
        yield from texts_in(each)


def check_matching(query: CombinedQuery, options: Sequence[str], transcription_options: Sequence[str] | None) -> None:
    """How spoken words match is said only where they are looked at.

    Args:
        query: The query.
        options: What is looked at for texts that do not say it themselves.
        transcription_options: How spoken words match there, likewise.

    Raises:
        InvalidInputError: It is said where they are not.
    """
    looked_at = [(each.options or options, each.transcription_options) for each in texts_in(query)]
    for own, matching in looked_at:
        check_spoken(own, matching)
    check_spoken({option for own, _ in looked_at for option in own}, transcription_options)


def check_proximity(value: float | None) -> float | None:
    """Seconds, or nothing.

    Raises:
        InvalidInputError: It is no number from 0.
    """
    if value is not None and (not checks.is_number(value) or value < 0):
        raise InvalidInputError(f"proximity: {value!r} is not a number of seconds from 0")
    return value


def _depth_over(kind: str, queries: Sequence[CombinedQuery]) -> int:
    depth = 1 + max(query.depth for query in queries)
    if depth > DEEPEST:
        raise InvalidInputError(f"{kind}: queries are joined {depth} deep; {DEEPEST} at most")
    return depth
