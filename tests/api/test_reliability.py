"""Every promise of docs/reliability.md names a test that there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMISES = [
    line
    for line in (ROOT / "docs" / "reliability.md").read_text("utf-8").splitlines()
    if re.match(r"\| (?!promise)", line)
]
NAMED = re.compile(r"`(tests/\S+\.py)::(test_\w+)`")


def test_there_are_promises() -> None:
    assert len(PROMISES) > 20


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[2:60])
def test_a_promise_has_its_test(promise: str) -> None:
    named = NAMED.findall(promise)

    assert named
    for file, test in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert test in {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
