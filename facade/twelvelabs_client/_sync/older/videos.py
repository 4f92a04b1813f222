# Derived from _async/older/videos.py by `make unasync`; never edited.
"""Videos before v1.3: with their title, and what is said and seen in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twelvelabs_client._sync.resources.videos import Videos
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.ranges import seconds_of
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.models.older.seen_text import SeenText
from twelvelabs_client.models.transcription import SpokenText
from twelvelabs_client.versions.older import dispatch
from twelvelabs_client.versions.unsupported import check_supported


class OlderVideos(Videos):
    """Indexed videos, and what is said and seen in them."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._version = self._older = dispatch.videos_of(dispatch.older(transport.api_version))

    def update(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        user_metadata: Mapping[str, MetadataValue | None] | None = None,
        title: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Set some keys of a video's user metadata, its title, or both.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            user_metadata: Keys to set, each to a text, a number or a boolean; other keys stay. None of them may be the
                name of something that was measured, such as `duration`.
            title: The title.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: There is nothing to set.
            UnsupportedInVersionError: A value is None or a list, or a key is a name of the API's own.

        Operation: `PUT /indexes/{index-id}/videos/{video-id}`
        """
        metadata = check_metadata(user_metadata, nulls=True) or {}
        if not metadata and title is None:
            raise InvalidInputError("user_metadata: nothing to set; give at least one key, or a title")
        check_supported(self.api_version, "videos.update", {"user_metadata": metadata})
        call = self._older.update_video(
            checks.identifier(index, "index"),
            checks.identifier(video, "video"),
            metadata,
            title=None if title is None else checks.text(title, "title"),
        )
        self._transport.send(call, timeout)

    def transcription(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        start: float | None = None,
        end: float | None = None,
        timeout: float | None = None,
    ) -> list[SpokenText]:
        """Read what is said in a video.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            start: Only from this second on.
            end: Only up to this second.
            timeout: The whole call in seconds.

        Returns:
            What is said, in order; empty where nothing is.

        Raises:
            NotFoundError: There is no such index or video.

        Operation: `GET /indexes/{index-id}/videos/{video-id}/transcription`
        """
        seconds = seconds_of(start, end)
        call = self._older.get_transcription(*_ids(index, video), start=seconds.low, end=seconds.high)
        return self._transport.send(call, timeout)

    def text_in_video(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        start: float | None = None,
        end: float | None = None,
        timeout: float | None = None,
    ) -> list[SeenText]:
        """Read the words that are seen in a video.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            start: Only from this second on.
            end: Only up to this second.
            timeout: The whole call in seconds.

        Returns:
            The words, in order; empty where there are none.

        Raises:
            NotFoundError: There is no such index or video.

        Operation: `GET /indexes/{index-id}/videos/{video-id}/text-in-video`
        """
        seconds = seconds_of(start, end)
        call = self._older.get_text_in_video(*_ids(index, video), start=seconds.low, end=seconds.high)
        return self._transport.send(call, timeout)

    def logos(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        start: float | None = None,
        end: float | None = None,
        timeout: float | None = None,
    ) -> list[SeenText]:
        """Read the brands whose logos are seen in a video.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            start: Only from this second on.
            end: Only up to this second.
            timeout: The whole call in seconds.

        Returns:
            The brands, in order; empty where there are none.

        Raises:
            NotFoundError: There is no such index or video.

        Operation: `GET /indexes/{index-id}/videos/{video-id}/logo`
        """
        seconds = seconds_of(start, end)
        call = self._older.get_logos(*_ids(index, video), start=seconds.low, end=seconds.high)
        return self._transport.send(call, timeout)

    def thumbnail(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        time: float | None = None,
        timeout: float | None = None,
    ) -> str:
        """Get a still image of a video. The index must have the add-on `thumbnail`.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            time: The second that it shows (default: the middle of the video).
            timeout: The whole call in seconds.

        Returns:
            Its address, good for an hour.

        Raises:
            BadRequestError: The index lacks the add-on, or the video has no such second.
            NotFoundError: There is no such index or video.

        Operation: `GET /indexes/{index-id}/videos/{video-id}/thumbnail`
        """
        call = self._older.get_thumbnail(*_ids(index, video), time=seconds_of(time, None, "time").low)
        return self._transport.send(call, timeout)


class VideosV1_2(OlderVideos):
    """Indexed videos, what is said and seen in them, and their embeddings."""

    def get(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        embed: bool = False,
        embedding_options: Sequence[str] | None = None,
        transcription: bool = False,
        timeout: float | None = None,
    ) -> IndexedAsset:
        """Read one video.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            embed: Also its vectors; the index must have an engine from `marengo2.6` on.
            embedding_options: v1.3 alone; here `embed` gives all vectors.
            transcription: v1.3 alone; here `videos.transcription` tells.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index or video.
            BadRequestError: No engine of the index makes embeddings.
            UnsupportedInVersionError: An option is given that is v1.3's alone.

        Operation: `GET /indexes/{index-id}/videos/{video-id}`
        """
        asked = VideoView(embedding_options=embedding_options, transcription=transcription, embed=embed)
        check_supported(self.api_version, "videos.get", asked.given())
        call = self._version.get_video(*_ids(index, video), asked)
        return self._transport.send(call, timeout)


def _ids(index: str | Index, video: str | IndexedAsset) -> tuple[str, str]:
    return checks.identifier(index, "index"), checks.identifier(video, "video")
