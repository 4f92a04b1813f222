"""What only v1.1 and v1.2 say of their resources, and the way to the one in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, assert_never

if TYPE_CHECKING:
    from twelvelabs_client.core.call import Call
    from twelvelabs_client.intents.older.classification import Classification
    from twelvelabs_client.intents.older.combined_queries import CombinedQuery
    from twelvelabs_client.intents.search import Query
    from twelvelabs_client.models.older.classification import ClassifiedVideo
    from twelvelabs_client.models.older.engine import Engine
    from twelvelabs_client.models.older.seen_text import SeenText
    from twelvelabs_client.models.search import Clip, SearchPage
    from twelvelabs_client.models.task import TaskCounts
    from twelvelabs_client.models.transcription import SpokenText
    from twelvelabs_client.uploads.files import FilePart
    from twelvelabs_client.versions.shared import EmbedV1, Indexes

from twelvelabs_client.core.errors import MissingInVersionError
from twelvelabs_client.core.replacements import REPLACEMENTS
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.versions.shared import Search, Tasks, Videos

OlderVersion: TypeAlias = Literal["v1.1", "v1.2"]


def older(version: ApiVersion) -> OlderVersion:
    """The version of a client that speaks an older one."""
    match version:
        case "v1.1" | "v1.2":
            return version
        case "v1.3":
            raise AssertionError(f"a client of {version} has no resource of an older version")
        case _:
            assert_never(version)


class OlderTasks(Tasks, Protocol):
    """Tasks with what they lost in v1.3."""

    def count_tasks(self, index_id: str) -> Call[TaskCounts]: ...


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
    def get_thumbnail(self, index_id: str, video_id: str, *, time: float | None) -> Call[str]: ...


class OlderSearch(Search, Protocol):
    """What only v1.1 and v1.2 have beside that: queries that are joined."""

    def first_combined(self, query: Query, joined: CombinedQuery) -> Call[SearchPage[Clip]]: ...
    def further_combined(self, token: str) -> Call[SearchPage[Clip]]: ...


class Transfers(Protocol):
    """Transfers of many videos at once: in the versions before v1.3."""

    def create_transfer(self, file: FilePart) -> Call[None]: ...


class Engines(Protocol):
    """Engines: before v1.3."""

    def list_engines(self) -> Call[Sequence[Engine]]: ...
    def get_engine(self, engine_id: str) -> Call[Engine]: ...


class Classify(Protocol):
    """Classification: before v1.3."""

    def classify_videos(self, video_ids: Sequence[str], asked: Classification) -> Call[SearchPage[ClassifiedVideo]]: ...
    def classify_index(self, index_id: str, asked: Classification) -> Call[SearchPage[ClassifiedVideo]]: ...
    def further_videos(self, token: str) -> Call[SearchPage[ClassifiedVideo]]: ...


def indexes_of(version: OlderVersion) -> Indexes:
    """How a version puts indexes."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import indexes as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import indexes as v1_2

            return v1_2
        case _:
            assert_never(version)


def tasks_of(version: OlderVersion) -> OlderTasks:
    """How a version puts tasks."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import tasks as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import tasks as v1_2

            return v1_2
        case _:
            assert_never(version)


def videos_of(version: OlderVersion) -> OlderVideos:
    """How a version puts videos."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import videos as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import videos as v1_2

            return v1_2
        case _:
            assert_never(version)


def search_of(version: OlderVersion) -> OlderSearch:
    """How a version puts searches."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import search as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import search as v1_2

            return v1_2
        case _:
            assert_never(version)


def transfers_of(version: OlderVersion) -> Transfers:
    """How a version puts transfers."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import transfers as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import transfers as v1_2

            return v1_2
        case _:
            assert_never(version)


def engines_of(version: OlderVersion) -> Engines:
    """How a version puts engines."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import engines as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import engines as v1_2

            return v1_2
        case _:
            assert_never(version)


def classify_of(version: OlderVersion) -> Classify:
    """How a version puts classifications."""
    match version:
        case "v1.1":
            from twelvelabs_client.versions.older.v1_1 import classify as v1_1

            return v1_1
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import classify as v1_2

            return v1_2
        case _:
            assert_never(version)


def embed_v1_of(version: OlderVersion) -> EmbedV1:
    """How a version puts the older embeddings."""
    match version:
        case "v1.1":
            raise MissingInVersionError(version, "embed", REPLACEMENTS["embed"])
        case "v1.2":
            from twelvelabs_client.versions.older.v1_2 import embed_v1 as v1_2

            return v1_2
        case _:
            assert_never(version)
