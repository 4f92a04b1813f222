# Derived from _async/older/generate.py by `make unasync`; never edited.
"""Texts about one video."""

from __future__ import annotations

from twelvelabs_client._sync.analysis_stream import AnalysisStream
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.older.generation import check_prompt
from twelvelabs_client.models.analysis import Analysis
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.versions.older.v1_2 import generate as v1_2


class Generate(Resource):
    """What a prompt asks for of one video, answered in text. In v1.3 this is `analyze`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def run(
        self,
        video: str | IndexedAsset,
        prompt: str,
        *,
        temperature: float | None = None,
        timeout: float | None = None,
    ) -> Analysis:
        """Ask about a video and wait for the whole answer.

        Args:
            video: Its id, or the video; its index needs a Pegasus engine.
            prompt: What to do or to answer, in up to 1,500 characters.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.7).
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            The answer; why it ended and what it cost is told from v1.3 on.

        Raises:
            InvalidInputError: An argument makes no sense.
            NotFoundError: There is no such video.
            BadRequestError: The video's index has no engine that writes.

        Operation: `POST /generate`
        """
        video_id = checks.identifier(video, "video")
        call = v1_2.run(video_id, check_prompt(prompt), temperature=checks.within(temperature, "temperature", 0, 1))
        return self._transport.send(call, timeout)

    def stream(
        self,
        video: str | IndexedAsset,
        prompt: str,
        *,
        temperature: float | None = None,
        timeout: float | None = None,
    ) -> AnalysisStream:
        """Ask about a video and read the answer while it is written.

        Args:
            video: Its id, or the video; its index needs a Pegasus engine.
            prompt: What to do or to answer, in up to 1,500 characters.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.7).
            timeout: Until the answer begins, in seconds (default: 15 minutes).

        Returns:
            An iterable of events with `texts()`, and after its end `text` and `analysis`.

        Raises:
            InvalidInputError: An argument makes no sense.
            StreamInterruptedError: The connection broke before the end (raised when iterated).
            AnalysisFailedError: The API gave up in the middle (raised when iterated).

        Operation: `POST /generate`
        """
        video_id = checks.identifier(video, "video")
        call = v1_2.stream(video_id, check_prompt(prompt), temperature=checks.within(temperature, "temperature", 0, 1))
        return AnalysisStream(self._transport.stream(call, timeout), "generate")
