from __future__ import annotations

import pytest

import twelvelabs_client._async.transport as async_transport
import twelvelabs_client._sync.transport as sync_transport


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits of the transport; they are noted, and take no time."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(async_transport, "sleep", note)
    monkeypatch.setattr(sync_transport, "sleep", noted.append)
    return noted
