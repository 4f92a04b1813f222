from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class ClassifiedClip:
    """A part of a video that matches a class.

    Attributes:
        start: Where it begins, in seconds.
        end: Where it ends, in seconds.
        score: How well it matches, up to about 100.
        option: In what it matches: `visual`, `audio`, `text_in_video`.
        prompt: The prompt that it matches.
        confidence: The score in a word; told where the classification had a `threshold`.
        thumbnail_url: A still image for a limited time, if the index has the `thumbnail` addon.
        raw: The JSON object as received.
    """

    start: float | None = None
    end: float | None = None
    score: float | None = None
    option: str | None = None
    prompt: str | None = None
    confidence: str | None = None
    thumbnail_url: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ClassifiedClass:
    """A class that a video belongs to.

    A classification with a `threshold` tells `max_score`, `confidence` and `duration`; every other one tells `score`
    and `duration_ratio`, and the scores it came from where they were asked for.

    Attributes:
        name: Its name.
        score: How well the video matches, up to 100.
        duration_ratio: The share of the video that its matching clips fill, 0 to 1.
        max_score: The best score of a clip.
        avg_score: The mean score of the clips.
        normalized_score: The score, made comparable between classes.
        duration_weighted_score: The mean score of the clips by their length, where told.
        confidence: The best score in a word: `high`, `medium`, `low` or `extremely low`.
        duration: The length of the matching clips together, in seconds.
        clips: The clips that match, if asked for.
        raw: The JSON object as received.
    """

    name: str
    score: float | None = None
    duration_ratio: float | None = None
    max_score: float | None = None
    avg_score: float | None = None
    normalized_score: float | None = None
    duration_weighted_score: float | None = None
    confidence: str | None = None
    duration: float | None = None
    clips: Sequence[ClassifiedClip] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ClassifiedVideo:
    """A video and the classes that it belongs to.

    Attributes:
        video_id: The video's id in the index.
        classes: Its classes.
        raw: The JSON object as received.
    """

    video_id: str
    classes: Sequence[ClassifiedClass] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
