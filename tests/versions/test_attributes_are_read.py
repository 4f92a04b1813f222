"""Every attribute of a generated response is read by its reader, or stands here with the reason why it is not."""

from __future__ import annotations

import copy
import importlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any

import pytest

from pipeline.names import snake
from tests.descriptions import our_description
from tests.generated.legacy_bodies import MADE_UP as OLDER_BODIES
from tests.versions import bodies
from tests.versions.bodies_wrapped import WRAPPED
from tests.versions.older import test_replies_older_indexes, test_replies_older_nouns, test_replies_older_tasks
from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_generated.types import Reply, fields_of

Reads = dict[type, set[str]]
OLDER_CALLS: dict[str, Callable[[Any], Call[Any]]] = {
    **test_replies_older_indexes.CALLS,
    **test_replies_older_nouns.CALLS,
    **test_replies_older_tasks.CALLS,
}
VERSIONS = {"v1_1": "v1.1", "v1_2": "v1.2"}

AS_RECEIVED = "the model gives the object as it was received"
KNOWN = "the class that is read says the same"
ASKED = "what was asked for, in the words of the request; it stays in raw"
# Why an attribute is not read, by patterns of class and attribute.
OLDER_REASONS = {
    "PageInfo.total_duration": "no list of the facade has a duration; it stays in raw",
    "Task*.type_": "every task of these versions is of one type",
    "TaskCounts.*": "read by state from raw, whatever states there are",
    "VideoLogos.id": KNOWN,
    "VideoLogos.index_id": KNOWN,
    "VideoText.id": KNOWN,
    "VideoText.index_id": KNOWN,
    "VideoTranscription.id": KNOWN,
    "VideoTranscription.index_id": KNOWN,
    "VideoMetadata.engine_ids": "the index says it",
    "VideoMetadata.vispresso_index_id": "of a product that is gone",
}
REASONS: dict[str, dict[str, str]] = {
    "v1_1": {**OLDER_REASONS, "VideoMetadata.engine_id": "the index says it"},
    "v1_2": {
        **OLDER_REASONS,
        "*EmbeddingV1.is_success": "said by status, or by an error",
        "IndexEngine.addons": "the index says its addons",
        "IndexEngine.finetuned": "the API describes no use of it; it stays in raw",
        "IntegrationImportCounts.*": "read by state from raw, whatever states there are",
        "VideoDetail.source": "where a video was imported from; it stays in raw",
    },
    "v1_3": {
        "*Error.message": "read by the reader of all errors inside responses, from raw",
        "AnalyzeMessage.message": "read by the reader of all errors inside responses, from raw",
        "AnalyzeRequestParams.*": ASKED,
        "AnalyzeStreamEnd*.*": "read from the event itself, which costs less per event",
        "AssetSource.type_": KNOWN,
        "AudioEmbeddingMetadata.audio_embedding_*": "older names of what is read beside them",
        "Enrichment*.*": AS_RECEIVED,
        "KnowledgeStore*": "which kind of item a match is decides what is read of it, from raw",
        "SearchPageInfo.page_expires_at": "read under both names that the API has for it, from raw",
        "ResponseObject.*": KNOWN,
        "TechnicalMetadata.*": AS_RECEIVED,
    },
}


def replies_of(package: str) -> Iterator[tuple[Call[Any], Any]]:
    """The calls of a version, each with a response that holds everything; a skeleton reads nested objects as JSON."""
    if package == "v1_3":
        for operation, body in bodies.MADE_UP.items():
            if operation not in WRAPPED:
                yield bodies.call_of(operation), body
    for version, operation, _, body in OLDER_BODIES:
        if version == package and operation in OLDER_CALLS:
            yield OLDER_CALLS[operation](VERSIONS[package]), body


@contextmanager
def recorded(package: str) -> Iterator[Reads]:
    """Which attributes of which generated models are read meanwhile."""
    reads: Reads = defaultdict(set)
    models = importlib.import_module(f"twelvelabs_generated.{package}.models")
    known = [getattr(models, name) for name in models.__all__]
    kinds = [kind for kind in known if isinstance(kind, type) and issubclass(kind, Reply)]

    def read(self: Any, name: str) -> Any:
        reads[type(self)].add(name)
        return object.__getattribute__(self, name)

    with pytest.MonkeyPatch.context() as patch:
        for kind in kinds:
            patch.setattr(kind, "__getattribute__", read, raising=False)
        yield reads


def is_described(package: str, kind: type, field: str) -> bool:
    """Whether our description has an attribute: what a published one adds is not read yet."""
    schemas = our_description(package.replace("_", "."))["components"]["schemas"]
    schema = schemas.get(kind.__name__) or schemas.get(kind.__name__.removesuffix("Reply"), {})
    properties = {snake(name) for name in schema.get("properties", {})}
    return not properties or snake(field) in properties


@pytest.mark.parametrize("package", ["v1_1", "v1_2", "v1_3"])
def test_every_attribute_of_a_response_is_read(package: str) -> None:
    with recorded(package) as reads:
        for call, body in replies_of(package):
            try:
                call.decode(200, copy.deepcopy(body))
            except Undecodable:
                continue

    unread = {
        f"{kind.__name__}.{field}"
        for kind, names in reads.items()
        for field in fields_of(kind)
        if field not in names and is_described(package, kind, field)
    }
    reasons = REASONS[package]
    assert {name for name in unread if not any(fnmatchcase(name, pattern) for pattern in reasons)} == set()
    assert [pattern for pattern in reasons if not any(fnmatchcase(name, pattern) for name in unread)] == []
