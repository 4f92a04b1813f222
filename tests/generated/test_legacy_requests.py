"""What the generated halves of v1.1 and v1.2 put on the wire."""

from __future__ import annotations

import datetime
import json
from typing import Any

import jsonschema
import pytest

from tests.generated.legacy_bodies import GENERATED, LEGACY
from twelvelabs_client.core.call import Request
from twelvelabs_generated import v1_1, v1_2
from twelvelabs_generated.v1_1 import models as m1
from twelvelabs_generated.v1_1.api.classify import classify as classify_1_1
from twelvelabs_generated.v1_1.api.indexes import create_index as create_index_1_1
from twelvelabs_generated.v1_1.api.indexes import list_indexes as list_indexes_1_1
from twelvelabs_generated.v1_1.api.search import search as search_1_1
from twelvelabs_generated.v1_1.api.search import search_combined as search_combined_1_1
from twelvelabs_generated.v1_1.api.tasks import create_task as create_task_1_1
from twelvelabs_generated.v1_1.api.tasks import list_tasks as list_tasks_1_1
from twelvelabs_generated.v1_1.types import UNSET as UNSET_1_1
from twelvelabs_generated.v1_1.types import File as FileV1_1
from twelvelabs_generated.v1_2 import models as m2
from twelvelabs_generated.v1_2.api.classify import classify_bulk as classify_bulk_1_2
from twelvelabs_generated.v1_2.api.embed_v1 import create_embeddings_v1 as create_embeddings_1_2
from twelvelabs_generated.v1_2.api.embed_v1_tasks import create_video_embedding_task as create_embedding_task_1_2
from twelvelabs_generated.v1_2.api.generate import generate as generate_1_2
from twelvelabs_generated.v1_2.api.indexes import create_index as create_index_1_2
from twelvelabs_generated.v1_2.api.indexes import list_indexes as list_indexes_1_2
from twelvelabs_generated.v1_2.api.search import search as search_1_2
from twelvelabs_generated.v1_2.api.search import search_combined as search_combined_1_2
from twelvelabs_generated.v1_2.api.search import search_v2 as search_v2_1_2
from twelvelabs_generated.v1_2.api.transfers import create_integration_import as create_import_1_2
from twelvelabs_generated.v1_2.api.transfers import create_transfer as create_transfer_1_2
from twelvelabs_generated.v1_2.api.transfers import retrieve_integration_import_status as retrieve_import_status_1_2
from twelvelabs_generated.v1_2.api.videos import list_videos as list_videos_1_2
from twelvelabs_generated.v1_2.api.videos import retrieve_video as retrieve_video_1_2
from twelvelabs_generated.v1_2.api.videos import update_video as update_video_1_2
from twelvelabs_generated.v1_2.types import UNSET as UNSET_1_2
from twelvelabs_generated.v1_2.types import File as FileV1_2

DAY = datetime.date(2022, 5, 17)
NOON = datetime.datetime(2022, 5, 17, 12, tzinfo=datetime.UTC)

QUERIES: dict[str, tuple[Request, str, tuple[tuple[str, str], ...]]] = {
    "v1.1: a bare day, and a state": (
        list_tasks_1_1.build_request(created_at=DAY, status="pending"),
        "/tasks",
        (("status", "pending"), ("created_at", "2022-05-17")),
    ),
    "v1.1: options are joined by commas": (
        list_indexes_1_1.build_request(index_options="visual,conversation", id="i1"),
        "/indexes",
        (("_id", "i1"), ("index_options", "visual,conversation")),
    ),
    "v1.2: options are joined by commas": (
        list_indexes_1_2.build_request(engine_options="visual,logo", engine_family="pegasus"),
        "/indexes",
        (("engine_options", "visual,logo"), ("engine_family", "pegasus")),
    ),
    "v1.2: exact values, ranges, and keys of one's own": (
        list_videos_1_2.build_request(
            "i1",
            page=2,
            duration=810,
            size_lte=5,
            created_at_gte=NOON,
            metadata=m2.UserMetadataFilter(additional_properties={"needs_review": True, "rating": 9.3}),
        ),
        "/indexes/i1/videos",
        (
            ("page", "2"),
            ("duration", "810"),
            ("size[lte]", "5"),
            ("created_at[gte]", "2022-05-17T12:00:00Z"),
            ("needs_review", "true"),
            ("rating", "9.3"),
        ),
    ),
    "v1.2: embeddings on request": (
        retrieve_video_1_2.build_request("i1", "v1", embed=True),
        "/indexes/i1/videos/v1",
        (("embed", "true"),),
    ),
    "v1.2: the index of an import stands in the query": (
        retrieve_import_status_1_2.build_request("s3/1", index_id="i1"),
        "/tasks/transfers/import/s3%2F1/status",
        (("index_id", "i1"),),
    ),
}


