"""How loud a file is, second by second."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from pathlib import Path

import av

RATE = 4000
SILENT, LOUD = 0.005, 0.2
LONGEST = 3600


def loudness_of(path: Path) -> list[float]:
    """Root mean square of each second, 0 to 1; empty without sound. Only the first hour is heard."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return []
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        pending = array("h")
        seconds: list[float] = []
        for frame in container.decode(container.streams.audio[0]):
            for part in resampler.resample(frame):
                pending.frombytes(bytes(part.planes[0])[: part.samples * 2])
            while len(pending) >= RATE and len(seconds) < LONGEST:
                seconds.append(_root_mean_square(pending[:RATE]))
                del pending[:RATE]
        return [*seconds, _root_mean_square(pending)] if pending else seconds


def mean_loudness(seconds: Sequence[float], start: float, end: float) -> float:
    """Mean loudness of a span."""
    heard = seconds[math.floor(start) : math.ceil(end)]
    return sum(heard) / len(heard) if heard else 0.0


def _root_mean_square(samples: array[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / 32768
