"""A file of many chunks, a sandbox that takes it, and a folder for what is noted of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import twelvelabs_client._async.transport.sending as async_transport
import twelvelabs_client._sync.transport.sending as sync_transport
from tests.faults.killing import CHUNK, CONTENT, KillingSandbox, Offset


@pytest.fixture(scope="module")
def clock() -> Offset:
    return Offset()


@pytest.fixture(scope="module")
def sandbox(clock: Offset) -> Iterator[KillingSandbox]:
    # At this speed an address lasts for a minute, and a session for 24.
    with KillingSandbox(speed=60, seed=1, chunk_size=CHUNK, first_urls=12, clock=clock) as running:
        yield running


@pytest.fixture(autouse=True)
def environment(sandbox: KillingSandbox, state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment of a user; looks follow each other quickly."""
    monkeypatch.setenv("TWELVELABS_API_KEY", sandbox.api_key)
    monkeypatch.setenv("TWELVELABS_BASE_URL", sandbox.url)
    monkeypatch.setenv("TWELVELABS_STATE_DIR", str(state))
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.01)
    monkeypatch.setattr("twelvelabs_client.core.retry.FIRST_WAIT", 0.01)
    monkeypatch.setattr("twelvelabs_client.core.retry.LATER", 0.0)
    yield
    sandbox.faults.clear()
    sandbox.asked.clear()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits of the transport; they are noted, and take no time."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(async_transport, "sleep", note)
    monkeypatch.setattr(sync_transport, "sleep", noted.append)
    return noted
