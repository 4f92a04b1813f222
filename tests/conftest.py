"""What holds for every test."""

from __future__ import annotations

import functools
import itertools
import os
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import isolation

_number = itertools.count()


def pytest_configure(config: pytest.Config) -> None:
    """Only a recording may depend on the environment: on the key, the proxies, and where cassettes are kept."""
    isolation.take_interrupts()
    if config.getoption("--record-mode") in (None, "none"):
        isolation.remove_user_settings()
        isolation.block_lookups()


@functools.cache
def _certificates(file: str | None, folder: str | None, choices: tuple[tuple[str, Any], ...]) -> ssl.SSLContext:
    return httpx.create_ssl_context(**dict(choices))


@pytest.fixture(autouse=True, scope="session")
def certificates_are_read_once() -> Iterator[None]:
    """Reading all the authorities of the world takes longer than a whole conversation on loopback without them."""

    def known(**choices: Any) -> ssl.SSLContext:
        file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
        return _certificates(file, folder, tuple(choices.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("httpx._transports.default.create_ssl_context", known)
        yield


@pytest.fixture(autouse=True, scope="session")
def state_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures of wider scope upload is not noted where a user's uploads are noted either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWELVELABS_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test notes its uploads where a user's are noted, nor where another test's are."""
    folder = tmp_path_factory.getbasetemp() / f"state-{next(_number)}"
    monkeypatch.setenv("TWELVELABS_STATE_DIR", str(folder))


# Few tests that take long: begun last, one process would end with them alone.
BEGUN_FIRST = ("upgrade", "tracking", "bench", "pipeline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(part in BEGUN_FIRST for part in item.path.parts))
