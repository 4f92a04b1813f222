"""What the API last said of its limits, shared by all calls of a client."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, define

from twelvelabs_client.core.headers import RateLimit, rate_limits


@define
class Limits:
    """Limits last told, and operations that are to be left alone for a while.

    Limits are counted by kind of operation (API fact), so that a pause of one says nothing of the others.

    """

    _heard: dict[str, str] = Factory(dict)
    _until: dict[str, float] = Factory(dict)

    @property
    def told(self) -> tuple[RateLimit, ...]:
        """The limits of the last reply that told any."""
        return rate_limits(self._heard)

    def hear(self, headers: Mapping[str, str]) -> None:
        """Keep what the headers of a reply, names in lower case, say of limits; few ask for it."""
        heard = {name: text for name, text in headers.items() if name.startswith("x-ratelimit-")}
        if heard:
            self._heard = heard

    def pause(self, operation: str, until: float) -> None:
        """Leave an operation alone until a moment of a monotonic clock, in seconds."""
        self._until[operation] = max(until, self._until.get(operation, until))

    def left(self, operation: str, now: float) -> float:
        """Seconds for which an operation is still to be left alone."""
        until = self._until.get(operation)
        if until is None:
            return 0.0
        if until > now:
            return until - now
        self._until.pop(operation, None)
        return 0.0
