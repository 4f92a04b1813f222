"""Search among items: what matches a text in their pictures, sound, speech and metadata, the best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from twelvelabs_sandbox.media.clips import Clip
from twelvelabs_sandbox.media.sound import mean_loudness
from twelvelabs_sandbox.media.transcripts import between, text_of
from twelvelabs_sandbox.search.ranking import Query, audio_score, speech_score, visual_score
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.library import spoken_in
from twelvelabs_sandbox.store.platform import Platform

TOLD = 0.5  # What metadata tell counts half of what is seen.


def matches(platform: Platform, items: Iterable[Document], text: str, modalities: Collection[str]) -> list[Document]:
    """The clips and images that answer a text, best first; slow the first time, so call it off the event loop.

    Args:
        platform: where the items are.
        items: what to look at.
        text: what to look for.
        modalities: how videos match: any of visual and audio, speech included; images always match by what is seen.
    """
    found = [match for item in items for match in _matches_in(platform, item, text, modalities)]
    return sorted(found, key=lambda match: -float(match["score"]))


def results(found: Iterable[Document], *, grouped: bool) -> list[dict[str, Any]]:
    """Matches as the API tells them, ranked; grouped, a video comes once, with all its clips."""
    hits: dict[Any, dict[str, Any]] = {}
    for place, match in enumerate(found):
        item = match["item"]
        asset_type = item["system_metadata"]["asset_type"]
        hit = hits.setdefault(item["id"] if grouped else place, {"asset_type": asset_type, "item_id": item["id"]})
        if asset_type == "video":
            hit.setdefault("matches", []).append(match["clip"])
    return [{**hit, "rank": rank} for rank, hit in enumerate(hits.values(), start=1)]


def _matches_in(platform: Platform, item: Document, text: str, modalities: Collection[str]) -> Iterator[Document]:
    system = item["system_metadata"]
    footage = footage_of(platform, item["asset_id"], system.get("duration"))
    cues = spoken_in(platform, system["filename"], item["asset_id"]) if system["asset_type"] == "video" else []
    asked = modalities if system["asset_type"] == "video" else ("visual",)
    told = _words_of(item["metadata"])
    for clip in footage.clips:
        speech = text_of(between(cues, clip.start, clip.end))
        loudness = mean_loudness(footage.loudness, clip.start, clip.end) if "audio" in asked else 0.0
        scores = {way: _score(way, text, clip, loudness, speech, told) for way in asked}
        matched = [way for way, score in scores.items() if score]
        if matched:
            view: dict[str, Any] = {"start_sec": clip.start, "end_sec": clip.end, "modalities": matched}
            view |= {"transcription": speech} if speech else {}
            yield {"item": item, "score": sum(scores.values()), "clip": view}


def _score(way: str, text: str, clip: Clip, loudness: float, speech: str, told: str) -> float:
    if way == "audio":
        return max(audio_score(text, loudness), speech_score(text, speech, ("lexical", "semantic")))
    return max(visual_score(Query(text=text), clip), TOLD * speech_score(text, told, ("lexical",)))


def _words_of(metadata: Mapping[str, Any]) -> str:
    texts = [each for value in metadata.values() for each in (value if isinstance(value, list) else [value])]
    return " ".join(each for each in texts if isinstance(each, str))
