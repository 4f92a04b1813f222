"""A success holds what was asked for: each row of the table in the generated operations, in every version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.versions import bodies
from tests.versions.holding import ERRORS, Body, Reply, decided, operation_of, undecided, without_all, worse
from tests.versions.older.replies import UNREACHED
from tests.versions.older.replies import replies as older_replies
from twelvelabs_client.core.call import Refused, Undecodable
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.versions import low_level
from twelvelabs_client.versions._holding import check_holds
from twelvelabs_client.versions.v1_3 import analyze_batches, uploads

VERSIONS: tuple[ApiVersion, ...] = ("v1.1", "v1.2", "v1.3")
URLS = {"upload_urls": [{"chunk_index": 1, "url": "https://storage.example/1"}]}


def newest_replies() -> Iterator[Reply]:
    for name, body in bodies.MADE_UP.items():
        if name != bodies.EVENTS:
            call = partial(bodies.call_of, name)
            yield Reply("v1.3", call().operation, call, body)
    yield Reply("v1.3", "create_upload_urls", lambda: uploads.create_urls("u1", 1, 1), URLS)


REPLIES = [*newest_replies(), *older_replies()]
ROWS = pytest.mark.parametrize("reply", REPLIES, ids=str)
# Of embeddings that were made, at least one must be there.
LISTS = [reply for reply in REPLIES if ("data", "list") in reply.row.HOLDS and reply.operation != "create_embeddings"]
PAGES = [reply for reply in LISTS if ("page_info", "object") in reply.row.HOLDS]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_described_operation_is_decided(version: str) -> None:
    assert undecided(version) == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_tried_here(version: str) -> None:
    unreached = {operation for spoken, operation in UNREACHED if spoken == version}

    assert {reply.operation for reply in REPLIES if reply.version == version} == decided(version) - unreached


@ROWS
def test_a_whole_response_is_read(reply: Reply) -> None:
    assert reply.read(reply.body) is not None


@ROWS
@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_an_error_in_place_of_a_success_is_one(reply: Reply, error: Body) -> None:
    with pytest.raises(Refused) as refusal:
        reply.read(error)
    assert refusal.value.body == error


@ROWS
def test_a_response_without_what_was_asked_for_is_refused(reply: Reply) -> None:
    for body in worse(reply):
        with pytest.raises((Undecodable, Refused)):
            reply.read(body)


@ROWS
def test_what_a_row_does_not_name_may_be_missing(reply: Reply) -> None:
    """The first field of the row that the response has is enough; of an embedding, its vectors are."""
    name = next(name for name, _ in reply.row.HOLDS if name in reply.body)

    assert reply.read({name: reply.body[name]}) is not None


@pytest.mark.parametrize("reply", LISTS, ids=str)
def test_a_list_that_is_null_is_empty(reply: Reply) -> None:
    read: Any = reply.read({**without_all(reply), "data": None})

    assert list(getattr(read, "items", read)) == []


@pytest.mark.parametrize("reply", PAGES, ids=str)
def test_a_page_without_data_is_empty(reply: Reply) -> None:
    assert list(reply.read({"page_info": {"page": 1, "total_results": 0}}).items) == []


@pytest.mark.parametrize(
    ("line", "error"), [({}, Undecodable), (ERRORS[0], Refused), ({"status": "ready"}, Undecodable)]
)
def test_a_line_of_a_stream_names_its_task(line: Body, error: type[Exception]) -> None:
    with pytest.raises(error):
        analyze_batches.get_results("b1").decode(200, line)


def test_an_operation_without_a_row_holds_anything_but_an_error() -> None:
    undescribed = object()

    check_holds(undescribed, {})
    check_holds(undescribed, {"error": "none of yours"})
    with pytest.raises(Refused):
        check_holds(undescribed, ERRORS[0])


@pytest.mark.parametrize("version", VERSIONS)
def test_calls_past_the_facade_are_held_to_the_table_too(version: ApiVersion) -> None:
    call = low_level.call(version, operation_of(version, "retrieve_index"), "i1")

    assert call.decode(200, {"_id": "i1"}).id == "i1"
    with pytest.raises(Undecodable, match="it has no _id"):
        call.decode(200, {"index_name": "harbor"})
