"""Colours by name: which words fit a pixel, and how alike two pictures are."""

from __future__ import annotations

import colorsys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

Pixel = tuple[int, int, int]
Shares = dict[str, float]

# Upper ends of the hues in degrees; red closes the circle.
HUES = ((14, "red"), (44, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (262, "blue"), (295, "purple"))
HUES_TO_RED = ((340, "pink"), (361, "red"))
NAMES = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown", "black", "grey", "white")


@lru_cache(maxsize=4096)
def name_of(pixel: Pixel) -> str:
    """The word for a colour, given as red, green and blue from 0 to 255."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in pixel))
    if value < 0.2:
        return "black"
    if saturation < 0.18:
        return "white" if value > 0.82 else "grey"
    word = next(word for end, word in (*HUES, *HUES_TO_RED) if hue * 360 < end)
    return "brown" if word == "orange" and value < 0.6 else word


def shares(pixels: Iterable[Pixel]) -> Shares:
    """The share of each colour word among pixels, from 0 to 1, largest first."""
    counts = Counter(map(name_of, pixels))
    return {word: count / counts.total() for word, count in counts.most_common()}


def average(several: Iterable[Mapping[str, float]]) -> Shares:
    """The mean of several shares, largest first."""
    parts = list(several)
    means = {word: sum(part.get(word, 0.0) for part in parts) / len(parts) for part in parts for word in part}
    return dict(sorted(means.items(), key=lambda item: (-item[1], item[0])))


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much two shares overlap: 1 for the same, 0 for no colour in common."""
    return sum(min(share, other.get(word, 0.0)) for word, share in one.items())


def brightness(pixels: Iterable[Pixel]) -> float:
    """Mean luma from 0 to 1."""
    lumas = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in pixels]
    return sum(lumas) / len(lumas) / 255
