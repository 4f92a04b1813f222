"""A published description merged onto ours: our names stay, what they add is added, differing kinds are settled."""

from __future__ import annotations

import copy

import pytest

from pipeline.graft import Grafted, empty_like, graft
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import (
    INTEGER,
    NUMBER,
    TEXT,
    an_object,
    answering,
    component,
    json_content,
    reference,
    replies,
    reply_schema,
    request_schema,
    specification,
    taking,
)

ASSET = an_object(name=TEXT)
VIDEO = an_object(type={"type": "string", "enum": ["video"]}, url=TEXT)
IMAGE = an_object(type={"type": "string", "enum": ["image"]}, url=TEXT, width=INTEGER)
TEXTUAL = an_object(type={"type": "string", "enum": ["text"]}, text=TEXT)


def disagreements(grafted: Grafted) -> list[str]:
    return [str(one) for one in grafted.disagreements]


def with_parameter(*parameters: Schema) -> Specification:
    return specification({"/thing": {"get": {"parameters": list(parameters), "responses": {}}}})


def referring(**components: Schema) -> Specification:
    """One operation a component, each answering with it."""
    paths = {f"/{name.lower()}": {"get": {"responses": replies(reference(name))}} for name in components}
    return specification(paths, components)


OURS = answering(reference("Asset"), Asset=an_object(name=TEXT, hls=reference("Hls")), Hls=an_object(url=TEXT))
SAID_OTHERWISE = {
    "renamed": answering(reference("A"), A=an_object(name=TEXT, hls=reference("H")), H=an_object(url=TEXT)),
    "inlined": answering(an_object(name=TEXT, hls=an_object(url=TEXT))),
    "swapped": answering(reference("Hls"), Hls=an_object(name=TEXT, hls=reference("Asset")), Asset=an_object(url=TEXT)),
    "hoisted": answering(
        reference("R"),
        R=an_object(name=reference("Name"), hls=reference("H")),
        H=an_object(url=reference("Url")),
        Name=TEXT,
        Url=TEXT,
    ),
    "nullable by union": answering(
        an_object(name={"anyOf": [TEXT, {"type": "null"}]}, hls={"oneOf": [reference("H"), {"type": "null"}]}),
        H=an_object(url=TEXT),
    ),
    "by allOf": answering(
        {"allOf": [reference("A"), an_object(hls={"allOf": [reference("H")]})]},
        A=an_object(name=TEXT),
        H=an_object(url=TEXT),
    ),
}


@pytest.mark.parametrize("how", SAID_OTHERWISE)
def test_our_names_stay_however_theirs_says_the_same(how: str) -> None:
    grafted = graft(OURS, SAID_OTHERWISE[how])

    assert grafted.specification.schemas == OURS.schemas
    assert reply_schema(grafted.specification) == reference("Asset")
    assert disagreements(grafted) == []


def test_an_operation_that_only_they_have_is_added_with_its_components_under_names_by_rule() -> None:
    new = {
        "tags": ["Asset Sets"],
        "operationId": "Get-Set",
        "responses": replies(
            an_object(assets=reference("A"), more=reference("SetGetResponsesContentApplicationJsonSchema"))
        ),
    }
    theirs = specification(
        {"/thing": {"get": {"responses": replies(reference("A"))}}, "/sets": {"get": new}},
        {"A": ASSET, "SetGetResponsesContentApplicationJsonSchema": an_object(count=INTEGER)},
    )

    grafted = graft(answering(reference("Asset"), Asset=ASSET), theirs).specification

    added = grafted.operations["GET /sets"]
    assert (added.tag, added.operation_id) == ("asset_sets", "asset_sets_get_set")
    assert reply_schema(grafted, "GET /sets")["properties"] == {"assets": reference("Asset"), "more": reference("Set")}
    assert set(grafted.schemas) == {"Asset", "Set"}


