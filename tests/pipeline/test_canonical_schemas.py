"""One form for every way to say a thing, and repairs by rule where a description says something else."""

from __future__ import annotations

import pytest

from pipeline.canonical import canonical
from pipeline.specification import Schema
from tests.pipeline.describe import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    an_object,
    answering,
    canonical_form,
    component,
    description,
    reference,
    replies,
    reply_schema,
    specification,
)

NULL: Schema = {"type": "null"}
RESPONSE = "#/paths//thing/get/responses/200/content/application/json/schema"
ASSET = an_object(name=TEXT)

SAME: dict[str, tuple[Schema, Schema]] = {
    "const is an enum of one": ({"const": "a"}, {"type": "string", "enum": ["a"]}),
    "nothing said is anything": ({}, {}),
    "true is anything": (True, {}),  # type: ignore[dict-item]
    "title and example say nothing": ({"type": "string", "title": "Name", "example": "a"}, TEXT),
    "a type in a list of one": ({"type": ["string"]}, TEXT),
    "several types are a union": ({"type": ["string", "integer"]}, {"oneOf": [TEXT, INTEGER]}),
    "anyOf is oneOf": ({"anyOf": [TEXT, INTEGER]}, {"oneOf": [TEXT, INTEGER]}),
    "a union of one is the one": ({"anyOf": [TEXT]}, TEXT),
    "a union of twice the same is the one": ({"oneOf": [TEXT, TEXT]}, TEXT),
    "members that differ in words are the same": (
        {"oneOf": [{**TEXT, "description": "a"}, TEXT, INTEGER]},
        {"oneOf": [{**TEXT, "description": "a"}, INTEGER]},
    ),
    "a union of nothing is anything": ({"oneOf": []}, {}),
    "an empty enum is no enum": ({"type": "string", "enum": []}, TEXT),
    "values tell their type": ({"enum": [1, 2]}, {"type": "integer", "enum": [1, 2]}),
    "truth values tell their type": ({"enum": [True]}, {"type": "boolean", "enum": [True]}),
    "properties make an object": ({"properties": {"name": TEXT}}, ASSET),
    "items make an array": ({"items": TEXT}, {"type": "array", "items": TEXT}),
    "an object of nothing is a map": ({"type": "object"}, {"type": "object", "additionalProperties": {}}),
    "a map of anything": (
        {"type": "object", "additionalProperties": True},
        {"type": "object", "additionalProperties": {}},
    ),
    "a map keeps what it holds": ({"additionalProperties": TEXT}, {"type": "object", "additionalProperties": TEXT}),
    "a closed object stays closed": (
        {**ASSET, "additionalProperties": False},
        {**ASSET, "additionalProperties": False},
    ),
    "required names each once": ({**ASSET, "required": ["name", "name"]}, {**ASSET, "required": ["name"]}),
    "what is required is there": (an_object("gone", name=TEXT), an_object("gone", name=TEXT, gone={})),
    "limits of 3.0": ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, {**NUMBER, "exclusiveMinimum": 0}),
    "limits that include": ({"type": "number", "maximum": 9, "exclusiveMaximum": False}, {**NUMBER, "maximum": 9}),
    "a property called description": (an_object(description=TEXT), an_object(description=TEXT)),
    "a property called nullable": (an_object(nullable=BOOLEAN, oneOf=TEXT), an_object(nullable=BOOLEAN, oneOf=TEXT)),
}


@pytest.mark.parametrize("told", SAME)
def test_a_schema_has_one_form(told: str) -> None:
    published, canonical = SAME[told]

    assert canonical_form(published) == canonical


