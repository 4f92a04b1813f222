"""This checkout itself can be tracked: a change of its own description becomes a branch, a second run does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from upgrades import Walk

from pipeline.document import load
from pipeline.spec_lock import published_file
from tests.tracking.nights import Nights
from tests.tracking.publisher import publishing
from tests.upgrade.variations import with_a_new_operation

ROOT = Path(__file__).resolve().parents[2]
# What is published as far as this checkout knows; without an upgrade so far, all that we describe, as one document.
DESCRIPTION = published_file(ROOT, "v1.3") or ROOT / "generated" / "twelvelabs_generated" / "v1_3" / "openapi.json"


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    with publishing() as publisher:
        yield Nights(Walk(ROOT, tmp_path / "checkout"), tmp_path / "remote.git", publisher)


@pytest.mark.timeout(300)
def test_two_nights_of_one_description_make_one_branch(nights: Nights) -> None:
    body = json.dumps(with_a_new_operation(load(DESCRIPTION))).encode()

    first = nights.run(body)
    second = nights.run(body)
    nights.merge(first["branch"])
    third = nights.run(body)

    assert [night["outcome"] for night in (first, second, third)] == ["holds", "known", "unchanged"]
    assert nights.publisher.statuses == [200, 304, 304]
    assert "- `PUT /lenses/{}`" in nights.written("body.md")
    assert "PUT /lenses/{lens_id}" in nights.walk.git("show", "HEAD:docs/versions.md")
    assert nights.walk.git("status", "--porcelain") == ""
    # A fresh clone has all that the package is made from.
    clone = nights.remote.parent / "clone"
    nights.walk.git("clone", "--quiet", "--branch", first["branch"], str(nights.remote), str(clone))
    fresh = Walk(clone, nights.remote.parent / "copy")
    for command in (["scripts/regenerate.py", "v1.3", "--check"], ["scripts/versions_docs.py", "--check"]):
        result = fresh.python(*command)
        assert result.returncode == 0, result.stderr
