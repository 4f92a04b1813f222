"""docs/http-libraries.md: its programs run, and its tables say what there is."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.api.documents import blocks_of, run, text_of
from twelvelabs_client import TwelveLabs
from twelvelabs_client.core.settings import AsyncHttpLibrary
from twelvelabs_sandbox import Sandbox

PAGE = "docs/http-libraries.md"


@pytest.mark.parametrize("program", blocks_of(PAGE))
def test_a_program_runs(program: str, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    TwelveLabs().indexes.create("nature")

    run(program, PAGE)

    assert "name='nature'" in capsys.readouterr().out


def test_both_tables_have_a_row_for_each_library() -> None:
    assert re.findall(r"^\| (\w+) \| (?!install|`http_client)", text_of(PAGE), re.MULTILINE) == [
        *get_args(AsyncHttpLibrary),
        *get_args(AsyncHttpLibrary),
    ]
