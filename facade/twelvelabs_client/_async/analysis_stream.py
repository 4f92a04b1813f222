"""Answers that are read while they are written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from twelvelabs_client._async.streams import AsyncEventStream
from twelvelabs_client.models.analysis import (
    Analysis,
    AnalysisEnded,
    AnalysisEvent,
    AnalysisStarted,
    TextFragment,
    TokenUsage,
)


class AsyncAnalysisStream(AsyncEventStream[AnalysisEvent]):
    """The answer to an analysis as it is written. Iterate over it for its events, or over `texts()`.

    The question is sent when iterating begins. Leaving the loop, or the `async with` block, closes the connection.
    """

    def __init__(self, events: AsyncIterator[Sequence[AnalysisEvent]], operation: str = "analyze") -> None:
        super().__init__(events, operation)
        self._text: list[str] = []
        self.id: str | None = None
        self._end: AnalysisEnded | None = None

    async def texts(self) -> AsyncIterator[str]:
        """The pieces of the answer; a piece can end within a word."""
        async for event in self:
            if event.text:
                yield event.text

    @property
    def text(self) -> str:
        """The answer so far."""
        return "".join(self._text)

    @property
    def finish_reason(self) -> str | None:
        """`stop`, or `length` when the answer was cut; None before the end."""
        return None if self._end is None else self._end.finish_reason

    @property
    def usage(self) -> TokenUsage | None:
        """What it cost; None before the end, or when not told."""
        return None if self._end is None else self._end.usage

    @property
    def warning(self) -> str | None:
        """What the API warned of at the end."""
        return None if self._end is None else self._end.warning

    @property
    def analysis(self) -> Analysis:
        """The answer so far, in the form in which `run` returns it."""
        raw = {} if self._end is None else self._end.raw
        return Analysis(self.id or "", self.text, self.finish_reason, self.usage, self.warning, raw)

    def _remember(self, event: AnalysisEvent) -> None:
        if isinstance(event, TextFragment):
            self._text.append(event.text)
        elif isinstance(event, AnalysisStarted):
            self.id = event.id
        elif isinstance(event, AnalysisEnded):
            self._end = event
            self.id = event.id or self.id

    def _is_done(self) -> bool:
        return self._end is not None
