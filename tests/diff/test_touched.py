"""Which facade methods are touched: those whose caller can meet a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.canonical import read_specification
from tracking.change import Change
from tracking.changes import compare
from tracking.facade_methods import facade_methods, touched
from tracking.rules import Level

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "vendor-specs"


def change(where: str, kind: str, level: Level = "breaking", method: str = "things.get") -> Change:
    return Change("GET /things", where, kind, level, "", None, (method,))


@pytest.mark.parametrize(
    "found",
    [
        change("operation", "operation-removed"),
        change("request /x", "field-removed"),
        change("query x", "default-changed", "risky"),
        change("response 200 /x", "enum-value-added", "risky"),
        change("response 2XX /header", "field-removed"),
        change("response 204", "status-removed", "risky"),
        change("server", "server-changed"),
    ],
    ids=lambda found: f"{found.where} {found.kind}",
)
def test_a_caller_meets_what_is_sent_and_what_a_success_holds(found: Change) -> None:
    assert touched([found]) == {"things.get": found.level}


@pytest.mark.parametrize(
    "found",
    [
        change("operation", "operation-added", "compatible"),
        change("request /x", "field-added", "compatible"),
        change("response 404 /docs_url", "field-removed", "risky"),
        change("response default /x", "type-changed", "risky"),
        change("response 5XX", "media-type-removed", "risky"),
        change("response 200 header X-Api-Version", "parameter-removed"),
        change("request /x", "text-changed", "risky"),
        change("operation", "deprecated", "risky"),
        change("operation", "extension-changed", "risky"),
        change("callback done {$request.body#/url} POST request /x", "field-removed"),
    ],
    ids=lambda found: f"{found.where} {found.kind}",
)
def test_a_caller_does_not_meet_what_the_facade_takes_as_it_comes(found: Change) -> None:
    assert touched([found]) == {}


def test_the_gravest_change_of_a_method_counts_and_comes_first() -> None:
    found = [
        change("request /x", "default-changed", "risky", "a"),
        change("request /y", "default-changed", "risky", "b"),
        change("request /z", "field-removed", "breaking", "b"),
    ]

    assert list(touched(found).items()) == [("b", "breaking"), ("a", "risky")]


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"no published description in {PUBLISHED}")
def test_a_field_that_error_bodies_lose_touches_no_method() -> None:
    old, new = (read_specification(PUBLISHED / f"v1.3-2026-07-{day}.json", whole=True) for day in (16, 30))

    found = compare(old, new, facade_methods(ROOT / "facade" / "twelvelabs_client"))

    assert sum(change.where.endswith("/docs_url") for change in found) > 70
    assert touched(found) == {}
