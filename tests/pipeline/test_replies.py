"""Reading a reply never raises: what cannot be read is UNSET and stays in `raw_`."""

from __future__ import annotations

import copy
import datetime
import inspect
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.execution import Package

DESCRIPTION = """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      operationId: things_list
      tags: [things]
      responses:
        "200": {description: Found., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "404": {description: None., content: {application/json: {schema: {$ref: "#/components/schemas/Point"}}}}
    post:
      operationId: things_create
      tags: [things]
      responses:
        "200": {description: Was there., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "201": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Made"}}}}
    put:
      operationId: things_watch
      tags: [things]
      responses:
        "200": {description: Events., content: {application/x-ndjson: {schema: {$ref: "#/components/schemas/Event"}}}}
    patch:
      operationId: things_change
      tags: [things]
      responses:
        "200": {description: Changed., content: {application/json: {schema: {$ref: "#/components/schemas/Made"}}}}
        "201": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Made"}}}}
    delete: {operationId: things_delete, tags: [things], responses: {"204": {description: Gone.}}}
  /sources:
    get:
      operationId: sources_list
      tags: [sources]
      responses:
        "200":
          description: Found.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Source"}}}}
components:
  schemas:
    Thing:
      type: object
      required: [_id, name]
      properties:
        _id: {type: string}
        name: {type: string}
        status: {type: string, enum: [ready, failed]}
        size: {type: integer}
        score: {type: number}
        ready: {type: boolean}
        created_at: {type: string, format: date-time}
        day: {type: string, format: date}
        vector: {type: array, items: {type: number}}
        names: {type: array, items: {type: string}}
        rows: {type: array, items: {type: array, items: {type: integer}}}
        anything: {}
        metadata: {type: object, additionalProperties: true}
        field: {type: string}
        to_dict: {type: string}
        parent: {anyOf: [{$ref: "#/components/schemas/Thing"}, {type: "null"}]}
        children: {type: array, items: {$ref: "#/components/schemas/Thing"}}
        source: {$ref: "#/components/schemas/Source"}
        loose: {oneOf: [{$ref: "#/components/schemas/Point"}, {$ref: "#/components/schemas/Span"}, {type: string}]}
        several: {oneOf: [{type: string}, {type: array, items: {type: string}}]}
    Twofold: {type: object, properties: {_id: {type: string}, id: {type: string}}}
    Source:
      discriminator: {propertyName: type}
      oneOf:
        - {type: object, properties: {type: {type: string, enum: [video]}, url: {type: string}}}
        - {type: object, properties: {type: {type: string, enum: [image]}, url: {type: string}, width: {type: integer}}}
        - type: object
          properties: {type: {type: string, enum: [both]}, twofold: {$ref: "#/components/schemas/Twofold"}}
    Made: {type: object, properties: {made: {type: boolean}}}
    Point: {type: object, properties: {at: {type: number}}}
    Span: {type: object, properties: {start: {type: number}, end: {type: number}}}
    Event:
      oneOf:
        - {type: object, properties: {event: {type: string, enum: [delta]}, text: {type: string}}}
        - {type: object, properties: {event: {type: string, enum: [end]}}}
"""


def read(package: Package, **fields: Any) -> Any:
    return package.operation("things_list").parse(200, fields)


FULL = {
    "_id": "t1",
    "name": "film",
    "status": "ready",
    "size": 3,
    "score": 0.5,
    "ready": True,
    "vector": [0.1, 0.2],
    "names": ["a"],
    "rows": [[1, 2], [3]],
    "anything": {"deep": [1, None]},
    "metadata": {"kind": "film", "year": 1950},
    "parent": {"_id": "t0", "children": []},
    "children": [{"_id": "t2", "parent": {"_id": "t1"}}],
    "source": {"type": "image", "url": "https://example.com/a.png", "width": 10},
    "loose": {"start": 0.5, "end": 1.5},
}


READ: dict[str, tuple[str, Any, Any]] = {
    "text": ("name", "film", "film"),
    "a value that is not known": ("status", "queued", "queued"),
    "a whole number": ("size", 3, 3),
    "a whole number as a fraction": ("size", 1.0e9, 1_000_000_000),
    "a number": ("score", 0.5, 0.5),
    "a whole number for a number": ("score", 1, 1),
    "true": ("ready", True, True),
    "a vector": ("vector", [0.1, 2], [0.1, 2]),
    "rows": ("rows", [[1], [2, 3]], [[1], [2, 3]]),
    "anything": ("anything", [{"a": None}], [{"a": None}]),
    "an instant": ("created_at", "2026-07-30T10:00:00Z", datetime.datetime(2026, 7, 30, 10, tzinfo=datetime.UTC)),
    "an instant with nine digits": (
        "created_at", "2026-07-30T10:00:00.123456789Z", datetime.datetime(2026, 7, 30, 10, 0, 0, 123456, datetime.UTC),
    ),
    "an instant with an offset": (
        "created_at", "2026-07-30T10:00:00+02:00", datetime.datetime(2026, 7, 30, 8, tzinfo=datetime.UTC),
    ),
    "an instant as the first version wrote it": (
        "created_at", "2022-07-04 03:05:27.068 +0000 UTC", datetime.datetime(2022, 7, 4, 3, 5, 27, 68000, datetime.UTC),
    ),
    "a day": ("day", "2026-07-30", datetime.date(2026, 7, 30)),
    "what is called like a helper": ("field", "a", "a"),
}  # fmt: skip


