"""Clients, and the cassettes they play.

A cassette test is written once and marked `vcr`. It is recorded in one colour, by the asynchronous client through a
sandbox in this process (or by the real API, see `cassettes/README.md`), and the one recording is played in both, over
each HTTP library.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import uuid
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest
from starlette.applications import Starlette
from vcr import VCR
from vcr.cassette import Cassette
from vcr.persisters.filesystem import FilesystemPersister

from tests.colours import Colour, synchronous_form
from tests.facade import footage, recording
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs
from twelvelabs_client.models import (
    Asset,
    Index,
    IndexedAsset,
    KnowledgeStore,
    KnowledgeStoreItem,
    SentChunk,
    Upload,
    UploadUrl,
)
from twelvelabs_sandbox import Settings, create_app
from twelvelabs_sandbox.fetching import filename_of

StoreHarbor: TypeAlias = Callable[[], Awaitable[Asset]]
StoreChunk: TypeAlias = Callable[[Upload, UploadUrl, bytes], Awaitable[SentChunk]]
IndexHarbor: TypeAlias = Callable[[], Awaitable[tuple[Index, IndexedAsset]]]
FillStore: TypeAlias = Callable[[], Awaitable[tuple[KnowledgeStore, KnowledgeStoreItem, KnowledgeStoreItem]]]

# What plays each recording besides httpx; the backend of httpx2 is derived from that of httpx, so one form will do.
ANOTHER_LIBRARY: dict[Colour, Any] = {"async": "aiohttp", "sync": "httpx2"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "documented: plays what the API's documentation shows, and is never recorded")


def pytest_recording_configure(config: pytest.Config, vcr: VCR) -> None:
    """The plugin's own persister joins several cassettes, and cannot read one with metadata."""
    vcr.register_persister(FilesystemPersister)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A recording is played over httpx, and over another library."""
    if "another_library" in metafunc.fixturenames and metafunc.definition.get_closest_marker("vcr"):
        metafunc.parametrize("another_library", [False, True], ids=["httpx", "another library"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """When recording, run what is recorded, with one client: there is no synchronous way into an app without a socket.

    Over one library, too: the transport that leads into the app is one of httpx.
    """
    if config.getoption("--record-mode") in (None, "none"):
        return
    mute = [item for item in items if not _is_recorded(item)]
    config.hook.pytest_deselected(items=mute)
    items[:] = [item for item in items if item not in mute]
    for item in items:
        item.add_marker(pytest.mark.timeout(3600 if recording.is_live() else 60))


def _is_recorded(item: pytest.Item) -> bool:
    documented = item.get_closest_marker("documented")
    parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    by_others = parameters.get("colour") == "sync" or parameters.get("another_library")
    return bool(item.get_closest_marker("vcr")) and not documented and not by_others


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return recording.configuration()


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    return str(recording.cassettes() / request.path.stem.removeprefix("test_"))


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest, api_version: str) -> str:
    """The test's name, with the version where that is not the newest: both colours play one recording."""
    return recording.cassette_name(request.node.originalname, api_version)


@pytest.fixture
def is_recording(record_mode: str) -> bool:
    return record_mode != "none"


@pytest.fixture(autouse=True)
def played_whole(vcr: Cassette | None, is_recording: bool) -> Iterator[None]:
    """Every cassette says where it comes from, and is played to its end."""
    if vcr is None:
        yield
        return
    assert vcr.get_metadata("origin", recording.origin()) in recording.ORIGINS
    yield
    assert len(vcr) > 0, "this test sent nothing: it needs no cassette"
    assert is_recording or vcr.all_played, f"{len(vcr) - vcr.play_count} replies of {vcr.path} were not asked for"


@pytest.fixture
def recorded_app(is_recording: bool, monkeypatch: pytest.MonkeyPatch) -> Starlette | None:
    """The sandbox that is being recorded, if one is."""
    return _recorded_app(monkeypatch) if is_recording and not recording.is_live() else None


