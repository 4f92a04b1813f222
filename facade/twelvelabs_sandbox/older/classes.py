"""What of a video belongs to a class, from the clips that match its prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.older.matching import CONFIDENCES, Wanted, check_exactness, confidence_of, hits_in, is_exact
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

MOST_PROMPTS = 100
EXACTNESS = "classify_option_combination_not_supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a video and a clip must reach to count: scores up to 100, a share of the video, and a confidence."""

    video_score: float = 0.0
    clip_score: float = 0.0
    duration_ratio: float = 0.0
    confidence: str = "none"


@dataclass(frozen=True, slots=True)
class Prompted:
    """A class that is asked for: its name, and what is looked for in its sake, by prompt."""

    name: str
    prompts: Mapping[str, Wanted]


@dataclass(frozen=True, slots=True)
class Seen:
    """A clip that matches a class, by its best prompt and modality."""

    start: float
    end: float
    score: float
    option: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """How a video belongs to a class."""

    name: str
    clips: Sequence[Seen]
    duration: float
    ratio: float
    normalized: float

    @property
    def highest(self) -> float:
        """Best score of a clip."""
        return max(clip.score for clip in self.clips)

    @property
    def mean(self) -> float:
        """Mean score of the clips."""
        return round(sum(clip.score for clip in self.clips) / len(self.clips), 2)

    @property
    def weighted(self) -> float:
        """Mean score of the clips by their length."""
        return round(sum(clip.score * (clip.end - clip.start) for clip in self.clips) / self.duration, 2)

    @property
    def score(self) -> float:
        """How well the video matches."""
        return round((self.highest + self.normalized) / 2, 2)


def prompted(body: Mapping[str, Any]) -> list[Prompted]:
    """The classes of a request, checked; the first revision called them labels.

    Raises:
        ApiError: 400, there are none, they are given twice, or have too many prompts.
    """
    if "labels" in body and "classes" in body:
        raise invalid("labels", "Give labels or classes, not both.")
    given = body.get("labels") or body.get("classes")
    if not given:
        raise not_provided("classes")
    if sum(len(each["prompts"]) for each in given) > MOST_PROMPTS:
        message = f"The classes have more than {MOST_PROMPTS} prompts together. Send fewer."
        raise ApiError(400, "classify_prompts_limit_exceeded", message)
    return [_class(each, body) for each in given]


def limits_of(body: Mapping[str, Any], *, several: bool) -> Limits:
    """What has to be reached, in whichever form the request says it.

    Args:
        body: the request.
        several: whether what is left out has the values of a request for several videos.
    """
    given = body.get("threshold")
    if isinstance(given, str) or (given is None and "labels" in body):
        return Limits(confidence=given or "low")
    if isinstance(given, (int, float)) or (given is None and not several):
        return Limits(video_score=75 if given is None else given)
    given = given or {}
    return Limits(
        video_score=given.get("min_video_score", 75),
        clip_score=given.get("min_clip_score", 30),
        duration_ratio=given.get("min_duration_ratio", 0.5),
    )


def belongings(platform: Platform, video: Document, classes: Sequence[Prompted], limits: Limits) -> list[Belonging]:
    """The classes a video belongs to, best first; slow, so call it off the event loop."""
    length = video["system_metadata"]["duration"]
    clips = {each.name: _seen(platform, video, each, limits) for each in classes}
    best = max((clip.score for seen in clips.values() for clip in seen), default=0.0)
    found = [_belonging(name, seen, length, best) for name, seen in clips.items() if seen]
    kept = [each for each in found if _reaches(each, limits)]
    return sorted(kept, key=lambda each: -each.score)


def _class(given: Mapping[str, Any], body: Mapping[str, Any]) -> Prompted:
    options = given.get("options") or body["options"]
    how = given.get("conversation_option") or body.get("conversation_option", "semantic")
    check_exactness(options, how, EXACTNESS)
    prompts = {text: Wanted(text=text, options=tuple(options), exact=is_exact(how)) for text in given["prompts"]}
    return Prompted(given["name"], prompts)


def _seen(platform: Platform, video: Document, asked: Prompted, limits: Limits) -> list[Seen]:
    """The clips that match, each by its best prompt and modality."""
    best: dict[float, Seen] = {}
    for prompt, wanted in asked.prompts.items():
        for hit in hits_in(platform, video, wanted):
            option = max(hit.scores, key=lambda each: hit.scores[each])
            known = best.get(hit.start)
            if hit.score >= limits.clip_score and (known is None or known.score < hit.score):
                best[hit.start] = Seen(hit.start, hit.end, hit.score, option, prompt)
    return [best[start] for start in sorted(best)]


def _belonging(name: str, clips: Sequence[Seen], length: float, best: float) -> Belonging:
    duration = round(sum(clip.end - clip.start for clip in clips), 3)
    highest = max(clip.score for clip in clips)
    return Belonging(name, clips, duration, round(min(1.0, duration / length), 2), round(100 * highest / best, 2))


def _reaches(found: Belonging, limits: Limits) -> bool:
    sure = limits.confidence == "none" or (
        confidence_of(found.highest) in CONFIDENCES[: CONFIDENCES.index(limits.confidence) + 1]
    )
    return sure and found.score >= limits.video_score and found.ratio >= limits.duration_ratio
