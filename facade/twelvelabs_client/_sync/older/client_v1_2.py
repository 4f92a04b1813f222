# Derived from _async/older/client_v1_2.py by `make unasync`; never edited.
"""The client of v1.2 of the API."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._sync.older.client import OlderTwelveLabs
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.older.generation import GISTS, check_prompt
from twelvelabs_client.intents.values import GIST_TYPES, SUMMARY_TYPES, one_known, some_known

if TYPE_CHECKING:
    from typing import Literal, Self, Unpack

    from twelvelabs_client._sync.client import Settings
    from twelvelabs_client._sync.older.embed import OlderEmbed
    from twelvelabs_client._sync.older.generate import Generate
    from twelvelabs_client._sync.older.tasks import TasksV1_2
    from twelvelabs_client._sync.older.transfers import TransfersV1_2
    from twelvelabs_client._sync.older.videos import VideosV1_2
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.models.older.generation import Gist, Summary


class TwelveLabsV1_2(OlderTwelveLabs):
    """A client of v1.2, for programs that have not moved to v1.3 yet. See `TwelveLabs` for its arguments."""

    _speaks = "v1.2"

    if TYPE_CHECKING:

        def __new__(cls, **settings: Unpack[Settings]) -> Self: ...

    @cached_property
    def tasks(self) -> TasksV1_2:
        """Upload and indexing in one."""
        from twelvelabs_client._sync.older.tasks import TasksV1_2

        return TasksV1_2(self._transport)

    @cached_property
    def transfers(self) -> TransfersV1_2:
        """Many videos at once, from a bucket of S3."""
        from twelvelabs_client._sync.older.transfers import TransfersV1_2

        return TransfersV1_2(self._transport)

    @cached_property
    def videos(self) -> VideosV1_2:
        """Indexed videos, what is said and seen in them, and their embeddings."""
        from twelvelabs_client._sync.older.videos import VideosV1_2

        return VideosV1_2(self._transport)

    @cached_property
    def generate(self) -> Generate:
        """What a prompt asks for of one video."""
        from twelvelabs_client._sync.older.generate import Generate

        return Generate(self._transport)

    @cached_property
    def embed(self) -> OlderEmbed:
        """Vectors of texts, images, sounds and videos."""
        from twelvelabs_client._sync.older.embed import OlderEmbed

        return OlderEmbed(self._transport)

    def gist(
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
        return self._transport.send(v1_2.gist(video_id, wanted), timeout)

    def summarize(
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
        return self._transport.send(call, timeout)
