"""Analysis."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from twelvelabs_client._async.analysis_stream import AsyncAnalysisStream
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._runtime import files
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.media import MediaLike
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.models.analysis import Analysis
from twelvelabs_client.versions.newer import analyze_of

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.analyze_batches import AsyncAnalyzeBatches
    from twelvelabs_client._async.resources.analyze_tasks import AsyncAnalyzeTasks


class AsyncAnalyze(Resource):
    """Questions about a video or about images, answered in text; `tasks` and `batches` answer in the background."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = analyze_of(transport.api_version)

    if not TYPE_CHECKING:

        def __call__(self, *args, **kwargs):
            raise TypeError("analyze cannot be called; use analyze.run(...) or analyze.stream(...)")

    @cached_property
    def tasks(self) -> AsyncAnalyzeTasks:
        """Analyses in the background: longer videos, and segments."""
        from twelvelabs_client._async.resources.analyze_tasks import AsyncAnalyzeTasks

        return AsyncAnalyzeTasks(self._transport)

    @cached_property
    def batches(self) -> AsyncAnalyzeBatches:
        """Many analyses in one submission."""
        from twelvelabs_client._async.resources.analyze_batches import AsyncAnalyzeBatches

        return AsyncAnalyzeBatches(self._transport)

    async def run(
        self,
        source: MediaLike | Images,
        prompt: str | Prompt,
        *,
        model: str | None = None,
        temperature: float | None = None,
        max_tokens: int | None = None,
        response_schema: Mapping[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        timeout: float | None = None,
    ) -> Analysis:
        """Ask about a video or about images and wait for the whole answer.

        Args:
            source: A video of 1 s to 1 h: an asset (its id, the asset, or its place in an index), an http(s) address
                of the file or of an HLS manifest, bytes, or a file as `Path` or opened with mode `rb`, of at most
                30 MB. Or `Images`.
            prompt: What to do or to answer; a `Prompt` where it points to images.
            model: `pegasus1.5` or `pegasus1.6`; default: the older one, where it can do what is asked.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer, 512 to 98,304 (the API's default: 4,096).
            response_schema: A JSON Schema that the answer shall fit; read it with `Analysis.json()`.
            start_time: Where the part to look at begins, in seconds on the video's own clock.
            end_time: Where it ends, in seconds; the part lasts 1 s or longer.
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            The answer. `finish_reason` is `length`, and `warning` set, when it was cut.

        Raises:
            InvalidInputError: An argument makes no sense, or does not go with another.
            NotFoundError: There is no such asset.
            BadRequestError: The video or an option does not meet the model's limits.

        Operation: `POST /analyze`
        """
        question = Question(
            source=source,
            prompt=prompt,
            model=model,
            temperature=temperature,
            max_tokens=max_tokens,
            response_schema=response_schema,
            start_time=start_time,
            end_time=end_time,
        )
        return await self._transport.send(self._version.run(question.at_once(), files.content_of), timeout)

    def stream(
        self,
        source: MediaLike | Images,
        prompt: str | Prompt,
        *,
        model: str | None = None,
        temperature: float | None = None,
        max_tokens: int | None = None,
        response_schema: Mapping[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
        timeout: float | None = None,
    ) -> AsyncAnalysisStream:
        """Ask about a video or about images and read the answer while it is written.

        Args:
            source: A video of 1 s to 1 h: an asset (its id, the asset, or its place in an index), an http(s) address
                of the file or of an HLS manifest, bytes, or a file as `Path` or opened with mode `rb`, of at most
                30 MB. Or `Images`.
            prompt: What to do or to answer; a `Prompt` where it points to images.
            model: `pegasus1.5` or `pegasus1.6`; default: the older one, where it can do what is asked.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.2).
            max_tokens: The longest answer, 512 to 98,304 (the API's default: 4,096).
            response_schema: A JSON Schema that the answer shall fit; read it with `analysis.json()` at the end.
            start_time: Where the part to look at begins, in seconds on the video's own clock.
            end_time: Where it ends, in seconds; the part lasts 1 s or longer.
            timeout: Until the answer begins, in seconds (default: 15 minutes).

        Returns:
            An iterable of events with `texts()`, and after its end `text`, `finish_reason`, `usage` and `analysis`.

        Raises:
            InvalidInputError: An argument makes no sense, or does not go with another.
            StreamInterruptedError: The connection broke before the end (raised when iterated).
            AnalysisFailedError: The API gave up in the middle (raised when iterated).

        Operation: `POST /analyze`
        """
        question = Question(
            source=source,
            prompt=prompt,
            model=model,
            temperature=temperature,
            max_tokens=max_tokens,
            response_schema=response_schema,
            start_time=start_time,
            end_time=end_time,
        )
        call = self._version.stream(question.at_once(), files.content_of)
        return AsyncAnalysisStream(self._transport.stream(call, timeout))
