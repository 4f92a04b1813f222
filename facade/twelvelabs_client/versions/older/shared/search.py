"""What v1.1 and v1.2 have in common in how they are asked for clips, and in how they tell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from twelvelabs_client.core.errors import InvalidInputError, UnsupportedInVersion
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.intents.older.combined_queries import CombinedQuery, Not, TextQuery, texts_in
from twelvelabs_client.intents.search import Query
from twelvelabs_client.models.search import Clip, VideoMatch
from twelvelabs_client.versions._prepare import given, optional
from twelvelabs_client.versions._search_pages import video_match
from twelvelabs_client.versions.older.shared.options import check_one_way, conversation_option, older_options
from twelvelabs_generated.types import Unset

T = TypeVar("T")
Node = TypeVar("Node")

SPOKEN = ["conversation"]
EXACT = "exact_match"
_OPERATORS = {"And": "and_", "Or": "or_", "Then": "then"}
_MENTION = re.compile(r"<@[^<>\s]+>")


class Match(Protocol):
    """What a generated reply says of a match in one modality."""

    @property
    def type_(self) -> str | Unset: ...
    @property
    def text(self) -> str | Unset: ...


class Found(Protocol):
    """What a generated reply says of a clip."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def video_id(self) -> str | Unset: ...
    @property
    def start(self) -> float | Unset: ...
    @property
    def end(self) -> float | Unset: ...
    @property
    def score(self) -> float | Unset: ...
    @property
    def confidence(self) -> str | Unset: ...
    @property
    def thumbnail_url(self) -> str | Unset: ...
    @property
    def metadata(self) -> Sequence[Match] | Unset: ...


class Item(Found, Protocol):
    """What a generated reply says of a result: a clip, or a video with its clips."""

    @property
    def id(self) -> str | Unset: ...
    @property
    def clips(self) -> Sequence[Found] | Unset: ...


def check_query(version: str, query: Query) -> None:
    """Refuse what neither of the two versions can be asked.

    Raises:
        UnsupportedInVersion: The text says what to ask instead.
        InvalidInputError: The filter asks for one thing twice.
    """
    _check_text(version, query.text)
    check_user_metadata(version, query.include_user_metadata)
    _check_matching(version, query.options, query.transcription_options)
    older_filter(query.filter)


def check_combined(version: str, query: Query, joined: CombinedQuery) -> None:
    """Refuse joined queries that neither of the two versions can be asked.

    Raises:
        UnsupportedInVersion: The text says what to ask instead.
        InvalidInputError: The filter asks for one thing twice.
    """
    older_filter(query.filter)
    for each in texts_in(joined):
        _check_text(version, each.text)
        matching = each.transcription_options or query.transcription_options
        _check_matching(version, each.options or query.options, matching)


def check_user_metadata(version: str, wanted: bool | None) -> None:
    """Refuse to be asked for the users' data of videos.

    Raises:
        UnsupportedInVersion: They are wanted.
    """
    if wanted:
        raise UnsupportedInVersion(version, "include_user_metadata", "read them with videos.get")


def older_filter(conditions: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A filter in the words of the two versions, which know a video by its title: the file's name, unless one was set.

    Raises:
        InvalidInputError: There is a title beside the file's name, or one that is no text.
    """
    if not conditions:
        return None
    if "filename" in conditions and "title" in conditions:
        raise InvalidInputError("filter: filename and title: before v1.3 they are one; give one of them")
    if not isinstance(conditions.get("title", ""), str):
        raise InvalidInputError("filter: title: expected the exact title as text")
    return {"title" if key == "filename" else key: value for key, value in conditions.items()}


def joined_query(query: CombinedQuery, node: Callable[..., Node], exclusion: Callable[..., object]) -> Node:
    """Joined queries as the two versions write them.

    Args:
        query: The queries.
        node: The generated class of a query.
        exclusion: The generated class of one query without another.
    """
    if isinstance(query, TextQuery):
        return node(
            text=query.text,
            search_options=optional(older_options(query.options) if query.options else None),
            conversation_option=optional(conversation_option(query.transcription_options)),
        )
    if isinstance(query, Not):
        origin, without = (joined_query(each, node, exclusion) for each in (query.origin, query.without))
        return node(not_=exclusion(origin=origin, sub=without))
    queries = [joined_query(each, node, exclusion) for each in query.queries]
    return node(**{_OPERATORS[type(query).__name__]: queries}, proximity=optional(query.proximity))


def read_clip(item: Found) -> Clip:
    """A clip, of a flat result or of a video."""
    return Clip(
        video_id=given(item.video_id) or "",
        start=given(item.start),
        end=given(item.end),
        thumbnail_url=given(item.thumbnail_url),
        transcription=_spoken(given(item.metadata) or ()),
        score=given(item.score),
        confidence=given(item.confidence),
        raw=item.raw_,
    )


def read_video(item: Item) -> VideoMatch:
    """A video with its clips."""
    video_id = given(item.id) or given(item.video_id) or ""
    return video_match(video_id, [read_clip(clip) for clip in given(item.clips) or ()], item.raw_)


def _check_text(version: str, text: str | None) -> None:
    if text and _MENTION.search(text):
        raise UnsupportedInVersion(version, "text: a mention of an entity", "entities came with v1.3; describe it")


def _check_matching(version: str, options: Sequence[str], transcription_options: Sequence[str] | None) -> None:
    check_one_way(version, transcription_options)
    if conversation_option(transcription_options) == EXACT and older_options(options) != SPOKEN:
        missing = "transcription_options: 'lexical' beside other options"
        raise UnsupportedInVersion(version, missing, "look at options=['transcription'] alone")


def _spoken(matches: Sequence[Match]) -> str | None:
    texts = [match.text for match in matches if match.type_ in SPOKEN and isinstance(match.text, str)]
    return " ".join(texts) or None
