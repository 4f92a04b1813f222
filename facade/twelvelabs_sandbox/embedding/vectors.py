"""The vectors of every kind of input, made of what was measured in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twelvelabs_sandbox.embedding.features import (
    Weights,
    clip_weights,
    picture_weights,
    sound_weights,
    text_weights,
    together,
    vector_of,
)
from twelvelabs_sandbox.embedding.media import Medium
from twelvelabs_sandbox.media import divisions
from twelvelabs_sandbox.media.clips import clip_between, cuts_of
from twelvelabs_sandbox.media.divisions import Span
from twelvelabs_sandbox.media.samples import Sample, samples_of, shares_of_image
from twelvelabs_sandbox.media.sound import loudness_of, mean_loudness
from twelvelabs_sandbox.media.transcripts import Cue, between, text_of

DIMENSION = 512
NOT_DIVIDED = {"start_sec": None, "end_sec": None}
NO_KIND = {"embedding_option": None, "embedding_scope": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for of a sound or a video.

    Attributes:
        start: seconds.
        end: seconds.
        fixed: length of the pieces; None when they follow the cuts.
        shortest: shortest length of pieces that follow the cuts.
        options: any of visual, audio, transcription.
        scopes: any of clip, local, asset.
        types: any of separate_embedding, fused_embedding.
        notes: what the caller knows of stretches of it.
        dimension: numbers per vector.
        uncertain: whether each number comes with its uncertainty.
    """

    start: float
    end: float
    fixed: float | None = None
    shortest: float = 4.0
    options: Sequence[str] = ("visual", "audio", "transcription")
    scopes: Sequence[str] = ("clip", "asset")
    types: Sequence[str] = ("separate_embedding",)
    notes: Sequence[Cue] = ()
    dimension: int = DIMENSION
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sound or a video holds: small pictures, the loudness of each second, and what is said."""

    samples: Sequence[Sample]
    loudness: Sequence[float]
    cues: Sequence[Cue]

    def weights(self, option: str, span: Span) -> Weights | None:
        """What one option finds in a span; None when there is nothing for it to look at."""
        start, end = span
        if option == "visual":
            return clip_weights(clip_between(start, end, self.samples)) if self.samples else None
        if option == "audio":
            return sound_weights(mean_loudness(self.loudness, start, end)) if self.loudness else None
        return text_weights(text_of(between(self.cues, start, end))) or None


def measure(medium: Medium, cues: Sequence[Cue]) -> Measured:
    """Measure a file; slow, so call it off the event loop."""
    return Measured(samples_of(medium.path), loudness_of(medium.path), cues)


def timed_data(found: Measured, asked: Asked) -> list[dict[str, Any]]:
    """The vectors of a sound or a video: pieces first, then all of it."""
    return [record for scope, span in _spans(found, asked) for record in _of_span(found, asked, scope, span)]


def image_weights(medium: Medium) -> Weights:
    """What an image shows.

    Raises:
        ValueError: it is no image.
    """
    return picture_weights(shares_of_image(medium.path.read_bytes()))


def media_weights(medium: Medium, cues: Sequence[Cue]) -> Weights:
    """What a file of any kind is about, as a whole."""
    if medium.probe.kind == "image":
        return image_weights(medium)
    if medium.probe.kind == "document":
        return text_weights(medium.path.read_text("utf-8"))
    found = measure(medium, cues)
    options = [found.weights(option, (0.0, medium.duration)) for option in ("visual", "audio", "transcription")]
    return together(weights for weights in options if weights is not None)


def single(weights: Weights, dimension: int = DIMENSION, uncertain: bool = False) -> dict[str, Any]:
    """The one record of an input that is not divided."""
    return {**_vector(weights, dimension, uncertain), **NO_KIND, **NOT_DIVIDED}


def document_data(text: str, asked: Mapping[str, Any], dimension: int, uncertain: bool) -> list[dict[str, Any]]:
    """The vectors of a text file: its chunks first, then all of it."""
    data: list[dict[str, Any]] = []
    if "local" in asked["scopes"]:
        division = asked["sequential"]
        parts = divisions.chunks(text, division["max_sentences"], division.get("overlap_sentences", 0))
        kind = {"embedding_option": "text", "embedding_scope": "chunk"}
        data += [
            {**_vector(text_weights(part), dimension, uncertain), **kind, "chunk_index": index}
            for index, part in enumerate(parts)
        ]
    if "asset" in asked["scopes"]:
        kind = {"embedding_option": "text", "embedding_scope": "asset"}
        data.append({**_vector(text_weights(text), dimension, uncertain), **kind})
    return data


def _spans(found: Measured, asked: Asked) -> Iterator[tuple[str, Span]]:
    if {"clip", "local"} & set(asked.scopes):
        cuts = [cut for cut in cuts_of(found.samples) if asked.start < cut < asked.end]
        spans = (
            divisions.dynamic_spans(asked.start, asked.end, cuts, asked.shortest)
            if asked.fixed is None
            else divisions.fixed_spans(asked.start, asked.end, asked.fixed)
        )
        yield from (("clip", span) for span in spans)
    if "asset" in asked.scopes:
        yield "asset", (asked.start, asked.end)


def _of_span(found: Measured, asked: Asked, scope: str, span: Span) -> Iterator[dict[str, Any]]:
    """One record for each option that finds something, and one for all of them together."""
    by_option = {option: found.weights(option, span) for option in asked.options}
    there = {option: weights for option, weights in by_option.items() if weights is not None}
    place = {"embedding_scope": scope, "start_sec": span[0], "end_sec": span[1]}
    if "separate_embedding" in asked.types:
        for option, weights in there.items():
            yield {**_vector(weights, asked.dimension, asked.uncertain), "embedding_option": option, **place}
    if "fused_embedding" in asked.types:
        notes = text_weights(text_of(between(asked.notes, *span)))
        fused = together([*there.values(), *([notes] if notes else [])])
        yield {**_vector(fused, asked.dimension, asked.uncertain), "embedding_option": "fused", **place}


def _vector(weights: Weights, dimension: int, uncertain: bool) -> dict[str, Any]:
    vector = vector_of(weights, dimension)
    if not uncertain:
        return {"embedding": vector}
    return {"embedding": vector, "embedding_uncertainty": [round(0.1 * (1 - abs(number)), 6) for number in vector]}
