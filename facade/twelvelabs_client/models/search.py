from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject

T_co = TypeVar("T_co", covariant=True)


@frozen
class ClipMatch:
    """What of a clip matched.

    Attributes:
        option: `visual`, `transcription`, `text_in_video` or `logo`.
        text: What is said or written there, or the brand that is shown; None for what is seen.
        raw: The JSON object as received.
    """

    option: str | None = None
    text: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ClipModule:
    """How well a clip matched by one option.

    Attributes:
        option: `visual`, `transcription`, `text_in_video` or `logo`.
        confidence: In a word: `high`, `medium`, `low` or `extremely low`.
        raw: The JSON object as received.
    """

    option: str | None = None
    confidence: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Clip:
    """A part of a video that matches a search.

    Attributes:
        video_id: The video's id in the index.
        start: Where the clip begins, in seconds.
        end: Where it ends, in seconds.
        rank: Its place among the results; 1 is the best. From v1.3 on.
        thumbnail_url: A still image for an hour, if the index has the `thumbnail` addon.
        transcription: What is said in it, where known.
        user_metadata: The video's data, if asked for. From v1.3 on.
        score: How well it matches, up to about 100. Before v1.3, which ranks instead.
        confidence: The same in a word: `high`, `medium`, `low` or `extremely low`. Before v1.3.
        matches: What of it matched, with the words said or seen. Before v1.3, but for joined queries.
        modules: How well it matched by each option, where several were searched. Before v1.3.
        raw: The JSON object as received.
    """

    video_id: str
    start: float | None = None
    end: float | None = None
    rank: int | None = None
    thumbnail_url: str | None = None
    transcription: str | None = None
    user_metadata: JsonObject | None = None
    score: float | None = None
    confidence: str | None = None
    matches: Sequence[ClipMatch] = ()
    modules: Sequence[ClipModule] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class VideoMatch:
    """A video with the clips that match a search.

    Attributes:
        video_id: The video's id in the index.
        clips: Its matching clips.
        raw: The JSON object as received.
    """

    video_id: str
    clips: Sequence[Clip] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class SearchPool:
    """What was searched.

    Attributes:
        index_id: The index.
        total_count: How many videos.
        total_duration: Their length together, in seconds.
        raw: The JSON object as received.
    """

    index_id: str | None = None
    total_count: int | None = None
    total_duration: float | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class SearchPage(Generic[T_co]):
    """One page of search results.

    Attributes:
        items: Clips, or videos when grouped; in a knowledge store videos and images.
        total_results: How many results there are, as the API counts them.
        total_inner_matches: How many clips, when grouped by video.
        next_page_token: Fetches the page after this one; None on the last.
        previous_page_token: Fetches the page before this one; None on the first.
        page_expires_at: Until when the tokens can be used, where told. Do not store them.
        limit_per_page: How many results a page has at most.
        pool: What was searched.
        modalities: In what the videos of a knowledge store were searched, where told; empty when they were left out.
        raw: The JSON object as received.
    """

    items: Sequence[T_co]
    total_results: int | None = None
    total_inner_matches: int | None = None
    next_page_token: str | None = None
    previous_page_token: str | None = None
    page_expires_at: datetime | None = None
    limit_per_page: int | None = None
    pool: SearchPool | None = None
    modalities: Sequence[str] | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
