"""How media are divided in time, and texts into chunks of sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[float, float]

LONGEST = 10.0
SENTENCE = re.compile(r"[^.!?\u2026\n]*[.!?\u2026]+[\"')\]]*|[^.!?\u2026\n]+")


def fixed_spans(start: float, end: float, length: float) -> list[Span]:
    """Spans of one length; the last may be shorter."""
    count = max(1, math.ceil(round((end - start) / length, 6)))
    edges = [*(start + length * number for number in range(count)), end]
    return [(round(left, 3), round(right, 3)) for left, right in pairwise(edges)]


def dynamic_spans(start: float, end: float, cuts: Sequence[float], shortest: float) -> list[Span]:
    """Spans that begin at cuts, none shorter than told; what runs long without a cut is divided evenly."""
    edges = [start]
    for cut in cuts:
        if cut - edges[-1] >= shortest and end - cut >= shortest:
            edges.append(cut)
    return [span for left, right in pairwise([*edges, end]) for span in _even_spans(left, right)]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line ends one too."""
    return [found for piece in SENTENCE.findall(text) if (found := piece.strip())]


def chunks(text: str, most: int, overlap: int) -> list[str]:
    """Runs of so many sentences, each of which repeats the last few of the one before."""
    parts = sentences(text)
    step = most - overlap
    starts = range(0, max(1, len(parts) - overlap), step)
    return [" ".join(parts[first : first + most]) for first in starts]


def _even_spans(start: float, end: float) -> list[Span]:
    return fixed_spans(start, end, (end - start) / max(1, math.ceil((end - start) / LONGEST)))
