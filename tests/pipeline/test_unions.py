"""Which member of a union a value is: told by its tag, whether the description says so well or badly."""

from __future__ import annotations

from pipeline.openapi import to_openapi
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import INTEGER, TEXT, an_object, answering, component, reference, reply_schema


def values(*allowed: str) -> Schema:
    return {"type": "string", "enum": list(allowed)}


def by(name: str, *members: Schema) -> Schema:
    return {"oneOf": list(members), "discriminator": {"propertyName": name}}


def tags(read: Specification, *names: str) -> list[Schema | None]:
    return [component(read, name).get("x-tag") for name in names]


def test_the_discriminator_names_the_tag() -> None:
    union = by("type", reference("Video"), reference("Image"))

    read = answering(union, Video=an_object(type=values("video")), Image=an_object(type=values("image")))

    assert tags(read, "Video", "Image") == [
        {"property": "type", "values": ["video"]},
        {"property": "type", "values": ["image"]},
    ]


def test_without_discriminator_the_tag_is_the_property_of_which_each_member_has_its_own_value() -> None:
    video = an_object(size=values("large"), kind=values("video"))
    image = an_object(size=values("large"), kind=values("image"))

    read = answering({"oneOf": [video, image]})

    assert reply_schema(read)["discriminator"] == {"propertyName": "kind"}
    assert [member["x-tag"]["values"] for member in reply_schema(read)["oneOf"]] == [["video"], ["image"]]


def test_the_values_of_a_tag_may_stand_in_a_shared_component() -> None:
    video, image = an_object(type=reference("VideoKind")), an_object(type=values("image"))

    read = answering(by("type", video, image), VideoKind=values("video"))

    assert [member["x-tag"]["values"] for member in reply_schema(read)["oneOf"]] == [["video"], ["image"]]


def test_values_that_all_members_allow_are_dealt_out_by_the_members_names() -> None:
    shared = an_object(type=reference("Kind"))

    read = answering(
        by("type", reference("MediaVideo"), reference("MediaImage"), reference("MediaTextImage")),
        Kind=values("text_image", "image", "video"),
        MediaVideo=shared,
        MediaImage=an_object(type=reference("Kind"), width=INTEGER),
        MediaTextImage=an_object(type=reference("Kind"), text=TEXT),
    )

    assert [tag and tag["values"] for tag in tags(read, "MediaVideo", "MediaImage", "MediaTextImage")] == [
        ["video"],
        ["image"],
        ["text_image"],
    ]


def test_values_that_all_members_allow_are_dealt_out_by_order_where_names_tell_nothing() -> None:
    first = an_object(type=values("video", "image"), length=INTEGER)
    second = an_object(type=values("video", "image"), width=INTEGER)

    members = reply_schema(answering(by("type", first, second)))["oneOf"]

    assert [member["x-tag"]["values"] for member in members] == [["video"], ["image"]]


def test_values_are_not_dealt_out_when_they_are_not_as_many_as_the_members() -> None:
    first = an_object(type=values("video", "image", "text"), length=INTEGER)
    second = an_object(type=values("audio"), width=INTEGER)

    members = reply_schema(answering(by("type", first, second)))["oneOf"]

    assert [member["x-tag"]["values"] for member in members] == [["video", "image", "text"], ["audio"]]


def test_members_that_differ_in_nothing_but_their_value_are_one_member_with_both() -> None:
    twin = an_object(type=values("video", "image"), url=TEXT)
    other = an_object(type=values("text"), text=TEXT)

    members = reply_schema(answering(by("type", twin, {**twin, "description": "The same."}, other)))["oneOf"]

    assert [member["x-tag"]["values"] for member in members] == [["video", "image"], ["text"]]


def test_a_union_of_nothing_but_twins_is_no_union() -> None:
    twin = an_object(type=values("video", "image"), url=TEXT)

    read = reply_schema(answering({**by("type", twin, twin), "description": "A source.", "nullable": True}))

    assert read["properties"] == twin["properties"]
    assert (read["description"], read["nullable"]) == ("A source.", True)
    assert "oneOf" not in read
    assert "discriminator" not in read


def test_members_without_a_tag_of_their_own_are_not_tagged() -> None:
    members = reply_schema(answering({"oneOf": [an_object(a=TEXT), an_object(b=TEXT)]}))["oneOf"]

    assert all("x-tag" not in member for member in members)


def test_a_member_that_lacks_the_declared_tag_is_what_no_value_names() -> None:
    members = reply_schema(answering(by("type", an_object(type=values("video")), an_object(name=TEXT))))["oneOf"]

    assert [member.get("x-tag") for member in members] == [{"property": "type", "values": ["video"]}, None]


def test_unions_inside_lists_maps_and_objects_are_tagged() -> None:
    union = by("type", an_object(type=values("video")), an_object(type=values("image")))
    inside = an_object(list={"type": "array", "items": {"type": "object", "additionalProperties": union}})

    found = reply_schema(answering(inside))["properties"]["list"]["items"]["additionalProperties"]

    assert [member["x-tag"]["values"] for member in found["oneOf"]] == [["video"], ["image"]]


def test_members_that_are_no_objects_stand_beside_tagged_ones() -> None:
    union = by("type", TEXT, an_object(type=values("video")), an_object(type=values("image")))

    members = reply_schema(answering(union))["oneOf"]

    assert [member.get("x-tag", {}).get("values") for member in members] == [None, ["video"], ["image"]]


def test_the_written_description_says_which_tag_names_which_member() -> None:
    union = by("kind", reference("Circle"), reference("Square"))

    read = answering(union, Circle=an_object(kind=values("circle")), Square=an_object(kind=values("square")))

    written = to_openapi(read)["paths"]["/thing"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert written["discriminator"] == {
        "propertyName": "kind",
        "mapping": {"circle": "#/components/schemas/Circle", "square": "#/components/schemas/Square"},
    }
