"""What v1.1 and v1.2 have in common in how they are asked for clips, and in how they tell them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.intents.older.combined_queries import CombinedQuery, Not, TextQuery
from twelvelabs_client.models.search import Clip, ClipMatch, ClipModule, VideoMatch
from twelvelabs_client.versions._prepare import given, optional
from twelvelabs_client.versions._search_pages import video_match
from twelvelabs_client.versions.older.shared.options import conversation_option, older_options
from twelvelabs_generated.types import Unset

T = TypeVar("T")
Node = TypeVar("Node")

_NEWER = {"conversation": "transcription"}
_OPERATORS = {"And": "and_", "Or": "or_", "Then": "then"}


class Match(Protocol):
    """What a generated reply says of a match in one modality."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def type_(self) -> str | Unset: ...
    @property
    def text(self) -> str | Unset: ...


class Module(Protocol):
    """What a generated reply says of its confidence in one modality."""

    @property
    def raw_(self) -> JsonObject: ...
    @property
    def type_(self) -> str | Unset: ...
    @property
    def confidence(self) -> str | Unset: ...


class Confidences(Protocol):
    """The same in an older form: a word for each modality."""

    @property
    def raw_(self) -> JsonObject: ...


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
    @property
    def modules(self) -> Sequence[Module] | Unset: ...
    @property
    def module_confidence(self) -> Confidences | Unset: ...


class Item(Found, Protocol):
    """What a generated reply says of a result: a clip, or a video with its clips."""

    @property
    def id(self) -> str | Unset: ...
    @property
    def clips(self) -> Sequence[Found] | Unset: ...


def older_filter(conditions: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A filter in the words of the two versions, which know a video by its title: by default the file's name."""
    if not conditions:
        return None
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
    matches = [_match_of(match) for match in given(item.metadata) or ()]
    return Clip(
        video_id=given(item.video_id) or "",
        start=given(item.start),
        end=given(item.end),
        thumbnail_url=given(item.thumbnail_url),
        transcription=_spoken(matches),
        score=given(item.score),
        confidence=given(item.confidence),
        matches=matches,
        modules=_modules_of(item),
        raw=item.raw_,
    )


def read_video(item: Item) -> VideoMatch:
    """A video with its clips."""
    video_id = given(item.id) or given(item.video_id) or ""
    return video_match(video_id, [read_clip(clip) for clip in given(item.clips) or ()], item.raw_)


def _match_of(reply: Match) -> ClipMatch:
    return ClipMatch(_option(given(reply.type_)), given(reply.text), raw=reply.raw_)


def _modules_of(item: Found) -> list[ClipModule]:
    """Confidences by option, in the order and form in which the API sends them."""
    if not isinstance(item.modules, Unset):
        return [ClipModule(_option(given(each.type_)), given(each.confidence), raw=each.raw_) for each in item.modules]
    words = {} if isinstance(item.module_confidence, Unset) else item.module_confidence.raw_
    return [
        ClipModule(_option(option), word, raw={option: word}) for option, word in words.items() if isinstance(word, str)
    ]


def _option(kind: str | None) -> str | None:
    """An option as a search of the facade names it: what is said is its `transcription`."""
    return None if kind is None else _NEWER.get(kind, kind)


def _spoken(matches: Sequence[ClipMatch]) -> str | None:
    return " ".join(match.text for match in matches if match.option == "transcription" and match.text) or None
