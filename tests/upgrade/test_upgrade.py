"""A checkout moves to a published description only when all that must hold holds, and then a team can commit it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.document import SpecError
from pipeline.making import GenerationError
from pipeline.spec_lock import LOCK, read_entry
from pipeline.tree import differences
from tests.upgrade.small import INTEGER, TEXT, VERSION, Document, described, make_checkout, write
from tracking.attempt import Attempt
from tracking.fetching import fetch
from tracking.rehearsal import Rehearsal
from tracking.swap import locked, swap
from tracking.upgrade import Upgrade

Try = Callable[..., Upgrade]
NEW = {"operationId": "list_lenses", "tags": ["lenses"], "responses": {"200": {"description": "ok"}}}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkout(tmp_path_factory.mktemp("original") / "checkout")


@pytest.fixture
def checkout(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "checkout")
    return tmp_path / "checkout"


@pytest.fixture
def published() -> Document:
    """What is published: at first the same as ours."""
    return described()


@pytest.fixture
def attempt(checkout: Path, tmp_path: Path) -> Try:
    """Tries an upgrade, and makes it if it holds."""

    def run(document: Document, **options: Any) -> Upgrade:
        number = len(list(tmp_path.iterdir()))
        file = tmp_path / f"published-{number}.json"
        file.write_text(json.dumps(document))
        scratch = tmp_path / f"scratch-{number}"
        scratch.mkdir()
        options = {"checks": "merge", **options}
        upgrade = Attempt(checkout, VERSION, fetch(str(file), scratch, date="2026-07-30"), **options).run(scratch)
        if upgrade.holds:
            with locked(checkout):
                swap(checkout, upgrade.new_paths)
        return upgrade

    return run


def operations(checkout: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((checkout / "generated/twelvelabs_generated/v9_9/OPERATIONS.json").read_text())
    return table


def test_the_same_description_holds_and_changes_the_record_alone(
    published: Document, attempt: Try, checkout: Path, original: Path
) -> None:
    upgrade = attempt(published, checks="types")

    assert upgrade.holds
    assert upgrade.verdict() == (
        "holds as far as CHECKS=types proves: v9.9: 3 operations, 0 kept, 2 models, 0 warnings; "
        "0 breaking, 0 risky, 1 not wrapped yet"
    )
    assert differences(original / "generated", checkout / "generated") == []
    assert read_entry(checkout, VERSION)["published"] == {
        "source": "published-1.json",
        "date": "2026-07-30",
        "sha256": upgrade.new_paths and fetch(str(checkout / "openapi/published/v9.9.json"), checkout).sha256,
    }


def test_what_does_not_hold_touches_nothing(published: Document, attempt: Try, checkout: Path, original: Path) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER

    upgrade = attempt(published, checks="types")

    assert not upgrade.holds
    assert [name for name in differences(original, checkout) if name != "build"] == []


def test_a_new_operation_is_generated_and_named_as_not_wrapped(
    published: Document, attempt: Try, checkout: Path
) -> None:
    published["paths"]["/lenses"] = {"get": NEW}

    upgrade = attempt(published)

    assert upgrade.unwrapped == ["GET /lenses", "GET /things/{}"]
    assert [(change.operation, change.kind) for change in upgrade.changes] == [("GET /lenses", "operation-added")]
    assert operations(checkout)["lenses_list_lenses"]["described"] is False
    assert (checkout / "generated/twelvelabs_generated/v9_9/api/lenses/lenses_list_lenses.py").is_file()


def test_a_retyped_field_that_the_facade_does_not_read_is_taken(
    published: Document, attempt: Try, checkout: Path
) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["size"] = TEXT

    upgrade = attempt(published, checks="types")

    assert upgrade.holds
    assert [str(one) for one in upgrade.disagreements] == [
        "GET /things response 200 []/size: ours integer, theirs string",
        "POST /things request /size: ours integer, theirs string",
    ]
    assert (
        "def size(self) -> str | Unset"
        in (checkout / "generated/twelvelabs_generated/v9_9/models/thing_reply.py").read_text()
    )


def test_a_retyped_field_that_the_facade_reads_stops_the_upgrade_by_name(published: Document, attempt: Try) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER
    published["components"]["schemas"]["Thing"]["properties"]["tags"] = TEXT

    upgrade = attempt(published, checks="types")

    assert not upgrade.holds
    assert {one.place.rpartition("/")[2] for one in upgrade.conflicts} == {"name"}
    assert upgrade.verdict().startswith(
        "v9.9: does not hold: 2 to decide by a row in openapi/v9.9/differences.yaml: "
        "GET /things response 200 []/name: ours string, theirs integer"
    )


@pytest.mark.parametrize("decision", ["ours", "theirs"])
def test_a_row_decides_a_conflict(published: Document, attempt: Try, checkout: Path, decision: str) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER
    row = {"place": "* /things* /name", "kind": "type-changed", "ours": "string", "theirs": "integer"}
    reason = {"decision": decision, "why": "a name has letters", "source": "observed", "date": "2026-11-01"}
    write(checkout / "openapi" / VERSION / "differences.yaml", yaml.safe_dump([{**row, "place": "*/name", **reason}]))

    upgrade = attempt(published, checks="types")

    assert {one.used for one in upgrade.decided} == {decision}
    assert upgrade.holds is (decision == "ours")
    assert ("decided for theirs: GET /things response 200 []/name" in upgrade.verdict()) is (decision == "theirs")


def test_a_row_about_other_kinds_of_value_decides_nothing(published: Document, attempt: Try, checkout: Path) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER
    row = {
        "place": "*/name",
        "ours": "string",
        "why": "so",
        "source": "observed",
        "date": "2026-11-01",
        "decision": "ours",
    }
    others = [{"kind": "format-changed", "theirs": "integer"}, {"kind": "type-changed", "theirs": "boolean"}]
    write(checkout / "openapi" / VERSION / "differences.yaml", yaml.safe_dump([{**row, **other} for other in others]))

    assert not attempt(published, checks="types").holds


def test_deciding_for_ours_in_a_hurry_is_recorded_place_by_place(
    published: Document, attempt: Try, checkout: Path
) -> None:
    published["components"]["schemas"]["Thing"]["properties"]["name"] = INTEGER
    places = ["GET /things response 200 []/name", "POST /things request /name"]

    upgrade = attempt(published, checks="types", decide_ours=True)
    later = attempt(published, checks="types")

    assert (upgrade.holds, later.holds) == (True, True)
    assert read_entry(checkout, VERSION)["decided"] == [f"{place}: ours string, theirs integer" for place in places]
    assert [one.place for one in later.decided] == places


def test_what_was_decided_in_a_hurry_does_not_decide_a_third_kind_of_value(published: Document, attempt: Try) -> None:
    properties = published["components"]["schemas"]["Thing"]["properties"]
    properties["name"] = INTEGER
    attempt(published, checks="types", decide_ours=True)
    properties["name"] = {"type": "boolean"}

    assert not attempt(published, checks="types").holds


def test_requiring_narrowing_and_other_formats_stop_nothing(published: Document, attempt: Try) -> None:
    thing = published["components"]["schemas"]["Thing"]
    thing["required"] = ["_id", "name", "size"]
    thing["properties"]["name"] = {"type": "string", "enum": ["a"], "format": "date-time", "maxLength": 3}
    published["paths"]["/things"]["get"]["parameters"][0]["required"] = True

    upgrade = attempt(published, checks="types")

    assert upgrade.holds
    assert {(change.kind, change.level) for change in upgrade.changes} >= {
        ("became-required", "breaking"),
        ("limit-tightened", "breaking"),
    }


def test_an_operation_that_is_gone_is_kept_over_any_number_of_upgrades_until_its_removal_is_accepted(
    published: Document, attempt: Try, checkout: Path
) -> None:
    without = described()
    published["paths"]["/lenses"] = {"get": NEW}
    attempt(published)

    kept = [attempt(without).kept for _ in range(3)]
    module = checkout / "generated/twelvelabs_generated/v9_9/api/lenses/lenses_list_lenses.py"
    was_there = module.is_file()
    accepted = attempt(without, accept_removals=True)

    assert kept == [["GET /lenses"]] * 3
    assert (was_there, module.is_file()) == (True, False)
    assert accepted.removed == ["GET /lenses"]
    assert attempt(without).kept == []


def _with_pets(published: Document, *names: str) -> Document:
    """Operations that only the published description has; each answers a schema of its own and a shared one."""
    schemas = published["components"]["schemas"]
    schemas["Page"] = {"type": "object", "properties": {"number": INTEGER}}
    for name in names:
        page = {"$ref": "#/components/schemas/Page"}
        schemas[name] = {"type": "object", "properties": {name.lower(): TEXT, "page": page}}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        answers = {"200": {"description": "ok", "content": content}}
        published["paths"][f"/{name.lower()}"] = {"get": {"operationId": name, "tags": ["pets"], "responses": answers}}
    return published


def test_the_models_of_a_kept_operation_keep_their_names(published: Document, attempt: Try, checkout: Path) -> None:
    models = checkout / "generated/twelvelabs_generated/v9_9/models"
    attempt(_with_pets(published, "Cat", "Dog"))
    before = {file.name: file.read_text() for file in models.iterdir() if file.is_file()}
    later = _with_pets(described(), "Dog")
    later["components"]["schemas"]["Cat"] = {"type": "object", "properties": {"another": TEXT}}
    later["components"]["schemas"]["Dog"]["properties"]["cat"] = {"$ref": "#/components/schemas/Cat"}

    upgrades = [attempt(later) for _ in range(2)]

    assert [upgrade.kept for upgrade in upgrades] == [["GET /cat"]] * 2
    assert [upgrade.names_gone for upgrade in upgrades] == [[], []]
    assert (models / "cat.py").read_text() == before["cat.py"]
    assert {file.name for file in models.glob("*.py")} - before.keys() == {"cat_2.py"}


def test_a_low_level_name_that_changes_is_named(published: Document, attempt: Try, checkout: Path) -> None:
    published["paths"]["/lenses"] = {"get": NEW}
    attempt(published)
    published["paths"]["/lenses"] = {"get": {**NEW, "operationId": "all_lenses"}}

    upgrade = attempt(published)

    assert upgrade.names_gone == ["api.lenses.lenses_list_lenses"]
    assert upgrade.verdict().endswith(", 1 low-level names gone")


def test_an_operation_that_comes_back_is_kept_no_longer(published: Document, attempt: Try, checkout: Path) -> None:
    published["paths"]["/lenses"] = {"get": NEW}
    attempt(published)
    attempt(described())

    assert attempt(published).kept == []
    assert not (checkout / "openapi/published/v9.9.kept.json").exists()


def test_accepting_removals_keeps_what_our_description_has(published: Document, attempt: Try, checkout: Path) -> None:
    del published["paths"]["/things/{thing_id}"]

    upgrade = attempt(published, accept_removals=True)

    assert upgrade.removed == []
    assert operations(checkout)["retrieve_thing"]["published"] is False


def test_the_first_upgrade_reports_everything_but_what_has_a_reason(
    published: Document, attempt: Try, checkout: Path
) -> None:
    properties = published["components"]["schemas"]["Thing"]["properties"]
    del properties["tags"], properties["size"]
    reason = {"ours": "there", "theirs": "absent", "why": "observed", "source": "observed", "date": "2026-11-01"}
    rows = [
        {"place": "*/tags", "kind": "field-added", **reason},
        {"place": "*/size", "kind": "format-changed", **reason},
    ]
    write(checkout / "openapi" / VERSION / "differences.yaml", yaml.safe_dump(rows))

    upgrade = attempt(published)

    assert {change.where.rpartition("/")[2] for change in upgrade.explained} == {"tags"}
    assert {(change.where.rpartition("/")[2], change.kind) for change in upgrade.changes} == {("size", "field-removed")}


def test_tests_that_fail_on_it_are_named_in_the_verdict(published: Document, attempt: Try, checkout: Path) -> None:
    write(
        checkout / "tests" / "core" / "test_wrong.py", "def test_wrong() -> None:\n    assert not 'as it should be'\n"
    )

    upgrade = attempt(published, checks="all")

    assert upgrade.verdict() == (
        "v9.9: does not hold: the facade's tests fail on it: tests/core/test_wrong.py::test_wrong"
    )


def test_a_description_of_another_version_is_refused_in_a_line(published: Document, attempt: Try) -> None:
    published["servers"] = [{"url": "https://api.example.com/v9.8"}]

    with pytest.raises(SpecError, match=r"published-1\.json: describes v9\.8, not v9\.9: use VERSION=v9\.8"):
        attempt(published)


def test_an_unreadable_description_is_an_error_of_its_own(attempt: Try) -> None:
    with pytest.raises(SpecError, match="not an OpenAPI 3 description"):
        attempt({"swagger": "2.0", "paths": {}})


@pytest.mark.parametrize(
    "lock", ["<<<<<<< HEAD", "[]", '{"v9.9": 5}', '{"v9.9": {"decided": 5}}', '{"v9.9": {"decided": [5]}}']
)
def test_a_damaged_spec_lock_is_an_error_of_its_own(
    published: Document, attempt: Try, checkout: Path, lock: str
) -> None:
    (checkout / LOCK).write_text(lock)

    with pytest.raises(GenerationError, match=r"spec\.lock: .*; restore it from git$"):
        attempt(published)


def test_a_version_that_we_do_not_describe_cannot_be_upgraded(checkout: Path, tmp_path: Path) -> None:
    published = fetch(str(checkout / "openapi" / VERSION / "api.yaml"), tmp_path)

    with pytest.raises(SpecError, match=r"v9\.8 does not exist: a new version"):
        Attempt(checkout, "v9.8", published).run(tmp_path)


def test_a_checkout_that_cannot_be_copied_is_named_by_its_first_file(checkout: Path, tmp_path: Path) -> None:
    named = checkout / "docs" / "here"
    named.parent.mkdir(exist_ok=True)
    os.mkfifo(named)

    with pytest.raises(OSError, match="is a named pipe") as raised:
        Rehearsal(checkout, tmp_path / "copy")

    assert "\n" not in str(raised.value)
