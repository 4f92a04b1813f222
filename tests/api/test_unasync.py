"""The sync client is derived from the async one by rules each of which is needed."""

from __future__ import annotations

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
