"""How property tests run here: the same examples each time, and nothing written beside the tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

repeatable = settings(
    deadline=None, derandomize=True, database=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
