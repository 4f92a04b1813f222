"""The names that the facade imports stay, whatever a published description adds around them."""

from __future__ import annotations

from pipeline.graft import graft
from pipeline.prepare import prepare, read_only_names
from pipeline.specification import Schema, Specification
from tests.pipeline.describe import TEXT, an_object, answering, json_content, reference, replies, specification

ASSET = an_object(name=TEXT)


def prepared(ours: Specification, theirs: Specification) -> Schema:
    """The schemas that the generator gets of ours with theirs merged in."""
    grafted = graft(ours, theirs, reserved=prepare(ours)["components"]["schemas"])
    schemas: Schema = prepare(grafted.specification, read_only_names(ours))["components"]["schemas"]
    return schemas


def test_what_we_only_read_keeps_its_name_when_theirs_sends_it_too() -> None:
    ours = answering(reference("Asset"), Asset=ASSET)
    sending = {"requestBody": {"content": json_content(reference("A"))}, "responses": {}}
    theirs = specification(
        {"/thing": {"get": {"responses": replies(reference("A"))}}, "/new": {"post": sending}}, {"A": ASSET}
    )

    schemas = prepared(ours, theirs)

    assert {name: schema["x-side"] for name, schema in schemas.items()} == {"Asset": "reply", "AssetRequest": "request"}


def test_what_we_only_send_keeps_its_name_when_theirs_reads_it_too() -> None:
    sending = {"requestBody": {"content": json_content(reference("Asset"))}, "responses": {}}
    ours = specification({"/thing": {"post": sending}}, {"Asset": ASSET})
    theirs = specification(
        {"/thing": {"post": sending}, "/new": {"get": {"responses": replies(reference("Asset"))}}}, {"Asset": ASSET}
    )

    schemas = prepared(ours, theirs)

    assert {name: schema["x-side"] for name, schema in schemas.items()} == {"Asset": "request", "AssetReply": "reply"}


def test_a_component_of_theirs_does_not_get_the_name_that_an_inline_object_of_ours_will_have() -> None:
    ours = answering(reference("Asset"), Asset=an_object(owner=ASSET))
    theirs = specification(
        {
            "/thing": {"get": {"responses": replies(an_object(owner=ASSET))}},
            "/new": {"get": {"responses": replies(reference("AssetOwner"))}},
        },
        {"AssetOwner": an_object(size=TEXT)},
    )

    schemas = prepared(ours, theirs)

    assert (set(schemas["AssetOwner"]["properties"]), set(schemas["AssetOwner2"]["properties"])) == ({"name"}, {"size"})


def test_a_file_in_a_response_of_json_is_a_string() -> None:
    schemas = prepared(answering(reference("Asset"), Asset=an_object(data={**TEXT, "format": "binary"})), answering({}))

    assert schemas["Asset"]["properties"]["data"] == TEXT