def test_a_parameter_that_only_they_have_is_added_as_optional() -> None:
    page: Schema = {"name": "page", "in": "query", "schema": INTEGER}

    grafted = graft(with_parameter(), with_parameter(page))

    added = grafted.specification.operations["GET /thing"].parameters
    assert [(one["name"], one["required"], one["schema"]["type"]) for one in added] == [("page", False, "integer")]
    assert disagreements(grafted) == []


def test_a_property_that_only_they_have_is_added_with_what_it_needs() -> None:
    theirs = answering(
        an_object(name=TEXT, source=reference("Source")), Source=an_object(kind=reference("Kind")), Kind=TEXT
    )

    grafted = graft(answering(reference("Asset"), Asset=ASSET), theirs).specification

    assert component(grafted, "Asset")["properties"]["source"] == reference("Source")
    assert component(grafted, "Source")["properties"]["kind"] == reference("Kind")
    assert component(grafted, "Kind") == TEXT


def test_a_new_component_whose_name_is_ours_for_another_thing_gets_a_number() -> None:
    theirs = answering(an_object(name=TEXT, source=reference("Asset")), Asset=an_object(kind=TEXT))

    grafted = graft(answering(reference("Asset"), Asset=ASSET), theirs).specification

    assert component(grafted, "Asset")["properties"]["source"] == reference("Asset2")
    assert component(grafted, "Asset2") == an_object(kind=TEXT)


def test_a_union_member_that_only_they_have_is_added() -> None:
    ours = answering({"oneOf": [reference("Video"), reference("Image")]}, Video=VIDEO, Image=IMAGE)
    theirs = answering({"oneOf": [TEXTUAL, IMAGE, VIDEO]})

    members = reply_schema(graft(ours, theirs).specification)["oneOf"]

    assert members[:2] == [reference("Video"), reference("Image")]
    assert [member["properties"] for member in members[2:]] == [TEXTUAL["properties"]]


def test_a_value_that_only_they_have_is_added_behind_ours() -> None:
    ours = answering({"enum": ["ready", "failed"]})

    grafted = graft(ours, answering({"enum": ["queued", "failed"]}))

    assert reply_schema(grafted.specification)["enum"] == ["ready", "failed", "queued"]
    assert disagreements(grafted) == []


def test_each_tag_value_stays_with_the_member_of_ours_that_has_it() -> None:
    both = an_object(type={"type": "string", "enum": ["video", "image"]}, url=TEXT)
    theirs = answering({"oneOf": [both, TEXTUAL], "discriminator": {"propertyName": "type"}})

    members = reply_schema(graft(answering({"oneOf": [VIDEO, IMAGE]}), theirs).specification)["oneOf"]

    assert [member["x-tag"]["values"] for member in members] == [["video"], ["image"], ["text"]]


def test_a_media_type_that_only_they_have_is_added() -> None:
    both = {**json_content(ASSET), "text/event-stream": {"schema": ASSET}}
    theirs = specification({"/thing": {"get": {"responses": {"200": {"description": "", "content": both}}}}})

    content = graft(answering(ASSET), theirs).specification.operations["GET /thing"].responses["200"]["content"]

    assert list(content) == ["application/json", "text/event-stream"]
    assert content["text/event-stream"]["x-stream"] == "sse"


def test_a_reply_that_only_they_have_is_added() -> None:
    refused = {**replies(ASSET), "409": {"description": "Busy.", "content": json_content(ASSET)}}
    theirs = specification({"/thing": {"get": {"responses": refused}}})

    assert list(graft(answering(ASSET), theirs).specification.operations["GET /thing"].responses) == ["200", "409"]


