# Derived from _async/older/classify.py by `make unasync`; never edited.
"""Classification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from twelvelabs_client._sync.search_results import SearchResults
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.older.classification import ClassesLike, Classification
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.models.older.classification import ClassifiedVideo
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions.older import dispatch
from twelvelabs_client.versions.unsupported import check_supported


class Classify(Resource):
    """Sort videos into classes that prompts describe. Before v1.3."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = dispatch.classify_of(dispatch.older(transport.api_version))

    def videos(
        self,
        videos: str | IndexedAsset | Sequence[str | IndexedAsset],
        classes: ClassesLike,
        *,
        options: Sequence[str] = ("visual", "audio"),
        transcription_options: Sequence[str] | None = None,
        min_video_score: float | None = None,
        min_clip_score: float | None = None,
        min_duration_ratio: float | None = None,
        threshold: Literal["high", "medium", "low", "none"] | None = None,
        include_clips: bool | None = None,
        show_detailed_score: bool | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> SearchResults[ClassifiedVideo]:
        """Tell which classes some videos of one index belong to.

        Args:
            videos: One video or several: ids, or videos. They last 10 hours together at most.
            classes: Prompts by the name of their class, as in `{"Pets": ["a cat", "a dog"]}`; or a list of
                `ClassifyClass`, which can also say what to look at. At most 100 prompts together.
            options: What to look at: `visual`, `audio` (or `transcription`: what is said), `text_in_video`.
            transcription_options: How spoken words match: `lexical` or `semantic` (the API's default).
            min_video_score: The least score of a video, 1 to 100 (the API's default: 75).
            min_clip_score: The least score of a clip, 1 to 100 (the API's default: 30).
            min_duration_ratio: The least share of a video that its matching clips fill, 0.01 to 1 (the API's default:
                0.5).
            threshold: In v1.1, what one video must reach, in a word. Its classes then tell `max_score`, `confidence`
                and `duration`; the three numbers above, `show_detailed_score`, `page_limit` and options of a class
                cannot be said with it.
            include_clips: Also tell the clips that match.
            show_detailed_score: Also tell how the scores came about.
            page_limit: Videos a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of `ClassifiedVideo`, with `pages()`, `first(n)` and `to_list()`; videos that belong to no class
            are left out.

        Raises:
            InvalidInputError: There are no videos or classes, or a limit makes no sense.
            UnsupportedInVersionError: The API version cannot be asked for this.
            NotFoundError: There is no such video (raised when iterated).
            PageTokenExpiredError: A further page was asked for too late (raised when iterated).

        Operation: `POST /classify`, then `GET /classify/{page_token}`
        """
        asked = Classification(
            classes=classes,
            options=options,
            transcription_options=transcription_options,
            threshold=threshold,
            min_video_score=min_video_score,
            min_clip_score=min_clip_score,
            min_duration_ratio=min_duration_ratio,
            include_clips=include_clips,
            show_detailed_score=show_detailed_score,
            page_limit=page_limit,
        )
        wanted = _ids(videos)
        check_supported(self._transport.api_version, "classify", asked.given(len(wanted)))
        return self._results(self._version.classify_videos(wanted, asked), timeout)

    def index(
        self,
        index: str | Index,
        classes: ClassesLike,
        *,
        options: Sequence[str] = ("visual", "audio"),
        transcription_options: Sequence[str] | None = None,
        min_video_score: float | None = None,
        min_clip_score: float | None = None,
        min_duration_ratio: float | None = None,
        threshold: Literal["high", "medium", "low", "none"] | None = None,
        include_clips: bool | None = None,
        show_detailed_score: bool | None = None,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> SearchResults[ClassifiedVideo]:
        """Tell which classes the videos of an index belong to.

        Args:
            index: Its id, or the index.
            classes: Prompts by the name of their class, as in `{"Pets": ["a cat", "a dog"]}`; or a list of
                `ClassifyClass`, which can also say what to look at. At most 100 prompts together.
            options: What to look at: `visual`, `audio` (or `transcription`: what is said), `text_in_video`.
            transcription_options: How spoken words match: `lexical` or `semantic` (the API's default).
            min_video_score: The least score of a video, 1 to 100 (the API's default: 75).
            min_clip_score: The least score of a clip, 1 to 100 (the API's default: 30).
            min_duration_ratio: The least share of a video that its matching clips fill, 0.01 to 1 (the API's default:
                0.5).
            threshold: In v1.1, what a video must reach, in a word. Its classes then tell `max_score`, `confidence` and
                `duration`; the three numbers above, `show_detailed_score` and options of a class cannot be said with
                it.
            include_clips: Also tell the clips that match.
            show_detailed_score: Also tell how the scores came about.
            page_limit: Videos a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of `ClassifiedVideo`, with `pages()`, `first(n)` and `to_list()`; videos that belong to no class
            are left out.

        Raises:
            InvalidInputError: There are no classes, or a limit makes no sense.
            UnsupportedInVersionError: The API version cannot be asked for this.
            NotFoundError: There is no such index (raised when iterated).
            PageTokenExpiredError: A further page was asked for too late (raised when iterated).

        Operation: `POST /classify/bulk`, then `GET /classify/{page_token}`
        """
        asked = Classification(
            classes=classes,
            options=options,
            transcription_options=transcription_options,
            threshold=threshold,
            min_video_score=min_video_score,
            min_clip_score=min_clip_score,
            min_duration_ratio=min_duration_ratio,
            include_clips=include_clips,
            show_detailed_score=show_detailed_score,
            page_limit=page_limit,
        )
        check_supported(self._transport.api_version, "classify", asked.given(0))
        return self._results(self._version.classify_index(checks.identifier(index, "index"), asked), timeout)

    def page(self, token: str, *, timeout: float | None = None) -> SearchPage[ClassifiedVideo]:
        """Fetch one further page of a classification by its token.

        Args:
            token: The `next_page_token` or `previous_page_token` of a page.
            timeout: The whole call in seconds.

        Raises:
            PageTokenExpiredError: The token is too old: classify again.

        Operation: `GET /classify/{page_token}`
        """
        return self._transport.send(self._version.further_videos(checks.identifier(token, "token")), timeout)

    def _results(
        self, call: Call[SearchPage[ClassifiedVideo]], timeout: float | None
    ) -> SearchResults[ClassifiedVideo]:
        def first() -> SearchPage[ClassifiedVideo]:
            return self._transport.send(call, timeout)

        def further(token: str) -> SearchPage[ClassifiedVideo]:
            return self._transport.send(self._version.further_videos(token), timeout)

        return SearchResults(first, further)


def _ids(videos: str | IndexedAsset | Sequence[str | IndexedAsset]) -> Sequence[str]:
    """One video alone is a list of one."""
    several = [videos] if isinstance(videos, str) or not isinstance(videos, Sequence) else videos
    if not several:
        raise InvalidInputError("videos: the list is empty; give one at least")
    return [checks.identifier(each, "videos") for each in several]
