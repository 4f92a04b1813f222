"""A checkout moves to a published description only when all that must hold holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.canonical import read_specification
from pipeline.document import SpecError
from pipeline.openapi import to_openapi
from pipeline.tree import differences
from tracking import upgrade as upgrading
from tracking.report import as_json, html, markdown
from tracking.swap import swap
from tracking.upgrade import Upgrade, prepare_upgrade, stage

ROOT = Path(__file__).resolve().parents[2]
Document = dict[str, Any]
Try = Callable[..., Upgrade]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what an upgrade reads and writes, without the tests."""
    root = tmp_path / "checkout"
    for folder in ("openapi", "generated", "facade/twelvelabs_client"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "sandbox"))
    return root


@pytest.fixture
def published() -> Document:
    """Our own description, as if it were published."""
    return to_openapi(read_specification(ROOT / "openapi" / "v1.3"))


@pytest.fixture
def attempt(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Try:
    """Tries an upgrade; checking every generated type, which other tests do, is left out for its seconds."""
    monkeypatch.setattr(upgrading, "verify", lambda package, version: None)
    monkeypatch.setattr(upgrading, "_type_check", lambda root, upgrade, source, scratch: None)

    def run(document: Document, *, accept_removals: bool = False) -> Upgrade:
        file = tmp_path / "published.json"
        file.write_text(json.dumps(document))
        scratch = Path(str(len(list(tmp_path.iterdir()))))
        (tmp_path / scratch).mkdir()
        return prepare_upgrade(
            checkout,
            "v1.3",
            file,
            tmp_path / scratch,
            accept_removals=accept_removals,
            tell=lambda step, seconds: None,
        )

    return run


def test_a_description_that_says_the_same_holds_and_changes_nothing(published: Document, attempt: Try) -> None:
    upgrade = attempt(published)

    assert upgrade.holds
    assert upgrade.changes == []
    assert upgrade.held_back == []


def test_trying_touches_nothing(published: Document, attempt: Try, checkout: Path) -> None:
    attempt(published)

    for folder in ("openapi", "generated"):
        assert differences(ROOT / folder, checkout / folder) == []


def test_what_is_new_is_reported_and_named_as_not_wrapped(published: Document, attempt: Try) -> None:
    published["paths"]["/lenses"] = {"get": {"operationId": "list", "tags": ["lenses"], "responses": {"200": {}}}}

    upgrade = attempt(published)

    assert upgrade.holds
    assert "GET /lenses" in upgrade.unwrapped
    assert [(change.operation, change.kind) for change in upgrade.changes] == [("GET /lenses", "operation-added")]


def test_a_retyped_field_is_a_conflict_to_decide(published: Document, attempt: Try) -> None:
    published["components"]["schemas"]["AssetDetail"]["properties"]["filename"] = {"type": "integer"}

    upgrade = attempt(published)

    assert not upgrade.holds
    assert [str(conflict) for conflict in upgrade.undecided] == [
        "GET /assets response 200 /data[]/filename: ours string, theirs integer"
    ]
    assert "conflicts to decide" in upgrade.verdict()


def test_a_conflict_with_a_reason_holds(published: Document, attempt: Try, checkout: Path) -> None:
    published["components"]["schemas"]["AssetDetail"]["properties"]["filename"] = {"type": "integer"}
    table = checkout / "openapi" / "v1.3" / "differences.yaml"
    row = {
        "place": "GET /assets* response 200 */filename",
        "ours": "string",
        "theirs": "integer",
        "why": "A name is text.",
        "source": "observed reply",
        "date": "2026-11-01",
    }
    table.write_text(table.read_text() + f"\n- {json.dumps(row)}\n")

    upgrade = attempt(published)

    assert upgrade.holds
    assert [conflict.place for conflict in upgrade.explained] == ["GET /assets response 200 /data[]/filename"]


def test_an_operation_that_vanishes_is_held_back_and_still_generated(published: Document, attempt: Try) -> None:
    del published["paths"]["/search/{page-token}"]

    upgrade = attempt(published)

    assert upgrade.holds
    assert upgrade.held_back == ["GET /search/{}"]
    assert upgrade.generated is not None
    assert (upgrade.generated.tree / "api" / "search" / "retrieve_search_page.py").is_file()


def test_an_operation_known_from_an_earlier_upgrade_alone_goes_when_its_removal_is_accepted(
    published: Document, attempt: Try, checkout: Path
) -> None:
    lenses: Document = {"get": {"operationId": "list", "tags": ["lenses"], "responses": {"200": {"description": ""}}}}
    earlier = {**published, "paths": {**published["paths"], "/lenses": lenses}}
    kept = checkout / "openapi" / "published" / "v1.3.json"
    kept.parent.mkdir()
    kept.write_text(json.dumps(earlier))

    held, accepted = attempt(published), attempt(published, accept_removals=True)

    assert (held.held_back, accepted.held_back, accepted.released) == (["GET /lenses"], [], ["GET /lenses"])
    made = [upgrade.generated.tree / "api" / "lenses" for upgrade in (held, accepted) if upgrade.generated]
    assert [folder.is_dir() for folder in made] == [True, False]


def test_once_it_holds_the_tree_the_lock_and_the_published_description_are_in_place(
    published: Document, attempt: Try, checkout: Path, tmp_path: Path
) -> None:
    published["paths"]["/lenses"] = {"get": {"operationId": "list", "tags": ["lenses"], "responses": {"200": {}}}}
    upgrade = attempt(published)

    swap(checkout, stage(checkout, upgrade, tmp_path / "published.json", tmp_path))

    lock = json.loads((checkout / "openapi" / "spec.lock").read_text())
    assert (checkout / "generated/twelvelabs_generated/v1_3/api/lenses/lenses_list.py").is_file()
    assert "/lenses" in json.loads((checkout / "openapi/published/v1.3.json").read_text())["paths"]
    assert lock["v1.3"]["published"]["file"] == "v1.3.json"
    assert lock["v1.3"]["operations"] == sum(len(item) for item in published["paths"].values())


def test_tests_that_fail_on_it_are_the_reason(published: Document, attempt: Try, checkout: Path) -> None:
    suite = checkout / "tests" / "core"
    suite.mkdir(parents=True)
    (suite / "test_wrong.py").write_text("def test_wrong() -> None:\n    assert not 'as it should be'\n")

    upgrade = attempt(published)

    assert not upgrade.holds
    assert "test_wrong" in upgrade.failures[0]


def test_an_unreadable_description_is_an_error_of_its_own(attempt: Try) -> None:
    with pytest.raises(SpecError, match="no OpenAPI 3 description"):
        attempt({"swagger": "2.0", "paths": {}})


def test_a_version_without_a_description_of_ours_is_told_where_it_begins(checkout: Path, tmp_path: Path) -> None:
    published = checkout / "openapi" / "v1.3"

    with pytest.raises(SpecError, match=r"v9\.9 does not exist: a new version"):
        prepare_upgrade(checkout, "v9.9", published, tmp_path, accept_removals=False, tell=lambda step, seconds: None)


def test_what_is_not_read_is_reported(published: Document, attempt: Try) -> None:
    published["components"]["schemas"]["AssetDetail"]["not"] = {"required": ["filename"]}

    upgrade = attempt(published)

    told = "AssetDetail: not is not read: more values are accepted"
    assert told in json.loads(as_json(upgrade))["repaired"]
    assert all(told in page for page in (html(upgrade), markdown(upgrade)))


def test_the_reports_tell_the_same_story(published: Document, attempt: Try) -> None:
    published["components"]["schemas"]["AssetDetail"]["properties"]["filename"] = {"type": "integer"}
    upgrade = attempt(published)

    page, text, data = html(upgrade), markdown(upgrade), json.loads(as_json(upgrade))

    assert data["holds"] is False
    for story in (page, text):
        assert "GET /assets response 200 /data[]/filename" in story
        assert "assets.get" in story
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("HTTP", "")
