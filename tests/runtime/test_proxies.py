"""Which proxy of the environment a host is reached through."""

from __future__ import annotations

import pytest

from twelvelabs_client._runtime.proxies import Proxies

# (NO_PROXY, host, port, whether it is reached without the proxy)
DIRECT = [
    ("example.com", "example.com", None, True),
    ("example.com", "api.example.com", None, True),
    (".example.com", "api.example.com", None, True),
    ("*.example.com", "api.example.com", None, True),
    ("example.com", "anexample.com", None, False),
    ("EXAMPLE.com", "Example.COM", None, True),
    ("*", "anything.example", None, True),
    ("", "example.com", None, False),
    (" , other.example", "example.com", None, False),
    ("example.com:8443", "example.com", 8443, True),
    ("example.com:8443", "example.com", None, False),
    ("example.com:443", "example.com", None, True),
    ("10.0.0.0/8", "10.1.2.3", None, True),
    ("10.0.0.0/8", "11.1.2.3", None, False),
    ("10.0.0.0/8", "ten.example", None, False),
    ("fd00::/8", "fd12::1", None, True),
    ("fd00::/8", "fe80::1", None, False),
    ("[::1]", "::1", None, True),
    ("[::1]:8080", "::1", 8080, True),
    ("[::1]:8080", "::1", 9090, False),
    ("::1", "::1", None, True),
    ("127.0.0.1:8080", "127.0.0.1", 8080, True),
    ("/8", "127.0.0.1", None, False),
    ("[", "127.0.0.1", None, False),
    ("http://localhost", "localhost", None, True),
    ("localhost.", "localhost", None, True),
    ("localhost", "localhost.", None, True),
]


@pytest.mark.parametrize(("direct", "host", "port", "expected"), DIRECT)
def test_no_proxy_names_hosts_addresses_and_networks(
    direct: str, host: str, port: int | None, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": direct}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (Proxies(environment).proxy_for("https", host, port) is None) == expected


def test_a_proxy_is_shown_without_its_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"ALL_PROXY": "user:p%40ss@proxy.example"}
    monkeypatch.setenv("ALL_PROXY", environment["ALL_PROXY"])
    proxy = Proxies(environment).proxy_for("https", "api.example", None)
    assert proxy is not None
    assert str(proxy) == "proxy.example:80 (ALL_PROXY)"
    assert "ss" not in repr(proxy)
    assert proxy.credentials == (b"user", b"p@ss")
    assert proxy.address == "http://proxy.example:80"
