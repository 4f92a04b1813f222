# Derived from _async/resources/videos.py by `make unasync`; never edited.
"""Videos: the older name of indexed assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.deprecation import warn_deprecated
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.replacements import NamesReplacements
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.periods import PeriodLike
from twelvelabs_client.intents.ranges import RangeLike
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.versions.shared import videos_of
from twelvelabs_client.versions.unsupported import check_supported


class Videos(NamesReplacements):
    """Indexed assets under their older name. Deprecated by v1.3 of the API: use `indexed_assets`."""

    _place = "videos."

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = videos_of(transport.api_version)
        self.api_version = transport.api_version

    def list(
        self,
        index: str | Index,
        *,
        video: str | IndexedAsset | None = None,
        filename: str | None = None,
        duration: RangeLike = None,
        fps: RangeLike = None,
        width: RangeLike = None,
        height: RangeLike = None,
        size: RangeLike = None,
        created_at: PeriodLike = None,
        updated_at: PeriodLike = None,
        indexed_at: PeriodLike = None,
        user_metadata: Mapping[str, str | float | bool] | None = None,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[IndexedAsset]:
        """List the videos of an index. Deprecated in v1.3: use `indexed_assets.list`.

        Args:
            index: Its id, or the index.
            video: Only the video of this id; not in v1.3.
            filename: Only files of this name.
            duration: In seconds: one number, or a pair (from, to) of which either may be None. Before v1.3 a whole
                number alone finds all lengths that round down to it.
            fps: Frames per second, likewise.
            width: In pixels, likewise.
            height: In pixels, likewise.
            size: In bytes, likewise.
            created_at: Only those made at this datetime or later. Before v1.3 also a date (that day in UTC), or a pair
                (from, to) of them, of which either may be None.
            updated_at: Only those whose metadata changed then, likewise.
            indexed_at: Only those whose indexing ended then, likewise; not in v1.3.
            user_metadata: Only those with these values.
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of videos, with `pages()`, `first(n)` and `to_list()`.

        Raises:
            InvalidInputError: An argument makes no sense.
            UnsupportedInVersionError: The API version cannot list by one of them.

        Operation: `GET /indexes/{index-id}/videos`
        """
        warn_deprecated("videos.list", "indexed_assets.list", self.api_version)
        index_id = checks.identifier(index, "index")
        from twelvelabs_client.intents.filters import VideoFilter

        asked = VideoFilter(
            video=video,
            filename=filename,
            duration=duration,
            fps=fps,
            width=width,
            height=height,
            size=size,
            created_at=created_at,
            updated_at=updated_at,
            indexed_at=indexed_at,
            user_metadata=user_metadata,
            sort_by=sort_by,
            sort_order=sort_order,
            page_limit=page_limit,
        )
        check_supported(self._transport.api_version, asked.method, asked.given())
        return listed(self._transport, lambda number: self._version.list_videos(index_id, asked, number), page, timeout)

    def get(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        embedding_options: Sequence[str] | None = None,
        transcription: bool = False,
        timeout: float | None = None,
    ) -> IndexedAsset:
        """Read one video. Deprecated in v1.3: use `indexed_assets.get`.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            embedding_options: Also the vectors of these: `visual`, `audio`, `transcription`, `visual-text`. v1.3
                alone.
            transcription: Also what is said. v1.3 alone; before it, `videos.transcription` tells.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index or video.

        Operation: `GET /indexes/{index-id}/videos/{video-id}`
        """
        warn_deprecated("videos.get", "indexed_assets.get", self.api_version)
        asked = VideoView(embedding_options=embedding_options, transcription=transcription)
        check_supported(self.api_version, "videos.get", asked.given())
        call = self._version.get_video(checks.identifier(index, "index"), checks.identifier(video, "video"), asked)
        return self._transport.send(call, timeout)

    def update(
        self,
        index: str | Index,
        video: str | IndexedAsset,
        *,
        user_metadata: Mapping[str, MetadataValue | None],
        timeout: float | None = None,
    ) -> None:
        """Set or remove some keys of a video's user metadata. Deprecated in v1.3: use `indexed_assets.update`.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            user_metadata: Keys to set; a key with None is removed, other keys stay. v1.3 alone can remove keys and
                keep lists.
            timeout: The whole call in seconds.

        Raises:
            UnsupportedInVersionError: The version cannot keep one of them.

        Operation: `PATCH /indexes/{index-id}/videos/{video-id}`; before v1.3 `PUT` on the same
        """
        warn_deprecated("videos.update", "indexed_assets.update", self.api_version)
        metadata = check_metadata(user_metadata, nulls=True)
        if not metadata:
            raise InvalidInputError("user_metadata: nothing to set; give at least one key")
        check_supported(self.api_version, "videos.update", {"user_metadata": metadata})
        call = self._version.update_video(
            checks.identifier(index, "index"), checks.identifier(video, "video"), metadata
        )
        self._transport.send(call, timeout)

    def delete(self, index: str | Index, video: str | IndexedAsset, *, timeout: float | None = None) -> None:
        """Take a video out of its index. Deprecated in v1.3: use `indexed_assets.delete`.

        Args:
            index: Its id, or the index.
            video: Its id, or the video.
            timeout: The whole call in seconds.

        Operation: `DELETE /indexes/{index-id}/videos/{video-id}`
        """
        warn_deprecated("videos.delete", "indexed_assets.delete", self.api_version)
        call = self._version.delete_video(checks.identifier(index, "index"), checks.identifier(video, "video"))
        self._transport.send(call, timeout)
