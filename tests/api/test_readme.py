"""README.md: its programs run and type-check, its commands exist and print what it shows, its links lead somewhere."""

from __future__ import annotations

import copy
import hashlib
import hmac
import importlib
import json
import re
import shutil
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.canonical import read_specification
from pipeline.openapi import to_openapi
from tests.api.documents import ROOT, blocks_of, console_of, is_shown_as, run, text_of
from tests.typing.test_users_programs import CHECKERS
from tracking.rehearsal import Rehearsal
from twelvelabs_sandbox import Sandbox

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")),
]
SECRET = "whs_MADEUPSECRET"
# What a web framework would hand over.
RECEIVED = json.dumps({"id": "whe_1", "type": "index.task.ready", "data": {"id": "65f0c0ffee65f0c0ffee65f0"}})


def program(received: str = "body, headers = b'', {'TL-Signature': ''}\n") -> str:
    """All of README: blocks that make a client are programs of their own, the others stand within the first."""
    first, *others = blocks_of("README.md")
    within = [textwrap.indent(block, "    ") for block in others if "TwelveLabs(" not in block]
    alone = [block for block in others if "TwelveLabs(" in block]
    return "\n".join([received, first, *within, *alone])


def signed() -> str:
    """A delivery of the API as the variables that README takes from a web framework."""
    told = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"{told}.{RECEIVED}".encode(), hashlib.sha256).hexdigest()
    return f"body = {RECEIVED.encode()!r}\nheaders = {{'TL-Signature': 't={told},v1={signature}'}}\n"


def test_the_programs_run(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TWELVELABS_WEBHOOK_SECRET", SECRET)
    sandbox.connect()
    sandbox.add_remote_file("1AbC", "forest.mp4")

    run(program(signed()), "README.md")

    shown = capsys.readouterr().out
    [error] = re.findall(r"print\(error\)  # (.*)", text_of("README.md"))
    assert any(is_shown_as(line, error) for line in shown.splitlines()), shown
    for expected in (
        "index.task.ready",
        "ready Analysis(id=",
        "\n512\n",
        "1 video [ItemClip(",
        "/consent?state=",
        "\nnature\n",
        "Index(id=",
        "['nature']",
    ):
        assert expected in shown, shown


@pytest.mark.timeout(300)
@pytest.mark.parametrize("found", CHECKERS)
def test_the_programs_type_check(found: Callable[[Path], set[int]], tmp_path: Path) -> None:
    file = tmp_path / "readme.py"
    file.write_text(program(), encoding="utf-8")

    assert found(file) == set()


# How the script of a target is called with the variables of make that README shows.
ARGUMENTS: dict[str, Callable[[dict[str, str]], list[str]]] = {
    "diff": lambda given: [given["OLD"], given["NEW"]],
    "upgrade": lambda given: [
        given["VERSION"], "--spec", given["SPEC"],
        *(["--checks", given["CHECKS"]] if "CHECKS" in given else []), *(["--dry-run"] if "DRY_RUN" in given else []),
    ],
}  # fmt: skip
SHOWN = console_of("README.md")


@pytest.fixture
def two_descriptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of README's commands: ours as if it were published, and what might follow it."""
    june = to_openapi(read_specification(ROOT / "openapi" / "v1.3"))
    july = copy.deepcopy(june)
    schemas = july["components"]["schemas"]
    del schemas["Index"]["properties"]["expires_at"]
    schemas["ConnectionStatus"]["enum"].append("paused")
    july["paths"]["/lenses"] = {
        "get": {"operationId": "list", "tags": ["lenses"], "responses": {"200": {"description": ""}}}
    }
    for month, document in (("june", june), ("july", july)):
        (tmp_path / f"spec-{month}.json").write_text(json.dumps(document), encoding="utf-8")
    checkout = Rehearsal(ROOT, tmp_path / "checkout").root
    for upgraded in ("openapi/published", "generated/twelvelabs_generated/v1_3"):
        shutil.rmtree(checkout / upgraded, ignore_errors=True)
    monkeypatch.setattr("upgrade.ROOT", checkout)
    monkeypatch.chdir(tmp_path)


def test_the_output_of_these_commands_is_shown() -> None:
    assert [command.split()[1] for command, _ in SHOWN] == ["diff", "upgrade"]


@pytest.mark.usefixtures("two_descriptions")
@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_is_shown(command: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, target, *variables = command.split()
    given = dict(variable.split("=", 1) for variable in variables)

    importlib.import_module(target).main(ARGUMENTS[target](given))

    printed = capsys.readouterr().out
    assert is_shown_as(printed, shown), printed


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("one\ntwo\nthree\n", True),
        ("...\nthree\n", True),
        ("one\n...\nthree\n", True),
        ("one\nt...\nthree\n", True),
        ("one\nthree\n", False),
        ("one\ntwo\nthre\n", False),
        ("o...\nthree\n", False),
    ],
)
def test_what_is_shown_may_leave_out_what_it_marks(shown: str, same: bool) -> None:
    assert is_shown_as("one\ntwo\nthree\n", shown) is same


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text_of(page))) - targets == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", text_of(page))

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
