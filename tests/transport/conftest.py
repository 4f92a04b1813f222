from __future__ import annotations

import pytest

import twelvelabs_client._async.transport.receiving as async_receiving
import twelvelabs_client._async.transport.sending as async_transport
import twelvelabs_client._async.waiting as async_waiting
import twelvelabs_client._sync.transport.receiving as sync_receiving
import twelvelabs_client._sync.transport.sending as sync_transport
import twelvelabs_client._sync.waiting as sync_waiting
from tests.transport.scripted import Clock


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """No test of this folder sleeps: waits are noted as the server asked for them, and move this clock."""
    clock = Clock()
    monkeypatch.setattr("twelvelabs_client.core.retry.LATER", 0.0)
    for module in (async_receiving, async_transport, async_waiting, sync_receiving, sync_transport, sync_waiting):
        monkeypatch.setattr(module, "time", clock)
    for module in (async_transport, async_waiting):
        monkeypatch.setattr(module, "sleep", clock.sleep_async)
    for module in (sync_transport, sync_waiting):
        monkeypatch.setattr(module, "sleep", clock.sleep)
    return clock
