"""Which clips of a video answer a text or an image, how well, and in which modalities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.media.clips import Clip
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.transcripts import between, text_of
from twelvelabs_sandbox.older.names import CONVERSATION, VISUAL, options_of, searching_engine
from twelvelabs_sandbox.older.texts import Texts, texts_of
from twelvelabs_sandbox.search.ranking import Query, speech_score, tokens, visual_score
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.platform import Platform

CONFIDENCES = ("high", "medium", "low")
LIMITS = (75.0, 65.0, 55.0)
WEAKEST = "extremely low"
STRICTNESS = 40.0
MIDDLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for in one place.

    Attributes:
        text: words; empty for a search by images.
        images: colour shares of query images.
        options: modalities in which to look.
        exact: whether the same words must be said, and not words like them.
        all_options: whether every modality must match.
    """

    text: str = ""
    images: tuple[Shares, ...] = ()
    options: tuple[str, ...]
    exact: bool = False
    all_options: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a video that answers.

    Attributes:
        start: seconds.
        end: seconds.
        score: from 50 to 100.
        scores: the same by modality; empty for joined queries.
        texts: what is said, written or branded there, by modality.
    """

    start: float
    end: float
    score: float
    scores: Mapping[str, float]
    texts: Mapping[str, str]


async def hits_by_video(platform: Platform, videos: Iterable[Document], wanted: Wanted) -> dict[str, list[Hit]]:
    """The hits in each of some videos, by their ids, in the order of time."""
    return {video["id"]: await run_in_threadpool(hits_in, platform, video, wanted) for video in videos}


def hits_in(platform: Platform, video: Document, wanted: Wanted) -> list[Hit]:
    """The clips of a video that answer; slow the first time, so call it off the event loop."""
    footage = footage_of(platform, video["asset_id"], video["system_metadata"]["duration"])
    texts = texts_of(platform, video)
    hits = (_hit(clip, texts, wanted) for clip in footage.clips)
    return [hit for hit in hits if hit is not None]


def confidence_of(score: float, strictness: float = MIDDLE) -> str:
    """A score in a word; the stricter, the higher it has to be."""
    shift = STRICTNESS * (strictness - MIDDLE)
    return next((word for word, limit in zip(CONFIDENCES, LIMITS, strict=True) if score >= limit + shift), WEAKEST)


def reaches(score: float, threshold: str, strictness: float = MIDDLE) -> bool:
    """Whether a score has at least a confidence; ``none`` lets all pass."""
    if threshold == "none":
        return True
    return confidence_of(score, strictness) in CONFIDENCES[: CONFIDENCES.index(threshold) + 1]


def check_searchable(index: Document, options: Collection[str]) -> None:
    """Let only modalities pass that an index was built with.

    Raises:
        ApiError: 400, it cannot be searched, or not in this way.
    """
    if searching_engine(index) is None:
        message = f"The index {index['id']} has no engine that can search. Use one with a Marengo engine."
        raise ApiError(400, "index_not_supported_for_search", message)
    supported = options_of(index)
    for option in options:
        if option not in supported:
            message = f"The search option {option} is not supported by index {index['id']}; it has "
            raise ApiError(400, "search_option_not_supported", f"{message}{', '.join(supported)}. Choose one of these.")


def check_exactness(options: Sequence[str], conversation_option: str, code: str) -> None:
    """Exact words are looked for alone.

    Raises:
        ApiError: 400 with that code.
    """
    if is_exact(conversation_option) and set(options) != {CONVERSATION}:
        message = (
            f"The options {', '.join(options)} cannot be combined with {conversation_option}: use conversation alone."
        )
        raise ApiError(400, code, message)


def is_exact(conversation_option: str) -> bool:
    """Whether the same words are meant; ``transcription`` is the oldest name of it."""
    return conversation_option in ("exact_match", "transcription")


def page_gone(token: str, code: str) -> ApiError:
    """A page token that is wrong or too old."""
    return ApiError(400, code, f"The page token {token} has expired or is invalid. Search again.")


def _hit(clip: Clip, texts: Texts, wanted: Wanted) -> Hit | None:
    there = {kind: text_of(between(cues, clip.start, clip.end)) for kind, cues in texts.items()}
    strengths = {option: _strength(option, clip, there, wanted) for option in dict.fromkeys(wanted.options)}
    enough = all if wanted.all_options else any
    if not enough(strengths.values()):
        return None
    scores = {option: _score(strength) for option, strength in strengths.items() if strength}
    score = sum(scores.values()) / len(scores) if wanted.all_options else max(scores.values())
    told = {option: there[option] for option in scores if option != VISUAL}
    return Hit(clip.start, clip.end, round(score, 2), scores, told)


def _strength(option: str, clip: Clip, there: Mapping[str, str], wanted: Wanted) -> float:
    """0 to 1: how much of what is looked for one modality finds in a clip."""
    if option == VISUAL:
        return visual_score(Query(text=wanted.text, images=wanted.images), clip)
    if wanted.exact and option == CONVERSATION:
        return float(_is_said(wanted.text, there[option]))
    return speech_score(wanted.text, there[option], ("lexical", "semantic"))


def _is_said(text: str, speech: str) -> bool:
    """Whether the same words are said one after the other."""
    asked, said = tokens(text), tokens(speech)
    return bool(asked) and any(said[start : start + len(asked)] == asked for start in range(len(said)))


def _score(strength: float) -> float:
    return round(50 + 50 * min(1.0, strength), 2)


def view_of(hit: Hit, video_id: str, strictness: float = MIDDLE) -> dict[str, Any]:
    """A hit as every older reply tells it."""
    return {
        "score": hit.score,
        "start": hit.start,
        "end": hit.end,
        "video_id": video_id,
        "confidence": confidence_of(hit.score, strictness),
    }
