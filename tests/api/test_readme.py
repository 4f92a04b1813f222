"""README.md: its programs run and type-check, its commands exist, its links lead somewhere."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.documents import ROOT, blocks_of, run, text_of
from tests.typing.test_users_programs import CHECKERS
from twelvelabs_client.sandbox import Sandbox

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
    for expected in (
        "retrieve_index: 404 resource_not_exist",
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


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text_of(page))) - targets == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", text_of(page))

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
