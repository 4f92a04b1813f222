"""`make wrap` of operations of each kind leaves a checkout on which `make check` passes, without an edit by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from upgrades import Walk
from versioning.layout import origins_of

from pipeline.document import read_data

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION = Path(__file__).with_name("probes.yaml")
TAG = {"name": "probes", "description": "Things that measure."}
# What is derived from it has its operations, too.
DESCRIBED = ("v1.3", *origins_of(ROOT))
# Each kind of answer, on a resource that is new and on one that the client has.
WRAPPED = {
    "GET /probes/{probe_id}": "probes.get",
    "GET /probes": "probes.list",
    "POST /probes": "probes.create",
    "PATCH /probes/{probe_id}": "probes.update",
    "DELETE /probes/{probe_id}": "probes.delete",
    "GET /probes/{probe_id}/readings": "readings.list",
    "POST /assets/{asset_id}/renew": "assets.renew",
}
PROGRAM = """
from twelvelabs_client import TwelveLabs
from twelvelabs_sandbox import Sandbox

with Sandbox() as box, TwelveLabs(api_key=box.api_key, base_url=box.url) as tl:
    assert tl.probes.create("ada", weight=0.5).weight == 0.5
    [probe] = tl.probes.list(mode="quick")
    assert tl.probes.get(probe).id == probe.id
    assert tl.readings.list(probe).next_page_token is None
    assert tl.assets.renew("a1", 30).id == "a1"
    assert tl.probes.delete(probe) is None
"""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """A copy of this checkout whose description has operations that are not wrapped."""
    copy = Walk(ROOT, tmp_path_factory.mktemp("wrap") / "checkout")
    shutil.copyfile(DESCRIPTION, copy.root / "openapi" / "v1.3" / "probes.yaml")
    root = copy.root / "openapi" / "v1.3" / "api.yaml"
    document = read_data(root)
    root.write_text(yaml.safe_dump({**document, "tags": [TAG, *document["tags"]]}), encoding="utf-8")
    for version in DESCRIBED:
        assert copy.python("scripts/regenerate.py", version).returncode == 0
    copy.commit("Describe probes")
    return copy


@pytest.fixture(scope="module")
def said(described: Walk) -> list[str]:
    """What wrapping them says."""
    cache = ROOT / "build" / "mypy"
    if cache.is_dir():
        shutil.copytree(cache, described.root / "build" / "mypy")
    result = described.python("scripts/wrap.py", ", ".join(WRAPPED))
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout.splitlines()


@pytest.fixture
def wrapped(described: Walk, said: list[str]) -> Walk:
    """The same copy once they are wrapped."""
    return described


def failure_of(walk: Walk, *arguments: str) -> str:
    """What a command says that fails."""
    result = walk.python(*arguments)
    return "" if result.returncode == 0 else result.stdout + result.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["GET /prob"], "'GET /prob' is not in our description, nor in the published one; the nearest are GET /probe,"),
        (["GET /assets/{id}"], "GET /assets/{asset_id} is wrapped already, by assets.get"),
        (["POST /probes/{probe_id}/picture"], "POST /probes/{probe_id}/picture: it takes multipart/form-data, which "),
        (["GET /probes", "--method", "indexes.probes"], "indexes.probes: indexes serves several versions of the API"),
        (["GET /probes", "--method", "assets.get"], "assets.get calls GET /assets/{asset_id}: choose another name"),
        (["GET /probes", "--method", "probes"], "METHOD: must be names with dots between, such as probes.get"),
        (["GET /probes", "--version", "v1.2"], "VERSION=v1.2: its code is in the older/ folders"),
        (["GET /probes", "--version", "v7.7"], "VERSION=v7.7 is none of v1.1, v1.2, v1.3"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.timeout(300)
def test_what_cannot_be_wrapped_is_refused_in_a_line_and_changes_nothing(
    arguments: list[str], line: str, described: Walk
) -> None:
    result = described.python("scripts/wrap.py", *arguments)

    assert result.returncode == 1
    assert result.stderr.startswith(f"not wrapped: {line}")
    assert result.stderr.count("\n") == 1
    assert described.git("status", "--porcelain") == ""


@pytest.mark.timeout(900)
def test_each_operation_gets_a_method_of_the_name_that_follows(said: list[str]) -> None:
    named = [line for line in said if line.endswith(" now")]

    assert named == [f"{operation} is {method} now" for operation, method in WRAPPED.items()]


def test_what_is_to_think_about_is_four_files_of_a_new_resource_and_three_of_a_known_one(said: list[str]) -> None:
    first = next(number for number, line in enumerate(said) if line.startswith("Think about"))
    named = [line.split()[0] for line in said[first + 1 : said.index("", first)]]

    assert sorted(named) == sorted(
        [f"facade/twelvelabs_client/models/{name}.py" for name in ("probe", "probe_reading")]
        + [f"facade/twelvelabs_client/_async/resources/{name}.py" for name in ("assets", "probes", "readings")]
        + [f"facade/twelvelabs_sandbox/newer/{name}.py" for name in ("assets", "probes", "readings")]
        + [f"tests/facade/test_{name}.py" for name in ("assets", "probes", "readings")]
    )


@pytest.mark.timeout(900)
def test_what_is_changed_is_refused_until_it_is_committed(wrapped: Walk) -> None:
    result = wrapped.python("scripts/wrap.py", "GET /probe", "--method", "probe_states.get")

    assert result.returncode == 1
    assert "files are not committed" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy", "--no-error-summary", "facade", "scripts", "generated", "tests"),
        ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports('.importlinter'))"),
        ("scripts/derive.py", "--check"),
        ("scripts/unasync.py", "--check"),
        ("scripts/regenerate.py", "v1.3", "--check"),
        ("scripts/api_check.py",),
        ("scripts/conformance.py", "v1.3"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
@pytest.mark.timeout(900)
def test_it_is_in_order(command: tuple[str, ...], wrapped: Walk) -> None:
    assert failure_of(wrapped, *command) == ""


@pytest.mark.parametrize(
    ("page", "callers"),
    [("api", ["facade method"]), ("versions", [f"method of {version}" for version in DESCRIBED])],
    ids=["api", "versions"],
)
def test_only_what_was_not_wrapped_has_no_method(page: str, callers: list[str], wrapped: Walk) -> None:
    said = failure_of(wrapped, f"scripts/{page}_docs.py", "--check").splitlines()
    left = ("GET /probe", "POST /probes/{probe_id}/picture")

    assert said == [f"no {caller} calls {place}" for caller in callers for place in left]


@pytest.mark.timeout(600)
def test_its_tests_pass(wrapped: Walk) -> None:
    facade = ("probes", "readings", "assets", "ids", "argument_types", "public_surface", "versions", "cassettes")
    tests = [f"tests/facade/test_{name}.py" for name in facade] + ["tests/versions/test_holding.py"]
    about = "probe or reading or renew or lacks or (test_every and not recording and not row_is_tried)"
    options = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-k", about]

    failed = failure_of(wrapped, "-m", "pytest", *options, *tests, "tests/versions/test_attributes_are_read.py")

    assert [line for line in failed.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))] == []


def test_a_client_calls_it_on_the_sandbox(wrapped: Walk) -> None:
    program = wrapped.root.parent / "program.py"
    program.write_text(PROGRAM)

    assert failure_of(wrapped, str(program)) == ""
