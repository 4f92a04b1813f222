"""How far an upload is, and how fast it goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from attrs import define, field, frozen

from twelvelabs_client.core.callbacks import CallersError, called

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
        called(progress, "on_progress", sent, total)
    except OSError as error:
        raise CallersError(error) from error


@frozen
class UploadProgress:
    """How far an upload is.

    Attributes:
        sent: Bytes that have been sent, those of earlier runs included.
        total: The file's size in bytes; None where it cannot be known.
        chunks_done: Chunks that have been stored. A file that goes in one request is one chunk.
        chunks_total: How many chunks there are.
        rate: Bytes a second, over the last half minute; None until it can be told.
        remaining: Seconds until everything is sent, at this rate; None until it can be told.
    """

    sent: int
    total: int | None
    chunks_done: int
    chunks_total: int
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


class ProgressReporter:
    """Reports the progress of an upload to the caller.

    Args:
        on_progress: Called with the progress; None reports nothing.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        on_progress: Callable[[UploadProgress], None] | None,
        clock: Callable[[], float],
    ) -> None:
        self._on_progress = on_progress
        self._clock = clock
        self._speed = Speedometer()
        self._speed.rate(0, clock())
        self._chunks: dict[int, int] = {}
        self._total = 0
        self._chunks_total = 0

    @property
    def wanted(self) -> bool:
        """Whether there is a callback."""
        return self._on_progress is not None

    def sent(self, sent: int, total: int | None) -> None:
        """Report the bytes sent of a file that goes in one request; of one in chunks, stored chunks are reported."""
        if not self._chunks_total:
            self._report(sent, total, int(sent == total), 1)

    def begin(self, total: int, chunks_total: int, done: Iterable[tuple[int, int]] = ()) -> None:
        """Begin a file of several chunks, of which some may be stored already: their numbers and their bytes."""
        self._total, self._chunks_total, self._chunks = total, chunks_total, dict(done)
        # What is there already was not sent by this run, and says nothing of its speed.
        self._speed = Speedometer()
        if self._chunks:
            self._report(sum(self._chunks.values()), total, len(self._chunks), chunks_total)
        else:
            self._speed.rate(0, self._clock())

    def stored(self, chunk: int, size: int) -> None:
        """Report that a chunk was stored; one that has to be stored again is reported once."""
        if chunk not in self._chunks:
            self._chunks[chunk] = size
            self._report(sum(self._chunks.values()), self._total, len(self._chunks), self._chunks_total)

    def _report(self, sent: int, total: int | None, chunks_done: int, chunks_total: int) -> None:
        if self._on_progress is not None:
            rate = self._speed.rate(sent, self._clock())
            remaining = (total - sent) / rate if rate and total is not None else None
            called(
                self._on_progress,
                "on_progress",
                UploadProgress(sent, total, chunks_done, chunks_total, rate, remaining),
            )


def sent_to(
    on_progress: Callable[[UploadProgress], None] | None, clock: Callable[[], float]
) -> Callable[[int, int | None], None] | None:
    """What reports the bytes of a file that goes in one request; None where nobody asked.

    Args:
        on_progress: Called with the progress.
        clock: Seconds that only go forward.
    """
    return None if on_progress is None else ProgressReporter(on_progress, clock).sent
