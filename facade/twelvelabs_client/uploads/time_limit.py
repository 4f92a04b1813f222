"""How long an upload in chunks may take, from its first call to its last."""

from __future__ import annotations

from attrs import frozen

from twelvelabs_client.core.deadline import Deadline
from twelvelabs_client.core.errors import APITimeoutError


@frozen
class TimeLimit:
    """The time of an upload, on a monotonic clock.

    Attributes:
        seconds: How long it may take; None: as long as it needs.
        begun: When it began.
    """

    seconds: float | None
    begun: float

    @property
    def deadline(self) -> Deadline:
        """The moment at which the time is over."""
        return Deadline.after(self.seconds, now=self.begun)

    def left(self, now: float, longest: float) -> float:
        """Seconds left, at most so many.

        Raises:
            APITimeoutError: There are none.
        """
        self.check(now)
        left = self.deadline.remaining(now)
        return longest if left is None else min(longest, left)

    def check(self, now: float, wait: float = 0.0) -> None:
        """Whether there is time left after a wait.

        Raises:
            APITimeoutError: There is none.
        """
        if not self.deadline.reaches(wait, now):
            said = f"not finished in {self.seconds:g} s (timeout=)"
            raise APITimeoutError(f"upload: {said}; call again to resume a path, or pass a larger timeout=")
