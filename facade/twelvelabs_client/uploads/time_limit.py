"""How long an upload in chunks may take, from its first call to its last."""

from __future__ import annotations

from attrs import frozen

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
    def at(self) -> float | None:
        """The moment at which the time is over."""
        return None if self.seconds is None else self.begun + self.seconds

    def left(self, now: float, longest: float) -> float:
        """Seconds left, at most so many.

        Raises:
            APITimeoutError: There are none.
        """
        self.check(now)
        return longest if self.at is None else min(longest, self.at - now)

    def check(self, now: float, wait: float = 0.0) -> None:
        """Whether there is time left after a wait.

        Raises:
            APITimeoutError: There is none.
        """
        if self.at is not None and now + wait >= self.at:
            said = f"not finished in {self.seconds:g} s (timeout=)"
            raise APITimeoutError(f"upload: {said}; call again to resume a path, or pass a larger timeout=")
