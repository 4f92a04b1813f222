"""What holds for every test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test notes its uploads where a user's are noted."""
    monkeypatch.setenv("TWELVELABS_STATE_DIR", str(tmp_path_factory.getbasetemp() / "state"))