NULLABLE: dict[str, tuple[Schema, Schema]] = {
    "nullable, as in 3.0": ({"type": "string", "nullable": True}, {**TEXT, "nullable": True}),
    "a type list, as in 3.1": ({"type": ["string", "null"]}, {**TEXT, "nullable": True}),
    "anyOf with null": ({"anyOf": [TEXT, NULL]}, {**TEXT, "nullable": True}),
    "oneOf with null first": ({"oneOf": [NULL, TEXT, INTEGER]}, {"oneOf": [TEXT, INTEGER], "nullable": True}),
    "null among three types": ({"type": ["string", "null", "integer"]}, {"oneOf": [TEXT, INTEGER], "nullable": True}),
    "null among the values": (
        {"type": "string", "enum": ["a", None]},
        {"type": "string", "enum": ["a"], "nullable": True},
    ),
    "a member that may be null": (
        {"oneOf": [{**TEXT, "nullable": True}, INTEGER]},
        {"oneOf": [TEXT, INTEGER], "nullable": True},
    ),
    "nothing but null": ({"type": ["null"]}, {"nullable": True}),
    "null as the only value": ({"type": "string", "enum": [None]}, {**TEXT, "nullable": True}),
    "null as a constant": ({"const": None}, {"nullable": True}),
    "a reference or null": ({"anyOf": [reference("Asset"), NULL]}, {**reference("Asset"), "nullable": True}),
    "a nullable reference by allOf": (
        {"allOf": [reference("Asset")], "nullable": True},
        {**reference("Asset"), "nullable": True},
    ),
    "a nullable reference": ({**reference("Asset"), "nullable": True}, {**reference("Asset"), "nullable": True}),
}


@pytest.mark.parametrize("told", NULLABLE)
def test_null_is_said_by_nullable(told: str) -> None:
    published, canonical = NULLABLE[told]

    assert canonical_form(published, Asset=ASSET) == canonical


@pytest.mark.parametrize("schema", [TEXT, ASSET, {"enum": ["a"]}, {"oneOf": [TEXT, INTEGER]}])
def test_what_may_not_be_null_is_not_nullable(schema: Schema) -> None:
    assert "nullable" not in canonical_form(schema)


def test_all_of_becomes_one_object() -> None:
    parts = [reference("Asset"), an_object("size", size=INTEGER)]

    merged = canonical_form(
        {"allOf": parts, "description": "An asset with its size."}, Asset={**ASSET, "required": ["name"]}
    )

    assert merged == {**an_object("name", "size", name=TEXT, size=INTEGER), "description": "An asset with its size."}


def test_all_of_is_opened_inside_all_of() -> None:
    schemas = {"Asset": ASSET, "Sized": {"allOf": [reference("Asset"), an_object(size=INTEGER)]}}

    merged = canonical_form({"allOf": [reference("Sized"), an_object(ready=BOOLEAN)]}, **schemas)

    assert merged == an_object(name=TEXT, size=INTEGER, ready=BOOLEAN)


def test_the_later_part_of_all_of_wins() -> None:
    assert canonical_form({"allOf": [ASSET, an_object(name=INTEGER)]}) == an_object(name=INTEGER)


@pytest.mark.parametrize(
    "beside", [{}, {"description": "The parent."}, {"description": "The parent.", "nullable": True}]
)
def test_all_of_one_reference_is_that_reference(beside: Schema) -> None:
    assert canonical_form({"allOf": [reference("Asset")], **beside}, Asset=ASSET) == {**reference("Asset"), **beside}


def test_an_object_may_hold_itself_through_all_of() -> None:
    node = an_object(parent={"allOf": [reference("Node")], "description": "The one above."})

    assert component(answering(reference("Node"), Node=node), "Node") == an_object(
        parent={**reference("Node"), "description": "The one above."}
    )


def test_all_of_that_refers_to_itself_is_repaired() -> None:
    read = answering(reference("Node"), Node={"allOf": [reference("Node"), an_object(name=TEXT)]})

    assert component(read, "Node") == ASSET
    assert any("refers to itself" in repair for repair in read.repairs)


def test_properties_beside_a_union_belong_to_every_member() -> None:
    union = {
        "type": "object",
        "properties": {"name": TEXT},
        "required": ["name"],
        "oneOf": [an_object("a", a=TEXT), an_object(b=TEXT)],
    }

    assert canonical_form(union)["oneOf"] == [
        an_object("name", "a", name=TEXT, a=TEXT),
        an_object("name", name=TEXT, b=TEXT),
    ]


def test_a_reference_keeps_the_words_beside_it() -> None:
    use = {**reference("Asset"), "description": "The one.", "example": {"name": "a"}}

    assert canonical_form(use, Asset=ASSET) == {**reference("Asset"), "description": "The one."}


