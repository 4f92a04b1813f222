"""The command `scripts/regenerate.py`, run in a small checkout of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.describe import ROOT
from tests.pipeline.execution import files

OURS = """
openapi: 3.1.0
info: {title: Things, version: "1.3"}
paths:
  /things:
    get:
      operationId: list_things
      tags: [things]
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses:
        "200": {description: Found., content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}}
  /old:
    get: {operationId: get_old, tags: [things], responses: {"204": {description: Done.}}}
components:
  schemas:
    ThingList: {type: object, properties: {names: {type: array, items: {type: string}}}}
"""
PUBLISHED = """
openapi: 3.0.3
info: {title: Published, version: "1.3"}
paths:
  /things:
    get:
      operationId: get-things
      parameters: [{name: page, in: query, schema: {type: string}}]
      responses:
        "200": {description: "", content: {application/json: {schema: {type: object, properties: {
          names: {type: array, items: [{type: string}]}, total: {type: integer}}}}}}
  /owners:
    get: {operationId: list, tags: [Owners], responses: {"204": {description: ""}}}
"""


def run(checkout: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, checkout / "scripts" / "regenerate.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=checkout)


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    assert result.stderr == ""
    return result.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that describes two operations, regenerated. Tests that write work in a copy of it."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "openapi" / "codegen", root / "openapi" / "codegen")
    (root / "openapi" / "v1.3").mkdir()
    (root / "openapi" / "v1.3" / "api.yaml").write_text(OURS)
    result = run(root, "v1.3")
    assert result.returncode == 0, result.stderr
    assert last_line(result) == "v1.3: 2 operations, 0 kept, 1 models, 0 warnings"
    return root


@pytest.fixture
def checkout(made: Path, tmp_path: Path) -> Path:
    """A checkout of the test's own."""
    return Path(shutil.copytree(made, tmp_path / "checkout"))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published description that lacks an operation of ours and has one that we do not know."""
    file = tmp_path / "published.yaml"
    file.write_text(PUBLISHED)
    return file


def test_the_package_and_what_it_was_made_from_are_written(made: Path) -> None:
    package = made / "generated" / "twelvelabs_generated"

    assert {name for name in files(package) if "/" not in name} == {"__init__.py", "py.typed", "types.py"}
    assert (package / "v1_3" / "api" / "things" / "list_things.py").is_file()
    assert (made / "openapi" / "spec.lock").is_file()


def test_check_passes_on_what_was_just_made(made: Path) -> None:
    result = run(made, "v1.3", "--check")

    assert result.returncode == 0
    assert last_line(result) == "v1.3: 2 operations, 0 kept, 1 models, 0 warnings"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("generated/twelvelabs_generated/v1_3/models/thing_list.py", "models/thing_list.py"),
        ("generated/twelvelabs_generated/v1_3/models/stray.py", "models/stray.py"),
        ("openapi/v1.3/api.yaml", "openapi/spec.lock"),
        ("openapi/codegen/templates/types.py.jinja", "types.py"),
    ],
)
def test_check_fails_after_one_byte_changed(checkout: Path, changed: str, told: str) -> None:
    with (checkout / changed).open("a") as file:
        file.write("#")

    result = run(checkout, "v1.3", "--check")

    assert result.returncode == 1
    assert result.stdout.startswith("v1.3: out of date: ")
    assert told in result.stdout
    assert "make regenerate VERSION=v1.3" in result.stdout


def test_check_fails_where_nothing_was_made(checkout: Path) -> None:
    shutil.rmtree(checkout / "generated")

    result = run(checkout, "v1.3", "--check")

    assert result.returncode == 1
    assert "everything: it is not there" in result.stdout


def test_out_leaves_the_checkout_untouched(made: Path, published: Path, tmp_path: Path) -> None:
    before = files(made)

    result = run(made, "v1.3", "--spec", published, "--out", tmp_path / "out")

    assert result.returncode == 0
    assert files(made) == before
    assert (tmp_path / "out/twelvelabs_generated/v1_3/api/owners/owners_list.py").is_file()


def test_a_published_description_is_merged_in_and_what_that_did_is_reported(
    made: Path, published: Path, tmp_path: Path
) -> None:
    result = run(made, "v1.3", "--spec", published, "--out", tmp_path / "out")

    assert result.returncode == 0
    *lines, last = result.stdout.splitlines()
    assert "items holds a list" in lines[0]
    assert lines[1:] == ["GET /things query page: ours integer, theirs string; ours used"]
    assert last == "v1.3: 2 operations, 1 kept, 1 models, 0 warnings"
    package = tmp_path / "out/twelvelabs_generated/v1_3"
    assert "def total(self) -> int | Unset:" in (package / "models/thing_list.py").read_text()
    table = json.loads((package / "OPERATIONS.json").read_text())
    assert {name: (entry["published"], entry.get("described")) for name, entry in table.items()} == {
        "get_old": (False, None),
        "list_things": (True, None),
        "owners_list": (True, False),
    }
    assert json.loads((package / "openapi.json").read_text())["paths"]["/old"]["get"]["x-published"] is False


def test_merged_into_the_checkout_it_is_recorded_so_that_the_check_passes(checkout: Path, published: Path) -> None:
    for derived in ("api_docs.py", "versions_docs.py"):
        (checkout / "scripts" / derived).unlink()  # there is no facade here to derive from

    made = run(checkout, "v1.3", "--spec", published)
    checked = run(checkout, "v1.3", "--check")

    assert (made.returncode, checked.returncode) == (0, 0)
    assert (checkout / "openapi/published/v1.3.yaml").read_text() == PUBLISHED
    assert run(checkout, "v1.3").returncode == 0
    assert (checkout / "generated/twelvelabs_generated/v1_3/api/owners/owners_list.py").is_file()


def test_other_versions_stay_beside_a_new_one(checkout: Path, published: Path) -> None:
    before = files(checkout / "generated/twelvelabs_generated/v1_3")

    result = run(checkout, "v9.9", "--spec", published, "--out", "generated")

    assert result.returncode == 0
    assert last_line(result) == "v9.9: 2 operations, 0 kept, 1 models, 0 warnings"
    assert files(checkout / "generated/twelvelabs_generated/v1_3") == before
    assert (checkout / "generated/twelvelabs_generated/v9_9/types.py").is_file()


REFUSED = {
    "not-there.json": (None, 2, "cannot be read"),
    "swagger.yaml": ('swagger: "2.0"', 2, "not an OpenAPI 3 description"),
    "pathless.yaml": ("openapi: 3.0.3\ninfo: {title: T, version: '1'}", 2, "has no paths"),
}
ASIDE = {
    "GET /things": (PUBLISHED.replace("{type: string}}]", "{$ref: other.yaml}}]"), "points outside the description"),
    "GET /owners/{id}/{id}": (PUBLISHED.replace("/owners", '"/owners/{id}/{id}"'), "names 'id'"),
    "GET /owners": (PUBLISHED.replace('{description: ""}}}\n', "5}}\n"), "5 where an object is expected"),
}


@pytest.mark.parametrize("place", ASIDE)
def test_an_operation_that_cannot_be_used_is_set_aside_by_name(made: Path, tmp_path: Path, place: str) -> None:
    text, why = ASIDE[place]
    (tmp_path / "published.yaml").write_text(text)

    result = run(made, "v9.9", "--spec", tmp_path / "published.yaml", "--out", tmp_path / "out")

    assert (result.returncode, result.stderr) == (0, "")
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("set aside: "))
    assert line.startswith(f"set aside: {place}: ")
    assert why in line
    assert last_line(result).startswith(f"v9.9: 1 operations, 0 kept, 1 set aside ({place}), ")
    table = json.loads((tmp_path / "out/twelvelabs_generated/v9_9/OPERATIONS.json").read_text())
    row = table[place.replace("{id}", "{}")]
    assert f"set aside: {row['method']} {row['path']}: {row['aside']}" == line
    assert len(table) == 2


def test_one_that_ours_has_as_well_is_used_as_ours_says_and_that_is_a_warning(made: Path, tmp_path: Path) -> None:
    text, why = ASIDE["GET /things"]
    (tmp_path / "published.yaml").write_text(text)

    result = run(made, "v1.3", "--spec", tmp_path / "published.yaml", "--out", tmp_path / "out")

    (line,) = (line for line in result.stdout.splitlines() if line.startswith("warning: "))
    assert line.startswith("warning: GET /things: ")
    assert line.endswith("; ours is used")
    assert why in line
    assert "set aside" not in result.stdout


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_and_changes_nothing(made: Path, tmp_path: Path, name: str) -> None:
    text, status, told = REFUSED[name]
    if text is not None:
        (tmp_path / name).write_text(text)
    before = files(made)

    result = run(made, "v1.3", "--spec", tmp_path / name, "--out", tmp_path / "out")

    assert result.returncode == status
    assert result.stderr.startswith("v1.3: ")
    assert told.replace("{file}", str(tmp_path / name)) in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert files(made) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    {
        "a check of something else": (["--check", "--spec", "a.json"], "give neither --spec nor --out"),
        "a URL to another place": (["--spec", "https://name:word@localhost/a.json", "--out", "x"], "needs a file"),
    }.values(),
)
def test_arguments_that_exclude_each_other_are_refused(made: Path, arguments: list[str], told: str) -> None:
    result = run(made, "v1.3", *arguments)

    assert result.returncode == 2
    assert told in result.stderr
    assert "name:word" not in result.stderr


@pytest.mark.parametrize("version", ["1.3", "v7.7"])
def test_a_version_that_is_none_is_refused(made: Path, version: str) -> None:
    result = run(made, version)

    assert result.returncode == 1
    assert result.stderr.startswith(f"{version}: not regenerated: ")


def test_the_committed_package_is_what_the_description_says() -> None:
    result = run(ROOT, "v1.3", "--check")

    assert result.returncode == 0, result.stdout + result.stderr
