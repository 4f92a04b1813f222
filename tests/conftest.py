"""What holds for every test."""

from __future__ import annotations

import itertools

import pytest

_number = itertools.count()


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test notes its uploads where a user's are noted, nor where another test's are."""
    folder = tmp_path_factory.getbasetemp() / f"state-{next(_number)}"
    monkeypatch.setenv("TWELVELABS_STATE_DIR", str(folder))


# Few tests that take long: begun last, one process would end with them alone.
BEGUN_FIRST = ("upgrade", "bench", "pipeline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(part in BEGUN_FIRST for part in item.path.parts))