def test_a_reference_to_a_place_that_is_no_component_makes_one() -> None:
    paths = {
        "/thing": {
            "get": {
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/responses/Found/content/application~1json/schema"}
                            }
                        },
                    }
                }
            }
        }
    }
    shared = {"responses": {"Found": {"description": "", "content": {"application/json": {"schema": ASSET}}}}}

    read = specification(paths, shared=shared)

    name = reply_schema(read)["$ref"].rsplit("/", 1)[-1]
    assert component(read, name) == ASSET


REPAIRED: dict[str, tuple[Schema, Schema, str]] = {
    "items is a list": (
        {"type": "array", "items": [TEXT, INTEGER]},
        {"type": "array", "items": {"oneOf": [TEXT, INTEGER]}},
        "items holds a list",
    ),
    "items is a list of values": (
        {"type": "array", "items": ["visual", "audio"]},
        {"type": "array", "items": {"type": "string", "enum": ["visual", "audio"]}},
        "items holds a list",
    ),
    "required stands on the property": (
        an_object(name={**TEXT, "required": True}, size={**INTEGER, "required": False}),
        an_object("name", name=TEXT, size=INTEGER),
        "required stands on the property",
    ),
    "type file": ({"type": "file"}, {"type": "string", "format": "binary"}, "type file"),
    "a type that is none": ({"type": "text"}, {}, "'text' is no type"),
    "text in place of a schema": (an_object(name="string"), an_object(name={}), "is no schema"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("told", REPAIRED)
def test_what_breaks_the_rules_is_repaired_and_told(told: str) -> None:
    published, repaired, said = REPAIRED[told]

    read = answering(published)

    assert reply_schema(read) == repaired
    assert any(said in repair and repair.startswith("GET /thing response 200") for repair in read.repairs)


UNREAD: dict[str, tuple[Schema, Schema]] = {
    "not": ({**TEXT, "not": {"const": "a"}}, TEXT),
    "patternProperties": ({**ASSET, "patternProperties": {"^x": TEXT}}, ASSET),
    "if": ({**ASSET, "if": {}}, ASSET),
}


@pytest.mark.parametrize("told", UNREAD)
def test_what_is_passed_over_is_told(told: str) -> None:
    published, kept = UNREAD[told]

    read = answering(published)

    assert reply_schema(read) == kept
    assert (read.repairs, read.warnings) == ([], [f"{RESPONSE}: {told} is not read"])


def test_what_is_passed_over_beside_a_reference_is_told() -> None:
    read = answering({**reference("Asset"), "not": {"required": ["name"]}}, Asset=ASSET)

    assert read.warnings == [f"{RESPONSE}: not is not read"]


def test_what_stands_beside_a_reference_of_3_0_says_nothing() -> None:
    read = answering({**reference("Asset"), "not": {"required": ["name"]}}, "3.0.3", Asset=ASSET)

    assert (read.repairs, read.warnings) == ([], [])


@pytest.mark.parametrize(
    ("schema", "read"),
    [
        ({**ASSET, "additionalProperties": True}, {**ASSET, "additionalProperties": {}}),
        (
            {"type": "object", "propertyNames": {"maxLength": 3}, "additionalProperties": TEXT},
            {"type": "object", "propertyNames": {"maxLength": 3}, "additionalProperties": TEXT},
        ),
    ],
)
def test_what_an_object_may_hold_besides_is_kept(schema: Schema, read: Schema) -> None:
    found = answering(schema)

    assert reply_schema(found) == read
    assert (found.repairs, found.warnings) == ([], [])


def test_what_keeps_the_rules_is_not_repaired() -> None:
    assert answering(an_object(name=TEXT, tags={"type": "array", "items": TEXT})).repairs == []


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("https://example.com/asset.json", "points outside the description"),
        ("other.yaml#/Asset", "points outside the description"),
        ("#/components/schemas/Gone", "points to nothing"),
    ],
)
@pytest.mark.parametrize("openapi", ["3.0.3", "3.1.0"])
def test_an_operation_with_a_reference_that_leads_nowhere_is_set_aside(target: str, told: str, openapi: str) -> None:
    read = answering({"$ref": target}, openapi)

    assert read.operations == {}
    (aside,) = read.aside.values()
    assert str(aside).startswith("GET /thing: response 200")
    assert told in aside.reason


