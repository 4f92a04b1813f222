"""A further version of an API that has not changed: nothing is left to write, and it goes as it came.

`make prove` runs `make check test` on it, drops the version that it was made from, and makes it from a description that
changes much.
"""

from __future__ import annotations

import pytest
from upgrades import Walk

from tests.versioning.further import BASE, BASE_PACKAGE, CLASS, MADE, ROOT

# What decides on versions by reading which there are.
SUITES = ("tests/core/test_settings.py", "tests/facade/test_versions.py", "tests/versions/test_unsupported.py")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """A copy of this checkout that speaks a further version, which is not committed."""
    copy = Walk(ROOT, tmp_path_factory.mktemp("further") / "checkout")
    made = copy.python("scripts/new_version.py", MADE, "--from", BASE)
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
        ("scripts/regenerate.py", MADE, "--check"),
        ("scripts/api_docs.py", "--check"),
        ("scripts/versions_docs.py", "--check"),
        ("scripts/api_check.py",),
        ("scripts/conformance.py", MADE),
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
    result = walk.python("scripts/new_version.py", "v0.1", "--from", MADE)

    assert result.returncode == 1
    assert "are not committed" in result.stderr


@pytest.mark.timeout(300)
def test_dropping_it_leaves_no_difference(walk: Walk) -> None:
    walk.commit("Speak it")

    dropped = walk.python("scripts/drop_version.py", MADE)
    walk.commit("Speak it no more")

    assert dropped.returncode == 0, dropped.stderr
    assert walk.git("diff", "--stat", "HEAD~2") == ""


PROGRAM = f"""
import sys

from twelvelabs_client import TwelveLabs, {CLASS}
from twelvelabs_sandbox import Sandbox

with Sandbox() as box, TwelveLabs(api_key=box.api_key, base_url=box.url, api_version="{MADE}") as tl:
    assert type(tl) is {CLASS}
    assert tl.base_url.endswith("/{MADE}")
    store = tl.knowledge_stores.create("nature")
    assert [each.id for each in tl.knowledge_stores.list()] == [store.id]
    assert not [name for name in sys.modules if "{BASE_PACKAGE}" in name]
"""
