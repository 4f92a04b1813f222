"""docs/migrating.md: its examples run and type-check, its names exist, and nothing of an older version is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.documents import ROOT, blocks_of, run, text_of
from tests.typing.test_users_programs import CHECKERS
from tracking.facade_methods import documented_methods
from twelvelabs_client.core.errors import MissingInVersionError
from twelvelabs_client.core.replacements import REPLACEMENTS
from twelvelabs_sandbox import Sandbox

PAGE = "docs/migrating.md"
FACADE = ROOT / "facade" / "twelvelabs_client"
TEXT = text_of(PAGE)
EXAMPLES = blocks_of(PAGE)
SAID = [line for block in blocks_of(PAGE, "text") for line in block.split("\n")]
PROGRAM = "\n\n".join(EXAMPLES)
OLDER = ("v1.1", "v1.2")


def names_in(column: str) -> set[str]:
    """The methods named in the columns of that heading, over all tables."""
    return {name for cell in cells_in(column) for name in re.findall(r"`([a-z_0-9.]+)", cell)}


def cells_in(column: str) -> Iterator[str]:
    place = None
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            place = None
        elif place is None:
            place = cells.index(column) if column in cells and "what is different" in cells else -1
        elif place >= 0:
            yield cells[place]


def methods_of(*versions: str) -> set[str]:
    return {method.name for version in versions for method in documented_methods(FACADE, version)}


def test_there_is_something_to_test() -> None:
    assert len(EXAMPLES) > 8
    assert len(names_in("here")) > 80
    assert len(names_in("before v1.3")) > 25


def test_the_examples_run_one_after_the_other(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run(PROGRAM, PAGE)

    shown = capsys.readouterr().out
    for expected in (
        "{'class': '",
        "v1.3 transfers use connections of v1.3",
        "resource_not_exist",
        "nature in v1.3",
    ):
        assert expected in shown
    assert "videos.list is deprecated by the API: use indexed_assets.list" in shown


@pytest.mark.timeout(300)
@pytest.mark.parametrize("found", CHECKERS)
def test_the_examples_type_check(found: Callable[[Path], set[int]], tmp_path: Path) -> None:
    program = tmp_path / "migrating.py"
    program.write_text(PROGRAM, encoding="utf-8")

    assert found(program) == set()


def test_what_a_version_is_said_to_say_it_says() -> None:
    said = [line for line in SAID if line]
    assert said
    for line in said:
        place, version = re.findall(r"^(\S+): not available in API (v\d+\.\d+)", line)[0]
        assert line == str(MissingInVersionError(version, place, REPLACEMENTS[place]))


def test_every_method_named_for_v1_3_exists_there() -> None:
    assert (names_in("v1.3") | names_in("here")) - methods_of("v1.3") == set()


def test_every_method_named_for_the_older_versions_exists_in_one() -> None:
    assert names_in("before v1.3") - methods_of(*OLDER) == set()


def test_every_method_of_the_older_versions_has_its_row() -> None:
    same_everywhere = {"aclose", "rate_limits", "webhooks", "with_options"}

    assert methods_of(*OLDER) - names_in("before v1.3") == same_everywhere


def test_every_error_that_is_named_exists() -> None:
    import twelvelabs_client

    table = TEXT.partition("### Errors")[2].partition("```")[0]
    ours = {
        name
        for line in table.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"`(\w+Error|PageT\w+)`", line.split("|")[2])
    }

    assert len(ours) > 8
    assert ours <= set(twelvelabs_client.__all__)
