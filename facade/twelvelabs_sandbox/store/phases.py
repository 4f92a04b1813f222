"""States that follow from the time that has passed: nothing runs in the background."""

from __future__ import annotations

from collections.abc import Sequence

Phase = tuple[str, float]


def phase_at(phases: Sequence[Phase], final: str, elapsed: float) -> str:
    """The state after `elapsed` simulated seconds.

    Args:
        phases: states with their simulated seconds, in order.
        final: the state after the last phase.
        elapsed: simulated seconds since the first phase began.
    """
    for state, seconds in phases:
        if elapsed < seconds:
            return state
        elapsed -= seconds
    return final


def since_when(phases: Sequence[Phase], elapsed: float) -> float:
    """Simulated seconds from the first phase to the beginning of the state after `elapsed`."""
    begun = 0.0
    for _, seconds in phases:
        if elapsed < begun + seconds:
            break
        begun += seconds
    return begun


def total(phases: Sequence[Phase]) -> float:
    """Simulated seconds until the final state."""
    return sum(seconds for _, seconds in phases)
