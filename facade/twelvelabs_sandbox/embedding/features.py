"""One space of vectors for words and for what is measured: a text that names a colour lies near a picture of it.

Each concept, such as a colour or the stem of a word, has a direction of its own; a vector is the sum of the directions
of what it is about, of length 1. Directions are nearly at right angles to each other, and the same every time.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from twelvelabs_sandbox.media.clips import Clip
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.sound import LOUD, SILENT
from twelvelabs_sandbox.search.ranking import BRIGHT, DARK, HEARD, SEEN, STOP_WORDS, stem, tokens

Weights = Mapping[str, float]

DIGITS = 6
# What all vectors have in common, so that there is one even of a text without a word that says something.
COMMON = {"common": 0.05}


def text_weights(text: str) -> Weights:
    """What a text is about: concepts that can be seen or heard under their own names, other words by their stems."""
    return Counter(_concept(word) for word in tokens(text) if word not in STOP_WORDS)


def picture_weights(shares: Shares, brightness: float | None = None) -> Weights:
    """What a picture shows: its colours, and whether it is bright or dark."""
    weights = {f"seen:{colour}": share for colour, share in shares.items()}
    if brightness is not None and brightness >= BRIGHT:
        weights["seen:bright"] = 0.5 * brightness
    if brightness is not None and brightness <= DARK:
        weights["seen:dark"] = 0.5 * (1 - brightness)
    return weights


def clip_weights(clip: Clip) -> Weights:
    """What a span of a video shows: a picture, and whether it moves."""
    return {**picture_weights(clip.shares, clip.brightness), f"seen:{'moving' if clip.moving else 'still'}": 0.3}


def sound_weights(loudness: float) -> Weights:
    """What is heard in a span, speech aside."""
    if loudness < SILENT:
        return {"heard:silence": 1.0}
    return {"heard:sound": 1.0, "heard:loud": min(1.0, loudness / LOUD)}


def together(several: Iterable[Weights]) -> Weights:
    """What several things are about, each as much as the others."""
    summed: dict[str, float] = {}
    for weights in several:
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for concept, weight in weights.items():
            summed[concept] = summed.get(concept, 0.0) + weight / length
    return summed


def vector_of(weights: Weights, dimension: int) -> list[float]:
    """The vector of what something is about; its length is 1."""
    summed = [0.0] * dimension
    for concept, weight in {**COMMON, **weights}.items():
        direction = _direction(concept, dimension)
        summed = [number + weight * part for number, part in zip(summed, direction, strict=True)]
    length = math.sqrt(sum(number * number for number in summed))
    return [round(number / length, DIGITS) for number in summed]


def _concept(word: str) -> str:
    if word in SEEN:
        return f"seen:{SEEN[word]}"
    return f"heard:{HEARD[word]}" if word in HEARD else f"word:{stem(word)}"


@lru_cache(maxsize=1024)
def _direction(concept: str, dimension: int) -> tuple[float, ...]:
    draw = random.Random(concept)
    return tuple(draw.gauss(0.0, 1.0) for _ in range(dimension))
