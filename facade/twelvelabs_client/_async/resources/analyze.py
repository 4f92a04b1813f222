"""Analysis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from twelvelabs_client._async.streams import AsyncEventStream
from twelvelabs_client._async.transport import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.analysis import DEFAULT_MODEL, check_schema, check_window
from twelvelabs_client.models.analysis import (
    Analysis,
    AnalysisEnded,
    AnalysisEvent,
    AnalysisStarted,
    TextFragment,
    TokenUsage,
)
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.versions.v1_3 import analyze as v1_3


class AsyncAnalysisStream(AsyncEventStream[AnalysisEvent]):
    """The answer to an analysis as it is written. Iterate over it for its events, or over `texts()`.

    The question is sent when iterating begins. Leaving the loop, or the `async with` block, closes the connection.
    """

    _operation = "analyze"

    def __init__(self, events: Callable[[], AsyncIterator[AnalysisEvent]]) -> None:
        super().__init__(events)
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


class AsyncAnalyze:
    """Questions about a video, answered in text."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def run(
        self,
        video: str | Asset | IndexedAsset,
        prompt: str,
        *,
        model: str = DEFAULT_MODEL,
        temperature: float | None = None,
        max_tokens: int | None = None,
        response_schema: Mapping[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        timeout: float | None = None,
    ) -> Analysis:
        """Ask about a video and wait for the whole answer.

        Args:
            video: An asset (its id, the asset, or its place in an index), or the http(s) address of a video of 1 s
                to 1 h.
            prompt: What to do or to answer.
            model: `pegasus1.5` or `pegasus1.6`.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer, 512 to 98,304 (the API's default: 4,096).
            response_schema: A JSON Schema that the answer shall fit; read it with `Analysis.json()`.
            start_time: Where the part to look at begins, in seconds.
            end_time: Where it ends, in seconds.
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            The answer. `finish_reason` is `length`, and `warning` set, when it was cut.

        Raises:
            NotFoundError: There is no such asset.
            BadRequestError: The video or an option does not meet the model's limits.

        Operation: `POST /analyze`
        """
        question = _question(video, prompt, model, temperature, max_tokens, response_schema, start_time, end_time)
        return await self._transport.send(v1_3.run(question), timeout)

    def stream(
        self,
        video: str | Asset | IndexedAsset,
        prompt: str,
        *,
        model: str = DEFAULT_MODEL,
        temperature: float | None = None,
        max_tokens: int | None = None,
        response_schema: Mapping[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        timeout: float | None = None,
    ) -> AsyncAnalysisStream:
        """Ask about a video and read the answer while it is written.

        Args:
            video: An asset (its id, the asset, or its place in an index), or the http(s) address of a video of 1 s
                to 1 h.
            prompt: What to do or to answer.
            model: `pegasus1.5` or `pegasus1.6`.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer, 512 to 98,304 (the API's default: 4,096).
            response_schema: A JSON Schema that the answer shall fit.
            start_time: Where the part to look at begins, in seconds.
            end_time: Where it ends, in seconds.
            timeout: Until the answer begins, in seconds (default: 15 minutes).

        Returns:
            An iterable of events with `texts()`, and after its end `text`, `finish_reason` and `usage`.

        Raises:
            StreamInterruptedError: The connection broke before the end (raised when iterated).

        Operation: `POST /analyze`
        """
        question = _question(video, prompt, model, temperature, max_tokens, response_schema, start_time, end_time)
        return AsyncAnalysisStream(lambda: self._transport.stream(v1_3.stream(question), timeout))


def _question(
    video: str | Asset | IndexedAsset,
    prompt: str,
    model: str,
    temperature: float | None,
    max_tokens: int | None,
    response_schema: Mapping[str, Any] | None,
    start_time: float | None,
    end_time: float | None,
) -> v1_3.Question:
    url = checks.media_url(video) if isinstance(video, str) and checks.looks_like_url(video) else None
    checks.within(temperature, "temperature", 0, 1)
    checks.within(max_tokens, "max_tokens", 1, 98_304)
    check_window(start_time, end_time)
    check_schema(response_schema)
    return v1_3.Question(
        asset_id=None if url else _asset_id(video),
        url=url,
        prompt=checks.text(prompt, "prompt"),
        model=checks.text(model, "model"),
        temperature=temperature,
        max_tokens=max_tokens,
        response_schema=response_schema,
        start_time=start_time,
        end_time=end_time,
    )


def _asset_id(video: str | Asset | IndexedAsset) -> str:
    """What the API wants to be told is the asset, also of a video that is known by its place in an index."""
    return checks.identifier(video.asset_id if isinstance(video, IndexedAsset) else video, "video")
