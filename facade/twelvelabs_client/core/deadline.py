"""How much of a call's time is left."""

from __future__ import annotations

from attrs import frozen


@frozen
class Deadline:
    """The end of a call, on a monotonic clock.

    Attributes:
        at: The moment it ends, or None for never.
    """

    at: float | None

    @classmethod
    def after(cls, seconds: float | None, *, now: float) -> Deadline:
        """A deadline that many seconds from now."""
        return cls(None if seconds is None else now + seconds)

    def remaining(self, now: float) -> float | None:
        """Seconds left; never below zero."""
        return None if self.at is None else max(0.0, self.at - now)

    def passed(self, now: float) -> bool:
        """Whether the time is over."""
        return self.at is not None and now >= self.at

    def reaches(self, seconds: float, now: float) -> bool:
        """Whether that many seconds still fit."""
        return self.at is None or now + seconds < self.at
