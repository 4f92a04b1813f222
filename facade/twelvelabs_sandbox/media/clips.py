"""Clips: the spans between cuts, two to ten seconds long, with what can be seen in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from twelvelabs_sandbox.media import colours
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.samples import Sample

SHORTEST, LONGEST = 2.0, 10.0
CUT = 0.12
MOVING = 0.004


@dataclass(frozen=True, slots=True)
class Clip:
    """A span of a video and its features.

    Attributes:
        start: seconds.
        end: seconds.
        shares: colour words with their mean shares.
        brightness: mean, 0 to 1.
        motion: mean change between samples, cuts left out.
        after_cut: whether it begins with a cut.
    """

    start: float
    end: float
    shares: Shares
    brightness: float
    motion: float
    after_cut: bool

    @property
    def moving(self) -> bool:
        """Whether something moves."""
        return self.motion >= MOVING


def cuts_of(samples: Sequence[Sample]) -> list[float]:
    """The times at which the picture changes all at once."""
    return [sample.time for sample in samples if sample.change >= CUT]


def clips_of(samples: Sequence[Sample], duration: float) -> list[Clip]:
    """The clips of a video; one for all of it when nothing was sampled."""
    edges = _edges(cuts_of(samples), duration)
    return [clip_between(start, end, samples) for start, end in pairwise(edges)]


def clip_between(start: float, end: float, samples: Sequence[Sample]) -> Clip:
    """What can be seen in any span of a video."""
    return _clip(start, end, samples, cuts_of(samples))


def still_of(sample: Sample) -> Clip:
    """An image as a clip without length, in which nothing moves."""
    return Clip(0.0, 0.0, sample.shares, sample.brightness, motion=0.0, after_cut=False)


def _edges(cuts: Sequence[float], duration: float) -> list[float]:
    kept = [0.0]
    for cut in cuts:
        if cut - kept[-1] >= SHORTEST and duration - cut >= SHORTEST:
            kept.append(cut)
    spans = pairwise([*kept, duration])
    return [edge for start, end in spans for edge in _split(start, end)] + [duration]


def _split(start: float, end: float) -> list[float]:
    """The starts of equal parts, none longer than the longest clip."""
    parts = max(1, math.ceil((end - start) / LONGEST))
    return [round(start + (end - start) * part / parts, 3) for part in range(parts)]


def _clip(start: float, end: float, samples: Sequence[Sample], cuts: Sequence[float]) -> Clip:
    inside = [sample for sample in samples if start <= sample.time < end]
    steady = [sample.change for sample in inside if sample.change < CUT and sample.time > 0]
    return Clip(
        start=round(start, 3),
        end=round(end, 3),
        shares=colours.average(sample.shares for sample in inside) if inside else {},
        brightness=sum(sample.brightness for sample in inside) / len(inside) if inside else 0.0,
        motion=sum(steady) / len(steady) if steady else 0.0,
        after_cut=start in cuts,
    )
