"""What is kept of the API's limits."""

from __future__ import annotations

import pytest

from twelvelabs_client.core.limits import Limits


@pytest.mark.parametrize(
    ("pauses", "now", "left"),
    [
        ([], 100.0, 0.0),
        ([103.0], 100.0, 3.0),
        ([103.0], 103.0, 0.0),
        ([103.0], 104.0, 0.0),
        ([103.0, 101.0], 100.0, 3.0),
        ([101.0, 103.0], 100.0, 3.0),
    ],
)
def test_an_operation_is_left_alone_until_the_latest_moment_told(pauses: list[float], now: float, left: float) -> None:
    limits = Limits()
    for until in pauses:
        limits.pause("query_search", until)

    assert limits.left("query_search", now) == left
    assert limits.left("list_indexes", now) == 0.0
