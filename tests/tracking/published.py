"""What may be published next of the small API."""

from __future__ import annotations

from tests.upgrade.small import INTEGER, TEXT, Document, described


def with_a_new_field() -> Document:
    document = described()
    document["components"]["schemas"]["Thing"]["properties"]["colour"] = TEXT
    return document


def without_a_field() -> Document:
    document = described()
    del document["components"]["schemas"]["Thing"]["properties"]["size"]
    return document


def with_a_read_field_retyped() -> Document:
    document = described()
    document["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER
    return document
