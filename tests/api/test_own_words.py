"""Descriptions, facade and documents are in our own words: they share no sentence with what the vendor published."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FINDER = ROOT.parent / "shared" / "tools" / "own_words.py"


@pytest.mark.skipif(not FINDER.is_file(), reason="what would be compared with is not at hand")
@pytest.mark.timeout(300)
def test_no_sentence_is_borrowed() -> None:
    ours = [str(folder) for folder in (ROOT / "openapi").iterdir() if folder.is_dir() and folder.name != "published"]

    found = subprocess.run(
        [sys.executable, str(FINDER), *ours, "facade", "docs", "README.md"], cwd=ROOT, capture_output=True, text=True
    )

    assert found.stdout.startswith("0 shared runs"), found.stdout + found.stderr