@pytest.mark.parametrize("told", READ)
def test_what_is_sent_is_read(package: Package, told: str) -> None:
    name, sent, value = READ[told]

    found = getattr(read(package, **{name: sent}), name)

    assert found == value
    assert type(found) is type(value)


UNREADABLE: dict[str, tuple[str, Any]] = {
    "a number for text": ("name", 3),
    "an object for a value": ("status", {"value": "ready"}),
    "text for a number": ("size", "3"),
    "a fraction for a whole number": ("size", 3.5),
    "true for a number": ("size", True),
    "infinity for a whole number": ("size", float("inf")),
    "true for a fraction": ("score", True),
    "a number for a truth value": ("ready", 1),
    "text for a truth value": ("ready", "true"),
    "no date": ("created_at", "soon"),
    "an empty date": ("created_at", ""),
    "a number for a date": ("created_at", 1_700_000_000),
    "a number in text for a date": ("created_at", "10"),
    "a month for a date": ("created_at", "may"),
    "a date that does not exist": ("created_at", "2026-02-30T10:00:00Z"),
    "a zone that nobody knows": ("created_at", "2026-07-30T10:00:00 XYZ"),
    "no day": ("day", "yesterday"),
    "an object for a list": ("names", {"0": "a"}),
    "text for a vector": ("vector", "[0.1]"),
    "a list for an object": ("parent", [{"_id": "t0"}]),
    "text for an object": ("metadata", "film"),
    "a tag that is not known": ("source", {"type": "hologram", "url": "x"}),
    "no tag": ("source", {"url": "x"}),
    "a tag that is no text": ("source", {"type": ["video"]}),
    "a number for a union": ("source", 5),
    "an object that no member knows": ("loose", {"volume": 3}),
    "null": ("anything", None),
}


@pytest.mark.parametrize("told", UNREADABLE)
def test_what_cannot_be_read_is_unset_and_stays_as_it_came(package: Package, told: str) -> None:
    name, sent = UNREADABLE[told]

    thing = read(package, **{name: sent})

    assert getattr(thing, name) is package.types.UNSET
    assert thing.raw_[name] == sent
    assert thing.to_dict() == {name: sent}


def test_what_is_missing_or_null_is_unset(package: Package) -> None:
    names = [name for name in FULL if name != "_id"]

    for thing in (read(package), read(package, _id=None, **dict.fromkeys(names))):
        assert all(getattr(thing, name) is package.types.UNSET for name in ("id", *names))


@pytest.mark.parametrize("body", [None, "text", 3, [], True, [{"_id": "t1"}]])
def test_a_reply_of_another_kind_is_unset(package: Package, body: object) -> None:
    assert package.operation("things_list").parse(200, body) is package.types.UNSET


def test_members_of_a_list_that_cannot_be_read_are_left_out(package: Package) -> None:
    thing = read(package, names=["a", 3, None, "b"], children=[{"_id": "t2"}, "text", None], rows=[[1, "x"], 7])

    assert thing.names == ["a", "b"]
    assert [child.id for child in thing.children] == ["t2"]
    assert thing.rows == [[1]]
    assert thing.raw_["names"] == ["a", 3, None, "b"]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text() | st.from_regex(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}[-/: .TZ+a-z0-9]{0,12}"))
def test_reading_an_instant_never_raises(text: str) -> None:
    from twelvelabs_generated.types import UNSET, read_datetime

    assert read_datetime(text) is UNSET or isinstance(read_datetime(text), datetime.datetime)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "type", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_no_json_makes_reading_raise(package: Package) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(st.dictionaries(st.sampled_from([*FULL, "created_at", "unknown"]), JSON))
    def read_back(body: dict[str, Any]) -> None:
        thing = read(package, **body)
        assert thing.raw_ == body
        assert package.model(type(thing).__name__).from_json(thing.to_dict()).to_dict() == thing.to_dict()

    read_back()


@pytest.mark.parametrize(
    ("tag", "field", "value"),
    [("video", "url", "u"), ("image", "width", 10), ("both", "twofold", {"_id": "a", "id": "b"})],
)
def test_a_tag_tells_the_member(package: Package, tag: str, field: str, value: Any) -> None:
    sources = package.operation("sources_list").parse(200, [{"type": tag, field: value}])

    (source,) = sources
    assert type(source).__name__.lower().endswith(f"{tag}reply") or type(source).__name__.lower().endswith(tag)
    assert source.type_ == tag
    assert source.to_dict() == {"type": tag, field: value}


