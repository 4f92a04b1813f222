"""How much of a call's time is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import frozen

_latest: ContextVar[float | None] = ContextVar("latest", default=None)


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

    def no_later_than(self, moment: float | None) -> Deadline:
        """The earlier of this and another moment; None is never."""
        if moment is None or (self.at is not None and self.at <= moment):
            return self
        return Deadline(moment)


@contextmanager
def calls_end_by(moment: float | None) -> Iterator[None]:
    """Let the calls made in here end by a moment of a monotonic clock, whatever time of their own they have.

    Within another such moment the earlier counts; None changes nothing.
    """
    token = _latest.set(Deadline(moment).no_later_than(_latest.get()).at)
    try:
        yield
    finally:
        _latest.reset(token)


def latest() -> float | None:
    """The moment by which calls have to end here; None where nobody said."""
    return _latest.get()
