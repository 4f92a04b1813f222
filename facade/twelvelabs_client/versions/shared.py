"""The nouns that several API versions have: what each version says of them, and the way to the version in use.

A translator that drifts from what its noun needs is a type error where it is returned here. Only the translators of the
version in use are imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from twelvelabs_client.core.call import Call
    from twelvelabs_client.core.paging import Page
    from twelvelabs_client.intents.embedding_tasks import Part
    from twelvelabs_client.intents.older.classification import Classification
    from twelvelabs_client.intents.older.combined_queries import CombinedQuery
    from twelvelabs_client.intents.ranges import Measures
    from twelvelabs_client.intents.search import Query
    from twelvelabs_client.models.embedding import EmbeddingsByKind, EmbeddingTask
    from twelvelabs_client.models.index import Index, IndexModel
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.models.older.classification import ClassifiedVideo
    from twelvelabs_client.models.older.engine import Engine
    from twelvelabs_client.models.older.seen_text import SeenText
    from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
    from twelvelabs_client.models.task import Task, TaskCounts
    from twelvelabs_client.models.transcription import SpokenText
    from twelvelabs_client.uploads.files import FilePart


class Indexes(Protocol):
    """Indexes: in every version."""

    def create_index(self, name: str, models: Sequence[IndexModel] | None, addons: Sequence[str]) -> Call[Index]: ...
    def list_indexes(
        self,
        *,
        page: int,
        page_limit: int | None,
        name: str | None,
        model_options: Sequence[str] | None,
        model_family: str | None,
        sort_by: str | None,
        sort_option: str | None,
        created_at: datetime | None,
        updated_at: datetime | None,
    ) -> Call[Page[Index]]: ...
    def get_index(self, index_id: str) -> Call[Index]: ...
    def update_index(self, index_id: str, name: str) -> Call[None]: ...
    def delete_index(self, index_id: str) -> Call[None]: ...


def indexes_of(version: str) -> Indexes:
    """How a version puts indexes."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import indexes as v1_1

        return v1_1
    if version == "v1.2":
        from twelvelabs_client.versions.older.v1_2 import indexes as v1_2

        return v1_2
    from twelvelabs_client.versions.v1_3 import indexes as v1_3

    return v1_3


class Tasks(Protocol):
    """Tasks, which upload and index in one: in every version."""

    def create_task(
        self,
        index_id: str,
        *,
        file: FilePart | None,
        url: str | None,
        enable_video_stream: bool | None,
        user_metadata: Mapping[str, Any] | None,
    ) -> Call[Task]: ...
    def list_tasks(
        self,
        *,
        page: int,
        page_limit: int | None,
        sort_by: str | None,
        sort_option: str | None,
        index_id: str | None,
        status: Sequence[str] | None,
        filename: str | None,
        duration: float | None,
        width: int | None,
        height: int | None,
        created_at: datetime | None,
        updated_at: datetime | None,
    ) -> Call[Page[Task]]: ...
    def get_task(self, task_id: str) -> Call[Task]: ...
    def delete_task(self, task_id: str) -> Call[None]: ...


class OlderTasks(Tasks, Protocol):
    """Tasks with what they lost in v1.3."""

    def create_task(
        self,
        index_id: str,
        *,
        file: FilePart | None,
        url: str | None,
        enable_video_stream: bool | None,
        user_metadata: Mapping[str, Any] | None,
        transcript: FilePart | None = None,
        transcript_url: str | None = None,
        language: str | None = None,
    ) -> Call[Task]: ...
    def count_tasks(self, index_id: str) -> Call[TaskCounts]: ...


def tasks_of(version: str) -> Tasks:
    """How a version puts tasks."""
    if version != "v1.3":
        return older_tasks_of(version)
    from twelvelabs_client.versions.v1_3 import tasks as v1_3

    return v1_3


def older_tasks_of(version: str) -> OlderTasks:
    """How a version before v1.3 puts tasks."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import tasks as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import tasks as v1_2

    return v1_2


class Videos(Protocol):
    """Videos, which v1.3 also calls indexed assets: in every version."""

    def list_videos(
        self,
        index_id: str,
        *,
        page: int,
        page_limit: int | None,
        sort_by: str | None,
        sort_option: str | None,
        filename: str | None,
        measures: Measures,
        created_at: datetime | None,
        updated_at: datetime | None,
        user_metadata: Mapping[str, str | float | bool] | None,
    ) -> Call[Page[IndexedAsset]]: ...
    def get_video(
        self, index_id: str, video_id: str, *, embedding_options: Sequence[str] | None, transcription: bool
    ) -> Call[IndexedAsset]: ...
    def update_video(self, index_id: str, video_id: str, metadata: Mapping[str, Any]) -> Call[None]: ...
    def delete_video(self, index_id: str, video_id: str) -> Call[None]: ...


class OlderVideos(Videos, Protocol):
    """Videos with what they lost in v1.3."""

    def update_video(
        self, index_id: str, video_id: str, metadata: Mapping[str, Any], *, title: str | None = None
    ) -> Call[None]: ...
    def get_transcription(
        self, index_id: str, video_id: str, *, start: float | None, end: float | None
    ) -> Call[list[SpokenText]]: ...
    def get_text_in_video(
        self, index_id: str, video_id: str, *, start: float | None, end: float | None
    ) -> Call[list[SeenText]]: ...
    def get_logos(
        self, index_id: str, video_id: str, *, start: float | None, end: float | None
    ) -> Call[list[SeenText]]: ...
    def get_thumbnail(self, index_id: str, video_id: str, *, time: float | None) -> Call[str | None]: ...


def videos_of(version: str) -> Videos:
    """How a version puts videos."""
    if version != "v1.3":
        return older_videos_of(version)
    from twelvelabs_client.versions.v1_3 import videos as v1_3

    return v1_3


def older_videos_of(version: str) -> OlderVideos:
    """How a version before v1.3 puts videos."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import videos as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import videos as v1_2

    return v1_2