def test_members_of_a_list_that_no_member_of_the_union_reads_are_left_out(package: Package) -> None:
    body = [{"type": "video"}, {"type": "hologram"}, {"type": "image"}]

    assert [source.type_ for source in package.operation("sources_list").parse(200, body)] == ["video", "image"]


@pytest.mark.parametrize(
    ("sent", "kind"), [({"at": 1}, "Point"), ({"start": 1}, "Span"), ({"end": 2, "other": 3}, "Span"), ("text", "str")]
)
def test_without_a_tag_the_fields_tell_the_member(package: Package, sent: Any, kind: str) -> None:
    assert type(read(package, loose=sent).loose).__name__ == kind


@pytest.mark.parametrize("sent", ["one", ["one", "two"]])
def test_a_member_of_a_union_may_be_a_list(package: Package, sent: Any) -> None:
    assert read(package, several=sent).several == sent


def test_the_id_is_called_id(package: Package) -> None:
    assert read(package, _id="t1").id == "t1"


def test_an_object_with_two_ids_keeps_them_apart(package: Package) -> None:
    twofold = read(package, source={"type": "both", "twofold": {"_id": "a", "id": "b"}}).source.twofold

    assert (twofold.field_id, twofold.id) == ("a", "b")


def test_things_inside_things_are_read(package: Package) -> None:
    thing = read(package, **FULL)

    assert thing.parent.id == "t0"
    assert thing.children[0].parent.id == "t1"


def test_a_map_is_read_from_what_came(package: Package) -> None:
    assert read(package, **FULL).metadata.raw_ == {"kind": "film", "year": 1950}


def test_to_dict_gives_back_what_came(package: Package) -> None:
    body = {**FULL, "unknown": {"new": [1]}, "score": None}

    assert read(package, **body).to_dict() == body


def test_to_dict_gives_a_copy(package: Package) -> None:
    thing = read(package, **FULL)
    thing.to_dict()["metadata"].clear()

    assert thing.to_dict() == FULL


@pytest.mark.parametrize("name", ["name", "parent", "children", "unknown"])
def test_a_field_cannot_be_changed(package: Package, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(read(package, **FULL), name, package.types.UNSET)


def test_a_list_is_read_once(package: Package) -> None:
    thing = read(package, **FULL)

    assert thing.children is thing.children
    assert thing.children[0] is thing.children[0]


def test_what_was_read_of_the_same_json_is_equal(package: Package) -> None:
    thing = read(package, **FULL)

    assert thing == read(package, **FULL) != read(package)
    assert thing.parent == thing.parent != thing.to_dict()["parent"]


def test_the_text_of_a_model_has_its_fields(package: Package) -> None:
    assert "name='film', " in repr(read(package, name="film"))


def test_an_instant_survives_to_dict(package: Package) -> None:
    thing = read(package, created_at="2026-07-30T10:00:00.25Z")

    assert read(package, **thing.to_dict()).created_at == thing.created_at


def test_the_status_tells_which_reply_is_read(package: Package) -> None:
    parse = package.operation("things_create").parse

    assert parse(200, {"name": "film"}).name == "film"
    assert parse(201, {"made": True}).made is True


def test_statuses_that_carry_the_same_are_read_as_one(package: Package) -> None:
    parse = package.operation("things_change").parse

    assert [parse(status, {"made": True}).made for status in (200, 201)] == [True, True]
    assert inspect.signature(parse).return_annotation == "Made | Unset"


@pytest.mark.parametrize("operation", ["things_watch", "things_delete"])
def test_a_stream_and_an_empty_reply_are_not_parsed(package: Package, operation: str) -> None:
    assert package.operation(operation).parse(200, {"event": "end"}) is None


def test_the_table_tells_what_streams(package: Package) -> None:
    streams = {name: (entry.get("stream"), entry.get("event")) for name, entry in package.table.items()}

    assert streams == {
        "things_list": (None, None),
        "things_create": (None, None),
        "things_watch": ("ndjson", "Event"),
        "things_change": (None, None),
        "things_delete": (None, None),
        "sources_list": (None, None),
    }


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_unset_is_one_object_after_any_copy(package: Package, copied: Any) -> None:
    assert copied(package.types.UNSET) is package.types.UNSET
    assert copied([package.types.UNSET])[0] is package.types.UNSET
    assert package.types.Unset() is package.types.UNSET


def test_unset_is_false_and_says_what_it_is(package: Package) -> None:
    assert not package.types.UNSET
    assert repr(package.types.UNSET) == "UNSET"


def test_a_model_survives_a_copy_and_a_pickle(package: Package) -> None:
    thing = read(package, **FULL)

    for copied in (copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))):
        assert copied.to_dict() == FULL
        assert copied.created_at is package.types.UNSET


def test_raw_is_not_in_the_text_of_a_model(package: Package) -> None:
    assert "secret" not in repr(read(package, name="film", unknown="secret"))