@pytest.mark.parametrize("target", ["other.yaml#/Asset", "#/components/schemas/Gone"])
def test_what_needs_a_component_that_cannot_be_read_is_set_aside_and_nothing_else(target: str) -> None:
    paths: Schema = {
        "/thing": {"get": {"responses": replies(reference("Outer"))}, "put": {"responses": replies(reference("Asset"))}}
    }

    read = specification(
        paths, {"Outer": an_object(inner=reference("Inner")), "Inner": {"$ref": target}, "Asset": ASSET}
    )

    assert list(read.operations) == ["PUT /thing"]
    assert [one.place for one in read.aside.values()] == ["GET /thing"]


def test_a_component_that_nothing_needs_and_cannot_be_read_is_a_loss_that_is_reported() -> None:
    read = answering(TEXT, Gone={"$ref": "other.yaml#/Asset"})

    assert list(read.operations) == ["GET /thing"]
    assert read.warnings == ["Gone: other.yaml#/Asset points outside the description; references are not fetched"]


def test_a_reference_of_ours_that_leads_nowhere_is_refused() -> None:
    ours = description({"/thing": {"get": {"responses": replies({"$ref": "other.yaml#/Asset"})}}})

    with pytest.raises(LookupError, match="points outside the description"):
        canonical(ours, ours=True)


def test_reading_does_not_change_the_document() -> None:
    schemas = {"Asset": {"allOf": [ASSET, {"properties": {"size": {"type": ["integer", "null"]}}}]}}
    paths = {
        "/thing": {
            "get": {
                "responses": {
                    "200": {"description": "", "content": {"application/json": {"schema": reference("Asset")}}}
                }
            }
        }
    }
    before = repr(description(paths, schemas))

    specification(paths, schemas)

    assert repr(description(paths, schemas)) == before


@pytest.mark.parametrize(
    ("schema", "read", "told"),
    [
        ({"type": "string", "enum": ["a", 1, 2.5]}, {"type": "string", "enum": ["a"]}, "1, 2.5: not string"),
        ({"type": "string", "enum": [True]}, TEXT, "True: not string"),
        ({"type": "integer", "enum": [1, True, "2"]}, {"type": "integer", "enum": [1]}, "True, '2': not integer"),
        ({"type": "string", "const": 5}, TEXT, "5: not string"),
    ],
)
def test_values_that_their_type_cannot_hold_are_left_out_and_reported(schema: Schema, read: Schema, told: str) -> None:
    found = answering(schema)

    assert reply_schema(found) == read
    assert found.repairs == [f"GET /thing response 200: {told}, left out of the values"]


def test_each_of_several_types_gets_its_own_values() -> None:
    found = answering({"type": ["string", "integer"], "enum": ["a", 1]})

    assert reply_schema(found)["oneOf"] == [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [1]}]
    assert found.repairs == []


def test_two_unions_that_hold_together_are_one_union_of_pairs() -> None:
    parts = [{"oneOf": [an_object(**{name: TEXT}) for name in names]} for names in ("ab", "cd")]

    members = canonical_form({"allOf": parts})["oneOf"]

    assert [set(member["properties"]) for member in members] == [{"a", "c"}, {"a", "d"}, {"b", "c"}, {"b", "d"}]


def test_a_required_field_that_is_not_described_is_reported() -> None:
    assert answering(an_object("a", "ghost", a=TEXT)).repairs == [
        "GET /thing response 200: 'ghost' is required but not described: it may be anything"
    ]


@pytest.mark.parametrize("name", ["Foo Bar", "a/b", "50%"])
def test_a_component_may_be_named_in_the_escapes_of_a_url(name: str) -> None:
    escaped = {"Foo Bar": "Foo%20Bar", "a/b": "a~1b", "50%": "50%25"}[name]

    found = answering(reference(escaped), **{name: ASSET})

    assert component(found, name) == ASSET
    assert set(found.schemas) == {name}


def test_a_property_may_be_called_like_the_word_for_a_reference() -> None:
    found = canonical_form(an_object(**{"$ref": reference("Asset")}), Asset=ASSET)

    assert found["properties"]["$ref"] == reference("Asset")
