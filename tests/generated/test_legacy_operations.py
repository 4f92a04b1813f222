"""Which operations v1.1 and v1.2 have, and that one name means one operation in every version."""

from __future__ import annotations

import collections
import itertools
from typing import Protocol

import pytest

import twelvelabs_generated.v1_1.api.indexes.delete_index as delete_index_1_1
import twelvelabs_generated.v1_1.api.indexes.retrieve_index as retrieve_index_1_1
import twelvelabs_generated.v1_1.api.search.retrieve_search_page as retrieve_search_page_1_1
import twelvelabs_generated.v1_1.api.tasks.retrieve_task as retrieve_task_1_1
import twelvelabs_generated.v1_1.api.videos.retrieve_video as retrieve_video_1_1
import twelvelabs_generated.v1_2.api.indexes.delete_index as delete_index_1_2
import twelvelabs_generated.v1_2.api.indexes.retrieve_index as retrieve_index_1_2
import twelvelabs_generated.v1_2.api.search.retrieve_search_page as retrieve_search_page_1_2
import twelvelabs_generated.v1_2.api.tasks.retrieve_task as retrieve_task_1_2
import twelvelabs_generated.v1_2.api.videos.retrieve_video as retrieve_video_1_2
import twelvelabs_generated.v1_3.api.indexes.delete_index as delete_index_1_3
import twelvelabs_generated.v1_3.api.indexes.retrieve_index as retrieve_index_1_3
import twelvelabs_generated.v1_3.api.search.retrieve_search_page as retrieve_search_page_1_3
import twelvelabs_generated.v1_3.api.tasks.retrieve_task as retrieve_task_1_3
import twelvelabs_generated.v1_3.api.videos.retrieve_video as retrieve_video_1_3
from pipeline.specification import nameless
from tests.generated.legacy_bodies import table
from twelvelabs_client.core.call import Request

VERSIONS = ("v1_1", "v1_2", "v1_3")

# Counted by hand, path by path, in what is known of each version.
COUNTS = {
    "v1_1": {
        "engines": 2,  # list, one
        "indexes": 5,  # create, list, one, rename, delete
        "tasks": 5,  # create, list, one, delete, counts by state
        "transfers": 1,  # from a list of S3 objects
        "videos": 8,  # list, one, change, delete; transcription, text, logos, thumbnail
        "search": 4,  # text and joined queries, each with further pages
        "classify": 3,  # some, all of an index, further pages
    },
    "v1_2": {
        "engines": 2,
        "indexes": 5,
        "tasks": 6,  # and from a video site, which the published file no longer has
        "transfers": 4,  # and import, its state, its logs
        "videos": 8,
        "search": 6,  # and any-to-video, with further pages
        "classify": 3,
        "generate": 3,  # gist, summary, free text
        "embed_v1": 1,  # at once
        "embed_v1_tasks": 4,  # create, list, state, result
    },
}

# v1.2 has one more than were published last.
TOTALS = {"v1_1": 28, "v1_2": 42}

# The same operation, moved.
MOVED = {
    "update_video": {"PUT /indexes/{}/videos/{}", "PATCH /indexes/{}/videos/{}"},
    "search_combined": {"POST /beta/search", "POST /search/combined"},
    "retrieve_search_combined_page": {"GET /beta/search/{}", "GET /search/combined/{}"},
}


@pytest.mark.parametrize("version", COUNTS)
def test_a_version_has_its_operations(version: str) -> None:
    tags = collections.Counter(entry["module"].split(".")[0] for entry in table(version).values())

    assert tags == COUNTS[version]


def test_a_version_has_as_many_as_are_known_of_it() -> None:
    assert {version: sum(counts.values()) for version, counts in COUNTS.items()} == TOTALS


def test_v1_2_has_all_that_v1_1_has() -> None:
    assert set(table("v1_1")) <= set(table("v1_2"))


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(VERSIONS, 2)))
def test_an_operation_of_one_name_is_the_same_in_every_version(one: str, two: str) -> None:
    left, right = table(one), table(two)

    for name in left.keys() & right.keys():
        places = {f"{entry[name]['method']} {nameless(entry[name]['path'])}" for entry in (left, right)}
        assert len(places) == 1 or places == MOVED[name], name
        assert (left[name]["module"], left[name]["retry"]) == (right[name]["module"], right[name]["retry"]), name


class OfIndex(Protocol):
    """An operation on one index."""

    def build_request(self, index_id: str) -> Request: ...


class OfTask(Protocol):
    """An operation on one task."""

    def build_request(self, task_id: str) -> Request: ...


class OfVideo(Protocol):
    """An operation on one video of an index."""

    def build_request(self, index_id: str, video_id: str) -> Request: ...


class OfPage(Protocol):
    """An operation that reads a further page."""

    def build_request(self, page_token: str) -> Request: ...


ON_INDEXES: tuple[OfIndex, ...] = (
    retrieve_index_1_1,
    retrieve_index_1_2,
    retrieve_index_1_3,
    delete_index_1_1,
    delete_index_1_2,
    delete_index_1_3,
)
ON_TASKS: tuple[OfTask, ...] = (retrieve_task_1_1, retrieve_task_1_2, retrieve_task_1_3)
ON_VIDEOS: tuple[OfVideo, ...] = (retrieve_video_1_1, retrieve_video_1_2, retrieve_video_1_3)
ON_PAGES: tuple[OfPage, ...] = (retrieve_search_page_1_1, retrieve_search_page_1_2, retrieve_search_page_1_3)


def test_what_versions_share_is_called_alike() -> None:
    """The types above are checked by mypy; here it is seen that the same comes of it."""
    assert {operation.build_request("i1").path for operation in ON_INDEXES} == {"/indexes/i1"}
    assert {operation.build_request("t1").path for operation in ON_TASKS} == {"/tasks/t1"}
    assert {operation.build_request("i1", "v1").path for operation in ON_VIDEOS} == {"/indexes/i1/videos/v1"}
    assert {operation.build_request("p-1").path for operation in ON_PAGES} == {"/search/p-1"}
