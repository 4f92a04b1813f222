"""What a server sends by itself is described beside the operations: its body is read like a reply."""

from __future__ import annotations

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from pipeline.canonical import canonical
from pipeline.graft import graft
from pipeline.openapi import to_openapi
from pipeline.prepare import prepare
from pipeline.reach import restricted
from pipeline.specification import Schema
from tests.pipeline.describe import TEXT, an_object, description, json_content, reference

NAME = "thing.made"


def with_webhook() -> Schema:
    """A description with one operation and one webhook; both know a thing."""
    thing, event = an_object(name=TEXT), an_object("id", id=TEXT, thing=reference("Thing"))
    body = {"required": True, "content": json_content(reference("Thing"))}
    make = {
        "operationId": "make",
        "tags": ["things"],
        "requestBody": body,
        "responses": {"204": {"description": "Made."}},
    }
    tell = {
        "operationId": "receive",
        "tags": ["things"],
        "parameters": [{"name": "Signature", "in": "header", "required": True, "schema": TEXT}],
        "requestBody": {"required": True, "content": json_content(reference("Event"))},
        "responses": {"2XX": {"description": "Taken."}},
    }
    whole = description({"/things": {"post": make}}, {"Thing": thing, "Event": event})
    return {**whole, "webhooks": {NAME: {"post": tell}}}


def test_a_webhook_is_no_operation() -> None:
    read = canonical(with_webhook())

    assert (list(read.operations), list(read.webhooks)) == (["POST /things"], [NAME])
    assert [parameter["name"] for parameter in read.webhooks[NAME].parameters] == ["Signature"]


def test_a_webhook_stands_in_the_merged_description_without_the_key_of_the_api() -> None:
    read = canonical(with_webhook())

    written = to_openapi(graft(read, canonical({**with_webhook(), "webhooks": {}})).specification)

    assert written["webhooks"][NAME]["post"]["security"] == []
    assert written["webhooks"][NAME]["post"]["requestBody"]["content"] == json_content(reference("Event"))
    assert [error.message for error in OpenAPIV31SpecValidator(written).iter_errors()] == []


def test_a_description_without_webhooks_has_no_word_of_them() -> None:
    assert "webhooks" not in to_openapi(canonical({**with_webhook(), "webhooks": {}}))


def test_what_a_webhook_needs_is_kept_when_operations_are_left_out() -> None:
    kept = restricted(canonical(with_webhook()), [])

    assert set(kept.schemas) == {"Thing", "Event"}


def test_what_a_webhook_sends_is_read_and_what_an_operation_takes_is_written() -> None:
    schemas = prepare(canonical(with_webhook()))["components"]["schemas"]

    assert {name: schema["x-side"] for name, schema in schemas.items()} == {
        "Event": "reply", "Thing": "request", "ThingReply": "reply",
    }  # fmt: skip
    assert "required" not in schemas["Event"]


def test_a_body_without_a_name_is_named_after_its_webhook() -> None:
    whole = with_webhook()
    whole["webhooks"][NAME]["post"]["requestBody"]["content"] = json_content(an_object(id=TEXT))

    assert "ReceivePayload" in prepare(canonical(whole))["components"]["schemas"]


def test_a_webhook_that_refers_to_nothing_is_a_loss_that_is_reported_by_name() -> None:
    whole = with_webhook()
    whole["webhooks"][NAME]["post"]["requestBody"]["content"] = json_content(reference("Missing"))

    read = canonical(whole)

    assert (list(read.operations), list(read.webhooks)) == (["POST /things"], [])
    (warning,) = read.warnings
    assert warning.startswith("webhooks thing.made: ")
    assert "#/components/schemas/Missing points to nothing" in warning


def test_a_webhook_of_ours_that_refers_to_nothing_is_refused() -> None:
    whole = with_webhook()
    whole["webhooks"][NAME]["post"]["requestBody"]["content"] = json_content(reference("Missing"))

    with pytest.raises(LookupError, match=r"thing\.made.*Missing"):
        canonical(whole, ours=True)
