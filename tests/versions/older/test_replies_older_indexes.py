"""Replies of v1.1 and v1.2 about indexes are read into the facade's models, whatever is in them."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generated.legacy_bodies import (
    COLLECTED,
    INDEX_1_1,
    INDEX_1_2,
    INDEX_ID,
    MADE_UP,
    STAMP,
    collected,
)
from tests.properties import repeatable
from tests.versions.holding import operation_of, optional_places
from tests.versions.older import test_replies_older_nouns, test_replies_older_search, test_replies_older_tasks
from tests.versions.test_replies_v1_3 import WRONG, changed
from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.intents.filters import IndexFilter
from twelvelabs_client.models import IndexModel
from twelvelabs_client.versions.older.dispatch import OlderVersion, indexes_of

VERSIONS = {"v1_1": "v1.1", "v1_2": "v1.2"}
WHEN = datetime.datetime.fromisoformat(STAMP)
CALLS: dict[str, Callable[[OlderVersion], Call[Any]]] = {
    "create_index": lambda version: indexes_of(version).create_index("nature", None, ()),
    "list_indexes": lambda version: indexes_of(version).list_indexes(IndexFilter(), 1),
    "retrieve_index": lambda version: indexes_of(version).get_index("i1"),
    "update_index": lambda version: indexes_of(version).update_index("i1", "dunes"),
    "delete_index": lambda version: indexes_of(version).delete_index("i1"),
}
MADE = [(VERSIONS[tree], operation, body) for tree, operation, _, body in MADE_UP if operation in CALLS]
WHOLE = [case for case in MADE if case[2] is not None]
REAL = [
    pytest.param(VERSIONS[tree], operation, body, id=name)
    for tree, operation, _, body, name in collected()
    if operation in CALLS
]


def decode(version: OlderVersion, operation: str, body: Any) -> Any:
    return CALLS[operation](version).decode(200, copy.deepcopy(body))


def test_an_index_of_v1_1_has_one_model() -> None:
    index = decode("v1.1", "retrieve_index", {**INDEX_1_1, "expires_at": STAMP})

    assert (index.id, index.name, index.addons) == (INDEX_ID, "nature", ["thumbnail"])
    assert index.models == (IndexModel("marengo2", ("visual", "text_in_video", "audio")),)
    assert (index.video_count, index.total_duration) == (12, 8716.8969)
    assert index.created_at == index.updated_at == index.expires_at == WHEN
    assert decode("v1.1", "retrieve_index", {"_id": "i1"}).models == ()


def test_an_index_of_v1_2_has_the_models_of_its_engines() -> None:
    index = decode("v1.2", "retrieve_index", INDEX_1_2)

    assert index.models == (
        IndexModel("marengo2.6", ("visual", "logo")),
        IndexModel("pegasus1.1", ("visual", "audio")),
    )
    assert (index.addons, index.video_count, index.total_duration) == (["thumbnail"], 33, 3247)
    assert decode("v1.2", "retrieve_index", {**INDEX_1_2, "expires_at": None}).expires_at is None


@pytest.mark.parametrize(("told", "deleted"), [({"deleted": True}, True), ({"deleted": None}, False), ({}, False)])
def test_v1_1_tells_of_an_index_that_is_gone(told: dict[str, Any], deleted: bool) -> None:
    assert decode("v1.1", "retrieve_index", {**INDEX_1_1, **told}).deleted is deleted


@pytest.mark.parametrize(("version", "operation", "body"), [*MADE, *REAL])
def test_every_known_reply_is_read_and_kept(version: OlderVersion, operation: str, body: Any) -> None:
    model = decode(version, operation, body)

    assert getattr(model, "raw", None) == body
    if hasattr(model, "items"):
        assert [item.raw for item in model.items] == body["data"]
        assert all(item.name and item.models and item.created_at for item in model.items)
    assert model == copy.deepcopy(model) == pickle.loads(pickle.dumps(model))


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"no collected replies: {COLLECTED}")
def test_every_collected_reply_of_these_versions_is_read_by_the_facade() -> None:
    others = (test_replies_older_nouns.REAL, test_replies_older_tasks.REAL, test_replies_older_search.collected())

    read = [str(case.id) for cases in (REAL, *others) for case in cases]

    everything = json.loads(COLLECTED.read_bytes())
    assert sorted(read) == sorted(each["id"] for each in everything if each["api_version"] in ("1.1", "1.2"))
    assert len(read) == sum({"v1.1": 3, "v1.2": 34}.values())


@pytest.mark.parametrize(("version", "operation"), sorted({(version, operation) for version, operation, _ in WHOLE}))
@pytest.mark.parametrize("body", [None, [], [{}], "text", 7, True], ids=repr)
def test_what_is_no_object_is_no_reply(version: OlderVersion, operation: str, body: Any) -> None:
    with pytest.raises(Undecodable, match="expected a JSON object, got "):
        decode(version, operation, body)


@pytest.mark.parametrize(("version", "operation", "body"), WHOLE)
@repeatable
@given(st.data())
def test_one_thing_wrong_that_is_not_required_never_costs_a_reply(
    version: OlderVersion, operation: str, body: Any, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(optional_places(operation_of(version, operation), body)))
        body = changed(body, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))

    model = decode(version, operation, body)

    assert model.raw == body
    assert repr(model)