@pytest.mark.parametrize("told", QUERIES)
def test_query(told: str) -> None:
    request, path, query = QUERIES[told]

    assert (request.method, request.path, request.query) == ("GET", path, query)


COMBINED_1_1 = m1.CombinedQuery(
    then=[m1.CombinedQuery(text="a boat"), m1.CombinedQuery(or_=[m1.CombinedQuery(text="a storm")])], proximity=30
)
COMBINED_1_2 = m2.CombinedQuery(
    not_=m2.CombinedQueryExclusion(
        origin=m2.CombinedQuery(text="cooking"),
        sub=m2.CombinedQuery(and_=[m2.CombinedQuery(text="fish", search_options=["visual"])]),
    )
)

# What is sent, its path, its body, and the component that describes the body.
BODIES: dict[str, tuple[str, Request, str, Any, str]] = {
    "v1.1: an index has one engine": (
        "v1_1",
        create_index_1_1.build_request(
            body=m1.CreateIndexRequest(
                index_name="nature", engine_id="marengo2.5", index_options=["visual", "logo"], addons=None
            )
        ),
        "/indexes",
        {"index_name": "nature", "engine_id": "marengo2.5", "index_options": ["visual", "logo"], "addons": None},
        "CreateIndexRequest",
    ),
    "v1.2: an index has several engines": (
        "v1_2",
        create_index_1_2.build_request(
            body=m2.CreateIndexRequest(
                index_name="nature",
                engines=[m2.IndexEngineConfig(engine_name="pegasus1.1", engine_options=["visual", "conversation"])],
                addons=["thumbnail"],
            )
        ),
        "/indexes",
        {
            "index_name": "nature",
            "engines": [{"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"]}],
            "addons": ["thumbnail"],
        },
        "CreateIndexRequest",
    ),
    "v1.1: a query in words": (
        "v1_1",
        search_1_1.build_request(
            body=m1.SearchRequest(index_id="i1", query="a boat", search_options=["visual"], group_by="video")
        ),
        "/search",
        {"index_id": "i1", "query": "a boat", "search_options": ["visual"], "group_by": "video"},
        "SearchRequest",
    ),
    "v1.1: a search takes joined queries": (
        "v1_1",
        search_1_1.build_request(
            body=m1.SearchRequest(index_id="i1", query=COMBINED_1_1, search_options=["visual"])
        ),
        "/search",
        {
            "index_id": "i1",
            "query": {"$then": [{"text": "a boat"}, {"$or": [{"text": "a storm"}]}], "proximity": 30},
            "search_options": ["visual"],
        },
        "SearchRequest",
    ),
    "v1.1: joined queries had a place of their own, and older names": (
        "v1_1",
        search_combined_1_1.build_request(
            body=m1.SearchCombinedRequest(
                index_id="i1",
                query=m1.CombinedQuery(sequent=[m1.CombinedQuery(text="a boat")], adjacency_threshold=5),
            )
        ),
        "/beta/search",
        {"index_id": "i1", "query": {"$sequent": [{"text": "a boat"}], "adjacency_threshold": 5}},
        "SearchCombinedRequest",
    ),
    "v1.2: joined queries": (
        "v1_2",
        search_combined_1_2.build_request(
            body=m2.SearchCombinedRequest(index_id="i1", query=COMBINED_1_2, search_options=["visual"])
        ),
        "/search/combined",
        {
            "index_id": "i1",
            "query": {
                "$not": {
                    "origin": {"text": "cooking"},
                    "sub": {"$and": [{"text": "fish", "search_options": ["visual"]}]},
                }
            },
            "search_options": ["visual"],
        },
        "SearchCombinedRequest",
    ),
    "v1.2: a filter takes numbers, ranges, and keys of one's own": (
        "v1_2",
        search_1_2.build_request(
            body=m2.SearchRequest(
                index_id="i1",
                query="a boat",
                search_options=["visual"],
                filter_=m2.SearchFilter(
                    id=["v1"],
                    width=850,
                    duration=m2.NumberRange(gte=700, lte=750),
                    additional_properties={"needs_review": True, "rating": m2.NumberRange(gte=9)},
                ),
            )
        ),
        "/search",
        {
            "index_id": "i1",
            "query": "a boat",
            "search_options": ["visual"],
            "filter": {
                "id": ["v1"],
                "width": 850,
                "duration": {"gte": 700, "lte": 750},
                "needs_review": True,
                "rating": {"gte": 9},
            },
        },
        "SearchRequest",
    ),
    "v1.1: classes were labels of one video, with a threshold in a word": (
        "v1_1",
        classify_1_1.build_request(
            body=m1.ClassifyRequest(
                video_id="v1",
                labels=[m1.ClassifyLabel(name="Boats", prompts=["a boat"])],
                options=["visual"],
                threshold="medium",
            )
        ),
        "/classify",
        {
            "video_id": "v1",
            "labels": [{"name": "Boats", "prompts": ["a boat"]}],
            "options": ["visual"],
            "threshold": "medium",
        },
        "ClassifyRequest",
    ),
    "v1.1: classes of several videos, with a threshold for each step": (
        "v1_1",
        classify_1_1.build_request(
            body=m1.ClassifyRequest(
                video_ids=["v1", "v2"],
                classes=[m1.ClassifyClass(name="Boats", prompts=["a boat"])],
                options=["visual"],
                threshold=m1.ClassifyThreshold(min_clip_score=30),
            )
        ),
        "/classify",
        {
            "video_ids": ["v1", "v2"],
            "classes": [{"name": "Boats", "prompts": ["a boat"]}],
            "options": ["visual"],
            "threshold": {"min_clip_score": 30},
        },
        "ClassifyRequest",
    ),
    "v1.2: a threshold may be a number for a whole index": (
        "v1_2",
        classify_bulk_1_2.build_request(
            body=m2.ClassifyBulkRequest(
                index_id="i1",
                classes=[m2.ClassifyClass(name="Boats", prompts=["a boat"])],
                options=["visual"],
                threshold=80,
            )
        ),
        "/classify/bulk",
        {
            "index_id": "i1",
            "classes": [{"name": "Boats", "prompts": ["a boat"]}],
            "options": ["visual"],
            "threshold": 80,
        },
        "ClassifyBulkRequest",
    ),
    "v1.2: an import": (
        "v1_2",
        create_import_1_2.build_request(
            "s3",
            body=m2.CreateIntegrationImportRequest(
                index_id="i1", retry_failed=True, user_metadata=m2.UserMetadata(additional_properties={"take": 7})
            ),
        ),
        "/tasks/transfers/import/s3",
        {"index_id": "i1", "retry_failed": True, "user_metadata": {"take": 7}},
        "CreateIntegrationImportRequest",
    ),
    "v1.2: a title and metadata": (
        "v1_2",
        update_video_1_2.build_request(
            "i1",
            "v1",
            body=m2.UpdateVideoRequest(
                video_title="Harbor", metadata=m2.UserMetadata(additional_properties={"needs_review": False})
            ),
        ),
        "/indexes/i1/videos/v1",
        {"video_title": "Harbor", "metadata": {"needs_review": False}},
        "UpdateVideoRequest",
    ),
    "v1.2: a prompt": (
        "v1_2",
        generate_1_2.build_request(body=m2.GenerateRequest(video_id="v1", prompt="What is seen?", stream=True)),
        "/generate",
        {"video_id": "v1", "prompt": "What is seen?", "stream": True},
        "GenerateRequest",
    ),
}


