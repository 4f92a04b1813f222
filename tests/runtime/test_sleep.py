"""No wait is too long for the system, whatever a server or a caller asks for."""

from __future__ import annotations

import asyncio
import time

import pytest

from twelvelabs_client._runtime import tasks, threads

WAITS = [0.5, 1e9, 1e300, float("inf")]


@pytest.mark.parametrize("seconds", WAITS)
def test_a_thread_waits_at_most_as_long_as_the_system_can(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)

    threads.sleep(seconds)

    assert waited == [min(seconds, 30 * 24 * 3600.0)]


@pytest.mark.parametrize("seconds", WAITS)
def test_an_event_loop_waits_at_most_as_long_as_it_can(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", note)

    asyncio.run(tasks.sleep(seconds))

    assert waited == [min(seconds, 30 * 24 * 3600.0)]
