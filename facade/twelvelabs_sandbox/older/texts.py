"""What is said, written and branded in a video: uploaded with it, set by the test, or found in sidecars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twelvelabs_sandbox.media.transcripts import Cue
from twelvelabs_sandbox.older.names import CONVERSATION, LOGO, TEXT
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import spoken_in, told_of
from twelvelabs_sandbox.store.platform import Platform

Texts = Mapping[str, Sequence[Cue]]


def texts_of(platform: Platform, video: Document) -> dict[str, list[Cue]]:
    """The cues of a video, by the modality that reads them."""
    return {kind: cues_of(platform, video, kind) for kind in (CONVERSATION, TEXT, LOGO)}


def cues_of(platform: Platform, video: Document, kind: str) -> list[Cue]:
    """The cues of one modality; empty when nothing is known."""
    filename = video["system_metadata"]["filename"]
    if kind == CONVERSATION:
        return spoken_in(platform, filename, video["asset_id"])
    texts, suffix = (platform.shown_texts, ".text") if kind == TEXT else (platform.shown_logos, ".logo")
    return told_of(platform, filename, texts, suffix)


def part_of(cues: Sequence[Cue], query: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The cues within the asked-for part, as they are answered; null without any."""
    start, end = query.get("start", 0.0), query.get("end")
    kept = [cue for cue in cues if cue.end > start and (end is None or cue.start < end)]
    return [{"start": cue.start, "end": cue.end, "value": cue.text} for cue in kept] or None
