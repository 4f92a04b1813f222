"""The resources that several API versions have: what each version says of them, and the way to the version in use.

A translator that drifts from what its resource needs is a type error where it is returned here. Only the translators
of the version in use are imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, assert_never

if TYPE_CHECKING:
    from twelvelabs_client.core.call import Call
    from twelvelabs_client.core.paging import Page
    from twelvelabs_client.core.settings import ApiVersion
    from twelvelabs_client.intents.embedding_tasks import EmbeddingsOfForms, Part
    from twelvelabs_client.intents.filters import EmbeddingTaskFilter, IndexFilter, TaskFilter, VideoFilter
    from twelvelabs_client.intents.search import Query
    from twelvelabs_client.intents.tasks import NewTask
    from twelvelabs_client.intents.videos import VideoView
    from twelvelabs_client.models.embedding import EmbeddingsByKind, EmbeddingTask
    from twelvelabs_client.models.index import Index, IndexModel
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.models.search import Clip, SearchPage, VideoMatch
    from twelvelabs_client.models.task import Task
    from twelvelabs_client.uploads.files import FilePart


class Indexes(Protocol):
    """Indexes: in every version."""

    def create_index(self, name: str, models: Sequence[IndexModel] | None, addons: Sequence[str]) -> Call[Index]: ...
    def list_indexes(self, asked: IndexFilter, page: int) -> Call[Page[Index]]: ...
    def get_index(self, index_id: str) -> Call[Index]: ...
    def update_index(self, index_id: str, name: str) -> Call[None]: ...
    def delete_index(self, index_id: str) -> Call[None]: ...


def indexes_of(version: ApiVersion) -> Indexes:
    """How a version puts indexes."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import indexes as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            from twelvelabs_client.versions.older import dispatch

            return dispatch.indexes_of(version)
        case _:
            assert_never(version)


class Tasks(Protocol):
    """Tasks, which upload and index in one: in every version."""

    def create_task(self, new: NewTask) -> Call[Task]: ...
    def list_tasks(self, asked: TaskFilter, page: int) -> Call[Page[Task]]: ...
    def get_task(self, task_id: str) -> Call[Task]: ...
    def delete_task(self, task_id: str) -> Call[None]: ...


def tasks_of(version: ApiVersion) -> Tasks:
    """How a version puts tasks."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import tasks as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            from twelvelabs_client.versions.older import dispatch

            return dispatch.tasks_of(version)
        case _:
            assert_never(version)


class Videos(Protocol):
    """Videos, which v1.3 also calls indexed assets: in every version."""

    def list_videos(self, index_id: str, asked: VideoFilter, page: int) -> Call[Page[IndexedAsset]]: ...
    def get_video(self, index_id: str, video_id: str, asked: VideoView, /) -> Call[IndexedAsset]: ...
    def update_video(self, index_id: str, video_id: str, metadata: Mapping[str, Any]) -> Call[None]: ...
    def delete_video(self, index_id: str, video_id: str) -> Call[None]: ...


def videos_of(version: ApiVersion) -> Videos:
    """How a version puts videos."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import videos as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            from twelvelabs_client.versions.older import dispatch

            return dispatch.videos_of(version)
        case _:
            assert_never(version)


class Search(Protocol):
    """Search in the videos of an index: in every version."""

    def first_clips(self, query: Query, images: Sequence[FilePart], /) -> Call[SearchPage[Clip]]: ...
    def first_videos(self, query: Query, images: Sequence[FilePart], /) -> Call[SearchPage[VideoMatch]]: ...
    def further_clips(self, token: str, include_user_metadata: bool | None, /) -> Call[SearchPage[Clip]]: ...
    def further_videos(self, token: str, include_user_metadata: bool | None, /) -> Call[SearchPage[VideoMatch]]: ...


def search_of(version: ApiVersion) -> Search:
    """How a version puts searches."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import search as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            from twelvelabs_client.versions.older import dispatch

            return dispatch.search_of(version)
        case _:
            assert_never(version)


class EmbedV1(Protocol):
    """The older embeddings: from v1.2 on."""

    def create_embeddings(self, asked: EmbeddingsOfForms) -> Call[EmbeddingsByKind]: ...
    def create_task(self, video: FilePart | str, part: Part, *, model: str | None) -> Call[EmbeddingTask]: ...
    def list_tasks(self, asked: EmbeddingTaskFilter, page: int) -> Call[Page[EmbeddingTask]]: ...
    def get_status(self, task_id: str) -> Call[EmbeddingTask]: ...
    def get_task(self, task_id: str, embedding_options: Sequence[str] | None, /) -> Call[EmbeddingTask]: ...


def embed_v1_of(version: ApiVersion) -> EmbedV1:
    """How a version puts the older embeddings."""
    match version:
        case "v1.3":
            from twelvelabs_client.versions.v1_3 import embed_v1 as v1_3

            return v1_3
        case "v1.1" | "v1.2":
            from twelvelabs_client.versions.older import dispatch

            return dispatch.embed_v1_of(version)
        case _:
            assert_never(version)
