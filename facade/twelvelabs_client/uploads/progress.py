"""How far an upload is, and how fast it goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from attrs import define, field, frozen

from twelvelabs_client.core.callbacks import CallersError

Progress = Callable[[int, int | None], None]
WINDOW_SECONDS = 30.0


def tell(progress: Progress | None, sent: int, total: int | None) -> None:
    """Tell the caller how many bytes have gone, while they go.

    Raises:
        CallersError: The caller's function raised an error of the system.
    """
    if progress is None:
        return
    try:
        progress(sent, total)
    except OSError as error:
        raise CallersError(error) from error


@frozen
class UploadProgress:
    """How far an upload is.

    Attributes:
        sent: Bytes that have been sent, those of earlier runs included.
        total: The file's size in bytes; None where it cannot be known.
        parts_done: Parts that have been stored. A file that goes in one call is one part.
        parts_total: How many parts there are.
        rate: Bytes a second, over the last half minute; None until it can be told.
        remaining: Seconds until everything is sent, at this rate; None until it can be told.
    """

    sent: int
    total: int | None
    parts_done: int
    parts_total: int
    rate: float | None = None
    remaining: float | None = None


@define
class Speedometer:
    """Bytes a second, of what it is told and when."""

    _readings: deque[tuple[float, int]] = field(factory=deque, init=False)

    def rate(self, sent: int, now: float) -> float | None:
        """The rate up to now; None if no time has passed yet.

        Args:
            sent: All bytes sent so far; fewer than before means that it began anew.
            now: Seconds on any clock that only goes forward.
        """
        readings = self._readings
        if readings and sent < readings[-1][1]:
            readings.clear()
        readings.append((now, sent))
        while len(readings) > 2 and readings[1][0] <= now - WINDOW_SECONDS:
            readings.popleft()
        since, before = readings[0]
        return (sent - before) / (now - since) if now > since else None


class Teller:
    """Tells the caller how far an upload is, in the two forms in which it can be asked for.

    Args:
        progress: Called with the bytes sent and the size.
        on_progress: Called with all that is known.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        progress: Progress | None,
        on_progress: Callable[[UploadProgress], None] | None,
        clock: Callable[[], float],
    ) -> None:
        self._progress = progress
        self._on_progress = on_progress
        self._clock = clock
        self._speed = Speedometer()
        self._speed.rate(0, clock())
        self._parts: dict[int, int] = {}
        self._total = 0
        self._parts_total = 0

    @property
    def wanted(self) -> bool:
        """Whether there is anybody to tell."""
        return self._progress is not None or self._on_progress is not None

    def sent(self, sent: int, total: int | None) -> None:
        """Tell how many bytes of a file have gone that is sent in one call; what is in parts is told by parts."""
        if not self._parts_total:
            self._tell(sent, total, int(sent == total), 1)

    def begin(self, total: int, parts_total: int, done: Iterable[tuple[int, int]] = ()) -> None:
        """Begin a file of several parts, of which some may be stored already: their number and their bytes each."""
        self._total, self._parts_total, self._parts = total, parts_total, dict(done)
        # What is there already was not sent by this run, and says nothing of its speed.
        self._speed = Speedometer()
        if self._parts:
            self._tell(sum(self._parts.values()), total, len(self._parts), parts_total)
        else:
            self._speed.rate(0, self._clock())

    def stored(self, part: int, size: int) -> None:
        """Tell that a part was stored; one that has to be stored again is told once."""
        if part not in self._parts:
            self._parts[part] = size
            self._tell(sum(self._parts.values()), self._total, len(self._parts), self._parts_total)

    def _tell(self, sent: int, total: int | None, parts_done: int, parts_total: int) -> None:
        if self._progress is not None:
            self._progress(sent, total)
        if self._on_progress is not None:
            rate = self._speed.rate(sent, self._clock())
            remaining = (total - sent) / rate if rate and total is not None else None
            self._on_progress(UploadProgress(sent, total, parts_done, parts_total, rate, remaining))
