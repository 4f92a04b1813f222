"""A team, a publisher on this machine, and the command that joins them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import track

from tests.tracking.publisher import Publisher, publishing
from tests.tracking.team import Run, Team, make_team
from tests.upgrade.small import VERSION, described, make_checkout


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkout(tmp_path_factory.mktemp("original") / "checkout")


@pytest.fixture
def team(original: Path, tmp_path: Path) -> Team:
    return make_team(original, tmp_path)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as publisher:
        publisher.publish(described())
        yield publisher


@pytest.fixture
def run(team: Team, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command once, as a nightly job would; returns its exit status."""

    def run(*options: str, checks: str = "merge", seconds: float = 30) -> int:
        command = [VERSION, "--url", publisher.url, "--checks", checks, "--seconds", str(seconds), *options]
        return track.main(command)

    monkeypatch.setattr(track, "ROOT", team.root)
    return run