class Transfers(Protocol):
    """Transfers of many videos at once: in the versions before v1.3."""

    def create_transfer(self, file: FilePart) -> Call[None]: ...


def transfers_of(version: str) -> Transfers:
    """How a version before v1.3 puts transfers."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import transfers as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import transfers as v1_2

    return v1_2


class Search(Protocol):
    """Search in the videos of an index: in every version."""

    def check_query(self, query: Query, images: int) -> None: ...
    def first_clips(self, query: Query, images: Sequence[FilePart]) -> Call[SearchPage[Clip]]: ...
    def first_videos(self, query: Query, images: Sequence[FilePart]) -> Call[SearchPage[VideoMatch]]: ...
    def further_clips(self, token: str, include_user_metadata: bool | None) -> Call[SearchPage[Clip]]: ...
    def further_videos(self, token: str, include_user_metadata: bool | None) -> Call[SearchPage[VideoMatch]]: ...


class OlderSearch(Search, Protocol):
    """What only v1.1 and v1.2 have beside that: queries that are joined."""

    def check_combined(self, query: Query, joined: CombinedQuery) -> None: ...
    def first_combined(self, query: Query, joined: CombinedQuery) -> Call[SearchPage[Clip]]: ...
    def further_combined(self, token: str) -> Call[SearchPage[Clip]]: ...


def search_of(version: str) -> Search:
    """How a version puts searches."""
    if version != "v1.3":
        return older_search_of(version)
    from twelvelabs_client.versions.v1_3 import search as v1_3

    return v1_3


def older_search_of(version: str) -> OlderSearch:
    """How a version before v1.3 puts searches."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import search as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import search as v1_2

    return v1_2


class Engines(Protocol):
    """Engines: before v1.3."""

    def list_engines(self) -> Call[Sequence[Engine]]: ...
    def get_engine(self, engine_id: str) -> Call[Engine]: ...


def engines_of(version: str) -> Engines:
    """How a version puts engines."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import engines as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import engines as v1_2

    return v1_2


class Classify(Protocol):
    """Classification: before v1.3."""

    def classify_videos(self, video_ids: Sequence[str], asked: Classification) -> Call[SearchPage[ClassifiedVideo]]: ...
    def classify_index(self, index_id: str, asked: Classification) -> Call[SearchPage[ClassifiedVideo]]: ...
    def further_videos(self, token: str) -> Call[SearchPage[ClassifiedVideo]]: ...


def classify_of(version: str) -> Classify:
    """How a version puts classifications."""
    if version == "v1.1":
        from twelvelabs_client.versions.older.v1_1 import classify as v1_1

        return v1_1
    from twelvelabs_client.versions.older.v1_2 import classify as v1_2

    return v1_2


class EmbedV1(Protocol):
    """The older embeddings: from v1.2 on."""

    def create_embeddings(
        self,
        *,
        model: str | None,
        text: str | None,
        text_truncate: str | None,
        image: FilePart | str | None,
        audio: FilePart | str | None,
        audio_start: float | None,
    ) -> Call[EmbeddingsByKind]: ...
    def create_task(self, video: FilePart | str, part: Part, *, model: str | None) -> Call[EmbeddingTask]: ...
    def list_tasks(
        self,
        *,
        page: int,
        page_limit: int | None,
        started_at: datetime | None,
        ended_at: datetime | None,
        status: str | None,
    ) -> Call[Page[EmbeddingTask]]: ...
    def get_status(self, task_id: str) -> Call[EmbeddingTask]: ...
    def get_task(self, task_id: str, embedding_options: Sequence[str] | None) -> Call[EmbeddingTask]: ...


def embed_v1_of(version: str) -> EmbedV1:
    """How a version puts the older embeddings."""
    if version == "v1.2":
        from twelvelabs_client.versions.older.v1_2 import embed_v1 as v1_2

        return v1_2
    from twelvelabs_client.versions.v1_3 import embed_v1 as v1_3

    return v1_3
