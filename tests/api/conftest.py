"""What the programs of the documents are run on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.documents import ROOT
from twelvelabs_sandbox import Sandbox

MEDIA = ROOT / "tests" / "media"


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox that the environment names, in a folder that holds the files of the documents."""
    shutil.copyfile(MEDIA / "harbor.mp4", tmp_path / "forest.mp4")
    shutil.copyfile(MEDIA / "meadow.jpg", tmp_path / "deer.jpg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.005)
    with Sandbox(speed=1000, seed=1) as running:
        monkeypatch.setenv("TWELVELABS_API_KEY", running.api_key)
        monkeypatch.setenv("TWELVELABS_BASE_URL", running.url)
        yield running