@pytest.mark.parametrize("told", BODIES)
def test_json_body(told: str) -> None:
    _, request, path, body, _ = BODIES[told]

    assert (request.path, request.json) == (path, body)


@pytest.mark.parametrize("told", BODIES)
def test_a_body_that_is_sent_is_one_that_is_described(told: str) -> None:
    version, request, _, _, component = BODIES[told]
    document = json.loads((GENERATED / version / "openapi.json").read_bytes())
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}

    jsonschema.Draft202012Validator(schema).validate(request.json)


VIDEO_1_1, VIDEO_1_2 = FileV1_1(b"film", "a.mp4"), FileV1_2(b"film", "a.mp4")
SUBTITLES = FileV1_1(b"1\n", "a.srt")
LIST, PICTURE = FileV1_2(b"[]", "list.json"), FileV1_2(b"png", "a.png")

FORMS: dict[str, tuple[Request, str, list[tuple[str, Any]]]] = {
    "v1.1: a video with its transcript": (
        create_task_1_1.build_request(
            body=m1.CreateTaskRequest(
                index_id="i1",
                video_file=VIDEO_1_1,
                language="en",
                provide_transcription=True,
                transcription_file=SUBTITLES,
                disable_video_stream=False,
            )
        ),
        "/tasks",
        [
            ("index_id", "i1"),
            ("video_file", VIDEO_1_1),
            ("language", "en"),
            ("provide_transcription", "true"),
            ("transcription_file", SUBTITLES),
            ("disable_video_stream", "false"),
        ],
    ),
    "v1.2: a list of videos": (
        create_transfer_1_2.build_request(body=m2.CreateTransferRequest(file=LIST)),
        "/tasks/transfers",
        [("file", LIST)],
    ),
    "v1.2: a search by an image repeats its options": (
        search_v2_1_2.build_request(
            body=m2.SearchV2Request(
                index_id="i1",
                query_media_type="image",
                query_media_file=PICTURE,
                search_options=["visual", "logo"],
                adjust_confidence_level=0.5,
                filter_='{"id":["v1"]}',
            )
        ),
        "/search-v2",
        [
            ("index_id", "i1"),
            ("search_options", "visual"),
            ("search_options", "logo"),
            ("query_media_type", "image"),
            ("query_media_file", PICTURE),
            ("adjust_confidence_level", "0.5"),
            ("filter", '{"id":["v1"]}'),
        ],
    ),
    "v1.2: embeddings of several inputs at once": (
        create_embeddings_1_2.build_request(
            body=m2.CreateEmbeddingsV1Request(engine_name="Marengo-retrieval-2.6", text="boat", image_file=PICTURE)
        ),
        "/embed",
        [("engine_name", "Marengo-retrieval-2.6"), ("text", "boat"), ("image_file", PICTURE)],
    ),
    "v1.2: embeddings of a video and of its clips": (
        create_embedding_task_1_2.build_request(
            body=m2.CreateVideoEmbeddingTaskRequest(
                engine_name="Marengo-retrieval-2.6",
                video_file=VIDEO_1_2,
                video_clip_length=6,
                video_embedding_scope=["clip", "video"],
            )
        ),
        "/embed/tasks",
        [
            ("engine_name", "Marengo-retrieval-2.6"),
            ("video_file", VIDEO_1_2),
            ("video_clip_length", "6"),
            ("video_embedding_scope", "clip"),
            ("video_embedding_scope", "video"),
        ],
    ),
}


@pytest.mark.parametrize("told", FORMS)
def test_form(told: str) -> None:
    request, path, parts = FORMS[told]

    assert (request.method, request.path, list(request.form)) == ("POST", path, parts)


@pytest.mark.parametrize("version", LEGACY)
def test_the_document_of_a_version_names_its_own_server(version: str) -> None:
    document = json.loads((GENERATED / version / "openapi.json").read_bytes())

    assert [server["url"] for server in document["servers"]] == [f"https://api.twelvelabs.io/{version.replace('_', '.')}"]


def test_all_versions_know_one_absent_value() -> None:
    assert FileV1_1 is FileV1_2
    assert UNSET_1_1 is UNSET_1_2
