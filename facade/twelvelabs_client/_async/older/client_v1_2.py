"""The client of v1.2 of the API."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.older.client import AsyncOlderTwelveLabs
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.older.generation import GISTS, check_prompt
from twelvelabs_client.intents.values import GIST_TYPES, SUMMARY_TYPES, one_known, some_known

if TYPE_CHECKING:
    from typing import Literal, Self, Unpack

    from twelvelabs_client._async.client import AsyncSettings
    from twelvelabs_client._async.older.embed import AsyncOlderEmbed
    from twelvelabs_client._async.older.generate import AsyncGenerate
    from twelvelabs_client._async.older.tasks import AsyncTasksV1_2
    from twelvelabs_client._async.older.transfers import AsyncTransfersV1_2
    from twelvelabs_client._async.older.videos import AsyncVideosV1_2
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.models.older.generation import Gist, Summary


class AsyncTwelveLabsV1_2(AsyncOlderTwelveLabs):
    """A client of v1.2, for programs that have not moved to v1.3 yet. See `AsyncTwelveLabs` for its arguments."""

    _speaks = "v1.2"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[AsyncSettings]) -> Self: ...

    @cached_property
    def tasks(self) -> AsyncTasksV1_2:
        """Upload and indexing in one."""
        from twelvelabs_client._async.older.tasks import AsyncTasksV1_2

        return AsyncTasksV1_2(self._transport)

    @cached_property
    def transfers(self) -> AsyncTransfersV1_2:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._async.older.transfers import AsyncTransfersV1_2

        return AsyncTransfersV1_2(self._transport)

    @cached_property
    def videos(self) -> AsyncVideosV1_2:
        """Indexed videos, what is said and seen in them, and their embeddings."""
        from twelvelabs_client._async.older.videos import AsyncVideosV1_2

        return AsyncVideosV1_2(self._transport)

    @cached_property
    def generate(self) -> AsyncGenerate:
        """What a prompt asks for of one video."""
        from twelvelabs_client._async.older.generate import AsyncGenerate

        return AsyncGenerate(self._transport)

    @cached_property
    def embed(self) -> AsyncOlderEmbed:
        """Vectors of texts, images, sounds and videos."""
        from twelvelabs_client._async.older.embed import AsyncOlderEmbed

        return AsyncOlderEmbed(self._transport)

    async def gist(
        self,
        video: str | IndexedAsset,
        types: Sequence[Literal["title", "topic", "hashtag"]] = ("title", "topic", "hashtag"),
        *,
        timeout: float | None = None,
    ) -> Gist:
        """Get the title, topics and hashtags of a video.

        Args:
            video: Its id, or the video; its index needs a Pegasus engine.
            types: What to write: `title`, `topic`, `hashtag`.
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            What was asked for.

        Raises:
            NotFoundError: There is no such video.
            BadRequestError: The video's index has no engine that writes.

        Operation: `POST /gist`
        """
        from twelvelabs_client.versions.older.v1_2 import generate as v1_2

        video_id, wanted = checks.identifier(video, "video"), some_known(types, "types", GIST_TYPES)
        if not wanted:
            raise InvalidInputError(f"types: nothing is asked for; give one of {', '.join(GISTS)} at least")
        return await self._transport.send(v1_2.gist(video_id, wanted), timeout)

    async def summarize(
        self,
        video: str | IndexedAsset,
        type: Literal["summary", "chapter", "highlight"] = "summary",
        *,
        prompt: str | None = None,
        temperature: float | None = None,
        timeout: float | None = None,
    ) -> Summary:
        """Sum a video up.

        Args:
            video: Its id, or the video; its index needs a Pegasus engine.
            type: `summary`: one text; `chapter`: its parts, in order; `highlight`: its main moments, in order.
            prompt: What to heed, in up to 1,500 characters.
            temperature: How freely words are picked, 0 to 1 (the API's default: 0.7).
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            The summary: its `text`, `chapters` or `highlights`.

        Raises:
            InvalidInputError: An argument makes no sense.
            NotFoundError: There is no such video.
            BadRequestError: The video's index has no engine that writes.

        Operation: `POST /summarize`
        """
        from twelvelabs_client.versions.older.v1_2 import generate as v1_2

        video_id, kind = checks.identifier(video, "video"), one_known(type, "type", SUMMARY_TYPES)
        call = v1_2.summarize(
            video_id,
            kind or "summary",
            prompt=None if prompt is None else check_prompt(prompt),
            temperature=checks.within(temperature, "temperature", 0, 1),
        )
        return await self._transport.send(call, timeout)
