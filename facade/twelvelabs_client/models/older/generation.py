from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class Gist:
    """A video in short; what was not asked for is None or empty.

    Attributes:
        id: The answer's id.
        title: A title.
        topics: Topics.
        hashtags: Hashtags, without the sign.
        raw: The JSON object as received.
    """

    id: str
    title: str | None = None
    topics: Sequence[str] = ()
    hashtags: Sequence[str] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class SummaryChapter:
    """A part of a video.

    Attributes:
        number: Its place in the order, from 0.
        start: Where it begins, in seconds.
        end: Where it ends, in seconds.
        title: A title.
        summary: What happens.
        raw: The JSON object as received.
    """

    number: int | None = None
    start: float | None = None
    end: float | None = None
    title: str | None = None
    summary: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class SummaryHighlight:
    """A main moment of a video.

    Attributes:
        start: Where it begins, in seconds.
        end: Where it ends, in seconds.
        title: The moment in a phrase.
        summary: What happens; not always told.
        raw: The JSON object as received.
    """

    start: float | None = None
    end: float | None = None
    title: str | None = None
    summary: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Summary:
    """A video summed up, in the form that was asked for; the others are None or empty.

    Attributes:
        id: The answer's id.
        text: The summary in one text.
        chapters: The video in parts, in order.
        highlights: Its main moments, in order.
        raw: The JSON object as received.
    """

    id: str
    text: str | None = None
    chapters: Sequence[SummaryChapter] = ()
    highlights: Sequence[SummaryHighlight] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
