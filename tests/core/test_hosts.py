"""Hosts that a user allows."""

from __future__ import annotations

from typing import Any

import pytest

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.hosts import check_hosts, is_allowed

# (what is allowed, the host, whether it is among them)
HOSTS: list[tuple[list[str], str, bool]] = [
    (["storage.example"], "storage.example", True),
    (["Storage.Example."], "STORAGE.example", True),
    (["storage.example"], "storage.example.", True),
    (["storage.example"], "eu.storage.example", False),
    (["storage.example"], "storage.example.evil.example", False),
    (["*.storage.example"], "eu.storage.example", True),
    (["*.storage.example"], "a.eu.storage.example", True),
    (["*.storage.example"], "storage.example", False),
    (["*.storage.example"], ".storage.example", False),
    (["*.storage.example"], "mystorage.example", False),
    (["*.storage.example", "storage.example"], "storage.example", True),
    (["127.0.0.1"], "127.0.0.1", True),
    (["::1"], "::1", True),
    ([], "storage.example", False),
]


@pytest.mark.parametrize(("allowed", "host", "is_among"), HOSTS)
def test_a_host_is_allowed_by_its_name_or_by_its_end(allowed: list[str], host: str, is_among: bool) -> None:
    check_hosts(allowed, "allowed_hosts")
    assert is_allowed(host, allowed) is is_among


NO_HOSTS: list[tuple[Any, str]] = [
    ("storage.example", "allowed_hosts: expected a list of hosts, got str"),
    (5, "allowed_hosts: expected a list of hosts, got int"),
    (["https://storage.example"], "allowed_hosts: 'https://storage.example' is not a host; give "),
    (["storage.example:443"], "allowed_hosts: 'storage.example:443' is not a host; give "),
    (["storage.example/a"], "allowed_hosts: 'storage.example/a' is not a host; give "),
    (["*"], "allowed_hosts: '*' is not a host; give "),
    (["storage.*"], "allowed_hosts: 'storage.*' is not a host; give "),
    (["*storage.example"], "allowed_hosts: '*storage.example' is not a host; give "),
    ([""], "allowed_hosts: '' is not a host; give "),
    ([None], "allowed_hosts: None is not a host; give "),
]


@pytest.mark.parametrize(("hosts", "says"), NO_HOSTS)
def test_what_is_not_a_host_is_refused(hosts: Any, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        check_hosts(hosts, "allowed_hosts")
    assert str(refusal.value).startswith(says)
