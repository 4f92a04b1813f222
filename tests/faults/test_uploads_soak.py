"""A small run of what `make soak` does at length."""

from __future__ import annotations

from tests.faults.soak import soak


def test_under_faults_and_kills_nothing_is_lost() -> None:
    tally = soak(uploads=30, kills=4, seconds=60, seed=2)

    assert tally.lost == []
    assert tally.uploads == 34
    assert min(sum(tally.faults.values()), tally.retries, tally.kills) > 0