@pytest.fixture
def api_version() -> str:
    """The version of the API that a test speaks. A module for older ones is parametrized with it."""
    return "v1.3"


@pytest.fixture
def another_library() -> bool:
    """Whether calls go over another HTTP library than httpx. A cassette test is parametrized with it."""
    return False


@pytest.fixture
def tl(
    colour: Colour, another_library: bool, api_version: str, is_recording: bool, recorded_app: Starlette | None
) -> Iterator[AsyncTwelveLabs | TwelveLabs]:
    """The client of a cassette test: an ordinary one, except that recording happens through a sandbox."""
    key, url = recording.api_key(), recording.API
    http = ANOTHER_LIBRARY[colour] if another_library else None
    if colour == "sync":
        with TwelveLabs(api_key=key, base_url=url, api_version=api_version, http=http) as replaying:
            yield replaying
        return
    transport = _recording_transport(recorded_app) if is_recording else None
    # Replies come unpacked, so that a key in one is seen and hidden.
    headers = {"accept-encoding": "identity"}
    client = AsyncTwelveLabs(
        api_key=key, base_url=url, api_version=api_version, headers=headers, http=http, transport=transport
    )
    yield client
    asyncio.run(client.aclose())


def _recording_transport(app: Starlette | None) -> httpx.AsyncBaseTransport:
    """The way to a sandbox in this process, else to the real API."""
    if app is None:
        # No connection outlives its reply: each test has an event loop of its own.
        return httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
    return httpx.ASGITransport(app)


def _recorded_app(monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """A sandbox with seeded ids and a clock that moves by a step per request."""
    monkeypatch.setattr("twelvelabs_sandbox.newer.assets.fetch", _fetch_from_media)
    settings = Settings.recording(
        api_key=recording.SANDBOX_KEY,
        speed=30.0,
        sidecars=recording.MEDIA,
        storage_url="https://storage.twelvelabs.example",
        # The test video in three chunks, of which one needs an address asked for.
        chunk_size=4096,
        first_urls=2,
    )
    return create_app(settings)


def _fetch_from_media(url: str, path: Path) -> None:
    """Stands for the internet: the sandbox itself fetches from loopback addresses only."""
    shutil.copyfile(recording.MEDIA / filename_of(url), path)


@pytest.fixture
def pace(is_recording: bool) -> float:
    """Seconds between two looks while waiting: none to speak of, unless the real API is asked."""
    return 5.0 if is_recording and recording.is_live() else 0.001


@pytest.fixture
def index_name(vcr: Cassette) -> str:
    """A name that is free in the account; the cassette remembers it."""
    return str(vcr.get_metadata("index_name", f"harbor-{uuid.uuid4().hex[:8]}" if recording.is_live() else "harbor"))


@pytest.fixture
def store_harbor(colour: Colour, tl: Any, pace: float) -> StoreHarbor:
    """Stores the test video."""
    return partial(_footage(colour).store_harbor, tl, pace)


@pytest.fixture
def index_harbor(colour: Colour, tl: Any, index_name: str, pace: float) -> IndexHarbor:
    """Stores the test video and indexes it."""
    return partial(_footage(colour).index_harbor, tl, index_name, pace)


@pytest.fixture
def store_name(vcr: Cassette) -> str:
    """A name for a knowledge store; the cassette remembers it."""
    return str(vcr.get_metadata("store_name", f"coast-{uuid.uuid4().hex[:8]}" if recording.is_live() else "coast"))


@pytest.fixture
def fill_store(colour: Colour, tl: Any, store_name: str, pace: float) -> FillStore:
    """Makes a knowledge store with the test video and the test image in it."""
    return partial(_footage(colour).fill_store, tl, store_name, pace)


@pytest.fixture
def store_chunk(colour: Colour, tl: Any) -> StoreChunk:
    """Brings one chunk of an upload to its address."""
    return partial(_footage(colour).store_chunk, tl)


def _footage(colour: Colour) -> Any:
    return sys.modules[footage.__name__] if colour == "async" else synchronous_form(footage.__name__)
