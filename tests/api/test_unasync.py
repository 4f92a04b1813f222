"""The sync client is derived from the async one, and httpx2 from httpx, by rules each of which is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import unasync


def test_every_substitution_matches_something(tmp_path: Path) -> None:
    assert unasync.derive(unasync.CLIENT, tmp_path) == []


def test_a_substitution_that_matches_nothing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(unasync.NAMES, "aread_all", "read_all")

    assert unasync.derive(unasync.CLIENT, tmp_path) == ["aread_all"]


def test_names_texts_and_layout_become_those_of_the_sync_client() -> None:
    text = "async with AsyncTwelveLabs() as tl:  # async with\n    await tl.aclose()\n"

    assert unasync.without_async(text) == "with TwelveLabs() as tl:  # with\n    tl.close()\n"


def test_the_backend_of_httpx2_is_that_of_httpx_by_another_name(tmp_path: Path) -> None:
    unasync.derive(unasync.CLIENT, tmp_path)

    backends = tmp_path / "backends"
    assert {file.name for file in backends.glob("*.py")} == {
        "httpx2.py", "httpx2_clients.py", "httpx2_pool.py", "httpx2_routes.py"
    }  # fmt: skip
    for file in (*backends.glob("httpx2*.py"), *backends.glob("_sync/httpx2*.py")):
        code = "\n".join(file.read_text("utf-8").splitlines()[1:])
        assert not re.search(r"(httpx|Httpx|httpcore)(?!2)", code.replace("twelvelabs_client", "")), file.name
