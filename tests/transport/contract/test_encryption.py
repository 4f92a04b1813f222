"""Calls over TLS: straight, through a proxy, and through a proxy that is reached over TLS itself."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from tests.faults.wire import Act, WireServer, json_reply, wire
from tests.transport.contract.libraries import FINE, ID, Library, on_every_library
from tests.transport.contract.relays import Relay, relay
from twelvelabs_client import APIConnectionError, AsyncTwelveLabs, InvalidInputError

LARGE = "x" * 300_000
LARGE_INDEX = Act(json_reply({"_id": ID, "index_name": LARGE, "models": []}))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the authority that the servers' certificate is from."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


@contextmanager
def encrypted(certificate: ssl.SSLContext, *acts: Act, always: Act | None = None) -> Iterator[tuple[WireServer, str]]:
    """A server of acts behind TLS, and its URL."""
    with wire(*acts, always=always) as server, relay(server.port, certificate) as front:
        yield server, f"https://127.0.0.1:{front.port}"


@pytest.mark.usefixtures("trusted")
@on_every_library
async def test_calls_go_over_one_encrypted_connection(library: Library, certificate: ssl.SSLContext) -> None:
    with encrypted(certificate, LARGE_INDEX, always=FINE) as (server, url):
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            assert (await tl.indexes.get(ID)).name == LARGE
            assert (await tl.indexes.get(ID)).name == "harbor"
    assert server.connections == 1


@on_every_library
async def test_a_certificate_that_is_not_trusted_is_an_error_that_says_so(
    library: Library, certificate: ssl.SSLContext
) -> None:
    with encrypted(certificate, always=FINE) as (_, url):
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            with pytest.raises(APIConnectionError, match="certificate verify failed"):
                await tl.indexes.get(ID)


def named(proxy: Relay, scheme: str, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HTTPS_PROXY", f"{scheme}://user:secret@127.0.0.1:{proxy.port}")
    patch.setenv("NO_PROXY", "")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("scheme", ["http", "https"])
@on_every_library
async def test_calls_go_through_a_proxy_that_sees_its_credentials_and_no_key(
    library: Library, scheme: str, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_proxy = certificate if scheme == "https" else None
    with encrypted(certificate, LARGE_INDEX, always=FINE) as (server, url), relay(None, to_proxy) as proxy:
        named(proxy, scheme, monkeypatch)
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            assert (await tl.indexes.get(ID)).name == LARGE
            assert (await tl.indexes.get(ID)).name == "harbor"
    (connect,) = proxy.connects
    assert b"dXNlcjpzZWNyZXQ=" in connect
    assert b"x-api-key" not in connect.lower()
    assert server.connections == 1


@pytest.mark.usefixtures("trusted")
@on_every_library
async def test_a_file_is_sent_whole_through_a_proxy_that_is_reached_over_tls(
    library: Library, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes(range(256)) * 4000)
    stored = Act(json_reply({"_id": ID, "status": "ready"}))
    with encrypted(certificate, always=stored) as (_, url), relay(None, certificate) as proxy:
        named(proxy, "https", monkeypatch)
        async with AsyncTwelveLabs(**library.settings(url)) as tl:
            assert (await tl.assets.create(clip)).id == ID


@on_every_library
async def test_a_socks_proxy_names_what_it_needs(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "socks5://127.0.0.1:1080")
    monkeypatch.setenv("NO_PROXY", "")
    async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:
        with pytest.raises(InvalidInputError, match=r"HTTP_PROXY: .*(socksio|no SOCKS proxy)"):
            await tl.indexes.get(ID)
