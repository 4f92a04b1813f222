"""A further version of an API that has not changed: nothing is left to write, and it goes as it came.

`make prove` runs `make check test` on it, drops the version that it was made from, and makes it from a description that
changes much.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from upgrades import Walk

ROOT = Path(__file__).resolve().parents[2]
# What decides on versions by reading which there are.
SUITES = ("tests/core/test_settings.py", "tests/facade/test_versions.py", "tests/versions/test_unsupported.py")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """A copy of this checkout that speaks v9.9, which is not committed."""
    copy = Walk(ROOT, tmp_path_factory.mktemp("further") / "checkout")
    made = copy.python("scripts/new_version.py", "v9.9", "--from", "v1.3")
    assert made.returncode == 0, made.stderr
    return copy


def failure_of(walk: Walk, *arguments: str) -> str:
    """What a command says that fails."""
    result = walk.python(*arguments)
    return "" if result.returncode == 0 else result.stdout + result.stderr


@pytest.mark.timeout(600)
def test_it_type_checks(walk: Walk) -> None:
    cache = ROOT / "build" / "mypy"

    assert failure_of(walk, "-m", "mypy", "--cache-dir", str(cache), "facade") == ""


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("scripts/derive.py", "--check"),
        ("scripts/unasync.py", "--check"),
        ("scripts/regenerate.py", "v9.9", "--check"),
        ("scripts/api_docs.py", "--check"),
        ("scripts/versions_docs.py", "--check"),
        ("scripts/api_check.py",),
        ("scripts/conformance.py", "v9.9"),
        ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports('.importlinter'))"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
@pytest.mark.timeout(300)
def test_it_is_in_order(command: tuple[str, ...], walk: Walk) -> None:
    assert failure_of(walk, *command) == ""


@pytest.mark.timeout(300)
def test_its_tests_pass(walk: Walk) -> None:
    assert failure_of(walk, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", *SUITES) == ""


def test_a_client_speaks_it_to_the_sandbox(walk: Walk) -> None:
    program = walk.root.parent / "program.py"
    program.write_text(PROGRAM)

    assert failure_of(walk, str(program)) == ""


def test_a_checkout_with_changes_of_its_own_is_refused(walk: Walk) -> None:
    result = walk.python("scripts/new_version.py", "v1.5", "--from", "v9.9")

    assert result.returncode == 1
    assert "are not committed" in result.stderr


@pytest.mark.timeout(300)
def test_dropping_it_leaves_no_difference(walk: Walk) -> None:
    walk.commit("Speak v9.9")

    dropped = walk.python("scripts/drop_version.py", "v9.9")
    walk.commit("Speak v9.9 no more")

    assert dropped.returncode == 0, dropped.stderr
    assert walk.git("diff", "--stat", "HEAD~2") == ""


PROGRAM = """
import sys

from twelvelabs_client import TwelveLabs, TwelveLabsV9_9
from twelvelabs_sandbox import Sandbox

with Sandbox() as box, TwelveLabs(api_key=box.api_key, base_url=box.url, api_version="v9.9") as tl:
    assert type(tl) is TwelveLabsV9_9
    assert tl.base_url.endswith("/v9.9")
    store = tl.knowledge_stores.create("nature")
    assert [each.id for each in tl.knowledge_stores.list()] == [store.id]
    assert not [name for name in sys.modules if "v1_3" in name]
"""
