"""Packages generated once for a module of tests: each module that wants one sets `DESCRIPTION`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.execution import Package, generated
from tests.pipeline.talking import Talk


@pytest.fixture(scope="module")
def tree(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree made of the module's `DESCRIPTION`."""
    return generated(request.module.DESCRIPTION, tmp_path_factory.mktemp("generated"))


@pytest.fixture(scope="module")
def package(tree: Path) -> Package:
    """The package made of the module's `DESCRIPTION`, imported."""
    return Package(tree)


@pytest.fixture(scope="module")
def talk() -> Iterator[Talk]:
    """A client and the server that it talks to."""
    talk = Talk()
    yield talk
    talk.close()
