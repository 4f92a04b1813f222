"""What stands at one place in two descriptions is met once for both, under one text."""

from __future__ import annotations

from pipeline.places import Step, Walk
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import (
    INTEGER,
    TEXT,
    an_object,
    answering,
    json_content,
    reference,
    replies,
    specification,
)

VIDEO = an_object(type={"type": "string", "enum": ["url"]}, url=TEXT)
BASE64 = an_object(type={"type": "string", "enum": ["base64"]}, data=TEXT)
PAGE: Schema = {"name": "page", "in": "query", "schema": INTEGER}


def walked(ours: Specification, theirs: Specification | None = None, *, once: bool = False) -> list[Step]:
    return list(Walk(ours, ours if theirs is None else theirs, once=once).steps())


def places(ours: Specification, theirs: Specification | None = None, *, once: bool = False) -> list[str]:
    return [step.place for step in walked(ours, theirs, once=once) if step.kind not in ("operation", "schema")]


def test_places_read_as_they_are_written_in_reports() -> None:
    body = an_object(video={"oneOf": [VIDEO, BASE64]}, tags={"type": "array", "items": an_object(name=TEXT)})
    reply = an_object(
        data={"type": "array", "items": an_object(hls=an_object(url=TEXT))},
        labels={"type": "object", "additionalProperties": an_object(name=TEXT)},
    )
    read = specification(
        {
            "/assets/{id}": {
                "post": {
                    "parameters": [{"name": "id", "in": "path", "schema": TEXT}, PAGE],
                    "requestBody": {"content": json_content(body)},
                    "responses": replies(reply),
                }
            }
        }
    )

    assert set(places(read)) == {
        "POST /assets/{} path id",
        "POST /assets/{} query page",
        "POST /assets/{} request",
        "POST /assets/{} request /video",
        "POST /assets/{} request /video<url>",
        "POST /assets/{} request /video<url>/type",
        "POST /assets/{} request /video<url>/url",
        "POST /assets/{} request /video<base64>",
        "POST /assets/{} request /video<base64>/type",
        "POST /assets/{} request /video<base64>/data",
        "POST /assets/{} request /tags",
        "POST /assets/{} request /tags[]/name",
        "POST /assets/{} response 200",
        "POST /assets/{} response 200 /data",
        "POST /assets/{} response 200 /data[]/hls",
        "POST /assets/{} response 200 /data[]/hls/url",
        "POST /assets/{} response 200 /labels",
        "POST /assets/{} response 200 /labels{}/name",
    }


def test_lists_maps_and_unions_at_the_top_of_a_reply_have_places() -> None:
    for schema, place in (
        ({"type": "array", "items": an_object(name=TEXT)}, "GET /thing response 200 []/name"),
        ({"type": "object", "additionalProperties": an_object(name=TEXT)}, "GET /thing response 200 {}/name"),
        ({"oneOf": [VIDEO, BASE64]}, "GET /thing response 200 <url>/url"),
    ):
        assert place in places(answering(schema))


def test_each_side_that_lacks_something_is_none_there() -> None:
    ours = answering(an_object(both=TEXT, ours=TEXT))
    theirs = answering(an_object(both=TEXT, theirs=TEXT))

    sides = {step.key: (step.ours is not None, step.theirs is not None) for step in walked(ours, theirs) if step.key}

    assert sides["both"] == (True, True)
    assert sides["ours"] == (True, False)
    assert sides["theirs"] == (False, True)


def test_operations_of_one_side_are_met_but_not_entered() -> None:
    ours = specification({"/ours": {"get": {"responses": replies(an_object(name=TEXT))}}})
    theirs = specification({"/theirs": {"get": {"responses": replies(an_object(name=TEXT))}}})

    steps = walked(ours, theirs)

    assert [(step.operation, step.ours_operation is None) for step in steps] == [
        ("GET /ours", False),
        ("GET /theirs", True),
    ]


def test_a_renamed_path_parameter_is_the_same_parameter() -> None:
    ours, theirs = (
        specification({f"/assets/{{{name}}}": {"get": {"parameters": [{"name": name, "in": "path"}], "responses": {}}}})
        for name in ("asset_id", "id")
    )

    steps = [step for step in walked(ours, theirs) if step.kind == "parameter"]

    assert [(step.where, step.ours is not None, step.theirs is not None) for step in steps] == [
        ("path asset_id", True, True)
    ]


def test_headers_are_the_same_in_any_case() -> None:
    ours, theirs = (
        specification({"/thing": {"get": {"parameters": [{"name": name, "in": "header"}], "responses": {}}}})
        for name in ("Idempotency-Key", "idempotency-key")
    )

    assert places(ours, theirs) == ["GET /thing header Idempotency-Key"]


def test_the_only_success_is_the_same_reply_under_another_status() -> None:
    ours = specification({"/thing": {"get": {"responses": {"200": {"description": ""}, "404": {"description": ""}}}}})
    theirs = specification({"/thing": {"get": {"responses": {"201": {"description": ""}, "404": {"description": ""}}}}})

    pairs = {
        step.key: (step.ours is None, step.theirs is None) for step in walked(ours, theirs) if step.kind == "response"
    }

    assert pairs == {"200": (False, False), "404": (False, False)}


def test_a_body_in_another_dress_is_the_same_body() -> None:
    ours, theirs = (
        specification(
            {
                "/thing": {
                    "post": {"requestBody": {"content": {kind: {"schema": an_object(name=TEXT)}}}, "responses": {}}
                }
            }
        )
        for kind in ("application/json", "multipart/form-data")
    )

    assert places(ours, theirs) == ["POST /thing request", "POST /thing request /name"]


def test_a_component_is_met_at_each_of_its_places_or_only_at_the_first() -> None:
    read = answering(an_object(first=reference("Page"), second=reference("Page")), Page=an_object(number=INTEGER))

    everywhere, once = places(read), places(read, once=True)

    assert "GET /thing response 200 /second/number" in everywhere
    assert "GET /thing response 200 /second/number" not in once
    assert "GET /thing response 200 /first/number" in once


def test_walking_an_object_that_holds_itself_ends() -> None:
    node = an_object(name=TEXT, next=reference("Node"), all={"type": "array", "items": reference("Node")})
    ring = {"A": an_object(b=reference("B")), "B": an_object(a=reference("A"))}

    assert "GET /thing response 200 /next" in places(answering(reference("Node"), Node=node))
    assert "GET /thing response 200 /b/a" in places(answering(reference("A"), **ring))


def test_recursion_ends_where_one_side_is_wound_up_another_way() -> None:
    ours = answering(reference("Node"), Node=an_object(next=reference("Node")))
    theirs = answering(reference("A"), A=an_object(next=reference("B")), B=an_object(next=reference("A")))

    assert len(places(ours, theirs)) < 10