@pytest.mark.parametrize(
    ("content", "added"),
    [(json_content(reference("A")), True), ({}, True), (json_content(an_object(size=INTEGER)), False)],
    ids=["the same body", "no body", "another body"],
)
def test_a_further_success_is_added_unless_it_is_read_as_something_else(content: Schema, added: bool) -> None:
    both = {**replies(reference("A")), "202": {"description": "", "content": content}}
    theirs = specification({"/thing": {"get": {"responses": both}}}, {"A": ASSET})

    grafted = graft(answering(reference("Asset"), Asset=ASSET), theirs).specification

    assert ("202" in grafted.operations["GET /thing"].responses) is added


def test_what_only_we_have_is_kept_and_is_not_published() -> None:
    ours = specification(
        {
            "/thing": {"get": {"responses": replies(an_object(name=TEXT, gone=reference("Gone")))}},
            "/old": {"get": {"responses": {}}},
        },
        {"Gone": ASSET},
    )

    grafted = graft(ours, answering(ASSET))

    assert list(grafted.specification.operations) == ["GET /thing", "GET /old"]
    assert reply_schema(grafted.specification)["properties"]["gone"] == reference("Gone")
    assert grafted.published == {"GET /thing"}
    assert disagreements(grafted) == []


VALUES = {"type": "object", "additionalProperties": TEXT}
FITTING: dict[str, tuple[Schema, Schema, str]] = {
    "integer or number": (INTEGER, NUMBER, "ours integer, theirs number"),
    "object or map": (ASSET, VALUES, "ours object, theirs map"),
    "map or object": (VALUES, ASSET, "ours map, theirs object"),
    "one type or several": (TEXT, {"oneOf": [TEXT, INTEGER]}, "ours string, theirs union"),
    "several types or one": ({"oneOf": [TEXT, INTEGER]}, INTEGER, "ours union, theirs integer"),
    "a type or anything": (TEXT, {}, "ours string, theirs any"),
    "anything or a type": ({}, ASSET, "ours any, theirs object"),
}
CONTRARY: dict[str, tuple[Schema, Schema]] = {
    "string or integer": (TEXT, INTEGER),
    "string or object": (TEXT, ASSET),
    "object or list": (ASSET, {"type": "array", "items": ASSET}),
    "list or one": ({"type": "array", "items": TEXT}, TEXT),
    "unions without a type in common": ({"oneOf": [TEXT, INTEGER]}, {"oneOf": [ASSET, {"type": "boolean"}]}),
    "items of a list": ({"type": "array", "items": TEXT}, {"type": "array", "items": INTEGER}),
    "values of a map": (VALUES, {"type": "object", "additionalProperties": INTEGER}),
}
ALIKE: dict[str, tuple[Schema, Schema]] = {
    "a format": ({**TEXT, "format": "date-time"}, TEXT),
    "a file": (TEXT, {**TEXT, "format": "binary"}),
    "null": (TEXT, {**TEXT, "nullable": True}),
    "a limit": (TEXT, {**TEXT, "maxLength": 3}),
    "values": ({"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}),
    "required properties": (ASSET, {**ASSET, "required": ["name"]}),
}


@pytest.mark.parametrize("what", FITTING)
def test_ours_stays_where_some_value_fits_both(what: str) -> None:
    ours, theirs, kinds = FITTING[what]

    grafted = graft(answering(an_object(value=ours)), answering(an_object(value=theirs)))

    assert reply_schema(grafted.specification) == reply_schema(answering(an_object(value=ours)))
    assert disagreements(grafted) == [f"GET /thing response 200 /value: {kinds}"]
    assert [(one.compatible, one.used) for one in grafted.disagreements] == [(True, "ours")]


@pytest.mark.parametrize("what", CONTRARY)
def test_theirs_is_taken_where_no_value_fits_both(what: str) -> None:
    ours, theirs = CONTRARY[what]

    grafted = graft(answering(an_object(value=ours)), answering(an_object(value=theirs)))

    assert reply_schema(grafted.specification) == reply_schema(answering(an_object(value=theirs)))
    assert [(one.compatible, one.used) for one in grafted.disagreements] == [(False, "theirs")]


@pytest.mark.parametrize("what", ALIKE)
def test_formats_null_limits_values_and_requirements_are_no_disagreement(what: str) -> None:
    ours, theirs = ALIKE[what]

    assert disagreements(graft(answering(an_object(value=ours)), answering(an_object(value=theirs)))) == []
    assert disagreements(graft(taking(an_object(value=ours)), taking(an_object(value=theirs)))) == []


def test_a_decision_settles_which_side_is_used() -> None:
    ours, theirs = answering(an_object(value=TEXT)), answering(an_object(value=INTEGER))

    kept = graft(ours, theirs, lambda place, mine, other: "ours")
    taken = graft(answering(an_object(value=INTEGER)), answering(an_object(value=NUMBER)), lambda *_: "theirs")

    assert reply_schema(kept.specification)["properties"]["value"] == TEXT
    assert reply_schema(taken.specification)["properties"]["value"] == NUMBER
    assert [one.decided for grafted in (kept, taken) for one in grafted.disagreements] == [True, True]


def test_only_the_use_of_a_shared_component_is_replaced() -> None:
    ours = answering(an_object(one=reference("Name"), two=reference("Name")), Name=ASSET)
    theirs = answering(an_object(one=INTEGER, two=ASSET))

    grafted = graft(ours, theirs).specification

    assert reply_schema(grafted)["properties"] == {"one": INTEGER, "two": reference("Name")}


def test_ours_stays_where_it_fits_one_of_several_of_theirs() -> None:
    paths = {path: {"get": {"responses": replies(reference("Asset"))}} for path in ("/created", "/found")}
    theirs = referring(Created=an_object(name=INTEGER), Found=an_object(name=TEXT))

    grafted = graft(specification(paths, {"Asset": ASSET}), theirs)

    assert component(grafted.specification, "Asset") == ASSET
    assert [one.used for one in grafted.disagreements] == ["ours"]


def test_an_object_of_ours_gets_what_the_members_of_their_union_add() -> None:
    theirs = answering({"oneOf": [an_object(name=TEXT, size=INTEGER), an_object(name=TEXT, length=NUMBER)]})

    grafted = graft(answering(reference("Asset"), Asset=ASSET), theirs).specification

    assert set(component(grafted, "Asset")["properties"]) == {"name", "size", "length"}


def test_a_member_of_our_union_gets_what_their_only_object_adds() -> None:
    ours = answering({"oneOf": [reference("Asset"), TEXT]}, Asset=ASSET)

    grafted = graft(ours, answering(an_object(name=TEXT, size=INTEGER))).specification

    assert set(component(grafted, "Asset")["properties"]) == {"name", "size"}


def test_a_value_of_a_request_may_be_of_the_types_that_they_add() -> None:
    grafted = graft(taking(an_object(value=TEXT)), taking(an_object(value={"oneOf": [TEXT, INTEGER]})))

    assert request_schema(grafted.specification)["properties"]["value"] == {"oneOf": [TEXT, INTEGER]}


@pytest.mark.parametrize("where", ["query", "header"])
def test_types_do_not_differ_where_the_wire_has_only_text(where: str) -> None:
    several: Schema = {"name": "size", "in": where, "schema": {"type": "array", "items": TEXT}}

    grafted = graft(with_parameter(several), with_parameter({**several, "schema": NUMBER}))

    assert (
        grafted.specification.operations["GET /thing"].parameters
        == with_parameter(several).operations["GET /thing"].parameters
    )
    assert [(one.compatible, one.used) for one in grafted.disagreements] == [(True, "ours")]


def test_disagreements_in_error_responses_do_not_matter() -> None:
    ours, theirs = (
        specification({"/thing": {"get": {"responses": {"404": {"description": "", "content": json_content(kind)}}}}})
        for kind in (ASSET, TEXT)
    )

    grafted = graft(ours, theirs)

    assert grafted.specification == ours
    assert disagreements(grafted) == []


@pytest.mark.parametrize("ours", [[], [{"name": "page", "in": "query"}]], ids=["absent", "optional"])
def test_a_parameter_that_they_require_stays_optional(ours: list[Schema]) -> None:
    grafted = graft(with_parameter(*ours), with_parameter({"name": "page", "in": "query", "required": True}))

    assert [one["required"] for one in grafted.specification.operations["GET /thing"].parameters] == [False]


def test_one_of_theirs_under_several_of_ours_is_added_to_each() -> None:
    ours = referring(Created=ASSET, Found=ASSET)
    paths = {path: {"get": {"responses": replies(reference("Asset"))}} for path in ("/created", "/found")}
    theirs = specification(paths, {"Asset": an_object(name=TEXT, size=INTEGER)})

    grafted = graft(ours, theirs).specification

    assert set(grafted.schemas) == {"Created", "Found"}
    assert all(component(grafted, name) == an_object(name=TEXT, size=INTEGER) for name in ("Created", "Found"))


def test_several_of_theirs_under_one_of_ours_are_united() -> None:
    paths = {path: {"get": {"responses": replies(reference("Asset"))}} for path in ("/created", "/found")}
    theirs = referring(Created=an_object(name=TEXT, size=INTEGER), Found=an_object(name=TEXT, length=NUMBER))

    grafted = graft(specification(paths, {"Asset": ASSET}), theirs).specification

    assert set(grafted.schemas) == {"Asset"}
    assert component(grafted, "Asset") == an_object(name=TEXT, size=INTEGER, length=NUMBER)


def test_a_new_member_of_several_of_their_unions_is_added_once() -> None:
    paths = {path: {"get": {"responses": replies(reference("Source"))}} for path in ("/created", "/found")}
    union = {"oneOf": [VIDEO, IMAGE, reference("Text")]}
    ours = specification(paths, {"Source": {"oneOf": [VIDEO, IMAGE]}})
    theirs = specification(
        {path: {"get": {"responses": replies(reference(name))}} for path, name in (("/created", "A"), ("/found", "B"))},
        {"A": union, "B": union, "Text": TEXTUAL},
    )

    members = component(graft(ours, theirs).specification, "Source")["oneOf"]

    assert members[2:] == [reference("Text")]


def test_neither_description_is_changed() -> None:
    ours = taking(reference("Asset"), Asset=an_object(kind={"enum": ["a"]}, value={"oneOf": [TEXT, INTEGER]}))
    theirs = taking(
        an_object("kind", kind={"enum": ["b"]}, value={"oneOf": [TEXT, ASSET]}, more=reference("More")), More=ASSET
    )
    before = copy.deepcopy((ours, theirs))

    graft(ours, theirs)

    assert (ours, theirs) == before


def test_what_is_grafted_shares_nothing_with_either() -> None:
    theirs = specification({"/new": {"get": {"responses": replies(an_object(kind={"enum": ["a"]}))}}})
    before = copy.deepcopy(theirs)
    grafted = graft(answering(ASSET), theirs).specification

    grafted.operations["GET /new"].responses["200"]["content"]["application/json"]["schema"]["properties"].clear()

    assert theirs == before


def test_onto_nothing_everything_is_theirs() -> None:
    theirs = answering(reference("ThingGetResponses"), ThingGetResponses=ASSET)

    grafted = graft(empty_like(theirs), theirs)

    assert grafted.specification.operations["GET /thing"].operation_id == "thing_get_thing"
    assert set(grafted.specification.schemas) == {"Thing"}
    assert disagreements(grafted) == []


def test_the_names_of_generated_helpers_are_not_given_to_their_components() -> None:
    theirs = referring(File=ASSET, Request=ASSET, Unset=ASSET, Mapping=ASSET)

    assert set(graft(empty_like(theirs), theirs).specification.schemas) == {"File2", "Request2", "Unset2", "Mapping2"}
