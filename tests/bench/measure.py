"""Measuring in turns: the floor and the client, A B A B, so that what else the machine does hits both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from attrs import frozen

Work = Callable[[], object]
Clock = Callable[[], float]

# The processor's time of this process: the server runs in another one.
PROCESSOR: Clock = time.process_time
WALL: Clock = time.perf_counter


@frozen
class Budget:
    """What a ratio is held against.

    Attributes:
        limit: The ratio.
        holds: Whether it is the most or the least that is wanted.
    """

    limit: float
    holds: Literal["<=", ">="] = "<="

    def met(self, ratio: float) -> bool:
        """Whether a ratio keeps to it."""
        return ratio <= self.limit if self.holds == "<=" else ratio >= self.limit

    def __str__(self) -> str:
        return f"{self.holds} {self.limit:g}"


@frozen
class Row:
    """One line of the table.

    Attributes:
        group: What it belongs to.
        what: What was measured.
        unit: Of the two samples: `ms` or `s` (less is better), `MB` (held in memory) or `MB/s`, `/s` (more is better).
        floor: The samples of the code by hand.
        ours: The samples of this client, round by round beside the floor's.
        budget: What the ratio of the medians is held against; None where the number is only shown.
        absolute: Whether the budget is of the difference or of our number alone, in the row's unit, not of the ratio.
        peer: The samples of the vendor's SDK.
        note: What else was seen.
    """

    group: str
    what: str
    unit: str
    floor: Sequence[float]
    ours: Sequence[float]
    budget: Budget | None = None
    absolute: Literal["", "difference", "ours"] = ""
    peer: Sequence[float] = ()
    note: str = ""

    @property
    def ratio(self) -> float:
        """Our median against the floor's."""
        floor = statistics.median(self.floor) if self.floor else 0.0
        return statistics.median(self.ours) / floor if floor else float("nan")

    @property
    def figure(self) -> float:
        """What the budget is held against."""
        ours = statistics.median(self.ours)
        if self.absolute == "ours":
            return ours
        return ours - statistics.median(self.floor) if self.absolute else self.ratio

    @property
    def spread(self) -> tuple[float, float]:
        """The smallest and the largest ratio of a round."""
        ratios = [ours / floor for floor, ours in zip(self.floor, self.ours, strict=False) if floor]
        return (min(ratios), max(ratios)) if ratios else (self.ratio, self.ratio)

    @property
    def met(self) -> bool | None:
        """Whether the budget is kept; None without one."""
        return None if self.budget is None else self.budget.met(self.figure)


@frozen
class Growth:
    """How cost grows: a line per size.

    Attributes:
        what: What grows.
        columns: The names of the columns.
        lines: The values, as they are shown.
    """

    what: str
    columns: Sequence[str]
    lines: Sequence[Sequence[str]]


Found = Iterator[Row | Growth]


def in_turns(
    *works: Work, rounds: int, clock: Clock = PROCESSOR, per: float = 1.0, warm: bool = True
) -> list[list[float]]:
    """Samples of each work, round by round, after one round that does not count.

    Args:
        *works: What is measured.
        rounds: How often.
        clock: Seconds of the processor, or seconds on the wall.
        per: How many things one run does: the samples are of one of them.
        warm: Whether there is such a round; not where the caller has seen to it.
    """
    for work in works if warm else ():
        work()
    samples: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, samples, strict=True):
            gc.collect()
            begun = clock()
            work()
            taken.append((clock() - begun) / per)
    return samples


def times(factor: float, samples: Sequence[float]) -> list[float]:
    """The samples in another unit."""
    return [sample * factor for sample in samples]
